//! Strict verification of proofs: RFC 9162 §2.1.3.2 and §2.1.4.2, which hold for RFC 6962 trees as well.
//!
//! A proof is accepted only whole: too long, too short and the right hashes for another index are all refused.

use super::{Hash, TreeHead, empty_root, node_hash};

/// Why a proof does not show what it is given for; whoever made it is at fault.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ProofError {
    /// The entry lies outside the tree.
    #[error("entry {index} lies outside a tree of {size} entries")]
    Outside {
        /// The index claimed, from 0.
        index: u64,
        /// The size of the tree.
        size: u64,
    },
    /// The old tree is the larger one.
    #[error("the tree shrank from {old} to {new} entries")]
    Shrank {
        /// The size known before.
        old: u64,
        /// The size claimed now.
        new: u64,
    },
    /// There are hashes left over.
    #[error("the proof has {0} hashes, more than such a tree asks for")]
    TooLong(usize),
    /// There are hashes missing.
    #[error("the proof has {0} hashes, fewer than such a tree asks for")]
    TooShort(usize),
    /// The proof leads to another root.
    #[error("the proof leads to the root {computed}, not to {expected}")]
    Root {
        /// What the proof leads to.
        computed: Hash,
        /// The root of the tree.
        expected: Hash,
    },
    /// The proof does not start from the tree known before.
    #[error("the proof leads to the earlier root {computed}, not to {expected}")]
    OldRoot {
        /// What the proof leads to.
        computed: Hash,
        /// The root known before.
        expected: Hash,
    },
}

/// Verifies that `leaf` is entry `index` of the tree `head` (RFC 9162 §2.1.3.2).
pub fn verify_inclusion(head: &TreeHead, index: u64, leaf: Hash, path: &[Hash]) -> Result<(), ProofError> {
    let computed = root_of_inclusion(head.size, index, leaf, path)?;
    match computed == head.root {
        true => Ok(()),
        false => Err(ProofError::Root { computed, expected: head.root }),
    }
}

/// The root to which an inclusion proof of the right length leads.
fn root_of_inclusion(size: u64, index: u64, leaf: Hash, path: &[Hash]) -> Result<Hash, ProofError> {
    if index >= size {
        return Err(ProofError::Outside { index, size });
    }
    let mut climb = Climb { node: index, last: size - 1 };
    let mut hash = leaf;
    for sibling in path {
        hash = match climb.step().ok_or(ProofError::TooLong(path.len()))? {
            Side::Left => node_hash(sibling, &hash),
            Side::Right => node_hash(&hash, sibling),
        };
    }
    match climb.last {
        0 => Ok(hash),
        _ => Err(ProofError::TooShort(path.len())),
    }
}

/// Verifies that the tree `new` extends the tree `old` (RFC 9162 §2.1.4.2).
///
/// Beyond the cases of the RFC: trees of one size are consistent when their roots are equal, and every tree extends
/// the empty one; in both cases the proof must be empty.
pub fn verify_consistency(old: &TreeHead, new: &TreeHead, path: &[Hash]) -> Result<(), ProofError> {
    if old.size > new.size {
        return Err(ProofError::Shrank { old: old.size, new: new.size });
    }
    if old.size == 0 && old.root != empty_root() {
        return Err(ProofError::OldRoot { computed: empty_root(), expected: old.root });
    }
    if old.size == 0 || old.size == new.size {
        return match path.len() {
            _ if old.size == new.size && old.root != new.root => {
                Err(ProofError::Root { computed: old.root, expected: new.root })
            }
            0 => Ok(()),
            length => Err(ProofError::TooLong(length)),
        };
    }
    let mut climb = Climb { node: old.size - 1, last: new.size - 1 };
    climb.skip_while_right();
    // A complete old tree is its own first hash, which a proof then leaves out.
    let (mut old_hash, rest) = match (old.size.is_power_of_two(), path) {
        (_, []) => return Err(ProofError::TooShort(0)),
        (true, _) => (old.root, path),
        (false, [first, rest @ ..]) => (*first, rest),
    };
    let mut new_hash = old_hash;
    for sibling in rest {
        match climb.step().ok_or(ProofError::TooLong(path.len()))? {
            Side::Left => {
                old_hash = node_hash(sibling, &old_hash);
                new_hash = node_hash(sibling, &new_hash);
            }
            Side::Right => new_hash = node_hash(&new_hash, sibling),
        }
    }
    if climb.last != 0 {
        return Err(ProofError::TooShort(path.len()));
    }
    if old_hash != old.root {
        return Err(ProofError::OldRoot { computed: old_hash, expected: old.root });
    }
    match new_hash == new.root {
        true => Ok(()),
        false => Err(ProofError::Root { computed: new_hash, expected: new.root }),
    }
}

/// On which side of the path the next hash of a proof lies.
enum Side {
    Left,
    Right,
}

/// The way from a node to the root: `fn` and `sn` of the RFC.
struct Climb {
    node: u64,
    last: u64,
}

impl Climb {
    /// Climbs over one sibling; nothing at the root.
    fn step(&mut self) -> Option<Side> {
        if self.last == 0 {
            return None;
        }
        let side = match self.node & 1 == 1 || self.node == self.last {
            true => {
                // The last node of a level that is a left child has no sibling there: it climbs as it is.
                while self.node & 1 == 0 && self.node != 0 {
                    self.up();
                }
                Side::Left
            }
            false => Side::Right,
        };
        self.up();
        Some(side)
    }

    /// Climbs as long as the node is a right child, without hashing.
    fn skip_while_right(&mut self) {
        while self.node & 1 == 1 {
            self.up();
        }
    }

    fn up(&mut self) {
        self.node >>= 1;
        self.last >>= 1;
    }
}
