//! `mipg ci`: what the workflows of a forge call; one file for each command below it.

mod codeowners;
mod comment;
mod daily;
mod judge;
mod owners;
mod proposal;
mod receive;
mod sweep;
mod trail;

use std::{collections::BTreeSet, path::PathBuf};

use clap::ArgMatches;
use mipg::{
    diagnostic::render,
    forge::{self, Event, EventError, MAX_EVENT, MAX_LISTING},
    messages::{Lang, Message, shown},
    model::{
        Actor, Deed,
        raw::{Account, AccountId, Forge},
    },
    snapshot::ObjectId,
};

use super::log::place;
use crate::{
    errors::{Failure, UNCHECKED},
    output,
};

/// Runs the command below `mipg ci`. Why it could not do its work is a mark too: the log of a job is read by few.
pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let (name, matches) = matches.subcommand().expect("clap requires a command");
    let outcome = match name {
        "check" => judge::run(matches, lang),
        "codeowners" => codeowners::run(matches, lang),
        "comment" => comment::run(matches, lang),
        "daily" => daily::run(matches, lang),
        "receive" => receive::run(matches, lang),
        other => unreachable!("clap accepts no command `ci {other}`"),
    };
    if let Err(failure) = &outcome
        && is_job()
    {
        let (message, hint, _) = failure.words(lang);
        let text = [Some(message), hint].into_iter().flatten().collect::<Vec<_>>().join("\n");
        output::print(&render::github_error(&text), lang);
    }
    outcome
}

/// Whether this is a job of GitHub, whose log takes marks; in a terminal they would be read as they are written.
fn is_job() -> bool {
    std::env::var_os("GITHUB_ACTIONS").is_some_and(|value| value == "true")
}

/// A sentence about what somebody must mend, as whoever reads it takes it.
fn error(text: &str) -> String {
    if is_job() { render::github_error(text) } else { format!("{text}\n") }
}

/// The same of what somebody should know.
fn warning(text: &str) -> String {
    if is_job() { render::github_warning(text) } else { format!("{text}\n") }
}

/// The event asked about: the file given, or the one that the job names.
fn event(matches: &ArgMatches, lang: Lang) -> Result<Event, Failure> {
    let path = matches.get_one("event").cloned().or_else(|| variable("GITHUB_EVENT_PATH"));
    let path: PathBuf = path.ok_or_else(|| Failure::Usage(Message::CiNoEvent {}.text(lang)))?;
    let limit = u64::try_from(MAX_EVENT).unwrap_or(u64::MAX);
    Event::parse(&place::needed(&path, limit)?).map_err(|error| unread(&error, lang))
}

/// An account of GitHub, by its number; none where there is none, or where it is no number that files take.
fn actor(id: Option<u64>, deed: Deed) -> Option<Actor> {
    Some(Actor { account: account(id?)?, deed })
}

/// A proposal, by whoever put there what it is now and whoever approved that.
fn proposes(writer: Option<u64>, approvals: Option<BTreeSet<Account>>) -> Deed {
    Deed::Proposes { writer: writer.and_then(account), approvals }
}

fn account(id: u64) -> Option<Account> {
    Some(Account { forge: Forge::GitHub, id: AccountId::try_from(id).ok()? })
}

/// The accounts that approved what is proposed, where the reviews were given.
fn approvals(matches: &ArgMatches, head: ObjectId, lang: Lang) -> Result<Option<BTreeSet<Account>>, Failure> {
    let Some(path) = matches.get_one::<PathBuf>("reviews") else { return Ok(None) };
    let limit = u64::try_from(MAX_LISTING).unwrap_or(u64::MAX);
    let found = forge::approvals(&place::needed(path, limit)?, head).map_err(|error| {
        let message = Message::CiReviewsUnread { detail: shown(&error.to_string(), 200).into() };
        Failure::Said { message: message.text(lang), hint: Some(Message::CiReviewsHint {}.text(lang)), code: UNCHECKED }
    })?;
    Ok(Some(found.into_iter().filter_map(account).collect()))
}

/// Writes lines to the summary of the step, where the job has one: beside what other steps wrote in theirs.
fn summary(lines: &[String]) -> Result<(), Failure> {
    let Some(path) = variable("GITHUB_STEP_SUMMARY") else { return Ok(()) };
    output::write(&path, forge::paragraphs(lines).as_bytes()).map_err(|error| Failure::Io(path, error))
}

fn variable(name: &str) -> Option<PathBuf> {
    std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from)
}

fn unread(error: &EventError, lang: Lang) -> Failure {
    let message = Message::CiEventUnread { detail: shown(&error.to_string(), 200).into() };
    Failure::Said { message: message.text(lang), hint: Some(Message::CiEventHint {}.text(lang)), code: UNCHECKED }
}
