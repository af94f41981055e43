//! What the bytes of files hold wherever they lie: a private key is everybody's from the first commit that has it.
//!
//! Evidence is read with its facts, and [`of_submission`] takes it from there. Here the rest is read: settings, manifests,
//! guides and what lies beside `policies/`, as far as it is no larger than [`MAX`]; of a change, every version that one of
//! its commits brought, whether the head still has it or not.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{Request, scope::Scope};
use crate::{
    diagnostic::Finding,
    model::{Place, Settings, Submission},
    repo_path::RepoPath,
    rules::{self, ContentContext},
    snapshot::{
        Content, Depth, Entry, EntryKind, ObjectId, PathChange, SnapshotError, Trust,
        history::{Change, ParentChange},
    },
    trail::note::holds_secret,
};

/// The largest file that is read where it is no evidence: one with a key has less than a hundredth of it.
const MAX: u64 = 64 * 1024;

/// Judges the evidence of a submission, from what was read of it.
pub(super) fn of_submission(submission: &Submission, findings: &mut Vec<Finding>) {
    for file in &submission.files {
        let holds_private_key = file.read().is_some_and(|read| read.holds_private_key);
        let path = &file.entry.path;
        rules::content(&ContentContext::File { path, holds_private_key, is_present: true }, findings);
    }
}

/// Judges all else: of a whole tree each file, of a change what it brings, and of one that changes settings both.
pub(super) fn judge(request: &Request<'_>, scope: &Scope, settings: &Settings) -> Result<Vec<Finding>, SnapshotError> {
    let change = request.change.as_ref().map(|asked| asked.change);
    // By path: the head stands for what its history had there.
    let mut found: BTreeMap<RepoPath, bool> = BTreeMap::new();
    let mut absent = 0;
    if let Some(change) = change {
        let is_now = |version: &Entry| -> Result<bool, SnapshotError> {
            let now = request.snapshot.entry(&version.path)?.and_then(|entry| entry.id);
            Ok(now.is_some() && now == version.id)
        };
        let looked = holders(request, &brought(change), settings.file_bytes)?;
        for version in looked.holders {
            let is_present = is_now(&version)?;
            *found.entry(version.path).or_default() |= is_present;
        }
        // Of what the head has and cannot be read other rules speak, where it is of the evidence.
        for version in &looked.absent {
            absent += u64::from(!is_now(version)?);
        }
    }
    if scope.visits_all() {
        let all = request.snapshot.list_under(None, Depth::All)?;
        let others: Vec<Entry> = all.into_iter().filter(|entry| !is_evidence(entry)).collect();
        found.extend(holders(request, &others, MAX)?.holders.into_iter().map(|entry| (entry.path, true)));
    }
    let mut findings = Vec::new();
    for (path, is_present) in &found {
        // What is there as evidence is told where its folder is judged.
        if *is_present && matches!(Place::of(path), Place::Submission(..)) && Place::of(path).file_kind().is_none() {
            continue;
        }
        let context = ContentContext::File { path, holds_private_key: true, is_present: *is_present };
        rules::content(&context, &mut findings);
    }
    if let Some(change) = change {
        let is_touched = |path: &RepoPath| changes(change).any(|changed| changed.path == *path);
        for finding in &mut findings {
            finding.inherited = !finding.path.as_ref().is_some_and(is_touched);
        }
    }
    if absent > 0 {
        rules::content(&ContentContext::Absent(absent), &mut findings);
    }
    Ok(findings)
}

/// Whether it is read with the facts of a submission.
fn is_evidence(entry: &Entry) -> bool {
    let place = Place::of(&entry.path);
    entry.raw_name.is_none() && matches!(place, Place::Submission(..)) && place.file_kind().is_none()
}

/// What a change does to files, as a whole and in each of its commits.
fn changes(change: &Change) -> impl Iterator<Item = &PathChange> {
    let of_commits = change.commits.iter().flat_map(|commit| &commit.steps).flat_map(ParentChange::all);
    change.changed.iter().chain(of_commits)
}

/// Every version of a file that a change brings, each once.
fn brought(change: &Change) -> Vec<Entry> {
    let mut versions: BTreeMap<(&RepoPath, ObjectId), EntryKind> = BTreeMap::new();
    for changed in changes(change).filter(|changed| changed.raw_name.is_none()) {
        versions.extend(changed.new.map(|(kind, id)| ((&changed.path, id), kind)));
    }
    let entry = |((path, id), kind): ((&RepoPath, ObjectId), EntryKind)| Entry {
        path: path.clone(),
        kind,
        id: Some(id),
        raw_name: None,
    };
    versions.into_iter().map(entry).collect()
}

/// What was found of some versions of files.
#[derive(Default)]
struct Looked {
    /// Those that hold a private key.
    holders: Vec<Entry>,
    /// Those that this copy lacks, or has damaged.
    absent: Vec<Entry>,
}

/// Looks for private keys in what is no larger than `limit`.
fn holders(request: &Request<'_>, entries: &[Entry], limit: u64) -> Result<Looked, SnapshotError> {
    let read = |entry: &Entry| {
        request.snapshot.read(entry, limit, Trust::Digest).map(|content| match content {
            Content::Bytes(bytes) => Some(holds_secret(&bytes)),
            Content::Missing { .. } | Content::Damaged { .. } => None,
            _ => Some(false),
        })
    };
    let files: Vec<&Entry> = entries.iter().filter(|entry| entry.kind.is_file()).collect();
    let found: Vec<Option<bool>> = files.par_iter().map(|entry| read(entry)).collect::<Result<_, SnapshotError>>()?;
    let mut looked = Looked::default();
    for (entry, found) in files.into_iter().zip(found) {
        match found {
            Some(true) => looked.holders.push(entry.clone()),
            None => looked.absent.push(entry.clone()),
            Some(false) => {}
        }
    }
    Ok(looked)
}
