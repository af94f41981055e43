//! `mipg ci receive`: a conforming proposal of somebody entitled is logged as received, and what reached the main branch as
//! published; the log is sent, and only then are receipts written.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::Arc,
};

use clap::ArgMatches;
use mipg::{
    forge::{Event, Noted, PullRequest, Task, Unreceived, task},
    messages::{Lang, Message},
    model::raw::Account,
    registro::{Occurrence, Tip},
    snapshot::{GitRepository, GitSnapshot, Limits, ObjectId},
    trail::{
        constancia::Wanted,
        note::{SignerKey, VerifierKey},
    },
};
use serde_json::json;

use super::{
    proposal::{self, Reception},
    trail::{self, Received, Sight},
};
use crate::{
    args,
    commands::{
        check,
        log::{
            self, append,
            day::MAX_A_DAY,
            logger::{Logger, Main},
            place::Place,
            receipt::Order,
            remote::Remote,
        },
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
            received(&logger(matches, &repository, &key, lang)?, &key, pull, approvals, out)?
        }
        (Task::Proposal { .. }, _) => Told::nothing(Message::CiGroupReceived {}, 0),
        (Task::Published { .. } | Task::Begins(_), _) => {
            let key = key(matches, lang)?;
            published(&logger(matches, &repository, &key, lang)?, &key)?
        }
    };
    for (_, path) in &outputs {
        output::write(path, told.json().as_bytes()).map_err(|error| Failure::Io(path.clone(), error))?;
    }
    let (done, undone) = (told.done(lang), told.undone(lang));
    super::summary(&[done.as_slice(), undone.as_slice()].concat())?;
    let mut text: String = done.iter().map(|line| format!("{line}\n")).collect();
    text.extend(undone.iter().map(|line| super::error(line)));
    Ok(told.code.max(output::print(&text, lang)))
}

/// The key that signs: what is not signed gives no receipts.
pub(super) fn key(matches: &ArgMatches, lang: Lang) -> Result<SignerKey, Failure> {
    append::key(matches.get_one::<PathBuf>("secret"), lang)?.ok_or_else(|| Failure::Said {
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
    let remote = matches.get_one::<String>("push").map(|name| Remote::new(repository, name, lang)).transpose()?;
    if let Some(remote) = &remote {
        remote.fetch()?; // before anything is judged
    }
    Ok(Logger { repository, main: Main::Newest, key: Some(key), remote, lang })
}

/// What the log has, as the key that signs it verifies it.
fn trail<'a>(logger: &Logger<'a>, key: &SignerKey) -> Received<'a> {
    Received::new(logger.repository, Sight::Keys(vec![key.verifier().clone()]), logger.lang)
}

fn received(
    logger: &Logger<'_>,
    key: &SignerKey,
    pull: &PullRequest,
    approvals: Option<BTreeSet<Account>>,
    out: Option<&Path>,
) -> Result<Told, Failure> {
    let (repository, lang) = (logger.repository, logger.lang);
    if let Some(remote) = &logger.remote {
        remote.bring(pull.head)?;
    }
    let trail = trail(logger, key);
    // Who only reads the log afterwards knows by it who signs.
    if trail.keys()?.is_some() {
        super::hand_on("vkey", &key.verifier().to_string())?;
    }
    let judged = proposal::judge(&trail, repository, pull, approvals, check::moment(None, lang)?, lang)?;
    let brought = match judged.reception {
        Reception::Received(brought) => brought,
        Reception::Refused(why) => {
            let is_of_the_check = matches!(why, Unreceived::Malformed | Unreceived::Unchecked);
            let code = if is_of_the_check { judged.report.verdict().exit_code() } else { 0 };
            return Ok(Told::nothing(why.message(), code));
        }
    };
    let (appended, left) = logger.receive(&brought)?;
    let before = appended.before.size;
    let trail = self::trail(logger, key); // as it is now
    let noted = trail.noted(&brought)?;
    if let (Some(out), Some(keys)) = (out, trail.keys()?) {
        receipts(repository, pull.head, &noted, keys, out, lang)?;
    }
    let code = u8::from(!left.is_empty());
    Ok(Told { outcome: Outcome::Received { before, noted, left, folder: out.map(Path::to_owned) }, code })
}

