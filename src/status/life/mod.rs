//! The life of one submission: what happened to it, when, and how well that is known; for a person.
//!
//! From the revision (what it says of itself, what corrects or complements it, what it answered) and from the trail (when it
//! was received, published, superseded, withdrawn). Roles are told, and no names: those of authors and of whoever commits are
//! never read.

mod human;
mod json;
mod ledger;

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike as _, FixedOffset, NaiveDate, TimeDelta};

use super::{Board, BoardError, Deliveries, Period, Question, document, hour, of_kind};
use crate::{
    check::loader::Loader,
    digest::Digest,
    model::{FileKind, Settings, SubmissionPath, raw},
    registro::times::Happened,
    schedule::{Delivery, Outcome, Proof, Stamp, day_of, start_of, words as days},
    snapshot::{Depth, EntryKind, GitSnapshot, Snapshot as _, SnapshotError},
    trail::entry::SubmissionEvent,
};

pub use human::{happening, human};
pub use json::json;
pub use ledger::Ledger;

/// The life of a submission.
#[derive(Clone, PartialEq, Debug)]
pub struct Life<'a> {
    /// What it was read from.
    pub deliveries: &'a Deliveries,
    /// Where it is.
    pub path: SubmissionPath,
    /// Whether the revision has it.
    pub presence: Presence,
    /// What its manifest says.
    pub told: Option<Told>,
    /// What happened, in time.
    pub moments: Vec<Happening>,
    /// What it answered, or stands beside.
    pub answers: Vec<Answer>,
    /// The roles of the leaders of its policy in the month of its folder.
    pub leaders: Vec<String>,
    /// Why what it answered is not known.
    pub unjudged: Option<BoardError>,
}

/// Whether a revision has a submission.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Presence {
    /// It has, and its manifest can be read.
    Read,
    /// It has, and its manifest cannot be read.
    Unread,
    /// Only the trail knows it: received and never published.
    TrailOnly,
    /// It was published and erased by order, as the trail says.
    Erased,
    /// It was published, as the entry of this number says, in a commit that this revision follows; it is not there, and no
    /// erasure by order explains it. Whether it had been withdrawn: that leaves its manifest and the record.
    Gone(u64, bool),
    /// It was published, as the entry of this number says, in a commit that this revision does not follow.
    Elsewhere(u64),
}

/// What a manifest says that people ask for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Told {
    /// Its title.
    pub title: String,
    /// Its class.
    pub class: raw::SubmissionClass,
    /// The due date it answers.
    pub corte: Option<NaiveDate>,
    /// Who loaded it, by role.
    pub registrar: raw::Registrar,
    /// How many files it lists.
    pub files: usize,
}

/// One thing that happened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Happening {
    /// When; of what has only a day, its start.
    pub at: DateTime<FixedOffset>,
    /// What.
    pub what: What,
    /// How well the time is known.
    pub proof: Proof,
}

/// What can happen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum What {
    /// SIGOB received it, under this number.
    Sigob(String),
    /// The trail has an entry; whether it is of the manifest that the revision has.
    Logged(Happened, bool),
    /// A commit brought its manifest.
    Committed,
    /// It reached the main line.
    Merged,
    /// Another one took its place.
    SupersededBy(SubmissionPath),
    /// It took the place of another.
    Supersedes(SubmissionPath),
    /// Another one complements it.
    ComplementedBy(SubmissionPath),
    /// It complements another.
    Complements(SubmissionPath),
    /// Files of it were withdrawn, as its record says: how many, by which role, and why.
    Withdrawn {
        /// How many files.
        files: usize,
        /// How many the manifest lists, where it can be read.
        of: Option<usize>,
        /// The day that the record states.
        stated: NaiveDate,
        /// The role or office that authorised it.
        authorised_by: String,
        /// Why.
        reason: String,
    },
}

