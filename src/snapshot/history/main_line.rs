//! The main line of a revision, commit by commit: the first parents of its head, the oldest first, and what each changed.
//!
//! Unlike [`arrivals`](super::arrivals()), what goes away and what comes back is told too, in the order of the line and not
//! by dates, which are free text.

use std::{
    collections::HashSet,
    sync::atomic::{AtomicUsize, Ordering},
};

use rayon::prelude::*;

use super::HistoryLimits;
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
        trees::in_turn,
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
    /// Its parents beside the first.
    pub merged: Vec<ObjectId>,
    /// What it changes within the scope against the one before, sorted by path; of the first, against nothing.
    pub changes: Vec<PathChange>,
}

/// Part of a main line, and what is wanted of it.
#[derive(Clone, Copy)]
pub struct LinePart<'a> {
    /// Where it ends.
    pub head: ObjectId,
    /// The commit that it begins after; none for all of the line.
    pub after: Option<ObjectId>,
    /// Changes are told within this folder.
    pub scope: &'a RepoPath,
    /// Whether a change of a path is told.
    pub wanted: &'a (dyn Fn(&RepoPath) -> bool + Sync),
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
    let part = LinePart { head, after: None, scope, wanted: &|_| true };
    Ok(line_part(repository, &part, limits)?.expect("all of a line begins after nothing"))
}

/// Part of a main line, the oldest commit first; none where the line has no commit that it could begin after.
///
/// # Errors
/// As of [`main_line`], for the part that is read.
pub fn line_part(
    repository: &GitRepository,
    part: &LinePart<'_>,
    limits: &HistoryLimits,
) -> Result<Option<Vec<LineCommit>>, SnapshotError> {
    let Some((before, mut line)) = commits(repository, part, limits)? else { return Ok(None) };
    line.reverse();
    let changes = AtomicUsize::new(0);
    let tally = Tally::new(&limits.trees);
    let trees: Vec<ObjectId> = line.iter().map(|(_, tree)| *tree).collect();
    let compared: Result<Vec<()>, SnapshotError> = line
        .par_chunks_mut(BATCH)
        .enumerate()
        .map(|(batch, commits)| {
            in_turn(repository, |reader| {
                for (place, (commit, tree)) in (batch * BATCH..).zip(commits) {
                    let old = place.checked_sub(1).map_or(before, |before| Some(trees[before]));
                    let mut changed = tree_diff_in(reader, old, Some(*tree), Some(part.scope), &limits.trees)?;
                    changed.retain(|change| (part.wanted)(&change.path));
                    changed.shrink_to_fit();
                    let counted = changes.fetch_add(changed.len(), Ordering::Relaxed);
                    if counted.saturating_add(changed.len()) > limits.changes {
                        return Err(SnapshotError::TooManyChanges { limit: limits.changes });
                    }
                    changed.iter().try_for_each(|change| tally.count(&change.path))?;
                    commit.changes = changed;
                }
                Ok(())
            })
        })
        .collect();
    compared?;
    Ok(Some(line.into_iter().map(|(commit, _)| commit).collect()))
}

/// The tree before the first commit of a part, and its commits with their trees, the last one first.
type Commits = (Option<ObjectId>, Vec<(LineCommit, ObjectId)>);

fn commits(
    repository: &GitRepository,
    part: &LinePart<'_>,
    limits: &HistoryLimits,
) -> Result<Option<Commits>, SnapshotError> {
    repository.with(|handle| {
        let store = Store::new(repository, handle)?;
        let mut line = Vec::new();
        let mut next = Some(part.head);
        while let Some(id) = next {
            let mut commit = match Commit::read_in(&store, id) {
                Err(SnapshotError::ObjectMissing { id, .. }) if repository.is_shallow() => {
                    return Err(SnapshotError::Shallow { commit: id });
                }
                read => read?,
            };
            if part.after == Some(id) {
                return Ok(Some((Some(commit.tree), line)));
            }
            next = commit.parents.first().copied();
            let merged = commit.parents.split_off(commit.parents.len().min(1));
            line.push((LineCommit { id, seconds: commit.time(), merged, changes: Vec::new() }, commit.tree));
            if line.len() > limits.visited {
                return Err(SnapshotError::TooManyCommits { limit: limits.visited });
            }
        }
        Ok(part.after.is_none().then_some((None, line)))
    })
}

/// Every commit that the head of a main line reaches: those of the line, and what it merged.
///
/// # Errors
/// Where one cannot be read, or there are more than `limit`.
pub fn reachable(
    repository: &GitRepository,
    line: &[LineCommit],
    limit: usize,
) -> Result<HashSet<ObjectId>, SnapshotError> {
    let found = line.iter().map(|commit| commit.id).collect();
    follow(repository, found, line.iter().flat_map(|commit| &commit.merged).copied().collect(), limit)
}

/// Some commits, and every commit that they follow.
///
/// # Errors
/// Where one cannot be read, or there are more than `limit`.
pub fn ancestors(
    repository: &GitRepository,
    of: Vec<ObjectId>,
    limit: usize,
) -> Result<HashSet<ObjectId>, SnapshotError> {
    follow(repository, HashSet::new(), of, limit)
}

fn follow(
    repository: &GitRepository,
    mut found: HashSet<ObjectId>,
    mut next: Vec<ObjectId>,
    limit: usize,
) -> Result<HashSet<ObjectId>, SnapshotError> {
    repository.with(|handle| {
        let store = Store::new(repository, handle)?;
        while let Some(id) = next.pop() {
            if found.len() > limit {
                break;
            }
            if found.insert(id) {
                match Commit::read_in(&store, id) {
                    Err(SnapshotError::ObjectMissing { id, .. }) if repository.is_shallow() => {
                        return Err(SnapshotError::Shallow { commit: id });
                    }
                    read => next.extend(read?.parents),
                }
            }
        }
        match found.len() > limit {
            true => Err(SnapshotError::TooManyCommits { limit }),
            false => Ok(found),
        }
    })
}
