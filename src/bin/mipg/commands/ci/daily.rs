//! `mipg ci daily`: that the audit trail is alive, what no job received yet, and what is owed.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use chrono::{DateTime, FixedOffset};
use clap::ArgMatches;
use mipg::{
    diagnostic::render,
    forge::{self, Listed, PullRequest, Unreceived},
    messages::{Lang, Message, shown},
    registro::{Index, Occurrence, Trail},
    schedule::{self, remind::Window},
    snapshot::GitRepository,
    trail::entry::{Event, Moment, SubmissionEvent},
};

use super::{
    comment,
    proposal::{self, Judged, Reception},
    receive,
    trail::{self, Received},
};
use crate::{
    args::{self, REMIND_DAYS},
    commands::{
        check,
        log::{self, append, day::MAX_A_DAY, place},
        remind,
    },
    errors::{Failure, UNCHECKED},
    output,
};

/// The most open proposals judged at once.
const MOST: usize = 200;
/// Seconds after an entry in which another says nothing new.
const APART: u64 = 10 * 60;

/// Runs `mipg ci daily`.
pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let file = |name: &str| matches.get_one::<PathBuf>(name);
    let now = check::moment(None, lang)?;
    let repository = check::open(&args::repository(matches))?;
    let key = receive::key(matches, lang)?;
    let logger = receive::logger(matches, &repository, &key, lang)?;
    let pulls = file("pulls").map_or(Ok(Vec::new()), |path| open(path, lang))?;
    let issues: Vec<Listed> = file("issues").map_or(Ok(Vec::new()), |path| comment::listed(path, lang))?;
    let main = check::main_branch(&repository)?;
    let pulls = of_those_who_hand_in(&repository, &main, pulls, now)?;
    let trail = Received::new(&repository, lang);
    let mut swept = Swept::default();
    if pulls.len() > MOST {
        let message = Message::CiSweptInPart { count: pulls.len().into(), limit: MOST.into() };
        swept.undone.push(message.text(lang));
    }
    for pull in pulls.iter().take(MOST) {
        let brought = logger.remote.as_ref().map_or(Ok(()), |remote| remote.bring(&[pull.head]));
        let judged = brought.and_then(|()| proposal::judge(&trail, &repository, pull, None, now, lang));
        swept.add(pull, judged, lang);
    }
    let beats =
        last(&repository, lang)?.is_none_or(|last| last.unix() + APART < append::now(lang).map_or(0, Moment::unix));
    let beat = Occurrence { event: Event::Heartbeat, commit: None, time: None, turn: 0 };
    swept.occurrences.extend(beats.then_some(beat));
    let (appended, waiting) = logger.receive(&swept.occurrences)?;
    let is_received = |event: &Event| matches!(event, Event::Submission(SubmissionEvent::Received, _));
    let received = appended.entries.iter().filter(|entry| is_received(&entry.event)).count();

    let (requests, is_whole) = match file("plan") {
        Some(_) => owed(matches, &issues, &repository, (main.as_str(), now), lang)?,
        None => (0, true),
    };
    let mut lines: Vec<String> =
        swept.undone.iter().map(|text| render::github_error(text).trim_end().to_owned()).collect();
    lines.extend(swept.left.iter().map(|text| render::github_warning(text).trim_end().to_owned()));
    if !waiting.is_empty() {
        let over = Unreceived::over_day(waiting.len(), trail::owners(&waiting), MAX_A_DAY).text(lang);
        lines.push(render::github_error(&over).trim_end().to_owned());
    }
    if let Some(last) = last(&repository, lang)? {
        lines.push(Message::CiBeat { time: last.to_string().into() }.text(lang));
    }
    let told = Message::CiDaily { pulls: swept.seen.into(), received: received.into(), requests: requests.into() };
    lines.push(told.text(lang));
    let printed = output::print(&format!("{}\n", lines.join("\n")), lang);
    let is_done = is_whole && swept.undone.is_empty();
    Ok(printed.max(if is_done { u8::from(!waiting.is_empty()) } else { UNCHECKED }))
}