fn published(logger: &Logger<'_>, key: &SignerKey) -> Result<Told, Failure> {
    trail(logger, key).keys()?;
    let added = logger.append(&[])?.entries.len();
    Ok(Told { outcome: Outcome::Published(added), code: 0 })
}

/// Writes the receipt of each into a folder of its own.
fn receipts(
    repository: &Arc<GitRepository>,
    head: ObjectId,
    noted: &[Noted],
    keys: &[VerifierKey],
    out: &Path,
    lang: Lang,
) -> Result<(), Failure> {
    let Some(tip) = Tip::find(repository).map_err(|error| log::failure(error, lang))? else { return Ok(()) };
    let place = Place::at(repository, tip.commit)?;
    let snapshot = GitSnapshot::at(repository.clone(), &head.to_string(), Limits::default())?;
    let keys = keys.to_vec();
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
    /// What was received: where the log ended before, what it has of it, and what waits for another day.
    Received { before: u64, noted: Vec<Noted>, left: Vec<Occurrence>, folder: Option<PathBuf> },
}

impl Told {
    fn nothing(message: Message, code: u8) -> Self {
        Self { outcome: Outcome::Nothing(message), code }
    }

    /// What is said of what was done, or of what there was nothing to do with.
    fn done(&self, lang: Lang) -> Vec<String> {
        match &self.outcome {
            Outcome::Nothing(_) if self.code != 0 => Vec::new(),
            Outcome::Nothing(message) => vec![message.text(lang)],
            Outcome::Published(added) => vec![Message::CiPublished { count: (*added).into() }.text(lang)],
            Outcome::Received { before, noted, left, folder } => {
                let (new, old): (Vec<&Noted>, Vec<&Noted>) = noted.iter().partition(|one| one.number >= *before);
                let mut lines = Vec::new();
                if !new.is_empty() || old.is_empty() && left.is_empty() {
                    lines.push(Message::CiReceived { count: new.len().into() }.text(lang));
                }
                lines.extend(new.iter().map(|one| format!("  {}", one.line(lang))));
                if !old.is_empty() {
                    lines.push(Message::CiReceivedBefore { count: old.len().into() }.text(lang));
                    lines.extend(old.iter().map(|one| format!("  {}", one.line(lang))));
                }
                let folder =
                    folder.as_ref().filter(|_| !noted.is_empty()).map(|folder| folder.display().to_string().into());
                lines.extend(folder.map(|folder| Message::CiReceiptsIn { folder }.text(lang)));
                lines
            }
        }
    }

    /// What is said of what was not.
    fn undone(&self, lang: Lang) -> Vec<String> {
        match &self.outcome {
            Outcome::Nothing(message) if self.code != 0 => vec![message.text(lang)],
            Outcome::Received { left, .. } if !left.is_empty() => {
                vec![Unreceived::over_day(left.len(), trail::owners(left), MAX_A_DAY).text(lang)]
            }
            _ => Vec::new(),
        }
    }

    /// Numbers, digests and names of folders that conform: nothing that whoever proposes has written freely.
    fn json(&self) -> String {
        let value = match &self.outcome {
            Outcome::Nothing(message) => json!({"version": 1, "outcome": "nothing", "message_id": message.id()}),
            Outcome::Published(added) => json!({"version": 1, "outcome": "published", "added": added}),
            Outcome::Received { before, noted, left, .. } => {
                let one = |one: &Noted| {
                    json!({
                        "index": one.number,
                        "path": one.path.folder().as_str(),
                        "manifest": one.manifest.to_string(),
                        "time": one.at.to_string(),
                        "is_new": one.number >= *before,
                    })
                };
                json!({"version": 1, "outcome": "received", "entries": noted.iter().map(one).collect::<Vec<_>>(), "waiting": left.len()})
            }
        };
        format!("{value:#}\n")
    }
}
