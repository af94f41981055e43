//! `mipg log append`: what the repository shows and the log lacks is logged.

use std::{
    io::Read as _,
    path::{Path, PathBuf},
    sync::Arc,
};

use chrono::{DateTime, FixedOffset};
use clap::ArgMatches;
use mipg::{
    check::Standing,
    diagnostic::Verdict,
    messages::{Lang, shown},
    model::layout,
    registro::{self, Appended, BRANCH, Batch, GitWrites, Index, Occurrence, Pending, Trail},
    snapshot::{GitRepository, history},
    trail::{
        checkpoint::Origin,
        entry::{Event, Key, Moment},
        merkle::TreeHead,
        note::SignerKey,
    },
};
use serde_json::json;

use crate::{
    args::{self, text},
    commands::check as gate,
    errors::{Failure, UNCHECKED},
    output,
};

/// The most bytes of a file with a key.
const MAX_KEY: u64 = 4096;
/// Program and version, as entries have it.
const TOOL: &str = concat!("mipg ", env!("CARGO_PKG_VERSION"));

/// A proposed revision, and whether it conforms.
struct Proposal {
    base: String,
    head: String,
    verdict: Verdict,
    submissions: Vec<Occurrence>,
}

/// Runs `mipg log append`.
pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let get = |name: &str| matches.get_one::<String>(name);
    if get("as-of").is_some() {
        return Err(Failure::Usage(match lang {
            Lang::Es => "lo que se anota lleva la hora en que se anota: aquí no se acepta `--as-of`".to_owned(),
            Lang::En => {
                "what is logged bears the hour at which it is logged: `--as-of` is not accepted here".to_owned()
            }
        }));
    }
    let outputs = gate::outputs(matches, &args::LOG_FORMATS, lang)?;
    let clock = gate::moment(None, lang)?;
    let now = u64::try_from(clock.timestamp()).ok().and_then(|seconds| Moment::from_unix(seconds).ok());
    let now = now.ok_or_else(|| clockless(lang))?;
    let key = key(matches.get_one::<PathBuf>("key"), lang)?;
    let folder = args::repository(matches);
    let repository = gate::open(&folder)?;
    let said = |error| super::failure(error, lang);

    let mut index = Index::new();
    let trail = Trail::open(&repository).map_err(said)?;
    if let Some((_, trail)) = &trail {
        index.advance(&mut trail.reader(), &trail.checkpoint().head).map_err(|error| said(error.into()))?;
    }
    let main = match get("rev") {
        Some(rev) => rev.clone(),
        None => main(&repository)?,
    };
    let known = |key: &Key| index.place(key).is_some();
    let pending = registro::pending(&repository, &main, &known)?;
    let entity =
        pending.entity.clone().ok_or_else(|| Failure::Settings(vec!["policies/repositorio.yaml".to_owned()]))?;
    let origin = origin(get("origin"), &pending, trail.as_ref().map(|(_, trail)| trail), lang)?;
    let proposal = match (get("base"), get("head")) {
        (Some(base), Some(head)) => Some(judge(&folder, &repository, base, head, clock, lang)?),
        _ => None,
    };

    let mut occurrences = pending.occurrences.clone();
    occurrences.extend(proposal.iter().flat_map(|proposal| proposal.submissions.clone()));
    if matches.get_flag("heartbeat") {
        occurrences.push(Occurrence { event: Event::Heartbeat, commit: Some(pending.revision), time: None });
    }
    let batch =
        Batch { origin: &origin, entity: &entity, tool: TOOL, now, key: key.as_ref(), occurrences: &occurrences };
    let appended = registro::append(&repository, &mut GitWrites::new(&repository), &mut index, &batch).map_err(said)?;

    let told = Told { origin: &origin, appended: &appended, pending: &pending, proposal: proposal.as_ref(), key: &key };
    let render = |format: &str| if format == "json" { told.json() } else { told.human(lang) };
    for (format, path) in &outputs {
        output::write(path, render(format).as_bytes()).map_err(|error| Failure::Io(path.clone(), error))?;
    }
    let printed = output::print(&render(get("format").map_or("human", String::as_str)), lang);
    let proposed = proposal.map_or(0, |proposal| proposal.verdict.exit_code());
    let unread = if pending.unread.is_empty() { 0 } else { UNCHECKED };
    Ok(printed.max(proposed).max(unread))
}

/// The main branch, by its full name: the local one, else that of the remote.
fn main(repository: &GitRepository) -> Result<String, Failure> {
    const MAIN: [&str; 2] = ["refs/heads/main", "refs/remotes/origin/main"];
    for name in MAIN {
        if repository.reference(name)?.is_some() {
            return Ok(name.to_owned());
        }
    }
    Ok("main".to_owned()) // which says that there is none
}

