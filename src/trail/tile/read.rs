//! Reading hashes and entries back out of tiles.

use std::{collections::BTreeMap, error::Error};

use super::{TileError, TileKind, TilePath, decode_bundle, decode_hashes};
use crate::{
    digest::Digest,
    trail::merkle::{Hash, HashReader, Node, ProofError, TreeHead, inclusion, leaf_hash, root, verify_inclusion},
};

/// Where the bytes of tiles come from: a revision of the branch, a folder, a map.
pub trait TileReader {
    /// Why bytes could not be read.
    type Error: Error + Send + Sync + 'static;

    /// The bytes of a file of the log; none if there is no such file.
    fn tile(&mut self, path: &TilePath) -> Result<Option<Vec<u8>>, Self::Error>;

    /// The bytes of the record of a change of key with this digest, which lies beside the tiles as `rotacion/<digest>`; none
    /// if there is no such file, or none are to be had.
    fn record(&mut self, _digest: &Digest) -> Result<Option<Vec<u8>>, Self::Error> {
        Ok(None)
    }
}

impl<R: TileReader> TileReader for &mut R {
    type Error = R::Error;

    fn tile(&mut self, path: &TilePath) -> Result<Option<Vec<u8>>, Self::Error> {
        (**self).tile(path)
    }

    fn record(&mut self, digest: &Digest) -> Result<Option<Vec<u8>>, Self::Error> {
        (**self).record(digest)
    }
}

/// Why a tile gave no hashes or entries.
#[derive(Debug, thiserror::Error)]
pub enum HashReadError<E: Error + Send + Sync + 'static> {
    /// The log lacks a file its size asks for.
    #[error("`{0}` is missing")]
    Missing(TilePath),
    /// The file is damaged.
    #[error("`{path}`: {source}")]
    Damaged {
        /// The file.
        path: TilePath,
        /// What is wrong with it.
        source: TileError,
    },
    /// The file could not be read.
    #[error("`{path}` could not be read")]
    Unreadable {
        /// The file.
        path: TilePath,
        /// Why.
        source: E,
    },
}

/// Why an entry could not be had.
#[derive(Debug, thiserror::Error)]
pub enum EntryReadError<E: Error + Send + Sync + 'static> {
    /// A file is missing, damaged or unreadable.
    #[error(transparent)]
    Tile(#[from] HashReadError<E>),
    /// The entry lies outside the tree.
    #[error("entry {index} lies outside a tree of {size} entries")]
    Outside {
        /// The index asked for.
        index: u64,
        /// The size of the tree.
        size: u64,
    },
    /// The tiles do not show that this entry belongs to the tree.
    #[error("`{path}`: entry {index} is not the one the tree holds: {source}")]
    Foreign {
        /// The bundle.
        path: TilePath,
        /// The index of the entry.
        index: u64,
        /// How the proof fails.
        source: ProofError,
    },
}

/// How many tiles are kept in memory: enough for a proof, 8 KiB each.
const KEPT: usize = 64;

/// How many hashes between two levels of tiles are kept: what proofs for many sizes have in common.
const KEPT_BETWEEN: usize = 16 * 1024;

/// The complete subtrees of a tree of some size, out of its tiles; the last tiles read are kept.
pub struct TileHashes<R> {
    reader: R,
    size: u64,
    kept: BTreeMap<TilePath, Vec<Hash>>,
    between: BTreeMap<Node, Hash>,
}

impl<R: TileReader> TileHashes<R> {
    /// Reads from the tiles of a tree of `size` leaves.
    pub fn new(reader: R, size: u64) -> Self {
        Self { reader, size, kept: BTreeMap::new(), between: BTreeMap::new() }
    }
}

impl<R: TileReader> HashReader for TileHashes<R> {
    type Error = HashReadError<R::Error>;

    /// A hash between two levels of tiles is computed from the up to 128 hashes below it.
    ///
    /// # Panics
    /// If the node does not lie whole within the tree.
    fn hash(&mut self, node: Node) -> Result<Hash, Self::Error> {
        let (level, height) = (node.level / 8, u32::from(node.level % 8));
        let (first, count) = (node.index << height, 1 << height);
        let items = self.size >> (u32::from(level) * 8);
        assert!(first + count <= items, "{node:?} lies outside a tree of {} leaves", self.size);
        if let Some(hash) = self.between.get(&node) {
            return Ok(*hash);
        }
        let index = first / 256;
        let width = (items - index * 256).min(256) as u16;
        let path = TilePath::new(TileKind::Hashes(level), index, width);
        if !self.kept.contains_key(&path) {
            let bytes = fetch(&mut self.reader, path)?;
            let hashes = decode_hashes(width, &bytes).map_err(|source| HashReadError::Damaged { path, source })?;
            if self.kept.len() == KEPT {
                self.kept.clear();
            }
            self.kept.insert(path, hashes);
        }
        let hashes = &self.kept[&path];
        let start = (first % 256) as usize;
        let hash = root(hashes[start..start + count as usize].iter().copied());
        if height > 0 {
            if self.between.len() == KEPT_BETWEEN {
                self.between.clear();
            }
            self.between.insert(node, hash);
        }
        Ok(hash)
    }
}

/// The bytes of a file that must be there.
///
/// # Errors
/// Where it is missing or cannot be read.
pub fn fetch<R: TileReader>(reader: &mut R, path: TilePath) -> Result<Vec<u8>, HashReadError<R::Error>> {
    let bytes = reader.tile(&path).map_err(|source| HashReadError::Unreadable { path, source })?;
    bytes.ok_or(HashReadError::Missing(path))
}

/// Entry `index` of the tree `head`, proved to be the one the tree holds.
pub fn read_entry<R: TileReader>(
    reader: &mut R,
    head: &TreeHead,
    index: u64,
) -> Result<Vec<u8>, EntryReadError<R::Error>> {
    if index >= head.size {
        return Err(EntryReadError::Outside { index, size: head.size });
    }
    let bundle = index / 256;
    let width = (head.size - bundle * 256).min(256) as u16;
    let path = TilePath::new(TileKind::Entries, bundle, width);
    let bytes = fetch(reader, path)?;
    let entries = decode_bundle(width, &bytes).map_err(|source| HashReadError::Damaged { path, source })?;
    let entry = entries[(index % 256) as usize];
    let proof = inclusion(&mut TileHashes::new(&mut *reader, head.size), index, head.size)?;
    verify_inclusion(head, index, leaf_hash(entry), &proof).map_err(|source| EntryReadError::Foreign {
        path,
        index,
        source,
    })?;
    Ok(entry.to_vec())
}
