//! The right edge of a growing tree: what is needed to add leaves and to know the root, and no more.

use super::{Hash, MAX_SIZE, TreeHead, empty_root, node_hash};

/// A tree reduced to the roots of its complete subtrees, the largest (leftmost) first.
///
/// A tree of `n` leaves has one such peak for each bit set in `n`. Each new leaf is one carry of a binary
/// counter, so the whole tree costs two hashes a leaf and at most 63 hashes of memory.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Frontier {
    size: u64,
    peaks: Vec<Hash>,
}

impl Frontier {
    /// The tree without leaves.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many leaves were added.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Adds the hash of the next leaf; the size stays below [`MAX_SIZE`], which no caller lives to reach.
    pub fn push(&mut self, leaf: Hash) {
        assert!(self.size < MAX_SIZE, "a tree of 2^63 leaves cannot have been counted one by one");
        let mut peak = leaf;
        for _ in 0..self.size.trailing_ones() {
            let left = self.peaks.pop().expect("one peak for each bit set in the size");
            peak = node_hash(&left, &peak);
        }
        self.peaks.push(peak);
        self.size += 1;
    }

    /// The root: the peaks joined from the right.
    pub fn root(&self) -> Hash {
        self.peaks.iter().copied().rev().reduce(|right, left| node_hash(&left, &right)).unwrap_or_else(empty_root)
    }

    /// Size and root.
    pub fn head(&self) -> TreeHead {
        TreeHead { size: self.size, root: self.root() }
    }
}

impl Extend<Hash> for Frontier {
    fn extend<T: IntoIterator<Item = Hash>>(&mut self, leaves: T) {
        leaves.into_iter().for_each(|leaf| self.push(leaf));
    }
}

/// The root of the tree with these leaf hashes.
pub fn root(leaves: impl IntoIterator<Item = Hash>) -> Hash {
    let mut frontier = Frontier::new();
    frontier.extend(leaves);
    frontier.root()
}