/// An instance it belongs to.
#[derive(Clone, PartialEq, Debug)]
pub struct Answer {
    /// The instance.
    pub id: String,
    /// What became of it.
    pub outcome: Outcome,
    /// The last instant before which it had to come.
    pub deadline: DateTime<FixedOffset>,
    /// The time that decided.
    pub stamp: Option<Stamp>,
    /// Whether this submission decided, or stands beside the one that did.
    pub decides: bool,
    /// Whether the time is that of an earlier version.
    pub is_kept: bool,
    /// The first time that it had and a correction after the term lost.
    pub lost: Option<Stamp>,
}

/// Why there is no life to tell.
#[derive(Debug, thiserror::Error)]
pub enum LifeError {
    /// Neither the revision nor the trail knows the path.
    #[error("neither the revision nor the trail has `{0}`")]
    Unknown(SubmissionPath),
    /// It could not be read.
    #[error(transparent)]
    Snapshot(#[from] SnapshotError),
}

/// The life of a submission, as it stood at a moment; `snapshot` is the revision that `deliveries` were read from.
///
/// # Errors
/// Where nothing knows the path, or objects cannot be read.
pub fn life<'a>(
    deliveries: &'a Deliveries,
    snapshot: &GitSnapshot,
    path: &SubmissionPath,
    as_of: DateTime<FixedOffset>,
) -> Result<Life<'a>, LifeError> {
    let delivery = deliveries.deliveries.iter().find(|one| one.path == *path && one.known_since() <= as_of);
    let logged = deliveries.trail.times().map_or(&[][..], |times| times.of(path));
    let logged = logged.iter().filter(|one| hour(one.at) <= as_of);
    let presence = match delivery {
        Some(_) => Presence::Read,
        None if deliveries.unread.contains(path) => Presence::Unread,
        None if logged.clone().next().is_some() => absent(logged.clone(), deliveries, snapshot)?,
        None => return Err(LifeError::Unknown(path.clone())),
    };
    let loader = Loader::new();
    let mut documents = (None, None);
    if delivery.is_some() {
        let settings = deliveries.world.repository.read().map(Settings::of).unwrap_or_default();
        let mut entries = snapshot.list(&path.folder(), Depth::One)?;
        entries.retain(|entry| entry.kind != EntryKind::Folder);
        let files: Vec<_> = entries.iter().collect();
        documents.0 = document::<raw::Manifest>(snapshot, &loader, &settings, &files, FileKind::Manifest)?;
        if of_kind(&files, FileKind::Withdrawal).is_some() {
            documents.1 = document::<raw::Withdrawal>(snapshot, &loader, &settings, &files, FileKind::Withdrawal)?;
        }
    }
    let known = Known {
        delivery,
        manifest: documents.0.as_ref().map(|(manifest, digest)| (manifest, *digest)),
        withdrawal: documents.1.as_ref().map(|(record, _)| record),
        related: delivery.map(|delivery| related(deliveries, delivery, as_of)).unwrap_or_default(),
    };
    let (told, moments) = moments(known, logged, as_of);
    let (answers, unjudged) = match delivery {
        Some(delivery) => answers(deliveries, delivery, as_of),
        None => (Vec::new(), None),
    };
    let first = NaiveDate::from_ymd_opt(path.year.into(), path.month.into(), 1).unwrap_or_default();
    let leaders =
        days::leaders(&deliveries.world, &path.owner, told.as_ref().and_then(|told| told.corte).unwrap_or(first));
    Ok(Life { deliveries, path: path.clone(), presence, told, moments, answers, leaders, unjudged })
}

/// What is known of a submission that the revision has.
struct Known<'k> {
    delivery: Option<&'k Delivery>,
    manifest: Option<(&'k raw::Manifest, Digest)>,
    withdrawal: Option<&'k raw::Withdrawal>,
    related: Vec<Happening>,
}

