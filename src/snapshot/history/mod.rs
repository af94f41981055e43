//! What a change does: the commits it adds, what each does to each of its parents, and what it does in all.
//!
//! The true objects are walked: grafts and replacements are never followed ([`CopyState`](super::CopyState) says whether
//! there are any). Reading only, no judgement: the rules of history say what is wrong.

mod arrivals;
mod lines;
mod main_line;
mod walk;

use rayon::prelude::*;

use super::{
    Limits,
    commit::Commit,
    diff::{PathChange, tree_diff},
    entry::{ObjectId, ObjectKind},
    error::SnapshotError,
    repository::GitRepository,
    tally::Tally,
};
use crate::repo_path::RepoPath;

pub use arrivals::{Arrival, CommitTime, arrivals};
pub use main_line::{LineCommit, LinePart, ancestors, line_part, main_line, reachable};

/// Bounds on a comparison of two revisions; going over is an error.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct HistoryLimits {
    /// The most commits a change may add.
    pub commits: usize,
    /// The most commits looked at to find where the two revisions part.
    pub visited: usize,
    /// The most changed paths, counting each commit and parent.
    pub changes: usize,
    /// The bounds of each comparison of two trees.
    pub trees: Limits,
}

impl Default for HistoryLimits {
    /// 10,000 commits added, 1,000,000 looked at, 1,000,000 changed paths.
    fn default() -> Self {
        Self { commits: 10_000, visited: 1_000_000, changes: 1_000_000, trees: Limits::default() }
    }
}

/// A change: from a base revision to a head revision.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// The commit it is proposed to.
    pub base: ObjectId,
    /// The commit proposed.
    pub head: ObjectId,
    /// Where they part: the latest common ancestor (of several, the one with the latest date, then the lowest
    /// id). None where the histories are unrelated.
    pub merge_base: Option<ObjectId>,
    /// Every commit reachable from the head and not from the base: parents before children, then by date and id.
    pub commits: Vec<CommitStep>,
    /// What the head changes since the merge base, in the whole tree and sorted by path; all of the head where
    /// the histories are unrelated.
    pub changed: Vec<PathChange>,
}

/// One commit of a change. Names and dates are what its author wrote: they prove nothing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CommitStep {
    /// The commit.
    pub id: ObjectId,
    /// Its parents, in its order.
    pub parents: Vec<ObjectId>,
    /// The author's address, invalid UTF-8 replaced.
    pub author_email: String,
    /// The committer's address, invalid UTF-8 replaced.
    pub committer_email: String,
    /// The committer's date, in seconds since 1970-01-01T00:00:00Z.
    pub committer_time: i64,
    /// The committer's offset, in minutes east of Greenwich.
    pub committer_offset: i32,
    /// What it changes within the scope against each parent, in their order; of a commit without parents, against
    /// nothing.
    pub steps: Vec<ParentChange>,
}

impl CommitStep {
    /// What the commit itself changes, whatever it merges: each path that is as no parent has it.
    pub fn own(&self) -> impl Iterator<Item = &PathChange> {
        let (first, others) = self.steps.split_first().map_or((None, &[][..]), |(first, others)| (Some(first), others));
        first
            .into_iter()
            .flat_map(ParentChange::all)
            .filter(|change| others.iter().all(|other| other.has(&change.path)))
    }
}

/// What a commit changes against one of its parents.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ParentChange {
    /// The parent; none for a commit without parents, compared with the empty tree.
    pub parent: Option<ObjectId>,
    /// The committer's date of the parent, as [`CommitStep::committer_time`]; none where it cannot be read.
    pub parent_time: Option<i64>,
    /// Additions, changes and deletions within the scope, sorted by path.
    pub changes: Vec<PathChange>,
    /// The same beside the scope.
    pub beside: Vec<PathChange>,
}

impl ParentChange {
    /// What is changed within the scope, and then beside it.
    pub fn all(&self) -> impl Iterator<Item = &PathChange> {
        self.changes.iter().chain(&self.beside)
    }

