//! What a repository has to log: what stands on its main branch, and what a conforming proposal brings.
//!
//! Derived from history and settings, by what every commit of the main line had: a squash, a rebase or a merge bring the
//! same. [`pending`] reads all of it; [`pending_since`] what came after a commit that a log says it reached, and answers the
//! same or not at all. A submission that a file names and the main line never had is left to the rules. Who may hand in is
//! not judged here.

mod reach;
mod since;
mod versions;

use std::{collections::BTreeMap, sync::Arc};

use rayon::prelude::*;

pub use reach::{Open, Reach, ReachError};
pub use since::pending_since;
pub use versions::{Had, Versions, is_plain};
use versions::{Published, Reader, Step, Version, is_wanted};

use super::Index;
use crate::{
    check::loader::Loader,
    digest::Digest,
    model::{FileKind, Place, SubmissionPath, layout, raw},
    repo_path::RepoPath,
    snapshot::{
        GitRepository, GitSnapshot, Limits, ObjectId, Snapshot, SnapshotError,
        history::{Change, CommitTime, HistoryLimits, LinePart, line_part},
    },
    trail::{
        checkpoint::Origin,
        entry::{Event, Key, Moment, Submission, SubmissionEvent},
    },
};

/// Bounds of the walk: all the history there is.
const LIMITS: HistoryLimits = HistoryLimits {
    commits: 1_000_000,
    visited: 1_000_000,
    changes: 20_000_000,
    trees: Limits { entries: 20_000_000, depth: 32, path_bytes: 2 * 1024 * 1024 * 1024 },
};

/// Something that happened, to be logged.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Occurrence {
    /// What.
    pub event: Event,
    /// Where it was seen.
    pub commit: Option<ObjectId>,
    /// Its hour in the log; none is that of the append.
    pub time: Option<Moment>,
    /// Of settings, how often the same had happened to them before; 0 of all else.
    pub turn: u32,
}

impl Occurrence {
    /// What tells it from others in a log.
    pub fn key(&self) -> Key {
        Key::of(&self.event).after(self.turn)
    }
}

/// What a main branch has to log.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pending {
    /// The head of the main branch.
    pub revision: ObjectId,
    /// The name of the institution, where its settings can be read.
    pub entity: Option<String>,
    /// The name of the log, where the settings say it.
    pub origin: Option<Origin>,
    /// What happened and `known` does not know, as it reached the main line.
    pub occurrences: Vec<Occurrence>,
    /// What reached the main line and could not be read, sorted: it is not logged.
    pub unread: Vec<RepoPath>,
    /// How far this looked: with it the next one need not look at the same again.
    pub reach: Reach,
}

/// What the main branch `rev` has to log; what `known` knows is left out. All of its history is read.
///
/// # Errors
/// Where the revision or its history cannot be read; a shallow clone is one of them.
pub fn pending(
    repository: &Arc<GitRepository>,
    rev: &str,
    known: &(dyn Fn(&Key) -> bool + Sync),
) -> Result<Pending, SnapshotError> {
    let revision = repository.resolve(rev)?;
    let scope = layout::root();
    let part = LinePart { head: revision, after: None, scope: &scope, wanted: &is_wanted };
    let line = line_part(repository, &part, &LIMITS)?.expect("all of a line begins after nothing");
    pending_on(repository, revision, &Versions::of(&line), &|_| None, known)
}

/// As [`pending`], for one who has read the whole main line of `revision`, which had these versions, and the manifests for whose objects `had` gives
/// the digest of their bytes: these must be [plain](is_plain).
///
/// # Errors
/// Where the revision cannot be read.
pub fn pending_on(
    repository: &Arc<GitRepository>,
    revision: ObjectId,
    versions: &Versions,
    had: Had<'_>,
    known: &(dyn Fn(&Key) -> bool + Sync),
) -> Result<Pending, SnapshotError> {
    let snapshot = GitSnapshot::at(repository.clone(), &revision.to_string(), Limits::default())?;
    let loader = Loader::new();
    let (entity, origin) = settings(&snapshot, &loader)?;
    let reader = Reader { snapshot: &snapshot, loader: &loader, had, known };
    let found = asked(&reader, versions, &|_, _, _| Ok(Older::Absent), &|_| 0)?;
    let found = found.expect("nothing is older than the whole line");
    Ok(found.into_pending(Reach { commit: revision, latest: versions.latest, open: Vec::new() }, entity, origin))
}

/// What the last entry about each file of settings says, where the whole main line of `revision` had these versions. One
/// that cannot be read is left out.
///
/// # Errors
/// Where the repository cannot be read.
pub fn settings_on(
    repository: &Arc<GitRepository>,
    revision: ObjectId,
    versions: &Versions,
) -> Result<BTreeMap<RepoPath, Event>, SnapshotError> {
    let snapshot = GitSnapshot::at(repository.clone(), &revision.to_string(), Limits::default())?;
    let loader = Loader::new();
    let reader = Reader { snapshot: &snapshot, loader: &loader, had: &|_| None, known: &|_| false };
    let last: BTreeMap<&RepoPath, &Step> = versions.steps.iter().map(|step| (&step.version.path, step)).collect();
    let mut settings = BTreeMap::new();
    for (path, step) in last {
        settings.extend(reader.digest(&step.version)?.map(|digest| (path.clone(), step.event(digest))));
    }
    Ok(settings)
}

