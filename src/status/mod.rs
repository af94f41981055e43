//! The state of the deliveries at a revision: settings and manifests in, what is due and what came out.
//!
//! Reads a revision and its whole history, because what came when is not in the tree; judges nothing but time (the check
//! judges the rest). What could not be read is counted, and never taken for something that did not come. [`Board`] answers
//! what was due and what became of it; [`render`] writes that.

mod absence;
mod board;
mod extent;
pub mod life;
mod minimum;
mod noted;
pub mod render;
mod retired;
mod superseded;
#[cfg(test)]
pub(crate) mod tests;
mod totals;

use std::sync::Arc;

use chrono::{DateTime, Datelike as _, FixedOffset, Utc};
use rayon::prelude::*;
use serde::de::DeserializeOwned;

use crate::{
    check::{
        loader::{Extent, Loader},
        tree::submissions,
    },
    digest::Digest,
    model::{FileKind, Moment, Place, Reading, Settings, SubmissionPath, World, layout, raw},
    registro::Times,
    repo_path::RepoPath,
    schedule::{Delivery, Filing, Receipt, Stamp, bogota, day_of, settle_filings},
    snapshot::{
        Depth, Entry, EntryKind, GitRepository, GitSnapshot, Limits, ObjectId, Snapshot, SnapshotError,
        history::{Arrival, CommitTime, HistoryLimits, arrivals},
    },
    trail::entry::Moment as Hour,
};

use retired::Records;
use superseded::Manifests;

pub use absence::Absence;
pub use board::{Board, BoardError, Due, Period, Question, Row};
pub use minimum::Minimum;
pub use noted::Noted;
pub use totals::{Handling, Totals};

/// The time of a commit whose date is in no calendar: later than anything asked.
const FAR: DateTime<Utc> = DateTime::from_timestamp(253_402_300_799, 0).expect("the last second of the year 9999");

/// How many submissions are read at once: what came of them is held twice for a moment.
const BLOCK: usize = 4096;

/// What a revision holds that the schedule is judged from.
#[derive(Clone, PartialEq, Debug)]
pub struct Deliveries {
    /// The commit read.
    pub revision: ObjectId,
    /// The date of that commit, in Colombia's time.
    pub revision_time: DateTime<FixedOffset>,
    /// Settings, catalogues and policies, as they hold at the moment asked.
    pub world: World,
    /// Every submission whose manifest could be read, sorted by path.
    pub deliveries: Vec<Delivery>,
    /// The submissions whose manifest is absent or could not be read: whether they answer anything is not known.
    pub unread: Vec<SubmissionPath>,
    /// The audit trail their times come from.
    pub trail: TrailUse,
    /// Since when the settings have each contingency, by its days.
    pub noted: Noted,
}

/// What became of the audit trail.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TrailUse {
    /// There is none: the times are the dates of commits.
    Absent,
    /// There is one and it could not be verified, for this reason in words: its hours are not taken, and the times are
    /// the dates of commits.
    Refused(String),
    /// It was verified.
    Taken(Arc<Times>),
}

impl TrailUse {
    /// What it says, where it was verified.
    pub fn times(&self) -> Option<&Times> {
        match self {
            TrailUse::Taken(times) => Some(times),
            TrailUse::Absent | TrailUse::Refused(_) => None,
        }
    }
}

