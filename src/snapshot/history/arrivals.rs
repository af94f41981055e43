//! When each version of a file came: the first commit that brought it, and when it reached the main line.
//!
//! The whole history of a revision is walked once, each commit against its parents, and equal subtrees are skipped. The
//! times are the committers'; an author's date is never looked at. Both are free text: they order, they prove nothing.

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;

use super::HistoryLimits;
use crate::{
    repo_path::RepoPath,
    snapshot::{
        commit::Commit,
        diff::{PathChange, tree_diff},
        entry::{ObjectId, ObjectKind},
        error::SnapshotError,
        repository::GitRepository,
    },
};

/// A commit and its committer's time. Ordered by time and then by id.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct CommitTime {
    /// Seconds since 1970-01-01T00:00:00Z.
    pub seconds: i64,
    /// The commit.
    pub commit: ObjectId,
}

/// When a version of a file came.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Arrival {
    /// The earliest commit that brought it, on any line.
    pub first: CommitTime,
    /// The earliest commit of the main line (first parents from the head) that had it.
    pub main: CommitTime,
}

/// A version that a commit brought to its first parent.
struct Brought {
    path: RepoPath,
    object: ObjectId,
    time: CommitTime,
    /// It differs from every parent of the commit.
    is_new: bool,
    on_main: bool,
}

/// The versions of the files that `wanted` names, within `scope`, by path and object: those that any commit reachable from
/// `head` brought.
///
/// # Errors
/// [`SnapshotError::Shallow`] where the clone lacks commits: what came when cannot be told then.
pub fn arrivals(
    repository: &GitRepository,
    head: ObjectId,
    scope: &RepoPath,
    wanted: &(dyn Fn(&RepoPath) -> bool + Sync),
    limits: &HistoryLimits,
) -> Result<HashMap<(RepoPath, ObjectId), Arrival>, SnapshotError> {
    let commits = commits(repository, head, limits.visited)?;
    let main = main_line(&commits, head);
    let brought: Vec<Vec<Brought>> = commits
        .par_iter()
        .map(|(&id, commit)| {
            let time = CommitTime { seconds: commit.time(), commit: id };
            let on_main = main.contains(&id);
            let parent_tree = |parent: &ObjectId| commits.get(parent).map(|parent| parent.tree);
            let parents: Vec<ObjectId> = commit.parents.iter().filter_map(parent_tree).collect();
            let diff =
                |old: Option<ObjectId>| tree_diff(repository, old, Some(commit.tree), Some(scope), &limits.trees);
            let first = diff(parents.first().copied())?;
            let others =
                parents.iter().skip(1).map(|&tree| diff(Some(tree))).collect::<Result<Vec<_>, SnapshotError>>()?;
            let found = first.into_iter().filter(|change| change.raw_name.is_none() && wanted(&change.path));
            let found = found.filter_map(|change| {
                let (kind, object) = change.new?;
                let is_new = others.iter().all(|other| has(other, &change.path));
                (kind.is_file() && (is_new || on_main)).then_some(Brought {
                    path: change.path,
                    object,
                    time,
                    is_new,
                    on_main,
                })
            });
            Ok(found.collect())
        })
        .collect::<Result<_, SnapshotError>>()?;
    let mut arrivals: HashMap<(RepoPath, ObjectId), (Option<CommitTime>, Option<CommitTime>)> = HashMap::new();
    for Brought { path, object, time, is_new, on_main } in brought.into_iter().flatten() {
        let (first, on_line) = arrivals.entry((path, object)).or_default();
        if is_new {
            *first = Some(first.map_or(time, |known| known.min(time)));
        }
        if on_main {
            *on_line = Some(on_line.map_or(time, |known| known.min(time)));
        }
    }
    let complete = |(first, main): (Option<CommitTime>, Option<CommitTime>)| {
        let first = first.or(main)?;
        Some(Arrival { first, main: main.unwrap_or(first) })
    };
    Ok(arrivals.into_iter().filter_map(|(key, times)| Some((key, complete(times)?))).collect())
}

/// Whether a comparison holds a path: it is sorted by path.
fn has(changes: &[PathChange], path: &RepoPath) -> bool {
    changes.binary_search_by(|change| change.path.cmp(path)).is_ok()
}

/// Every commit reachable from the head, read level by level.
fn commits(
    repository: &GitRepository,
    head: ObjectId,
    limit: usize,
) -> Result<HashMap<ObjectId, Commit>, SnapshotError> {
    let mut known: HashMap<ObjectId, Commit> = HashMap::new();
    let mut level = vec![head];
    while !level.is_empty() {
        if known.len().saturating_add(level.len()) > limit {
            return Err(SnapshotError::TooManyCommits { limit });
        }
        let read: Vec<(ObjectId, Commit)> = level
            .par_iter()
            .map(|&id| match Commit::read(repository, id) {
                Ok(commit) if commit.committer.is_none() => {
                    Err(SnapshotError::ObjectMalformed { id, kind: ObjectKind::Commit })
                }
                Ok(commit) => Ok((id, commit)),
                Err(SnapshotError::ObjectMissing { id, .. }) if repository.is_shallow() => {
                    Err(SnapshotError::Shallow { commit: id })
                }
                Err(error) => Err(error),
            })
            .collect::<Result<_, _>>()?;
        let mut next: HashSet<ObjectId> = read.iter().flat_map(|(_, commit)| commit.parents.iter().copied()).collect();
        known.extend(read);
        next.retain(|id| !known.contains_key(id));
        level = next.into_iter().collect();
    }
    Ok(known)
}

fn main_line(commits: &HashMap<ObjectId, Commit>, head: ObjectId) -> HashSet<ObjectId> {
    let mut line = HashSet::new();
    let mut here = Some(head);
    while let Some(id) = here.filter(|id| line.insert(*id)) {
        here = commits.get(&id).and_then(|commit| commit.parents.first().copied());
    }
    line
}
