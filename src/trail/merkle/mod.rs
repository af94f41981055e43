//! Merkle trees of RFC 6962 §2.1 over SHA-256: hashes, roots, proofs and their verification.
//!
//! ```text
//! MTH({})     = SHA-256()
//! MTH({d})    = SHA-256(0x00 ‖ d)                              a leaf
//! MTH(D[0:n]) = SHA-256(0x01 ‖ MTH(D[0:k]) ‖ MTH(D[k:n]))      k the largest power of two below n
//! ```
//!
//! Proofs are made from a [`HashReader`], which knows only the hashes of complete subtrees ([`Node`]); they are
//! verified with nothing but the proof. What is hashed, where hashes are stored and who signed a root is decided
//! elsewhere. All sizes are at most [`MAX_SIZE`].

mod frontier;
mod hash;
mod prove;
#[cfg(test)]
pub(crate) mod tests;
mod verify;

pub use frontier::{Frontier, root};
pub use hash::{Hash, HashError, empty_root, leaf_hash, node_hash};
pub use prove::{HashReader, Node, consistency, inclusion};
pub use verify::{ProofError, verify_consistency, verify_inclusion};

/// The most leaves a tree may have: 2⁶³ − 1, as in the public implementations of the formats.
pub const MAX_SIZE: u64 = i64::MAX as u64;

/// A tree: how many leaves it has, and its root.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TreeHead {
    /// The number of leaves.
    pub size: u64,
    /// `MTH(D[0:size])`.
    pub root: Hash,
}

impl TreeHead {
    /// The tree without leaves.
    pub fn empty() -> Self {
        Self { size: 0, root: empty_root() }
    }
}

/// The largest power of two below `size`, where RFC 6962 splits a tree of at least two leaves.
fn split(size: u64) -> u64 {
    1 << (size - 1).ilog2()
}