/// Reads the deliveries of a revision, with the hours of the trail where it has any, and its settings as they hold at the
/// moment asked.
///
/// # Errors
/// Where the revision, its tree or its history cannot be read; a shallow clone is one of them.
pub fn read(
    repository: &Arc<GitRepository>,
    rev: &str,
    as_of: DateTime<FixedOffset>,
    trail: TrailUse,
) -> Result<Deliveries, SnapshotError> {
    let snapshot = GitSnapshot::at(repository.clone(), rev, Limits::default())?;
    let loader = Loader::new();
    let top = snapshot.list(&layout::root(), Depth::One)?;
    let loaded = loader.world(&snapshot, &top, Extent::Schedule)?;
    let revision_time = moment(snapshot.committed());
    let asked = Moment { asked: day_of(as_of), written: Some(day_of(revision_time)) };
    let (mut world, settings) = loaded.into_schedule(asked);
    let is_wanted = |path: &RepoPath| {
        matches!(Place::of(path).file_kind(), Some(FileKind::Manifest | FileKind::Withdrawal | FileKind::Repository))
    };
    let limits = HistoryLimits::default();
    let arrivals = arrivals(repository, snapshot.commit(), &layout::root(), &is_wanted, &limits)?;
    let mut entries = snapshot.list(&layout::root(), Depth::All)?;
    entries.retain(|entry| entry.kind != EntryKind::Folder);
    let folders = submissions(&entries);
    let arrived = |files: &[&Entry]| {
        let manifest = of_kind(files, FileKind::Manifest)?;
        arrivals.get(&(manifest.path.clone(), manifest.id?)).copied()
    };
    let came: Vec<Option<Arrival>> = folders.iter().map(|(_, files)| arrived(files)).collect();
    let records = Records::of(arrivals);
    // What came together lies together in the store.
    let mut order: Vec<usize> = (0..folders.len()).collect();
    order.sort_by_key(|&at| came[at].map(|arrival| arrival.first));
    let times = trail.times();
    let one = |&at: &usize| {
        let (path, files) = &folders[at];
        let manifest = document::<raw::Manifest>(&snapshot, &loader, &settings, files, FileKind::Manifest)?;
        let (Some((manifest, digest)), Some(arrival)) = (manifest, came[at]) else { return Ok(Err(path.clone())) };
        let mut delivery = delivery(path, files, &manifest, arrival);
        if let Some(record) = of_kind(files, FileKind::Withdrawal) {
            let entry = times.and_then(|times| Some((times, times.withdrawn(path)?)));
            delivery.withdrawn = records.retired(&snapshot, &loader, &settings, record, &manifest, entry)?;
        }
        if let Some(receipt) = times.and_then(|times| receipt(times, &delivery, digest)) {
            delivery.repository = Stamp::of_trail(receipt);
        }
        let named = manifest.supersedes.as_ref().map(|named| named.sha256.digest());
        Ok(Ok((delivery, digest, named)))
    };
    let mut deliveries = Vec::with_capacity(folders.len());
    let (mut own, mut named) = (Manifests::new(), Manifests::new());
    let mut unread = Vec::new();
    for block in order.chunks(BLOCK) {
        let read: Vec<Result<Found, SubmissionPath>> =
            block.par_iter().map(one).collect::<Result<_, SnapshotError>>()?;
        for one in read {
            match one {
                Ok((delivery, digest, of_other)) => {
                    named.extend(of_other.map(|digest| (delivery.path.clone(), digest)));
                    own.insert(delivery.path.clone(), digest);
                    deliveries.push(delivery);
                }
                Err(path) => unread.push(path),
            }
        }
    }
    deliveries.sort_unstable_by(|one, other| one.path.cmp(&other.path));
    superseded::settle(&mut deliveries, &named, &own, times);
    settle_filings(&mut deliveries);
    let mut noted = Noted::default();
    if let Reading::Read(repository) = &mut world.repository {
        let path = layout::settings();
        noted = Noted::of(&snapshot, &loader, &repository.contingencies, &path, records.versions(&path))?;
        repository.contingencies.retain(|one| noted.counts(one, as_of));
    }
    unread.sort_unstable();
    Ok(Deliveries { revision: snapshot.commit(), revision_time, world, deliveries, unread, trail, noted })
}

/// A delivery, the digest of its manifest, and the one that this states of what it supersedes.
type Found = (Delivery, Digest, Option<Digest>);

/// What the trail says of when a delivery was received.
fn receipt(times: &Times, delivery: &Delivery, manifest: Digest) -> Option<Receipt> {
    let found = times.receipt(&delivery.path, manifest)?;
    Some(Receipt {
        index: found.index,
        at: hour(found.at),
        not_before: found.not_before.map(hour),
        not_after: found.not_after.map(hour),
        committed: delivery.repository.at,
        is_imported: times.is_imported(found),
    })
}

