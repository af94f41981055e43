//! Inclusion and consistency proofs, made from the hashes of complete subtrees.

use super::{Hash, node_hash, split};

/// A complete subtree: `MTH(D[index·2^level : (index+1)·2^level])`. Level 0 is the leaves.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Node {
    /// The height above the leaves, 0 to 62.
    pub level: u8,
    /// The place within the level, from 0.
    pub index: u64,
}

/// Where the hashes of complete subtrees come from. Nothing it gives is trusted: proofs are verified.
pub trait HashReader {
    /// Why a hash could not be had.
    type Error;

    /// The hash of `node`, which lies whole within the tree.
    fn hash(&mut self, node: Node) -> Result<Hash, Self::Error>;
}

/// The inclusion proof `PATH(index, D[0:size])` of RFC 6962 §2.1.1, from the leaf's sibling up.
///
/// # Panics
/// If `index` is not below `size`.
pub fn inclusion<R: HashReader>(reader: &mut R, index: u64, size: u64) -> Result<Vec<Hash>, R::Error> {
    assert!(index < size, "an entry outside the tree has no proof");
    let (mut begin, mut end) = (0, size);
    let mut path = Vec::new();
    while end - begin > 1 {
        let middle = begin + split(end - begin);
        if index < middle {
            path.push(range(reader, middle, end)?);
            end = middle;
        } else {
            path.push(range(reader, begin, middle)?);
            begin = middle;
        }
    }
    path.reverse();
    Ok(path)
}

/// The consistency proof `PROOF(old, D[0:new])` of RFC 6962 §2.1.2; empty where `old` is 0 or `new`.
///
/// # Panics
/// If `old` is above `new`.
pub fn consistency<R: HashReader>(reader: &mut R, old: u64, new: u64) -> Result<Vec<Hash>, R::Error> {
    assert!(old <= new, "a tree is never consistent with a larger one before it");
    let (mut begin, mut end) = (0, new);
    let mut path = Vec::new();
    if old == 0 {
        return Ok(path);
    }
    while end != old {
        let middle = begin + split(end - begin);
        if old <= middle {
            path.push(range(reader, middle, end)?);
            end = middle;
        } else {
            path.push(range(reader, begin, middle)?);
            begin = middle;
        }
    }
    // The verifier already has the old root where that is a complete subtree at the left edge.
    if begin != 0 {
        path.push(range(reader, begin, end)?);
    }
    path.reverse();
    Ok(path)
}

/// `MTH(D[begin:end])`, where `begin` is a multiple of the largest power of two not above `end - begin`.
fn range<R: HashReader>(reader: &mut R, mut begin: u64, end: u64) -> Result<Hash, R::Error> {
    let mut peaks = Vec::new();
    while begin < end {
        let level = (end - begin).ilog2();
        let level = u8::try_from(level).expect("a logarithm of 64 bits");
        peaks.push(reader.hash(Node { level, index: begin >> level })?);
        begin += 1 << level;
    }
    Ok(peaks
        .into_iter()
        .rev()
        .reduce(|right, left| node_hash(&left, &right))
        .expect("no caller asks for an empty range"))
}
