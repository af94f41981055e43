//! What a purge changed: the main line before it and after it, commit by commit.
//!
//! History is rewritten by whoever carries out the order, with the tools of git. Here both lines are held against each other
//! while the old one is still there: the new one must be the old one without what was to be erased, and nothing else. What
//! comes of it is the record, which an audit accepts as exactly that break.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::Occurrence;
use crate::{
    digest::Digest,
    model::{Place, SubmissionPath, layout},
    repo_path::RepoPath,
    snapshot::{
        GitRepository, ObjectId, PathChange, SnapshotError,
        history::{HistoryLimits, LineCommit, main_line},
    },
    trail::{
        entry::{Event, Submission, SubmissionEvent},
        purge::{Order, Purge},
    },
};

/// The largest object that is erased: far more than a repository accepts.
const MAX_OBJECT: u64 = 1024 * 1024 * 1024;

/// Why two histories do not differ by a purge.
#[derive(Debug, thiserror::Error)]
pub enum ErasureError {
    /// One of them cannot be read.
    #[error(transparent)]
    Snapshot(#[from] SnapshotError),
    /// Nothing of what was to be erased was ever there.
    #[error("history before it never had `{0}`")]
    Unknown(RepoPath),
    /// It is no submission, nor a file of one.
    #[error("`{0}` is no submission nor a file of one")]
    Place(RepoPath),
    /// It is still there.
    #[error("history after it still has `{path}`, in commit {commit}")]
    Present {
        /// What.
        path: RepoPath,
        /// Where.
        commit: ObjectId,
    },
    /// Something else was changed, left out or added.
    #[error("history after it differs in more than that, from commit {0}")]
    Differs(ObjectId),
}

/// What a purge erased.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Erased {
    /// The record.
    pub record: Purge,
    /// The submissions, with how many of their files.
    pub submissions: BTreeMap<SubmissionPath, u32>,
}

impl Erased {
    /// What is logged: an entry for each submission, all of one record.
    pub fn occurrences(&self) -> Vec<Occurrence> {
        let manifest = Digest::of(self.record.to_string().as_bytes());
        let one = |(path, files): (&SubmissionPath, &u32)| {
            let submission = Submission { path: path.clone(), manifest, files: *files };
            Occurrence { event: Event::Submission(SubmissionEvent::Purged, submission), commit: None, time: None }
        };
        self.submissions.iter().map(one).collect()
    }
}

/// Holds the main line after a purge of these folders or files against the one before it.
///
/// # Errors
/// Where they differ in anything else, or one of them cannot be read: objects that are gone already have no digest.
pub fn erased(
    repository: &Arc<GitRepository>,
    before: ObjectId,
    after: ObjectId,
    paths: &[RepoPath],
    order: Order,
) -> Result<Erased, ErasureError> {
    for path in paths {
        if submission(path).is_none() {
            return Err(ErasureError::Place(path.clone()));
        }
    }
    let limits = HistoryLimits { commits: 2_000_000, visited: 2_000_000, ..HistoryLimits::default() };
    let line = |head| main_line(repository, head, &layout::root(), &limits);
    let (old, new) = (line(before)?, line(after)?);
    let is_erased = |path: &RepoPath| paths.iter().any(|one| path.is_within(one));

    let (mut objects, mut files, mut seen) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for change in old.iter().flat_map(|commit| &commit.changes).filter(|change| is_erased(&change.path)) {
        seen.extend(paths.iter().filter(|one| change.path.is_within(one)));
        if let Some((_, object)) = change.new.filter(|(kind, _)| kind.is_file()) {
            objects.insert(object);
            files.insert(change.path.clone());
        }
    }
    if let Some(path) = paths.iter().find(|path| !seen.contains(path)) {
        return Err(ErasureError::Unknown(path.clone()));
    }
    let commits = pairs(&old, &new, &is_erased)?;
    // What other files of the new history hold too was not erased.
    let kept: BTreeSet<ObjectId> =
        new.iter().flat_map(|commit| &commit.changes).filter_map(|change| Some(change.new?.1)).collect();
    let digest = |object: ObjectId| Ok((object, Digest::of(&repository.stored(object, MAX_OBJECT)?)));
    let objects: Result<BTreeMap<ObjectId, Digest>, SnapshotError> =
        objects.difference(&kept).map(|id| digest(*id)).collect();
    let mut submissions: BTreeMap<SubmissionPath, u32> = BTreeMap::new();
    for path in files.iter().filter_map(submission) {
        let count = submissions.entry(path).or_default();
        *count = count.saturating_add(1);
    }
    Ok(Erased { record: Purge { order, commits, objects: objects? }, submissions })
}

/// The submission that a path names or lies in.
fn submission(path: &RepoPath) -> Option<SubmissionPath> {
    if let Place::Submission(submission, _) = Place::of(path) {
        return Some(submission);
    }
    let segments: Vec<&str> = path.segments().skip(1).collect();
    SubmissionPath::parse(&segments.join("/")).filter(|_| path.is_within(&layout::root()))
}

/// What took the place of each commit. One that did nothing but what was erased may have been left out: then the one before
/// it takes its place.
fn pairs(
    old: &[LineCommit],
    new: &[LineCommit],
    is_erased: &dyn Fn(&RepoPath) -> bool,
) -> Result<BTreeMap<ObjectId, ObjectId>, ErasureError> {
    let mut commits = BTreeMap::new();
    let mut rest = new.iter().peekable();
    let mut last = None;
    for commit in old {
        let kept: Vec<&PathChange> = commit.changes.iter().filter(|change| !is_erased(&change.path)).collect();
        if let Some(next) = rest.peek() {
            if let Some(change) = next.changes.iter().find(|change| is_erased(&change.path)) {
                return Err(ErasureError::Present { path: change.path.clone(), commit: next.id });
            }
            if next.changes.iter().collect::<Vec<_>>() == kept {
                last = rest.next().map(|next| next.id);
            } else if !kept.is_empty() {
                return Err(ErasureError::Differs(next.id));
            }
        } else if !kept.is_empty() {
            return Err(ErasureError::Differs(commit.id));
        }
        let now = last.ok_or(ErasureError::Differs(commit.id))?;
        if now != commit.id {
            commits.insert(commit.id, now);
        }
    }
    match rest.next() {
        Some(more) => Err(ErasureError::Differs(more.id)),
        None => Ok(commits),
    }
}