/// The name of the log: the one given, that of the settings, or the one it has; where more than one is known, all are held
/// to be the same by the append.
fn origin(given: Option<&String>, pending: &Pending, trail: Option<&Trail>, lang: Lang) -> Result<Origin, Failure> {
    let given = given.map(|given| Origin::new(given.as_str()).map_err(|_| nameless(lang))).transpose()?;
    if let (Some(given), Some(set)) = (&given, &pending.origin)
        && given != set
    {
        return Err(super::failure(
            registro::RegistroError::Origin { found: set.clone(), expected: given.clone() },
            lang,
        ));
    }
    let has = trail.map(|trail| trail.checkpoint().origin.clone());
    given.or_else(|| pending.origin.clone()).or(has).ok_or_else(|| nameless(lang))
}

fn nameless(lang: Lang) -> Failure {
    Failure::Said {
        message: text(lang, "el registro no tiene nombre", "the log has no name").to_owned(),
        hint: Some(
            text(
                lang,
                "escriba en policies/repositorio.yaml `registro: {origen: dominio/entidad/1}`, o indíquelo con `--origen`; no se podrá cambiar",
                "write `registro: {origen: domain/entity/1}` in policies/repositorio.yaml, or name it with `--origen`; it can never be changed",
            )
            .to_owned(),
        ),
        code: 2,
    }
}

fn clockless(lang: Lang) -> Failure {
    Failure::Said {
        message: text(
            lang,
            "el reloj de este equipo no da una hora posible",
            "the clock of this machine gives no possible hour",
        )
        .to_owned(),
        hint: None,
        code: UNCHECKED,
    }
}

/// The key, from a file or from the variable; it is never shown.
fn key(file: Option<&PathBuf>, lang: Lang) -> Result<Option<SignerKey>, Failure> {
    let found = match file {
        Some(path) => {
            let mut text = String::new();
            let read = std::fs::File::open(path).and_then(|file| file.take(MAX_KEY).read_to_string(&mut text));
            read.map_err(|error| Failure::Io(path.clone(), error))?;
            Some(text)
        }
        None => std::env::var("MIPG_CLAVE").ok().filter(|text| !text.trim().is_empty()),
    };
    let parsed = found.map(|text| text.trim_end().parse::<SignerKey>()).transpose();
    parsed.map_err(|error| {
        let place = file.map_or_else(|| "MIPG_CLAVE".to_owned(), |path| shown(&path.display().to_string(), 200));
        Failure::Said {
            message: format!(
                "{} `{place}`: {error}",
                text(lang, "no hay una clave de registro en", "there is no key of a log in")
            ),
            hint: Some(text(lang, "`mipg log keygen` hace una", "`mipg log keygen` makes one").to_owned()),
            code: 2,
        }
    })
}

/// Judges the proposal as `mipg check` does; what it brings is received where it conforms.
fn judge(
    folder: &Path,
    repository: &Arc<GitRepository>,
    base: &str,
    head: &str,
    clock: DateTime<FixedOffset>,
    lang: Lang,
) -> Result<Proposal, Failure> {
    // Names may move while they are judged; what is judged is what is logged.
    let (base, head) = (repository.resolve(base)?.to_string(), repository.resolve(head)?.to_string());
    let target = gate::Target::Change(&base, &head, Standing::Proposed);
    let bar = gate::progress(lang);
    let verdict = gate::judge(folder, &target, clock, lang, &bar, &gate::Asked::default())?.0.verdict();
    let submissions = if verdict == Verdict::Conforming {
        let limits = history::HistoryLimits::default();
        registro::received(repository, &history::change(repository, &base, &head, &layout::root(), &limits)?)?
    } else {
        Vec::new()
    };
    Ok(Proposal { base, head, verdict, submissions })
}

/// What is told of an append.
struct Told<'a> {
    origin: &'a Origin,
    appended: &'a Appended,
    pending: &'a Pending,
    proposal: Option<&'a Proposal>,
    key: &'a Option<SignerKey>,
}

