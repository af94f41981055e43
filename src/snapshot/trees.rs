//! Trees that were read and held to their ids, kept for a while: neighbours in a history share most of theirs.

use std::{collections::HashMap, sync::Arc};

use super::{
    entry::{ObjectId, ObjectKind},
    error::SnapshotError,
    repository::GitRepository,
    store::{Store, hold},
    tree::RawTree,
};

/// The bytes of trees that a [`Reader`] keeps at most, twice over.
const KEPT_BY_READER: usize = 256 * 1024;

/// The bytes of trees that a [`Reader`] has read and not held to their ids, at most; and one tree more.
const UNHELD: usize = 16 * 1024 * 1024;

/// What each kept tree is taken to cost beside its bytes.
const OVERHEAD: usize = 128;

/// Where trees are read from.
pub(super) trait Trees {
    /// The entries of a tree in the order of the object; of the empty tree, none, whether or not it is stored.
    fn tree(&mut self, id: ObjectId) -> Result<Arc<RawTree>, SnapshotError>;
}

impl Trees for &GitRepository {
    fn tree(&mut self, id: ObjectId) -> Result<Arc<RawTree>, SnapshotError> {
        GitRepository::tree(self, id)
    }
}

/// The trees asked for last.
pub(super) struct Recent {
    young: HashMap<ObjectId, Arc<RawTree>>,
    old: HashMap<ObjectId, Arc<RawTree>>,
    /// What `young` costs.
    bytes: usize,
    /// What it may cost; then it takes the place of `old`.
    limit: usize,
}

impl Recent {
    /// Keeps trees of some `limit` bytes, and at most as much again.
    pub(super) fn new(limit: usize) -> Self {
        Self { young: HashMap::new(), old: HashMap::new(), bytes: 0, limit }
    }

    pub(super) fn get(&mut self, id: &ObjectId) -> Option<Arc<RawTree>> {
        if let Some(tree) = self.young.get(id) {
            return Some(Arc::clone(tree));
        }
        let tree = self.old.remove(id)?;
        self.keep(*id, Arc::clone(&tree));
        Some(tree)
    }

    pub(super) fn keep(&mut self, id: ObjectId, tree: Arc<RawTree>) {
        if self.bytes >= self.limit {
            self.old = std::mem::take(&mut self.young);
            self.bytes = 0;
        }
        self.bytes = self.bytes.saturating_add(tree.bytes().len()).saturating_add(OVERHEAD);
        self.young.insert(id, tree);
    }
}

/// Reads trees in its turn, and holds them to their ids after it.
pub(super) struct Reader<'a> {
    store: Store<'a>,
    recent: Recent,
    unheld: Vec<(ObjectId, Arc<RawTree>)>,
    /// The bytes of `unheld`.
    bytes: usize,
}

impl<'a> Reader<'a> {
    fn new(store: Store<'a>) -> Self {
        Self { store, recent: Recent::new(KEPT_BY_READER), unheld: Vec::new(), bytes: 0 }
    }

    fn hold(&mut self) -> Result<(), SnapshotError> {
        self.bytes = 0;
        self.unheld.drain(..).try_for_each(|(id, tree)| hold(id, ObjectKind::Tree, tree.bytes()))
    }
}

impl Trees for Reader<'_> {
    fn tree(&mut self, id: ObjectId) -> Result<Arc<RawTree>, SnapshotError> {
        if let Some(tree) = self.recent.get(&id) {
            return Ok(tree);
        }
        let tree: Arc<RawTree> = match id == ObjectId::EMPTY_TREE {
            true => Arc::default(),
            false => Arc::new(self.store.unheld(id, ObjectKind::Tree, RawTree::parse)?),
        };
        self.recent.keep(id, Arc::clone(&tree));
        self.bytes = self.bytes.saturating_add(tree.bytes().len()).saturating_add(OVERHEAD);
        self.unheld.push((id, Arc::clone(&tree)));
        if self.bytes > UNHELD {
            self.hold()?;
        }
        Ok(tree)
    }
}

/// Runs a task that reads many trees, while no other such task reads; what it read is held to its ids before its result
/// is given, while the next task reads.
///
/// libgit2 has one lock for all who read a pack: two readers at once take longer than one after the other.
pub(super) fn in_turn<R>(
    repository: &GitRepository,
    task: impl FnOnce(&mut Reader<'_>) -> Result<R, SnapshotError>,
) -> Result<R, SnapshotError> {
    repository.with(|handle| {
        let mut reader = Reader::new(Store::new(repository, handle)?);
        let turn = repository.turn();
        let result = task(&mut reader);
        drop(turn);
        // A tree that is not what its id says is why the task fails, if it does.
        reader.hold()?;
        result
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_stays_and_the_rest_goes() {
        let id = |number: u8| ObjectId::from_bytes([number; 20]);
        let mut recent = Recent::new(10 * OVERHEAD);
        recent.keep(id(0), Arc::default());
        for number in 1..=100 {
            recent.keep(id(number), Arc::default());
            assert!(recent.get(&id(0)).is_some(), "{number}");
            assert!(recent.young.len() + recent.old.len() <= 21, "{number}");
        }
        assert!(recent.get(&id(100)).is_some());
        assert!(recent.get(&id(50)).is_none());
    }
}