/// What a manifest says of itself, and what happened, in time.
fn moments<'l>(
    known: Known<'_>,
    logged: impl Iterator<Item = &'l Happened> + Clone,
    as_of: DateTime<FixedOffset>,
) -> (Option<Told>, Vec<Happening>) {
    let mut moments = Vec::new();
    let withdrawal = logged.clone().find(|one| one.event == SubmissionEvent::Withdrawn);
    if let Some(delivery) = known.delivery {
        moments.extend(known.manifest.and_then(|(manifest, _)| sigob(manifest, delivery)));
        let of = known.manifest.map(|(manifest, _)| manifest.files.len());
        moments.extend(known.withdrawal.map(|record| withdrawn(record, of, delivery, withdrawal)));
        moments.extend(committed(delivery));
        moments.extend(known.related);
    }
    let told = known.manifest.map(|(manifest, _)| Told {
        title: manifest.title.as_str().to_owned(),
        class: manifest.class,
        corte: manifest.due.map(raw::Date::get),
        registrar: manifest.registrar,
        files: manifest.files.len(),
    });
    let digest = known.manifest.map(|(_, digest)| digest);
    moments.extend(logged.map(|one| Happening {
        at: hour(one.at),
        what: What::Logged(*one, digest.is_none_or(|digest| digest == one.manifest)),
        proof: if one.not_after.is_some() { Proof::ThirdParty } else { Proof::OwnClock },
    }));
    moments.retain(|one| one.at <= as_of);
    // A commit of the same instant as the entry tells nothing more.
    let logged: BTreeSet<_> =
        moments.iter().filter(|one| matches!(one.what, What::Logged(..))).map(|one| one.at).collect();
    moments.retain(|one| !matches!(one.what, What::Committed | What::Merged) || !logged.contains(&one.at));
    // Of a day alone nobody knows the hour: it stands after what that day has at an hour.
    let place = |one: &Happening| match one.what {
        What::Withdrawn { .. } => start_of(day_of(one.at)) + TimeDelta::days(1) - TimeDelta::nanoseconds(1),
        _ => one.at,
    };
    moments.sort_by_key(|one| (place(one), one.what.order()));
    (told, moments)
}

/// What the trail says of a submission that the revision has not.
fn absent<'a>(
    logged: impl Iterator<Item = &'a Happened> + Clone,
    deliveries: &Deliveries,
    snapshot: &GitSnapshot,
) -> Result<Presence, SnapshotError> {
    /// The most commits looked at.
    const MAX_COMMITS: usize = 2_000_000;
    let has = |event: SubmissionEvent| logged.clone().any(|one| one.event == event);
    if has(SubmissionEvent::Purged) {
        return Ok(Presence::Erased);
    }
    let Some(published) = logged.clone().filter(|one| one.event == SubmissionEvent::Published).last() else {
        return Ok(Presence::TrailOnly);
    };
    let follows = match published.commit {
        Some(commit) => match snapshot.repository().is_ancestor(commit, deliveries.revision, MAX_COMMITS) {
            Err(SnapshotError::ObjectMissing { .. }) => false,
            other => other?,
        },
        None => true,
    };
    Ok(match follows {
        true => Presence::Gone(published.index, has(SubmissionEvent::Withdrawn)),
        false => Presence::Elsewhere(published.index),
    })
}

impl What {
    /// Where it stands among what happened in the same instant.
    fn order(&self) -> (u8, u64) {
        match self {
            What::Sigob(_) => (0, 0),
            What::Committed => (1, 0),
            What::Logged(one, _) => match one.event {
                SubmissionEvent::Received | SubmissionEvent::Published => (2, one.index),
                _ => (5, one.index),
            },
            What::Merged => (3, 0),
            What::Supersedes(_) | What::Complements(_) => (4, 0),
            What::SupersededBy(_) | What::ComplementedBy(_) => (6, 0),
            What::Withdrawn { .. } => (7, 0),
        }
    }
}

