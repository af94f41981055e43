//! What a witness (*testigo*) does before it cosigns: the checkpoint is signed by the log, and it extends the last one
//! the witness remembers.
//!
//! ```text
//! remembered checkpoint ─┐
//! new checkpoint, tiles ─┴▶ observe ─▶ Fresh: cosign it, remember it
//!                                   └▶ Diverged: two signed notes that cannot both be true
//! ```
//!
//! The tiles are not trusted: they are first proved to be those of the new checkpoint, and only then asked which root the
//! log had at the size that is remembered. So damaged tiles ([`WitnessError::Tiles`]) are told from a log that rewrote
//! its history ([`Divergence::Forked`]). Where state and tiles are kept, and when it is, others decide.

mod divergence;
#[cfg(test)]
mod tests;

use std::{collections::BTreeSet, convert::Infallible, error::Error};

pub use divergence::{Divergence, DivergenceError, Portable};

use super::{
    checkpoint::{self, Checkpoint, CheckpointOpenError},
    merkle::{Hash, HashReader, Node, ProofError, TreeHead, consistency, empty_root, node_hash, verify_consistency},
    note::{Note, VerifierKey},
    tile::{HashReadError, TileHashes, TilePath, TileReader},
};

/// What a checkpoint that may be cosigned is to the one remembered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fresh {
    /// What the log says.
    pub checkpoint: Checkpoint,
    /// The size that was remembered; none where nothing was.
    pub before: Option<u64>,
}

/// Why a checkpoint is not cosigned.
#[derive(Debug, thiserror::Error)]
pub enum WitnessError<E: Error + Send + Sync + 'static> {
    /// What is remembered is no checkpoint of this log: it was kept badly, or is of another log.
    #[error("what is remembered must not be believed: {0}")]
    Remembered(CheckpointOpenError),
    /// The new checkpoint is not one of this log.
    #[error(transparent)]
    Checkpoint(CheckpointOpenError),
    /// A tile is missing, damaged or unreadable.
    #[error(transparent)]
    Read(#[from] HashReadError<E>),
    /// The tiles are not those of the checkpoint they came with.
    #[error("the tiles are not those of the checkpoint: {0}")]
    Tiles(ProofError),
    /// The log contradicts what it signed before.
    #[error("the log contradicts a checkpoint it signed before")]
    Diverged(Box<Divergence>),
}

/// Judges a new checkpoint of the log by the one remembered and the tiles it came with. Its keys are `logs`, in the order in
/// which they came into use: what is new is signed by none of before the one that signed what is remembered.
pub fn observe<R: TileReader>(
    reader: R,
    logs: &[VerifierKey],
    remembered: Option<&Note>,
    new: &Note,
) -> Result<Fresh, WitnessError<R::Error>> {
    let open = |known| checkpoint::open(new, known).map_err(WitnessError::Checkpoint);
    let Some(remembered) = remembered else { return Ok(Fresh { checkpoint: open(logs)?.checkpoint, before: None }) };
    let old = checkpoint::open(remembered, logs).map_err(WitnessError::Remembered)?;
    // A key that was changed signs no more.
    let since = logs.iter().position(|key| key == old.log).unwrap_or(0);
    let (old, checkpoint) = (old.checkpoint, open(&logs[since..])?.checkpoint);
    let diverged = |divergence| Err(WitnessError::Diverged(Box::new(divergence)));
    if checkpoint.head.size < old.head.size {
        return diverged(Divergence::Shrank);
    }
    if checkpoint.head.size == old.head.size {
        return match checkpoint.head.root == old.head.root {
            true => Ok(Fresh { checkpoint, before: Some(old.head.size) }),
            false => diverged(Divergence::SameSize),
        };
    }
    let mut hashes = TileHashes::new(reader, checkpoint.head.size);
    let root = prefix_root(&mut hashes, old.head.size)?;
    let path = consistency(&mut hashes, old.head.size, checkpoint.head.size)?;
    let claimed = TreeHead { size: old.head.size, root };
    verify_consistency(&claimed, &checkpoint.head, &path).map_err(WitnessError::Tiles)?;
    match root == old.head.root {
        true => Ok(Fresh { checkpoint, before: Some(old.head.size) }),
        false => diverged(Divergence::Forked { root, path }),
    }
}

/// The files a witness that remembers `old` leaves needs, besides `checkpoint`, to judge a log of `new` leaves.
pub fn needed(old: u64, new: u64) -> BTreeSet<TilePath> {
    let mut noted = Noting::default();
    if old < new {
        let mut hashes = TileHashes::new(&mut noted, new);
        prefix_root(&mut hashes, old).expect("nothing is read");
        consistency(&mut hashes, old, new).expect("nothing is read");
    }
    noted.0
}

/// `MTH(D[0:size])` of a tree that has at least so many leaves.
pub(in crate::trail) fn prefix_root<R: HashReader>(reader: &mut R, size: u64) -> Result<Hash, R::Error> {
    let mut begin = 0;
    let mut peaks = Vec::new();
    while begin < size {
        let level = (size - begin).ilog2();
        let node = Node { level: u8::try_from(level).expect("a logarithm of 64 bits"), index: begin >> level };
        peaks.push(reader.hash(node)?);
        begin += 1 << level;
    }
    Ok(peaks.into_iter().rev().reduce(|right, left| node_hash(&left, &right)).unwrap_or_else(empty_root))
}

/// Notes what is asked for, and gives tiles of zeros.
#[derive(Default)]
struct Noting(BTreeSet<TilePath>);

impl TileReader for Noting {
    type Error = Infallible;

    fn tile(&mut self, path: &TilePath) -> Result<Option<Vec<u8>>, Infallible> {
        self.0.insert(*path);
        Ok(Some(vec![0; usize::from(path.width()) * Hash::LENGTH]))
    }
}