/// An hour of the trail, in Colombia's time.
pub(crate) fn hour(moment: Hour) -> DateTime<FixedOffset> {
    moment.instant().with_timezone(&bogota())
}

/// The file of a submission that is its manifest, or its withdrawal.
fn of_kind<'e>(files: &[&'e Entry], kind: FileKind) -> Option<&'e Entry> {
    let is_it = |entry: &&&Entry| entry.raw_name.is_none() && Place::of(&entry.path).file_kind() == Some(kind);
    files.iter().find(is_it).copied()
}

/// The manifest or the withdrawal of a submission and the digest of its bytes, if there is one that can be read.
fn document<T: DeserializeOwned>(
    snapshot: &dyn Snapshot,
    loader: &Loader,
    settings: &Settings,
    files: &[&Entry],
    kind: FileKind,
) -> Result<Option<(T, Digest)>, SnapshotError> {
    let Some(entry) = of_kind(files, kind) else { return Ok(None) };
    let (document, reading) = loader.read::<T>(snapshot, entry, kind, settings)?;
    Ok(match reading {
        Reading::Read(value) => document.digest.map(|digest| (*value, digest)),
        Reading::Absent | Reading::Refused => None,
    })
}

fn delivery(path: &SubmissionPath, files: &[&Entry], manifest: &raw::Manifest, arrival: Arrival) -> Delivery {
    let holds = |name: &str| files.iter().any(|entry| entry.path.name() == name && entry.raw_name.is_none());
    let (first, main) = (moment(arrival.first), moment(arrival.main));
    let cover = |filing: &raw::SigobFiling| {
        let named = filing.cover.as_ref().map(|cover| cover.as_str())?;
        let listed = manifest.files.iter().any(|file| file.path.as_str() == named);
        (listed && holds(named)).then_some(filing.moment.get())
    };
    let other = |text: &raw::SubmissionPath| SubmissionPath::parse(text.as_str());
    let filing = |filing: &raw::SigobFiling| Filing {
        number: filing.number.as_str().to_owned(),
        at: filing.moment.get(),
        is_own: true,
    };
    Delivery {
        path: path.clone(),
        class: manifest.class,
        corte: manifest.due.map(raw::Date::get),
        plans: manifest.plans.iter().map(|plan| plan.plan.as_str().to_owned()).collect(),
        evidence: evidence(&manifest.files),
        // No commit of a branch came after the merge that brought it, whatever its date says.
        repository: Stamp::of_commit(first.min(main)),
        sigob: manifest.sigob.as_ref().and_then(cover).map(Stamp::of_sigob),
        published: (first < main).then_some(main),
        supersedes: manifest.supersedes.as_ref().and_then(|superseded| other(&superseded.submission)),
        complements: manifest.complements.as_ref().and_then(other),
        filing: manifest.sigob.as_ref().map(filing),
        withdrawn: None,
    }
}

/// What the manifest says the bytes of its files are.
fn evidence(files: &[raw::EvidenceFile]) -> Vec<Digest> {
    let digest = |file: &raw::EvidenceFile| match (&file.sha256, &file.commitment) {
        (Some(sha256), _) => Some(sha256.digest()),
        (None, commitment) => commitment.as_ref().map(|commitment| commitment.value.digest()),
    };
    let mut digests: Vec<Digest> = files.iter().filter_map(digest).collect();
    digests.sort_unstable();
    digests.dedup();
    digests
}

/// The instant of a commit, in Colombia's time; the year 9999 for one that no calendar has.
pub(crate) fn moment(time: CommitTime) -> DateTime<FixedOffset> {
    let instant = DateTime::from_timestamp(time.seconds, 0);
    instant.filter(|instant| (0..=9999).contains(&instant.year())).unwrap_or(FAR).with_timezone(&bogota())
}
