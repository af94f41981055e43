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
    forge::{self, Event, EventError, MAX_EVENT, MAX_LISTING},
    messages::{Lang, Message, shown},
    model::{
        Actor, Deed,
        raw::{Account, AccountId, Forge},
    },
    snapshot::ObjectId,
};

use super::{
    job::{self, error, hand_on, is_job, summary, variable, warning},
    log::place,
};
use crate::errors::{Failure, UNCHECKED};

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
    outcome.inspect_err(|failure| job::failed(failure, lang))
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

fn unread(error: &EventError, lang: Lang) -> Failure {
    let message = Message::CiEventUnread { detail: shown(&error.to_string(), 200).into() };
    Failure::Said { message: message.text(lang), hint: Some(Message::CiEventHint {}.text(lang)), code: UNCHECKED }
}