/// What versions of files ask to be logged.
#[derive(Default)]
struct Asked {
    events: Vec<Found>,
    /// What could not be read.
    unread: Vec<Version>,
    /// What names a version that is not there, and may come.
    dangling: Vec<Version>,
}

/// Something to be logged.
struct Found {
    came: CommitTime,
    event: Event,
    /// As [`Occurrence::turn`].
    turn: u32,
    /// Of settings, its place among their steps.
    step: usize,
}

/// A version that is named and is not among those looked at.
enum Older {
    /// The line never had it.
    Absent,
    /// It lists so many files, and came before what names it.
    Before(u32),
    /// All of the line must be read to know.
    Unknown,
}

/// Says what a version is that `Published` names and that came before the versions looked at.
type LookBack<'a> = &'a dyn Fn(&Published, &SubmissionPath, Digest) -> Result<Older, SnapshotError>;

/// What these versions ask to be logged; none where the whole line must be read to know.
///
/// `turns` says how often a change of settings had happened before these versions.
fn asked(
    reader: &Reader<'_>,
    versions: &Versions,
    back: LookBack<'_>,
    turns: &dyn Fn(&Key) -> u32,
) -> Result<Option<Asked>, SnapshotError> {
    let Versions { manifests, withdrawals, .. } = versions;
    let known = reader.known;
    let outcomes: Vec<Option<Published>> =
        manifests.par_iter().map(|version| reader.manifest(version)).collect::<Result<_, SnapshotError>>()?;
    let mut asked = Asked::default();
    let mut published: Vec<Published> = Vec::with_capacity(outcomes.len());
    for (version, outcome) in manifests.iter().zip(outcomes) {
        match outcome {
            Some(one) => published.push(one),
            None => asked.unread.push(version.clone()),
        }
    }
    // Those of one folder stay in the order in which they came.
    published.sort_by(|one, other| one.path.cmp(&other.path));
    let of = |path: &SubmissionPath| {
        let from = published.partition_point(|one| one.path < *path);
        let to = published.partition_point(|one| one.path <= *path);
        &published[from..to]
    };
    let about = |event: SubmissionEvent, path: &SubmissionPath, manifest: Digest, files: u32| {
        Event::Submission(event, Submission { path: path.clone(), manifest, files })
    };
    let is_known = |event, path: &SubmissionPath, manifest| known(&Key::of(&about(event, path, manifest, 0)));
    for one in &published {
        let Some(read) = &one.read else { continue };
        asked.push(one.came, about(SubmissionEvent::Published, &one.path, one.digest, read.files));
        let Some((path, digest)) = &read.supersedes else { continue };
        let target = of(path).iter().find(|one| one.digest == *digest);
        let (came, files) = match target {
            _ if is_known(SubmissionEvent::Superseded, path, *digest) => continue,
            Some(target) => (one.came.max(target.came), reader.files(target, manifests)?),
            None => match back(one, path, *digest)? {
                Older::Unknown => return Ok(None),
                Older::Before(files) => (one.came, files),
                Older::Absent => {
                    asked.dangling.push(Version { path: one.path.manifest(), object: one.object, came: one.came });
                    continue;
                }
            },
        };
        asked.push(came, about(SubmissionEvent::Superseded, path, *digest, files));
    }
    for version in withdrawals {
        let Some(path) = Place::of(&version.path).submission().cloned() else { continue };
        // The version withdrawn is the last one that was there.
        let versions = of(&path);
        let last = versions.iter().rfind(|one| one.came <= version.came).or(versions.first());
        let Some(target) = last else {
            asked.dangling.push(version.clone());
            continue;
        };
        if !is_known(SubmissionEvent::Withdrawn, &path, target.digest) {
            let files = reader.files(target, manifests)?;
            asked.push(version.came, about(SubmissionEvent::Withdrawn, &path, target.digest, files));
        }
    }
    asked.events.retain(|found| !known(&Key::of(&found.event)));
    asked.steps(reader, &versions.steps, turns)?;
    Ok(Some(asked))
}

impl Asked {
    fn push(&mut self, came: CommitTime, event: Event) {
        self.events.push(Found { came, event, turn: 0, step: 0 });
    }

