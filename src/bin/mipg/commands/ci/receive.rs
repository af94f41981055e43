//! `mipg ci receive`: a conforming proposal of somebody entitled is logged as received, and what reached the main branch as
//! published; the log is sent, and only then are receipts written.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::Arc,
};

use clap::ArgMatches;
use mipg::{
    diagnostic::render,
    forge::{Event, Noted, PullRequest, Task, Unreceived, task},
    messages::{Lang, Message},
    model::raw::Account,
    registro::{
        Occurrence, Tip,
        times::{Happened, Trust},
    },
    snapshot::{GitRepository, GitSnapshot, Limits, ObjectId},
    trail::{constancia::Wanted, entry::SubmissionEvent, note::SignerKey},
};
use serde_json::json;

use super::proposal::{self, Reception};
use crate::{
    args,
    commands::{
        check, hours,
        log::{self, append, logger::Logger, place::Place, receipt::Order, remote::Remote},
    },
    errors::{Failure, UNCHECKED},
    output,
};

/// Runs `mipg ci receive`.
pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let outputs = check::outputs(matches, &["json"], lang)?;
    let event = super::event(matches, lang)?;
    let repository = check::open(&args::repository(matches))?;
    let told = match (task(&event), &event) {
        (Task::Nothing(why), _) => Told::nothing(why.message(), 0),
        (Task::Refused(why), _) => Told::nothing(why.message(), 1),
        (Task::Unchecked(why), _) => Told::nothing(why.message(), UNCHECKED),
        (Task::Proposal { .. }, Event::PullRequest(pull)) => {
            let key = key(matches, lang)?;
            let out = matches.get_one::<PathBuf>("out").map(PathBuf::as_path);
            let approvals = super::approvals(matches, pull.head, lang)?;
            received(&logger(matches, &repository, &key, lang)?, pull, approvals, out)?
        }
        (Task::Proposal { .. }, _) => Told::nothing(Message::CiGroupReceived {}, 0),
        (Task::Published { .. } | Task::Begins(_), _) => {
            let key = key(matches, lang)?;
            published(&logger(matches, &repository, &key, lang)?)?
        }
    };
    for (_, path) in &outputs {
        output::write(path, told.json().as_bytes()).map_err(|error| Failure::Io(path.clone(), error))?;
    }
    let text = if told.code == 0 { format!("{}\n", told.text(lang)) } else { render::github_error(&told.text(lang)) };
    Ok(told.code.max(output::print(&text, lang)))
}

/// The key that signs: what is not signed gives no receipts.
pub(super) fn key(matches: &ArgMatches, lang: Lang) -> Result<SignerKey, Failure> {
    append::key(matches.get_one::<PathBuf>("key"), lang)?.ok_or_else(|| Failure::Said {
        message: Message::CiKeyless {}.text(lang),
        hint: Some(Message::CiKeylessHint {}.text(lang)),
        code: 2,
    })
}

/// What logs, from the main branch as the remote has it now.
pub(super) fn logger<'a>(
    matches: &'a ArgMatches,
    repository: &'a Arc<GitRepository>,
    key: &'a SignerKey,
    lang: Lang,
) -> Result<Logger<'a>, Failure> {
    let remote = matches.get_one::<String>("remote").map(|name| Remote::new(repository, name, lang)).transpose()?;
    if let Some(remote) = &remote {
        remote.fetch()?; // before anything is judged
    }
    Ok(Logger { repository, rev: check::main_branch(repository)?, key: Some(key), remote, lang })
}

fn received(
    logger: &Logger<'_>,
    pull: &PullRequest,
    approvals: Option<BTreeSet<Account>>,
    out: Option<&Path>,
) -> Result<Told, Failure> {
    let (repository, lang) = (logger.repository, logger.lang);
    if let Some(remote) = &logger.remote {
        remote.bring(&[pull.head])?;
    }
    let judged = proposal::judge(repository, pull, approvals, check::moment(None, lang)?, lang)?;
    let brought = match judged.reception {
        Reception::Received(brought) => brought,
        Reception::Refused(why) => {
            let code = if why == Unreceived::Malformed { judged.report.verdict().exit_code() } else { 0 };
            return Ok(Told::nothing(why.message(), code));
        }
    };
    let before = logger.append(&brought)?.before.size;
    let noted = noted(repository, &brought, lang)?;
    if let Some(out) = out {
        receipts(repository, pull.head, &noted, out, lang)?;
    }
    Ok(Told { outcome: Outcome::Received { before, noted, folder: out.map(Path::to_owned) }, code: 0 })
}

