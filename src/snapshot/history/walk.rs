//! Where two revisions part: their merge base, and the commits of the head that the base lacks.
//!
//! Both ends are painted downwards, the latest date first, as `git merge-base` does. A commit is left out only when
//! the base reaches it through true parents, so whatever the dates say no added commit is ever hidden. Dates are
//! free text, though, and a published commit could be met from the head before the base's own line comes to it. It
//! could not be when there is one merge base and every added commit descends from it: then what the base still
//! has to offer lies below them all. Otherwise (the head has merged more than once from the base's line) the walk
//! goes on until what is left is a day older than the oldest added commit.

use std::{
    cmp::Reverse,
    collections::{BTreeSet, BinaryHeap, HashMap, HashSet},
};

use super::HistoryLimits;
use crate::snapshot::{commit::Commit, entry::ObjectId, error::SnapshotError, repository::GitRepository};

/// Reachable from the head.
const HEAD: u8 = 1;
/// Reachable from the base.
const BASE: u8 = 2;
/// An ancestor of a common ancestor.
const STALE: u8 = 4;

/// How far dates may run backwards below the merge base, in seconds.
const SKEW: i64 = 24 * 60 * 60;

pub(super) struct Parting {
    pub merge_base: Option<ObjectId>,
    /// Parents before children, then by date and id.
    pub added: Vec<ObjectId>,
}

struct Node {
    parents: Vec<ObjectId>,
    time: i64,
    flags: u8,
    queued: bool,
}

struct Painting<'a> {
    repository: &'a GitRepository,
    limit: usize,
    nodes: HashMap<ObjectId, Node>,
    queue: BinaryHeap<(i64, Reverse<ObjectId>)>,
    /// Queued commits that are not stale.
    live: usize,
}

pub(super) fn part(
    repository: &GitRepository,
    base: ObjectId,
    head: ObjectId,
    limits: &HistoryLimits,
) -> Result<Parting, SnapshotError> {
    let mut painting =
        Painting { repository, limit: limits.visited, nodes: HashMap::new(), queue: BinaryHeap::new(), live: 0 };
    painting.paint(head, HEAD)?;
    painting.paint(base, BASE)?;
    while painting.live > 0 {
        painting.step()?;
    }
    if !painting.is_certain()
        && let Some(oldest) = painting.nodes.values().filter(|node| node.is_added()).map(|node| node.time).min()
    {
        painting.step_down_to(oldest.saturating_sub(SKEW))?;
    }
    let merge_base = painting.common().max_by_key(|&id| (painting.nodes[&id].time, Reverse(id)));
    let added = painting.added();
    if added.len() > limits.commits {
        return Err(SnapshotError::TooManyCommits { limit: limits.commits });
    }
    Ok(Parting { merge_base, added })
}

impl Node {
    fn is_added(&self) -> bool {
        self.flags & BASE == 0
    }
}

impl Painting<'_> {
    /// Adds `flags` to a commit, reading it the first time, and queues it if that is news.
    fn paint(&mut self, id: ObjectId, flags: u8) -> Result<(), SnapshotError> {
        if !self.nodes.contains_key(&id) {
            if self.nodes.len() >= self.limit {
                return Err(SnapshotError::TooManyCommits { limit: self.limit });
            }
            let commit = Commit::read(self.repository, id)?;
            let time = commit.time();
            self.nodes.insert(id, Node { parents: commit.parents, time, flags: 0, queued: false });
        }
        let node = self.nodes.get_mut(&id).expect("the commit was just inserted");
        if node.flags & flags == flags {
            return Ok(());
        }
        let was_live = node.queued && node.flags & STALE == 0;
        node.flags |= flags;
        let is_live = node.flags & STALE == 0;
        self.live = self.live + usize::from(is_live) - usize::from(was_live);
        if !node.queued {
            node.queued = true;
            self.queue.push((node.time, Reverse(id)));
        }
        Ok(())
    }

    /// Takes the latest queued commit and paints its parents.
    fn step(&mut self) -> Result<(), SnapshotError> {
        let Some((_, Reverse(id))) = self.queue.pop() else { return Ok(()) };
        let node = self.nodes.get_mut(&id).expect("a queued commit is known");
        node.queued = false;
        let stale = node.flags & STALE != 0;
        self.live -= usize::from(!stale);
        let common = node.flags & (HEAD | BASE) == HEAD | BASE;
        let flags = node.flags | if common { STALE } else { 0 };
        for parent in node.parents.clone() {
            match self.paint(parent, flags) {
                Err(SnapshotError::ObjectMissing { id: missing, .. })
                    if missing == parent && self.repository.is_shallow() =>
                {
                    if !common {
                        return Err(SnapshotError::Shallow { commit: id });
                    }
                }
                result => result?,
            }
        }
        Ok(())
    }

    fn step_down_to(&mut self, earliest: i64) -> Result<(), SnapshotError> {
        while self.queue.peek().is_some_and(|&(time, _)| time >= earliest) {
            self.step()?;
        }
        Ok(())
    }

    /// The common ancestors that are no ancestors of another.
    fn common(&self) -> impl Iterator<Item = ObjectId> {
        let common = |node: &Node| node.flags & (HEAD | BASE | STALE) == HEAD | BASE;
        self.nodes.iter().filter(move |(_, node)| common(node)).map(|(id, _)| *id)
    }

    /// Whether no queued commit can have an added one among its ancestors.
    fn is_certain(&self) -> bool {
        let mut common = self.common();
        let (Some(base), None) = (common.next(), common.next()) else { return false };
        let mut above = HashSet::from([base]);
        self.added().into_iter().all(|id| {
            let descends = self.nodes[&id].parents.iter().any(|parent| above.contains(parent));
            above.insert(id);
            descends
        })
    }

    /// The commits only the head reaches, parents before children.
    fn added(&self) -> Vec<ObjectId> {
        let added = |id: &ObjectId| self.nodes.get(id).is_some_and(Node::is_added);
        let mut waiting: HashMap<ObjectId, usize> = HashMap::new();
        let mut children: HashMap<ObjectId, Vec<ObjectId>> = HashMap::new();
        let mut ready = BTreeSet::new();
        for (id, node) in self.nodes.iter().filter(|(_, node)| node.is_added()) {
            let parents: BTreeSet<_> = node.parents.iter().copied().filter(|parent| added(parent)).collect();
            if parents.is_empty() {
                ready.insert((node.time, *id));
            }
            waiting.insert(*id, parents.len());
            for parent in parents {
                children.entry(parent).or_default().push(*id);
            }
        }
        let mut order = Vec::with_capacity(waiting.len());
        while let Some((_, id)) = ready.pop_first() {
            order.push(id);
            for child in children.remove(&id).unwrap_or_default() {
                let count = waiting.get_mut(&child).expect("a child is one of the added commits");
                *count -= 1;
                if *count == 0 {
                    ready.insert((self.nodes[&child].time, child));
                }
            }
        }
        order
    }
}
