//! `mipg history`: the life of one submission.

use clap::ArgMatches;
use mipg::{
    messages::{Lang, shown},
    model::{SubmissionPath, layout},
    repo_path::RepoPath,
    snapshot::{GitSnapshot, Limits},
    status::{
        self, TrailUse,
        life::{self, LifeError, Presence},
    },
};

use super::{check as gate, hours, paths::Asked};
use crate::{
    args,
    errors::{Failure, UNCHECKED},
    output,
};

/// Runs `mipg history`.
pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let get = |name: &str| matches.get_one::<String>(name);
    let as_of = gate::moment(get("as-of"), lang)?;
    let rev = get("rev").map_or("HEAD", String::as_str);
    let repository = gate::open(&args::repository(matches))?;
    let snapshot = GitSnapshot::at(repository.clone(), rev, Limits::default())?;
    let given = get("path").expect("clap requires it");
    let asked = Asked::of(std::iter::once(given));
    let names = asked.within(&repository, lang)?;
    let candidates: Vec<SubmissionPath> = names.names().filter_map(submission).collect();
    if candidates.is_empty() {
        return Err(unknown(given, lang));
    }
    let trail = hours::taken(matches, &repository, rev, lang)?;
    let found = status::read(&repository, rev, as_of, trail)?;
    let mut told = None;
    for path in &candidates {
        match life::life(&found, &snapshot, path, as_of) {
            Ok(life) => {
                told = Some(life);
                break;
            }
            Err(LifeError::Unknown(_)) => {}
            Err(LifeError::Snapshot(error)) => return Err(error.into()),
        }
    }
    let told = told.ok_or_else(|| unknown(given, lang))?;
    let text = match get("format").map_or("human", String::as_str) {
        "json" => life::json(&told),
        _ => life::human(&told, gate::width(), lang),
    };
    let is_refused = matches!(found.trail, TrailUse::Refused(_));
    let is_whole = !is_refused && told.presence != Presence::Unread && told.unjudged.is_none();
    let judged = match told.presence {
        _ if !is_whole => UNCHECKED,
        Presence::Gone(..) => 1,
        _ => 0,
    };
    Ok(output::print(&text, lang).max(judged))
}

/// The submission that a path of the repository names or lies in; `policies/` may be left out.
pub fn submission(name: &str) -> Option<SubmissionPath> {
    let path = RepoPath::new(name).ok()?;
    let skipped = usize::from(path.is_within(&layout::root()));
    let segments: Vec<&str> = path.segments().skip(skipped).take(4).collect();
    SubmissionPath::parse(&segments.join("/"))
}

fn unknown(given: &str, lang: Lang) -> Failure {
    let given = shown(given, 160);
    let (message, hint) = match lang {
        Lang::Es => (
            format!("ni esa revisión ni el registro de integridad tienen la entrega `{given}`"),
            "una entrega es policies/POLÍTICA/AAAA/MM/NOMBRE; `mipg status` muestra las que hay, y `--rev` otra revisión",
        ),
        Lang::En => (
            format!("neither that revision nor the audit trail has the submission `{given}`"),
            "a submission is policies/POLICY/YYYY/MM/NAME; `mipg status` shows those there are, and `--rev` another revision",
        ),
    };
    Failure::Said { message, hint: Some(hint.to_owned()), code: 2 }
}