fn published(logger: &Logger<'_>) -> Result<Told, Failure> {
    let added = logger.append(&[])?.entries.len();
    Ok(Told { outcome: Outcome::Published(added), code: 0 })
}

/// The number and hour of each of these that the log has, as it is signed.
pub(super) fn noted(
    repository: &Arc<GitRepository>,
    brought: &[Occurrence],
    lang: Lang,
) -> Result<Vec<Noted>, Failure> {
    let main = check::main_branch(repository)?;
    let times = hours::verified(repository, &Trust::default(), Some(&main)).map_err(|error| Failure::Said {
        message: hours::refused(&hours::words(error, lang), lang),
        hint: None,
        code: UNCHECKED,
    })?;
    let Some(times) = times else { return Ok(Vec::new()) };
    let one = |occurrence: &Occurrence| {
        let submission = occurrence.event.submission()?;
        let is_it = |one: &&Happened| one.manifest == submission.manifest && one.event == SubmissionEvent::Received;
        let found = times.of(&submission.path).iter().find(is_it)?;
        Some(Noted { number: found.index, path: submission.path.clone(), manifest: found.manifest, at: found.at })
    };
    Ok(brought.iter().filter_map(one).collect())
}

/// Writes the receipt of each into a folder of its own.
fn receipts(
    repository: &Arc<GitRepository>,
    head: ObjectId,
    noted: &[Noted],
    out: &Path,
    lang: Lang,
) -> Result<(), Failure> {
    let Some(tip) = Tip::find(repository).map_err(|error| log::failure(error, lang))? else { return Ok(()) };
    let place = Place::at(repository, tip.commit)?;
    let snapshot = GitSnapshot::at(repository.clone(), &head.to_string(), Limits::default())?;
    let keys = place.keys(lang)?;
    let order = Order { repository, snapshot: &snapshot, log: &place, keys, policy: None, address: None };
    for one in noted {
        order.write(&one.path, Wanted::Index(one.number), &out.join(one.number.to_string()), lang)?;
    }
    Ok(())
}

/// What was done, told.
struct Told {
    outcome: Outcome,
    code: u8,
}

enum Outcome {
    /// Nothing, and why.
    Nothing(Message),
    /// What was published, so many entries.
    Published(usize),
    /// What was received: where the log ended before, and what it has of it.
    Received { before: u64, noted: Vec<Noted>, folder: Option<PathBuf> },
}

impl Told {
    fn nothing(message: Message, code: u8) -> Self {
        Self { outcome: Outcome::Nothing(message), code }
    }

    fn text(&self, lang: Lang) -> String {
        match &self.outcome {
            Outcome::Nothing(message) => message.text(lang),
            Outcome::Published(added) => Message::CiPublished { count: (*added).into() }.text(lang),
            Outcome::Received { before, noted, folder } => {
                let (new, old): (Vec<&Noted>, Vec<&Noted>) = noted.iter().partition(|one| one.number >= *before);
                let mut lines = vec![Message::CiReceived { count: new.len().into() }.text(lang)];
                lines.extend(new.iter().map(|one| format!("  {}", one.line(lang))));
                if !old.is_empty() {
                    lines.push(Message::CiReceivedBefore { count: old.len().into() }.text(lang));
                    lines.extend(old.iter().map(|one| format!("  {}", one.line(lang))));
                }
                let folder = folder.as_ref().map(|folder| folder.display().to_string().into());
                lines.extend(folder.map(|folder| Message::CiReceiptsIn { folder }.text(lang)));
                lines.join("\n")
            }
        }
    }

    /// Numbers, digests and names of folders that conform: nothing that whoever proposes has written freely.
    fn json(&self) -> String {
        let value = match &self.outcome {
            Outcome::Nothing(message) => json!({"version": 1, "outcome": "nothing", "message_id": message.id()}),
            Outcome::Published(added) => json!({"version": 1, "outcome": "published", "added": added}),
            Outcome::Received { before, noted, .. } => {
                let one = |one: &Noted| {
                    json!({
                        "index": one.number,
                        "path": one.path.folder().as_str(),
                        "manifest": one.manifest.to_string(),
                        "time": one.at.to_string(),
                        "is_new": one.number >= *before,
                    })
                };
                json!({"version": 1, "outcome": "received", "entries": noted.iter().map(one).collect::<Vec<_>>()})
            }
        };
        format!("{value:#}\n")
    }
}
