//! When each version of a file came: the first commit that brought it, and when it reached the main line.
//!
//! The whole history of a revision is walked once, each commit against its parents, and equal subtrees are skipped. The
//! times are the committers'; an author's date is never looked at. Both are free text: they order, they prove nothing.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use super::{
    HistoryLimits,
    lines::{Step, steps},
};
use crate::{
    repo_path::RepoPath,
    snapshot::{
        diff::{PathChange, tree_diff_in},
        entry::ObjectId,
        error::SnapshotError,
        repository::GitRepository,
        trees::{Reader, in_turn},
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
    /// Whether a commit of the main line ever had it; if not, `main` is `first`.
    pub on_main: bool,
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
    let seeker = Seeker { repository, scope, wanted, limits };
    let done = Mutex::new(Vec::new());
    // Commits are read by one thread, since each names the next, while the others compare those that were read.
    rayon::scope(|tasks| {
        let (seeker, done) = (&seeker, &done);
        let mut batch = 0_usize;
        steps(repository, head, limits.visited, &mut |steps| {
            let number = batch;
            batch += 1;
            tasks.spawn(move |_| {
                let found = seeker.brought(&steps);
                done.lock().unwrap_or_else(PoisonError::into_inner).push((number, found));
            });
        })
    })?;
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(number, _)| *number); // so that of several errors the first one is told
    let mut arrivals: HashMap<(RepoPath, ObjectId), (Option<CommitTime>, Option<CommitTime>)> = HashMap::new();
    for (_, found) in done {
        for Brought { path, object, time, is_new, on_main } in found? {
            let (first, on_line) = arrivals.entry((path, object)).or_default();
            if is_new {
                *first = Some(first.map_or(time, |known| known.min(time)));
            }
            if on_main {
                *on_line = Some(on_line.map_or(time, |known| known.min(time)));
            }
        }
    }
    let complete = |(first, main): (Option<CommitTime>, Option<CommitTime>)| {
        let first = first.or(main)?;
        Some(Arrival { first, main: main.unwrap_or(first), on_main: main.is_some() })
    };
    Ok(arrivals.into_iter().filter_map(|(key, times)| Some((key, complete(times)?))).collect())
}

/// What is looked for, and where.
struct Seeker<'a> {
    repository: &'a GitRepository,
    scope: &'a RepoPath,
    wanted: &'a (dyn Fn(&RepoPath) -> bool + Sync),
    limits: &'a HistoryLimits,
}

impl Seeker<'_> {
    /// The versions that some commits brought, each to its first parent.
    fn brought(&self, steps: &[Step]) -> Result<Vec<Brought>, SnapshotError> {
        in_turn(self.repository, |trees| {
            let mut brought = Vec::new();
            for step in steps {
                self.of_one(step, trees, &mut brought)?;
            }
            Ok(brought)
        })
    }

    fn of_one(&self, step: &Step, trees: &mut Reader<'_>, brought: &mut Vec<Brought>) -> Result<(), SnapshotError> {
        let mut diff =
            |old: Option<ObjectId>| tree_diff_in(trees, old, Some(step.tree), Some(self.scope), &self.limits.trees);
        let mut first = diff(step.parents.first().copied())?;
        first.retain(|change| {
            let comes = change.new.is_some_and(|(kind, _)| kind.is_file());
            comes && change.raw_name.is_none() && (self.wanted)(&change.path)
        });
        if first.is_empty() {
            return Ok(());
        }
        let others = step.parents.iter().skip(1).map(|&tree| diff(Some(tree)));
        let others = others.collect::<Result<Vec<_>, SnapshotError>>()?;
        for change in first {
            let Some((_, object)) = change.new else { continue };
            let is_new = others.iter().all(|other| has(other, &change.path));
            if is_new || step.on_main {
                brought.push(Brought { path: change.path, object, time: step.time, is_new, on_main: step.on_main });
            }
        }
        Ok(())
    }
}

/// Whether a comparison holds a path: it is sorted by path.
fn has(changes: &[PathChange], path: &RepoPath) -> bool {
    changes.binary_search_by(|change| change.path.cmp(path)).is_ok()
}
