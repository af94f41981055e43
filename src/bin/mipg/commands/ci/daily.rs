//! `mipg ci daily`: that the audit trail is alive, what no job received yet, and what is owed.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use chrono::{DateTime, FixedOffset};
use clap::ArgMatches;
use mipg::{
    forge::{self, Listed, Open, Pushed, Unreceived},
    messages::{Lang, Message},
    registro::Occurrence,
    schedule::{self, remind::Window},
    snapshot::GitRepository,
    trail::entry::{Event, Moment, SubmissionEvent},
};

use super::{
    comment, proposal, receive,
    sweep::Sweep,
    trail::{self, Received, Sight},
};
use crate::{
    args::{self, REMIND_DAYS},
    commands::{
        check,
        log::{
            append,
            day::MAX_A_DAY,
            logger::{Logger, Main},
            place,
            remote::Remote,
        },
        remind,
    },
    errors::{Failure, UNCHECKED},
    output,
};

/// Seconds after an entry in which another says nothing new.
const APART: u64 = 10 * 60;
/// Submissions told of those that would be logged.
const TOLD: usize = 20;

/// Runs `mipg ci daily`. What is owed is told whatever becomes of the log.
pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let now = check::moment(None, lang)?;
    let repository = check::open(&args::repository(matches))?;
    let listed = |path: &PathBuf| comment::listed::<Listed>(path, lang);
    let issues = matches.get_one::<PathBuf>("issues").map_or(Ok(Vec::new()), listed)?;
    let logged = logged(matches, &repository, now, lang);
    let owed = match matches.get_one::<PathBuf>("plan") {
        Some(plan) => owed(matches, &issues, plan, &repository, now, lang),
        None => Ok((0, true)),
    };
    let (logged, (requests, is_whole)) = match (logged, owed) {
        (Ok(logged), Ok(owed)) => (logged, owed),
        (Err(failure), owed) => {
            let told = match owed {
                Ok((requests, _)) => format!("{}\n", Message::CiNotices { requests: requests.into() }.text(lang)),
                Err(other) => super::error(&other.words(lang).0),
            };
            output::print(&told, lang);
            return Err(failure);
        }
        (Ok(logged), Err(failure)) => {
            output::print(&format!("{}\n", logged.lines.join("\n")), lang);
            return Err(failure);
        }
    };
    let Logged { mut lines, received, code } = logged;
    lines.push(Message::CiDaily { received: received.into(), requests: requests.into() }.text(lang));
    let printed = output::print(&format!("{}\n", lines.join("\n")), lang);
    Ok(printed.max(code).max(if is_whole { 0 } else { UNCHECKED }))
}

/// What was logged, or would be.
struct Logged {
    /// What is told of it.
    lines: Vec<String>,
    /// Submissions received.
    received: usize,
    code: u8,
}

/// Logs that the trail is alive, and what no job received.
fn logged(
    matches: &ArgMatches,
    repository: &Arc<GitRepository>,
    now: DateTime<FixedOffset>,
    lang: Lang,
) -> Result<Logged, Failure> {
    let file = |name: &str| matches.get_one::<PathBuf>(name);
    let is_sent = matches.contains_id("push");
    let key = is_sent.then(|| receive::key(matches, lang)).transpose()?;
    let named = matches.get_one::<String>("push").or(matches.get_one("fetch"));
    let brings = named.map(|name| Remote::new(repository, name, lang)).transpose()?;
    if let Some(remote) = &brings {
        remote.fetch()?; // before anything is judged
    }
    let pulls = file("pulls").map_or(Ok(Vec::new()), |path| open(path, lang))?;
    let pushes = file("activity").map_or(Ok(Vec::new()), |path| pushed(path, lang))?;
    let (main, listed) = (check::main_branch(repository)?, pulls.len());
    let pulls = of_those_who_hand_in(repository, &main, pulls, now)?;

    let sight = key.as_ref().map_or(Sight::Own, |key| Sight::Keys(vec![key.verifier().clone()]));
    let trail = Received::new(repository, sight, lang);
    let last = trail.last_hour()?;
    let sweep = Sweep { repository, remote: brings.as_ref(), trail, now, lang };
    let mut swept = sweep.of(&pulls, &pushes);
    let beats = last.is_none_or(|last| last.unix() + APART < append::now(lang).map_or(0, Moment::unix));
    let beat = Occurrence { event: Event::Heartbeat, commit: None, time: None, turn: 0 };
    swept.occurrences.extend(beats.then_some(beat));
    let mut lines = swept.lines(listed - pulls.len(), lang);

    let remote = matches.get_one::<String>("push").map(|name| Remote::new(repository, name, lang)).transpose()?;
    let logger = Logger { repository, main: Main::Newest, key: key.as_ref(), remote, lang };
    let (received, waiting, last) = if is_sent {
        let (appended, waiting) = logger.receive(&swept.occurrences)?;
        let received = appended.entries.iter().filter(|entry| is_received(&entry.event)).count();
        (received, waiting, appended.entries.last().map(|entry| entry.time).or(last))
    } else {
        let (coming, waiting) = logger.would(&swept.occurrences)?;
        lines.extend(would(&coming, lang));
        (coming.iter().filter(|one| is_received(&one.event)).count(), waiting, last)
    };
    if !waiting.is_empty() {
        let over = Unreceived::over_day(waiting.len(), trail::owners(&waiting), MAX_A_DAY).text(lang);
        lines.push(super::error(&over).trim_end().to_owned());
    }
    lines.extend(last.map(|last| Message::CiBeat { time: last.to_string().into() }.text(lang)));
    let code = if swept.is_whole() { u8::from(!waiting.is_empty()) } else { UNCHECKED };
    Ok(Logged { lines, received, code })
}

