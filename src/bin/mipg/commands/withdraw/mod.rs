//! `mipg withdraw`: files of a published submission are taken away with their record, and then erased where that can be.

mod erase;
mod put;
mod words;

use clap::ArgMatches;
use mipg::{
    check,
    intake::withdrawal::{self, Request},
    messages::Lang,
    model::{
        Moment, SubmissionPath, layout,
        raw::{Manifest, Withdrawal},
    },
    schedule,
    snapshot::{Content, GitSnapshot, Limits, Snapshot as _, Trust},
};
use serde::de::DeserializeOwned;

use super::{add::branch, check as gate, history, paths::Asked};
use crate::{args, errors::Failure, output};

/// The largest record that is read.
const RECORD_BYTES: u64 = 64 * 1024;

/// A published submission.
struct Published<'a> {
    head: &'a GitSnapshot,
    path: SubmissionPath,
    manifest: Manifest,
    /// What was withdrawn of it before.
    earlier: Option<Withdrawal>,
}

/// Runs `mipg withdraw`.
pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let get = |name: &str| matches.get_one::<String>(name);
    let as_of = gate::moment(get("as-of"), lang)?;
    let today = schedule::day_of(as_of);
    let repository = gate::open(&args::repository(matches))?;
    // What is published is what main has, whatever is checked out; and what is erased, what it says is withdrawn.
    let is_erasing = matches.get_flag("erase");
    let rev = gate::main_branch(&repository)?;
    let main = GitSnapshot::at(repository.clone(), &rev, Limits::default())?;
    let head = GitSnapshot::at(repository.clone(), if is_erasing { &rev } else { "HEAD" }, Limits::default())?;
    let given = get("submission").expect("clap requires it");
    let asked = Asked::of(std::iter::once(given));
    let names = asked.within(&repository, lang)?;
    let paths: Vec<SubmissionPath> = names.names().filter_map(history::submission).collect();
    let published = published(&head, &paths)?.ok_or_else(|| words::unknown(given, lang))?;
    if branch::manifest(&main, &published.path)?.is_none() {
        return Err(words::unknown(given, lang));
    }
    let is_dry = matches.get_flag("dry-run");
    if is_erasing {
        return erase::run(&repository, &published, is_dry, lang);
    }
    let text = |name: &str| get(name).cloned().unwrap_or_default();
    let request = Request {
        reason: text("reason"),
        basis: text("norm"),
        authority: text("authority"),
        act: get("act").cloned(),
        files: matches.get_many::<String>("file").into_iter().flatten().cloned().collect(),
    };
    let record = withdrawal::record(&request, &published.manifest, published.earlier.as_ref(), today)
        .map_err(|why| words::unrecorded(&why, lang))?;
    let told = words::summary(&published.path, &record.files, lang);
    if is_dry {
        return Ok(output::print(&words::undone(&told, &record.text, lang), lang));
    }
    let world = check::world(&head, Moment { asked: today, written: None })?;
    put::run(
        &put::Asked { repository: &repository, published: &published, record: &record, world: &world, as_of },
        matches,
        &told,
        lang,
    )
}

/// The first of these submissions that the revision has, with what it says.
fn published<'a>(head: &'a GitSnapshot, paths: &[SubmissionPath]) -> Result<Option<Published<'a>>, Failure> {
    for path in paths {
        let Some(bytes) = branch::manifest(head, path)? else { continue };
        let Some(manifest) = read(&bytes) else { continue };
        let earlier = withdrawal(head, path)?;
        return Ok(Some(Published { head, path: path.clone(), manifest, earlier }));
    }
    Ok(None)
}

/// What a submission of the revision says was withdrawn of it; none where it says nothing, or cannot be read.
fn withdrawal(head: &GitSnapshot, path: &SubmissionPath) -> Result<Option<Withdrawal>, Failure> {
    let Some(entry) = head.entry(&path.file(layout::WITHDRAWAL))? else { return Ok(None) };
    Ok(match head.read(&entry, RECORD_BYTES, Trust::Verify)? {
        Content::Bytes(bytes) => read(&bytes),
        _ => None,
    })
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    serde_yaml::from_slice(bytes).ok()
}