impl Told<'_> {
    fn json(&self) -> String {
        let head = |head: &TreeHead| json!({"size": head.size, "root": head.root.to_string()});
        let entries = (self.appended.before.size..).zip(&self.appended.entries).map(|(index, entry)| {
            json!({
                "index": index,
                "event": entry.event.kind().key(),
                "path": entry.event.path(),
                "digest": entry.event.digest().map(|digest| digest.to_string()),
                "time": entry.time.to_string(),
            })
        });
        let counts: serde_json::Map<String, serde_json::Value> =
            self.appended.counts().into_iter().map(|(kind, count)| (kind.key().to_owned(), count.into())).collect();
        let proposal = self.proposal.map(|proposal| {
            json!({
                "base": proposal.base,
                "head": proposal.head,
                "verdict": proposal.verdict.name(),
                "submissions": proposal.submissions.len(),
            })
        });
        let value = json!({
            "version": 1,
            "log": self.origin.as_str(),
            "revision": self.pending.revision.to_string(),
            "before": head(&self.appended.before),
            "after": head(&self.appended.after),
            "added": self.appended.entries.len(),
            "known": self.appended.known,
            "events": counts,
            "entries": entries.collect::<Vec<_>>(),
            "reference": self.appended.commit.map(|_| BRANCH),
            "commit": self.appended.commit.map(|commit| commit.to_string()),
            "signed": self.appended.signed,
            "proposal": proposal,
            "unread": self.pending.unread.iter().map(|path| path.as_str()).collect::<Vec<_>>(),
        });
        let mut text = serde_json::to_string_pretty(&value).expect("strings and numbers are JSON");
        text.push('\n');
        text
    }

    fn human(&self, lang: Lang) -> String {
        let (es, appended) = (lang == Lang::Es, self.appended);
        let origin = shown(self.origin.as_str(), 200);
        let (before, after) = (appended.before.size, appended.after.size);
        let mut lines = Vec::new();
        if appended.entries.is_empty() {
            lines.push(if es {
                format!("Nada nuevo que anotar: el registro `{origin}` sigue con {after} entradas")
            } else {
                format!("Nothing new to log: the log `{origin}` still has {after} entries")
            });
        } else {
            let added = appended.entries.len();
            lines.push(match (es, added) {
                (true, 1) => format!("Registro `{origin}`: 1 entrada nueva ({before} → {after})"),
                (true, _) => format!("Registro `{origin}`: {added} entradas nuevas ({before} → {after})"),
                (false, 1) => format!("Log `{origin}`: 1 new entry ({before} → {after})"),
                (false, _) => format!("Log `{origin}`: {added} new entries ({before} → {after})"),
            });
            lines.extend(appended.counts().iter().map(|(kind, count)| format!("  {:<12} {count}", kind.key())));
        }
        lines.push(format!("{} {}", text(lang, "raíz", "root"), appended.after.root));
        if let Some(commit) = appended.commit {
            lines.push(format!("{} {BRANCH} → {commit}", text(lang, "rama", "branch")));
            lines.push(match self.key {
                Some(key) => {
                    let key = key.verifier();
                    let name = shown(key.name().as_str(), 200);
                    format!("{} `{name}` ({})", text(lang, "firmado con la clave", "signed with the key"), key.id())
                }
                None => text(
                    lang,
                    "SIN FIRMA: no se dio ninguna clave, y cualquiera pudo escribirlo",
                    "NOT SIGNED: no key was given, and anyone may have written it",
                )
                .to_owned(),
            });
            lines.push(
                text(lang, "para publicarlo: git push origin registro", "to publish it: git push origin registro")
                    .to_owned(),
            );
        } else if !appended.signed && after > 0 {
            lines.push(text(lang, "el registro no está firmado", "the log is not signed").to_owned());
        }
        if let Some(proposal) = self.proposal {
            lines.push(self::proposal(proposal, lang));
        }
        const SHOWN: usize = 10;
        if !self.pending.unread.is_empty() {
            lines.push(
                text(
                    lang,
                    "no se anotó, porque no se pudo leer (`mipg check` dice qué corregir):",
                    "not logged, because it could not be read (`mipg check` says what to put right):",
                )
                .to_owned(),
            );
            let unread = &self.pending.unread;
            lines.extend(unread.iter().take(SHOWN).map(|path| format!("  {}", shown(path.as_str(), 200))));
            if unread.len() > SHOWN {
                lines.push(format!("  … (+{})", unread.len() - SHOWN));
            }
        }
        lines.join("\n") + "\n"
    }
}

fn proposal(proposal: &Proposal, lang: Lang) -> String {
    let (base, head, count) = (&proposal.base, &proposal.head, proposal.submissions.len());
    match (proposal.verdict, lang) {
        (Verdict::Conforming, Lang::Es) => format!("propuesta {head}: conforme, {count} entregas recibidas"),
        (Verdict::Conforming, Lang::En) => format!("proposal {head}: conforming, {count} submissions received"),
        (Verdict::NotApplicable, Lang::Es) => format!("propuesta {head}: no trae evidencias, nada que recibir"),
        (Verdict::NotApplicable, Lang::En) => format!("proposal {head}: brings no evidence, nothing to receive"),
        (_, Lang::Es) => format!(
            "propuesta {head}: NO se recibe, porque no está conforme\n  mipg check --base {base} --head {head} dice qué corregir"
        ),
        (_, Lang::En) => format!(
            "proposal {head}: NOT received, because it does not conform\n  mipg check --base {base} --head {head} says what to put right"
        ),
    }
}