fn is_received(event: &Event) -> bool {
    matches!(event, Event::Submission(SubmissionEvent::Received, _))
}

/// What would be logged, told.
fn would(coming: &[Occurrence], lang: Lang) -> Vec<String> {
    let received: Vec<&Occurrence> = coming.iter().filter(|one| is_received(&one.event)).collect();
    let beats = coming.iter().any(|one| one.event == Event::Heartbeat);
    let published = coming.len() - received.len() - usize::from(beats);
    let count = received.len();
    let mut lines = vec![Message::CiWould { received: count.into(), published: published.into() }.text(lang)];
    let paths = received.iter().filter_map(|one| Some(one.event.submission()?.path.folder().to_string()));
    lines.extend(paths.take(TOLD).map(|path| format!("  {path}")));
    if count > TOLD {
        lines.push(Message::CiWouldMore { count: (count - TOLD).into() }.text(lang));
    }
    lines.extend(beats.then(|| Message::CiWouldBeat {}.text(lang)));
    lines
}

/// What the platform lists, as it gives it.
fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    place::needed(path, u64::try_from(forge::MAX_LISTING).unwrap_or(u64::MAX))
}

/// The open proposals that the platform lists.
fn open(path: &Path, lang: Lang) -> Result<Vec<Open>, Failure> {
    let main = check::MAIN.strip_prefix("refs/heads/").unwrap_or(check::MAIN);
    forge::open_pulls(&bytes(path)?, main).map_err(|error| comment::unlisted(path, &error, lang))
}

/// What was pushed to branches, as the platform lists it.
fn pushed(path: &Path, lang: Lang) -> Result<Vec<Pushed>, Failure> {
    forge::pushes(&bytes(path)?).map_err(|error| comment::unlisted(path, &error, lang))
}

/// Those of accounts that hand in for something: of the others nothing would be received, and nothing of them is brought.
fn of_those_who_hand_in(
    repository: &Arc<GitRepository>,
    rev: &str,
    pulls: Vec<Open>,
    now: DateTime<FixedOffset>,
) -> Result<Vec<Open>, Failure> {
    if pulls.is_empty() {
        return Ok(pulls);
    }
    let (accounts, day) = (proposal::accounts(repository, rev)?, schedule::day_of(now));
    let hands_in = |account| accounts.hands_in_for_some(account, day);
    Ok(pulls.into_iter().filter(|open| super::account(open.pull.author).is_some_and(hands_in)).collect())
}

/// Writes what brings the notices of what is owed up to date; how many requests, and whether all was seen.
fn owed(
    matches: &ArgMatches,
    issues: &[Listed],
    plan: &Path,
    repository: &Arc<GitRepository>,
    now: DateTime<FixedOffset>,
    lang: Lang,
) -> Result<(usize, bool), Failure> {
    let rev = &check::main_branch(repository)?;
    let missed_since = forge::since(issues, schedule::day_of(now));
    let window = Window { as_of: now, days: REMIND_DAYS, missed_since };
    let asked = remind::Asked { matches, repository, rev, window, policy: None };
    remind::reminded(&asked, lang, |reminders, _| {
        let asked = forge::reminders(reminders, issues, lang);
        comment::write(&asked, plan)?;
        Ok(asked.requests().len())
    })
}