    fn has(&self, path: &RepoPath) -> bool {
        [&self.changes, &self.beside]
            .into_iter()
            .any(|sorted| sorted.binary_search_by(|one| one.path.cmp(path)).is_ok())
    }
}

/// Where two commits part: [`Change::merge_base`].
///
/// # Errors
///
/// Those of [`change`].
pub fn merge_base(
    repository: &GitRepository,
    base: ObjectId,
    head: ObjectId,
) -> Result<Option<ObjectId>, SnapshotError> {
    Ok(walk::part(repository, base, head, &HistoryLimits::default())?.merge_base)
}

/// Reads the change from `base` to `head`; the steps of its commits within `scope` only.
///
/// Fails with [`SnapshotError::Shallow`] where the clone lacks commits that are needed, and with
/// [`SnapshotError::ObjectMissing`] or [`SnapshotError::ObjectDamaged`] where the store is at fault.
pub fn change(
    repository: &GitRepository,
    base: &str,
    head: &str,
    scope: &RepoPath,
    limits: &HistoryLimits,
) -> Result<Change, SnapshotError> {
    let (base, head) = (repository.resolve(base)?, repository.resolve(head)?);
    let parting = walk::part(repository, base, head, limits)?;
    let tally = Tally::new(&limits.trees);
    let changes = std::sync::atomic::AtomicUsize::new(0);
    let steps: Vec<_> = parting
        .added
        .par_iter()
        .map(|&id| {
            let step = step(repository, id, scope, limits)?;
            let changes_of = || step.steps.iter().flat_map(ParentChange::all);
            let count = changes_of().count();
            let before = changes.fetch_add(count, std::sync::atomic::Ordering::Relaxed);
            if before.saturating_add(count) > limits.changes {
                return Err(SnapshotError::TooManyChanges { limit: limits.changes });
            }
            for change in changes_of() {
                tally.count(&change.path)?;
            }
            Ok(step)
        })
        .collect();
    let commits = steps.into_iter().collect::<Result<Vec<_>, _>>()?;
    let old = parting.merge_base.map(|id| Commit::read(repository, id)).transpose()?.map(|commit| commit.tree);
    let new = Commit::read(repository, head)?.tree;
    Ok(Change {
        base,
        head,
        merge_base: parting.merge_base,
        commits,
        changed: tree_diff(repository, old, Some(new), None, &limits.trees)?,
    })
}

fn step(
    repository: &GitRepository,
    id: ObjectId,
    scope: &RepoPath,
    limits: &HistoryLimits,
) -> Result<CommitStep, SnapshotError> {
    let commit = Commit::read(repository, id)?;
    let against = |parent: Option<ObjectId>| {
        let read = parent.map(|parent| Commit::read(repository, parent)).transpose()?;
        let old = read.as_ref().map(|parent| parent.tree);
        let parent_time = read.and_then(|parent| parent.committer).map(|committer| committer.time);
        let all = tree_diff(repository, old, Some(commit.tree), None, &limits.trees)?;
        let (changes, beside) = all.into_iter().partition(|change| change.path.is_within(scope));
        Ok(ParentChange { parent, parent_time, changes, beside })
    };
    let steps: Result<Vec<_>, SnapshotError> = match commit.parents.as_slice() {
        [] => std::iter::once(None).map(against).collect(),
        parents => parents.iter().copied().map(Some).map(against).collect(),
    };
    let malformed = SnapshotError::ObjectMalformed { id, kind: ObjectKind::Commit };
    let (Some(author), Some(committer)) = (commit.author, commit.committer) else { return Err(malformed) };
    Ok(CommitStep {
        id,
        parents: commit.parents,
        author_email: author.email,
        committer_email: committer.email,
        committer_time: committer.time,
        committer_offset: committer.offset,
        steps: steps?,
    })
}