    /// What happened to settings, in the order of the line: each change, those back to what was there before among them.
    fn steps(&mut self, reader: &Reader<'_>, steps: &[Step], turns: &dyn Fn(&Key) -> u32) -> Result<(), SnapshotError> {
        let digests: Vec<Option<Digest>> =
            steps.par_iter().map(|step| reader.digest(&step.version)).collect::<Result<_, SnapshotError>>()?;
        let mut before: BTreeMap<Key, u32> = BTreeMap::new();
        for (place, (step, digest)) in steps.iter().zip(digests).enumerate() {
            let came = step.version.came;
            let Some(digest) = digest else {
                self.unread.push(step.version.clone());
                continue;
            };
            let event = step.event(digest);
            let key = Key::of(&event);
            let next = before.entry(key.clone()).or_insert_with(|| turns(&key));
            let turn = *next;
            *next = next.saturating_add(1);
            if !(reader.known)(&key.after(turn)) {
                self.events.push(Found { came, event, turn, step: place });
            }
        }
        Ok(())
    }

    fn into_pending(mut self, mut reach: Reach, entity: Option<String>, origin: Option<Origin>) -> Pending {
        let order = |event: &Event| (event.path(), event.digest());
        self.events.sort_by_key(|found| (found.came, found.event.kind(), order(&found.event), found.turn));
        in_line(&mut self.events);
        let occurrence =
            |Found { came, event, turn, .. }: Found| Occurrence { event, commit: Some(came.commit), time: None, turn };
        let occurrences = self.events.into_iter().map(occurrence);
        let mut unread: Vec<RepoPath> = self.unread.iter().map(|version| version.path.clone()).collect();
        unread.sort();
        unread.dedup();
        let open = self.unread.into_iter().chain(self.dangling);
        reach.open = open.map(|Version { path, object, came }| Open { object, commit: came.commit, path }).collect();
        reach.open.sort();
        reach.open.dedup();
        Pending { revision: reach.commit, entity, origin, occurrences: occurrences.collect(), unread, reach }
    }
}

/// Puts what happened to one file of settings in the order of the line, in the places it has among the rest: dates are free
/// text, and what was said last must be what is there.
fn in_line(events: &mut [Found]) {
    let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (place, found) in events.iter().enumerate().filter(|(_, found)| found.event.kind().is_of_settings()) {
        places.entry(found.event.path().unwrap_or_default()).or_default().push(place);
    }
    for places in places.into_values() {
        let mut steps: Vec<(usize, CommitTime, Event, u32)> =
            places.iter().map(|place| &events[*place]).map(|f| (f.step, f.came, f.event.clone(), f.turn)).collect();
        steps.sort_by_key(|(step, ..)| *step);
        for (place, (step, came, event, turn)) in places.into_iter().zip(steps) {
            events[place] = Found { came, event, turn, step };
        }
    }
}

/// What the submissions that a change adds or alters have to log: each is received. Whether the change conforms is judged
/// before. What cannot be read is in no change that conforms.
pub fn received(repository: &Arc<GitRepository>, change: &Change) -> Result<Vec<Occurrence>, SnapshotError> {
    let snapshot = GitSnapshot::at(repository.clone(), &change.head.to_string(), Limits::default())?;
    let loader = Loader::new();
    let reader = Reader { snapshot: &snapshot, loader: &loader, had: &|_| None, known: &|_| false };
    let mut occurrences = Vec::new();
    for path in &change.changed {
        let Some((kind, object)) = path.new else { continue };
        let is_manifest = Place::of(&path.path).file_kind() == Some(FileKind::Manifest);
        if !is_manifest || !kind.is_file() || path.raw_name.is_some() {
            continue;
        }
        let came = CommitTime { seconds: 0, commit: change.head };
        let version = Version { path: path.path.clone(), object, came };
        if let Some(Published { path, digest, read: Some(read), .. }) = reader.manifest(&version)? {
            let submission = Submission { path, manifest: digest, files: read.files };
            let event = Event::Submission(SubmissionEvent::Received, submission);
            occurrences.push(Occurrence { event, commit: Some(change.head), time: None, turn: 0 });
        }
    }
    Ok(occurrences)
}

/// The name of an institution as entries have it: cut to what they hold.
pub fn entity_label(name: &str) -> String {
    let end = (0..=name.len().min(200)).rev().find(|end| name.is_char_boundary(*end)).unwrap_or(0);
    name[..end].trim_end().to_owned()
}

/// The name of the log that the settings of a revision state, where they can be read and state one.
pub fn stated_origin(repository: &Arc<GitRepository>, rev: &str) -> Result<Option<Origin>, SnapshotError> {
    let snapshot = GitSnapshot::at(repository.clone(), rev, Limits::default())?;
    Ok(settings(&snapshot, &Loader::new())?.1)
}

fn settings(snapshot: &GitSnapshot, loader: &Loader) -> Result<(Option<String>, Option<Origin>), SnapshotError> {
    let path = layout::settings();
    let Some(entry) = snapshot.entry(&path)? else { return Ok((None, None)) };
    let Some(repository) = loader.judging::<raw::Repository>(snapshot, &entry, FileKind::Repository)? else {
        return Ok((None, None));
    };
    let origin = repository.trail.and_then(|trail| Origin::new(trail.origin.as_str()).ok());
    Ok((Some(entity_label(repository.entity.name.as_str())), origin))
}