/// What the open proposals bring.
#[derive(Default)]
struct Swept {
    occurrences: Vec<Occurrence>,
    seen: usize,
    /// What could not be looked at, in words.
    undone: Vec<String>,
    /// What a person has to answer for, in words.
    left: Vec<String>,
}

impl Swept {
    /// Looks at one: that it cannot be looked at keeps none of the others.
    fn add(&mut self, pull: &PullRequest, judged: Result<Judged, Failure>, lang: Lang) {
        match judged {
            Ok(judged) => {
                self.seen += 1;
                match judged.reception {
                    Reception::Received(brought) => self.occurrences.extend(brought),
                    Reception::Refused(why @ Unreceived::Unvouched) => {
                        let detail = why.message().text(lang).into();
                        self.left.push(Message::CiLeft { number: pull.number.into(), detail }.text(lang));
                    }
                    Reception::Refused(_) => {}
                }
            }
            Err(failure) => {
                let (message, _, _) = failure.words(lang);
                let unswept = Message::CiUnswept { number: pull.number.into(), detail: shown(&message, 200).into() };
                self.undone.push(unswept.text(lang));
            }
        }
    }
}

/// The open proposals that the platform lists.
fn open(path: &Path, lang: Lang) -> Result<Vec<PullRequest>, Failure> {
    let bytes = place::needed(path, u64::try_from(forge::MAX_LISTING).unwrap_or(u64::MAX))?;
    let main = check::MAIN.strip_prefix("refs/heads/").unwrap_or(check::MAIN);
    forge::open_pulls(&bytes, main).map_err(|error| comment::unlisted(path, &error, lang))
}

/// Those of accounts that hand in for something: of the others nothing would be received, and nothing of them is brought.
fn of_those_who_hand_in(
    repository: &Arc<GitRepository>,
    rev: &str,
    pulls: Vec<PullRequest>,
    now: DateTime<FixedOffset>,
) -> Result<Vec<PullRequest>, Failure> {
    if pulls.is_empty() {
        return Ok(pulls);
    }
    let (accounts, day) = (proposal::accounts(repository, rev)?, schedule::day_of(now));
    let hands_in = |account| accounts.hands_in_for_some(account, day);
    Ok(pulls.into_iter().filter(|pull| super::account(pull.author).is_some_and(hands_in)).collect())
}

/// The hour of the last entry of the log.
fn last(repository: &Arc<GitRepository>, lang: Lang) -> Result<Option<Moment>, Failure> {
    let said = |error| log::failure(error, lang);
    let Some((_, trail)) = Trail::open(repository).map_err(said)? else { return Ok(None) };
    let (mut index, mut last) = (Index::new(), None);
    let head = trail.checkpoint().head;
    let read = index.advance_with(&mut trail.reader(), &head, &mut |_, entry| last = last.max(Some(entry.time)));
    read.map_err(|error| said(error.into()))?;
    Ok(last)
}

/// Writes what brings the notices of what is owed up to date; how many requests, and whether all was seen.
fn owed(
    matches: &ArgMatches,
    issues: &[Listed],
    repository: &Arc<GitRepository>,
    (rev, now): (&str, DateTime<FixedOffset>),
    lang: Lang,
) -> Result<(usize, bool), Failure> {
    let file = |name: &str| matches.get_one::<PathBuf>(name);
    let missed_since = forge::since(issues, schedule::day_of(now));
    let window = Window { as_of: now, days: REMIND_DAYS, missed_since };
    let asked = remind::Asked { matches, repository, rev, window, policy: None };
    remind::reminded(&asked, lang, |reminders, _| {
        let plan = forge::reminders(reminders, issues, lang);
        comment::write(&plan, file("plan").expect("it was asked for"))?;
        Ok(plan.requests().len())
    })
}