/// When SIGOB had it: as it counts, or as it says where the cover sheet is not there; of a correction, not when it had what
/// that corrects.
fn sigob(manifest: &raw::Manifest, delivery: &Delivery) -> Option<Happening> {
    delivery.filing.as_ref().filter(|filing| filing.is_own)?;
    let filing = manifest.sigob.as_ref()?;
    let proof = if delivery.sigob.is_some() { Proof::Declared } else { Proof::Unprovable };
    Some(Happening { at: filing.moment.get(), what: What::Sigob(filing.number.as_str().to_owned()), proof })
}

/// When the record came, as the trail says; without it, the day that the record states, and of the withdrawal of all its files
/// no earlier than it is known.
fn withdrawn(record: &raw::Withdrawal, of: Option<usize>, delivery: &Delivery, logged: Option<&Happened>) -> Happening {
    let stated = start_of(record.date.get());
    let at = match (delivery.withdrawn, logged) {
        (Some(known), Some(_)) => known,
        (None, Some(logged)) => hour(logged.at),
        (known, None) => known.map_or(stated, |known| known.max(stated)),
    };
    Happening {
        at,
        what: What::Withdrawn {
            files: record.files.len(),
            of,
            stated: record.date.get(),
            authorised_by: record.authorised_by.as_str().to_owned(),
            reason: record.reason.as_str().to_owned(),
        },
        proof: Proof::Unprovable,
    }
}

/// The commits that brought it, which decide only where the trail does not.
fn committed(delivery: &Delivery) -> Vec<Happening> {
    let first = delivery.repository.receipt.map_or(delivery.repository.at, |receipt| receipt.committed);
    let of = |at, what| Happening { at, what, proof: Proof::Unprovable };
    let merged = delivery.published.map(|at| of(at, What::Merged));
    [of(first, What::Committed)].into_iter().chain(merged).collect()
}

/// What it corrects or complements, and what does so to it.
fn related(deliveries: &Deliveries, delivery: &Delivery, as_of: DateTime<FixedOffset>) -> Vec<Happening> {
    related_among(deliveries.deliveries.iter().filter(|other| other.known_since() <= as_of), delivery)
}

/// The same, of those deliveries that may name it.
fn related_among<'d>(others: impl Iterator<Item = &'d Delivery>, delivery: &Delivery) -> Vec<Happening> {
    let own = &delivery.path;
    let of = |one: &Delivery, what| Happening { at: one.repository.at, what, proof: one.repository.proof };
    let mut found = Vec::new();
    found.extend(delivery.supersedes.clone().map(|other| of(delivery, What::Supersedes(other))));
    found.extend(delivery.complements.clone().map(|other| of(delivery, What::Complements(other))));
    for other in others {
        if other.supersedes.as_ref() == Some(own) {
            found.push(of(other, What::SupersededBy(other.path.clone())));
        }
        if other.complements.as_ref() == Some(own) {
            found.push(of(other, What::ComplementedBy(other.path.clone())));
        }
    }
    found
}

/// The instances it answers or stands beside.
fn answers(
    deliveries: &Deliveries,
    delivery: &Delivery,
    as_of: DateTime<FixedOffset>,
) -> (Vec<Answer>, Option<BoardError>) {
    let year = delivery.corte.map_or(i32::from(delivery.path.year), |corte| corte.year());
    let question = Question { as_of, period: Period::Year(year), policy: Some(delivery.path.owner.as_str()) };
    let board = match Board::new(deliveries, question) {
        Ok(board) => board,
        Err(error) => return (Vec::new(), Some(error)),
    };
    let is_it = |other: &&Delivery| other.path == delivery.path;
    let rows = board.rows.iter().filter(|row| row.answer.iter().chain(&row.others).any(is_it));
    let answers = rows.map(|row| Answer {
        id: board.id(row).to_string(),
        outcome: row.outcome,
        deadline: board.corte(row).deadline(),
        stamp: row.stamp,
        decides: row.answer.iter().any(is_it),
        is_kept: row.is_kept,
        lost: row.lost,
    });
    (answers.collect(), None)
}
