//! All commits reachable from one, read along lines of first parents: neighbours in a line share most of their trees.

use std::collections::{HashMap, hash_map};

use super::CommitTime;
use crate::snapshot::{
    commit::Commit,
    entry::{ObjectId, ObjectKind},
    error::SnapshotError,
    repository::GitRepository,
    store::Store,
};

/// How many commits are given at once.
const BATCH: usize = 256;

/// A commit beside its parents.
#[derive(Debug)]
pub(super) struct Step {
    pub time: CommitTime,
    pub tree: ObjectId,
    /// The trees of its parents, in their order.
    pub parents: Vec<ObjectId>,
    /// Whether the main line (first parents from the head) goes through it.
    pub on_main: bool,
}

/// What is kept of a commit that was read.
struct Node {
    time: CommitTime,
    tree: ObjectId,
    parents: Vec<ObjectId>,
    on_main: bool,
}

/// Gives every commit reachable from `head` once, in batches: those of a line one after another, merges last.
///
/// # Errors
/// Where a commit cannot be read, or there are more than `limit`.
pub(super) fn steps(
    repository: &GitRepository,
    head: ObjectId,
    limit: usize,
    give: &mut dyn FnMut(Vec<Step>),
) -> Result<(), SnapshotError> {
    repository.with(|handle| {
        let store = Store::new(repository, handle)?;
        let mut trees: HashMap<ObjectId, ObjectId> = HashMap::new();
        let mut starts = vec![head];
        let mut waiting = Vec::new();
        let mut merges = Vec::new();
        let mut on_main = true;
        while let Some(start) = starts.pop() {
            let mut here = Some(start);
            while let Some(id) = here {
                let hash_map::Entry::Vacant(free) = trees.entry(id) else { break };
                let commit = read(&store, repository.is_shallow(), id)?;
                free.insert(commit.tree);
                if trees.len() > limit {
                    return Err(SnapshotError::TooManyCommits { limit });
                }
                here = commit.parents.first().copied();
                let time = CommitTime { seconds: commit.time(), commit: id };
                let node = Node { time, tree: commit.tree, parents: commit.parents, on_main };
                if let [_, others @ ..] = node.parents.as_slice()
                    && !others.is_empty()
                {
                    starts.extend(others.iter().filter(|other| !trees.contains_key(other)));
                    merges.push(node);
                } else {
                    waiting.push(node);
                }
                // The first parent of the last one is still to be read.
                if waiting.len() > BATCH {
                    let last = waiting.split_off(BATCH);
                    give(beside(std::mem::replace(&mut waiting, last), &trees));
                }
            }
            on_main = false;
        }
        for nodes in [waiting, merges] {
            let mut nodes = nodes.into_iter().peekable();
            while nodes.peek().is_some() {
                give(beside(nodes.by_ref().take(BATCH), &trees));
            }
        }
        Ok(())
    })
}

fn read(store: &Store<'_>, is_shallow: bool, id: ObjectId) -> Result<Commit, SnapshotError> {
    match Commit::read_in(store, id) {
        Ok(commit) if commit.committer.is_none() => {
            Err(SnapshotError::ObjectMalformed { id, kind: ObjectKind::Commit })
        }
        Err(SnapshotError::ObjectMissing { id, .. }) if is_shallow => Err(SnapshotError::Shallow { commit: id }),
        read => read,
    }
}

/// Puts commits beside their parents, all of which were read.
fn beside(nodes: impl IntoIterator<Item = Node>, trees: &HashMap<ObjectId, ObjectId>) -> Vec<Step> {
    let of = |Node { time, tree, parents, on_main }: Node| {
        let parents = parents.iter().map(|parent| *trees.get(parent).expect("every parent was read")).collect();
        Step { time, tree, parents, on_main }
    };
    nodes.into_iter().map(of).collect()
}
