//! The main line of a revision, commit by commit: the first parents of its head, the oldest first, and what each changed.
//!
//! Unlike [`arrivals`](super::arrivals()), what goes away and what comes back is told too, in the order of the line and not
//! by dates, which are free text.

use std::collections::HashSet;

use rayon::prelude::*;

use super::{HistoryLimits, lines::steps};
use crate::{
    repo_path::RepoPath,
    snapshot::{
        commit::Commit,
        diff::{PathChange, tree_diff_in},
        entry::ObjectId,
        error::SnapshotError,
        repository::GitRepository,
        store::Store,
        tally::Tally,
        trees::Reader,
    },
};

/// How many commits one task compares: neighbours share most of their trees.
const BATCH: usize = 256;

/// A commit of the main line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LineCommit {
    /// The commit.
    pub id: ObjectId,
    /// Its committer's time, in seconds since 1970: free text, which proves nothing.
    pub seconds: i64,
    /// What it changes within the scope against the one before, sorted by path; of the first, against nothing.
    pub changes: Vec<PathChange>,
}

/// The main line of `head`, the oldest commit first, with what each commit changes within `scope`.
///
/// # Errors
/// [`SnapshotError::Shallow`] where the clone lacks commits of the line; more commits or changes than `limits` allow.
pub fn main_line(
    repository: &GitRepository,
    head: ObjectId,
    scope: &RepoPath,
    limits: &HistoryLimits,
) -> Result<Vec<LineCommit>, SnapshotError> {
    let mut line = Vec::new();
    repository.with(|handle| {
        let store = Store::new(repository, handle)?;
        let mut next = Some(head);
        while let Some(id) = next {
            let commit = match Commit::read_in(&store, id) {
                Err(SnapshotError::ObjectMissing { id, .. }) if repository.is_shallow() => {
                    return Err(SnapshotError::Shallow { commit: id });
                }
                read => read?,
            };
            next = commit.parents.first().copied();
            line.push((id, commit.time(), commit.tree));
            if line.len() > limits.visited {
                return Err(SnapshotError::TooManyCommits { limit: limits.visited });
            }
        }
        Ok(())
    })?;
    line.reverse();
    let starts: Vec<usize> = (0..line.len()).step_by(BATCH).collect();
    let changes = std::sync::atomic::AtomicUsize::new(0);
    let tally = Tally::new(&limits.trees);
    let compared: Vec<Result<Vec<LineCommit>, SnapshotError>> = starts
        .into_par_iter()
        .map(|start| {
            repository.with(|handle| {
                let mut trees = Reader::new(Store::new(repository, handle)?);
                let mut commits = Vec::new();
                for place in start..(start + BATCH).min(line.len()) {
                    let (id, seconds, tree) = line[place];
                    let old = place.checked_sub(1).map(|before| line[before].2);
                    let changed = tree_diff_in(&mut trees, old, Some(tree), Some(scope), &limits.trees)?;
                    let before = changes.fetch_add(changed.len(), std::sync::atomic::Ordering::Relaxed);
                    if before.saturating_add(changed.len()) > limits.changes {
                        return Err(SnapshotError::TooManyChanges { limit: limits.changes });
                    }
                    changed.iter().try_for_each(|change| tally.count(&change.path))?;
                    commits.push(LineCommit { id, seconds, changes: changed });
                }
                Ok(commits)
            })
        })
        .collect();
    let mut commits = Vec::with_capacity(line.len());
    for batch in compared {
        commits.extend(batch?);
    }
    Ok(commits)
}

/// Every commit reachable from `head`, itself among them.
///
/// # Errors
/// Where one cannot be read, or there are more than `limit`.
pub fn reachable(repository: &GitRepository, head: ObjectId, limit: usize) -> Result<HashSet<ObjectId>, SnapshotError> {
    let mut found = HashSet::new();
    steps(repository, head, limit, &mut |steps| found.extend(steps.iter().map(|step| step.time.commit)))?;
    Ok(found)
}
