//! `mipg hook post-receive`: what a push brought is noted in the audit trail, and whoever pushed is told its number.
//!
//! By then the references have moved: nothing can be refused any more, and a failure to note is told, never hidden.

use std::{collections::BTreeSet, sync::Arc};

use clap::ArgMatches;
use mipg::{
    gate::{self, Push, Pusher, Step, plan},
    messages::{Lang, Message},
    schedule::bogota,
    snapshot::GitRepository,
    trail::entry::{Entry, Event, SubmissionEvent},
};

use super::{accounts, brought::Brought, given, pusher, repository};
use crate::{
    args,
    commands::{
        check,
        log::{
            append,
            awaiting::Awaiting,
            day::MAX_A_DAY,
            logger::{Logger, Main},
            proposal,
        },
    },
    errors::Failure,
    output,
};

/// Entries told of one push.
const TOLD: usize = 20;

/// Runs `mipg hook post-receive`.
pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    match note(matches, lang) {
        Ok(Some(Noted { entries, signed, waiting })) => {
            let mut text = told(&entries, signed, lang);
            if waiting > 0 {
                let message = Message::GateWaits { count: waiting.into(), most: MAX_A_DAY.into() };
                text.push_str(&format!("{}\n", message.text(lang)));
            }
            Ok(output::print(&text, lang))
        }
        Ok(None) => Ok(0),
        Err(_) if is_unbegun(matches)? => {
            let message = Message::GateUnbegun { folder: folder(matches).into() };
            Ok(output::print(&format!("{}\n", message.text(lang)), lang))
        }
        Err(failure) => {
            // What happened first, and then why.
            let message = Message::GateUnnoted { folder: folder(matches).into() };
            output::print(&format!("{}\n", message.text(lang)), lang);
            Err(failure)
        }
    }
}

/// The folder of the server, as whoever keeps it names it anywhere.
fn folder(matches: &ArgMatches) -> String {
    let folder = args::repository(matches);
    std::fs::canonicalize(&folder).unwrap_or(folder).display().to_string()
}

/// Whether the server has no audit trail yet: nothing failed.
fn is_unbegun(matches: &ArgMatches) -> Result<bool, Failure> {
    Ok(repository(matches)?.reference(mipg::registro::BRANCH)?.is_none())
}

/// What the log has of a push.
struct Noted {
    /// Its entries, with their numbers.
    entries: Vec<(u64, Entry)>,
    /// Whether the log is signed.
    signed: bool,
    /// How many of its submissions wait for another day.
    waiting: usize,
}

/// Notes what came, and what was left of before; of what came, what the log has now, whoever noted it: of pushes at once one run
/// notes what the others brought. None where nothing that came is noted.
fn note(matches: &ArgMatches, lang: Lang) -> Result<Option<Noted>, Failure> {
    let pushes = given(lang)?;
    let repository = repository(matches)?;
    let steps = plan(&repository, &pushes)?;
    let is_noted = |step: &Step| matches!(step, Step::Begins(_) | Step::Publishes { .. } | Step::Proposes { .. });
    if !steps.iter().any(is_noted) {
        return Ok(None);
    }
    let main = mipg::gate::default_branch(&repository)?;
    let now = check::moment(None, lang)?;
    remember(&repository, pusher(matches), pushes.iter().zip(&steps), now.timestamp())?;
    let mut brought = Brought::default();
    for (push, step) in pushes.iter().zip(steps) {
        match step {
            // A tag names what is there, and hands nothing in.
            Step::Proposes { base, head, .. } if push.is_branch() => {
                let judged = proposal::judge(&repository, &base.to_string(), &head.to_string(), now, lang)?;
                if !judged.submissions.is_empty() {
                    gate::keep(&repository, head, now.timestamp())?;
                }
                brought.propose(&judged.submissions);
            }
            Step::Begins(head) => brought.publish(&repository, None, head)?,
            Step::Publishes { base, head } => brought.publish(&repository, Some(base), head)?,
            _ => {}
        }
    }
    let key = append::key(matches.get_one("key"), lang)?;
    let awaiting = Awaiting::of(&repository, &main, now, lang)?;
    let logger = Logger { repository: &repository, main: Main::At(main), key: key.as_ref(), remote: None, lang };
    let (_, waiting) = logger.receive(&awaiting.brought())?;
    awaiting.logged(&repository, &waiting)?;
    let (entries, signed) = brought.logged(&repository, lang)?;
    Ok(Some(Noted { entries, signed, waiting: brought.count(&waiting) }))
}

/// Remembers who pushed the branches, where the settings name the account: whoever publishes them is to be another. What was
/// published is forgotten.
fn remember<'a>(
    repository: &Arc<GitRepository>,
    pusher: Pusher,
    steps: impl Iterator<Item = (&'a Push, &'a Step)>,
    seconds: i64,
) -> Result<(), Failure> {
    let (mut judge, mut heads) = (None, BTreeSet::new());
    for (push, step) in steps {
        match step {
            Step::Proposes { base, head, .. } if push.is_branch() => {
                judge = Some(*base);
                heads.insert(*head);
            }
            Step::Publishes { head, .. } => gate::forget_published(repository, *head)?,
            _ => {}
        }
    }
    if let (Some(judge), Some(account)) = (judge, pusher.person())
        && accounts(repository, judge)?.mention(account)
    {
        gate::remember(repository, account, &heads, seconds)?;
    }
    Ok(())
}

/// The number and hour of each submission noted, and how to keep its receipt.
fn told(entries: &[(u64, Entry)], is_signed: bool, lang: Lang) -> String {
    let lines: Vec<(String, String)> = entries.iter().filter_map(|(index, entry)| line(*index, entry, lang)).collect();
    if lines.is_empty() {
        return String::new();
    }
    let mut text = format!("{}\n", Message::GateNoted { count: lines.len().into() }.text(lang));
    for (line, _) in lines.iter().take(TOLD) {
        text.push_str(&format!("  {line}\n"));
    }
    if lines.len() > TOLD {
        text.push_str(&format!("  {}\n", Message::GateNotedMore { count: (lines.len() - TOLD).into() }.text(lang)));
    }
    text.push_str(&format!("{}\n  git fetch origin registro\n", Message::GateKeep {}.text(lang)));
    for (_, command) in lines.iter().take(TOLD) {
        text.push_str(&format!("  {command}\n"));
    }
    if !is_signed {
        text.push_str(&format!("{}\n", Message::GateUnsigned {}.text(lang)));
    }
    text
}

/// An entry about a submission, and the command that writes its receipt.
fn line(index: u64, entry: &Entry, lang: Lang) -> Option<(String, String)> {
    let Event::Submission(event, submission) = &entry.event else { return None };
    let hour = entry.time.instant().with_timezone(&bogota()).format("%Y-%m-%d %H:%M:%S").to_string();
    let path = submission.path.folder().to_string();
    // Whoever proposes may have the commit and not stand on it.
    let rev = entry.commit.map_or_else(String::new, |commit| format!(" --rev {commit}"));
    let receipt = format!("mipg log receipt {path} --numero {index}{rev}");
    let (index, path, hour) = (index.into(), path.into(), hour.into());
    let message = match event {
        SubmissionEvent::Received => Message::GateReceived { index, path, hour },
        SubmissionEvent::Published => Message::GatePublished { index, path, hour },
        SubmissionEvent::Superseded => Message::GateSuperseded { index, path, hour },
        SubmissionEvent::Withdrawn => Message::GateWithdrawn { index, path, hour },
        SubmissionEvent::Purged => return None,
    };
    Some((message.text(lang), receipt))
}
