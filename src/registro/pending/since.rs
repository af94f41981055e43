//! What came after the commit that a log reaches: the same answer as from all the history, or none.
//!
//! A version is told by its path and its object, and what it asks for was logged when it came. What comes later may still
//! touch it: supersede or withdraw it, take its place, or be what it named in vain. Versions that named in vain are
//! looked at again; a version superseded is looked for in the tree that the log reaches; all else that touches what was
//! there before is left to the whole search.

use std::{collections::BTreeSet, sync::Arc};

use super::{Index, LIMITS, Older, Pending, Published, Reach, Reader, Version, Versions, asked, is_wanted, settings};
use crate::{
    check::loader::Loader,
    digest::Digest,
    model::{Place, SubmissionPath, layout},
    snapshot::{
        GitRepository, GitSnapshot, Limits, Snapshot as _, SnapshotError,
        history::{CommitTime, LinePart, line_part},
    },
    trail::entry::{Event, EventKind, Key, Submission, SubmissionEvent},
};

const PUBLISHED: EventKind = EventKind::Submission(SubmissionEvent::Published);

/// As [`pending`](super::pending()) with what `log` has, by reading what came after `reach`, which is of that very log.
///
/// None where that does not suffice: the main line does not go through the commit of `reach`, or something of before it is
/// touched by what came later.
///
/// # Errors
/// Where the revision or what came later cannot be read.
pub fn pending_since(
    repository: &Arc<GitRepository>,
    rev: &str,
    log: &Index,
    reach: &Reach,
) -> Result<Option<Pending>, SnapshotError> {
    let revision = repository.resolve(rev)?;
    let scope = layout::root();
    let part = LinePart { head: revision, after: Some(reach.commit), scope: &scope, wanted: &is_wanted };
    let Some(line) = line_part(repository, &part, &LIMITS)? else { return Ok(None) };
    let new = Versions::of(&line);
    let Some(open) = opened(repository, reach)? else { return Ok(None) };
    if touches(&new, &open, log) {
        return Ok(None);
    }
    let earliest = line.iter().map(|commit| commit.seconds).min().unwrap_or(i64::MAX);
    let open_objects: BTreeSet<_> =
        open.manifests.iter().map(|version| (version.path.clone(), version.object)).collect();

    let known = |key: &Key| log.place(key).is_some();
    let snapshot = GitSnapshot::at(repository.clone(), &revision.to_string(), Limits::default())?;
    let before = GitSnapshot::at(repository.clone(), &reach.commit.to_string(), Limits::default())?;
    let loader = Loader::new();
    let (entity, origin) = settings(&snapshot, &loader)?;
    let reader = Reader { snapshot: &snapshot, loader: &loader, had: &|_| None, known: &known };
    let back = |one: &Published, path: &SubmissionPath, digest: Digest| {
        let submission = Submission { path: path.clone(), manifest: digest, files: 0 };
        if !known(&Key::of(&Event::Submission(SubmissionEvent::Published, submission))) {
            return Ok(Older::Absent);
        }
        let is_later = earliest > reach.latest && !open_objects.contains(&(one.path.manifest(), one.object));
        let there = before.entry(&path.manifest())?.filter(|entry| is_later && entry.kind.is_file());
        let Some((path, object)) = there.and_then(|entry| Some((entry.path, entry.id?))) else {
            return Ok(Older::Unknown);
        };
        let reader = Reader { known: &|_| false, ..reader };
        Ok(match reader.manifest(&Version { path, object, came: one.came })? {
            Some(Published { digest: found, read: Some(read), .. }) if found == digest => Older::Before(read.files),
            _ => Older::Unknown,
        })
    };
    let all = new.and(open);
    let latest = all.latest;
    let Some(found) = asked(&reader, &all, &back)? else { return Ok(None) };
    // What can be read now may be what others wait for.
    let is_read_now = |(_, kind, event): &(CommitTime, EventKind, Event)| {
        *kind == PUBLISHED
            && event.submission().is_some_and(|one| open_objects.iter().any(|(path, _)| *path == one.path.manifest()))
    };
    if found.events.iter().any(is_read_now) {
        return Ok(None);
    }
    Ok(Some(found.into_pending(Reach { commit: revision, latest, open: Vec::new() }, entity, origin)))
}

/// The versions that were left open; none where a commit that brought one is not to be had.
fn opened(repository: &Arc<GitRepository>, reach: &Reach) -> Result<Option<Versions>, SnapshotError> {
    let mut versions = Vec::with_capacity(reach.open.len());
    for open in &reach.open {
        let brought = GitSnapshot::at(repository.clone(), &open.commit.to_string(), Limits::default());
        let Ok(brought) = brought else { return Ok(None) };
        versions.push(Version { path: open.path.clone(), object: open.object, came: brought.committed() });
    }
    Ok(Some(Versions::new(versions, reach.latest)))
}

/// Whether a manifest or a withdrawal came to a folder that had a manifest before.
fn touches(new: &Versions, open: &Versions, log: &Index) -> bool {
    let open: BTreeSet<_> = open.manifests.iter().map(|version| version.path.parent()).collect();
    new.manifests.iter().chain(&new.withdrawals).any(|version| {
        let place = Place::of(&version.path);
        let Some(submission) = place.submission() else { return true };
        open.contains(&version.path.parent()) || log.has(PUBLISHED, &submission.to_string())
    })
}
