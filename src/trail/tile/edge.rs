//! The right edge of a log: its partial tiles, which is all that an append reads and changes.

use std::error::Error;

use super::{
    HashReadError, TileError, TileKind, TilePath, TileReader, WIDTH, decode_bundle, decode_hashes, encode_bundle,
    encode_hashes, read::fetch,
};
use crate::trail::merkle::{Hash, MAX_SIZE, TreeHead, empty_root, leaf_hash, root};

/// A file of the log: its name and its bytes.
pub type TileFile = (TilePath, Vec<u8>);

/// A log reduced to its partial tiles and its partial bundle.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct RightEdge {
    size: u64,
    /// The hashes after the last full tile of each level, fewer than 256 each.
    levels: Vec<Vec<Hash>>,
    /// The entries after the last full bundle.
    entries: Vec<Vec<u8>>,
}

/// Why the right edge of a log could not be taken up.
#[derive(Debug, thiserror::Error)]
pub enum EdgeError<E: Error + Send + Sync + 'static> {
    /// A file is missing, damaged or unreadable.
    #[error(transparent)]
    Tile(#[from] HashReadError<E>),
    /// The tiles make another tree than the checkpoint says.
    #[error("the tiles make the root {computed}, the checkpoint says {expected}")]
    Root {
        /// The root of the tiles.
        computed: Hash,
        /// The root of the checkpoint.
        expected: Hash,
    },
    /// An entry is not the one whose hash is in the tile.
    #[error("`{path}`: entry {index} does not have the hash of its tile")]
    Entry {
        /// The bundle.
        path: TilePath,
        /// The index of the entry in the log.
        index: u64,
    },
}

impl RightEdge {
    /// The edge of a log without entries.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads the partial tiles of the tree `head`, at most eight, and its partial bundle; all are checked against the
    /// root.
    pub fn read<R: TileReader>(reader: &mut R, head: &TreeHead) -> Result<Self, EdgeError<R::Error>> {
        let mut edge = Self { size: head.size, ..Self::default() };
        for level in (0..8_u8).take_while(|level| head.size >> (u32::from(*level) * 8) > 0) {
            let items = head.size >> (u32::from(level) * 8);
            let mut hashes = Vec::new();
            if let Some(path) = partial(TileKind::Hashes(level), items) {
                let bytes = fetch(reader, path)?;
                hashes = decode_hashes(path.width(), &bytes).map_err(damaged(path))?;
            }
            edge.levels.push(hashes);
        }
        let computed = edge.root();
        if computed != head.root {
            return Err(EdgeError::Root { computed, expected: head.root });
        }
        if let Some(path) = partial(TileKind::Entries, head.size) {
            let bytes = fetch(reader, path)?;
            let entries = decode_bundle(path.width(), &bytes).map_err(damaged(path))?;
            let foreign = entries.iter().zip(&edge.levels[0]).position(|(entry, hash)| leaf_hash(entry) != *hash);
            if let Some(place) = foreign {
                return Err(EdgeError::Entry { path, index: path.index() * 256 + place as u64 });
            }
            edge.entries = entries.into_iter().map(<[u8]>::to_vec).collect();
        }
        Ok(edge)
    }

    /// How many entries the log has.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Adds an entry; files that become full by it are appended to `full`.
    ///
    /// # Panics
    /// If the entry is longer than 65,535 bytes.
    pub fn push(&mut self, entry: Vec<u8>, full: &mut Vec<TileFile>) {
        assert!(self.size < MAX_SIZE, "a log of 2^63 entries cannot have been counted one by one");
        assert!(entry.len() <= usize::from(u16::MAX), "entries are bounded below 64 KiB");
        let mut hash = leaf_hash(&entry);
        let place = self.size;
        self.size += 1;
        self.entries.push(entry);
        if self.entries.len() == usize::from(WIDTH) {
            full.push((TilePath::new(TileKind::Entries, place / 256, WIDTH), encode_bundle(&self.entries)));
            self.entries.clear();
        }
        // A full tile becomes one hash of the level above.
        for level in 0_u8.. {
            if self.levels.len() == usize::from(level) {
                self.levels.push(Vec::new());
            }
            let hashes = &mut self.levels[usize::from(level)];
            hashes.push(hash);
            if hashes.len() < usize::from(WIDTH) {
                break;
            }
            let index = place >> (u32::from(level) * 8 + 8);
            full.push((TilePath::new(TileKind::Hashes(level), index, WIDTH), encode_hashes(hashes)));
            hash = root(hashes.drain(..));
        }
    }

    /// The partial files as they stand: what is written beside the full ones when an append is done.
    pub fn partials(&self) -> Vec<TileFile> {
        let bundle = partial(TileKind::Entries, self.size).map(|path| (path, encode_bundle(&self.entries)));
        let tiles = (0_u8..).zip(&self.levels).filter_map(|(level, hashes)| {
            let path = partial(TileKind::Hashes(level), self.size >> (u32::from(level) * 8))?;
            Some((path, encode_hashes(hashes)))
        });
        bundle.into_iter().chain(tiles).collect()
    }

    /// Size and root.
    pub fn head(&self) -> TreeHead {
        TreeHead { size: self.size, root: self.root() }
    }

    /// The items of a level are its hashes and, last, all that is not yet a full tile below: RFC 6962 splits them
    /// where it splits the leaves.
    fn root(&self) -> Hash {
        let below = self.levels.iter().fold(None, |below: Option<Hash>, hashes| {
            let items = hashes.iter().copied().chain(below);
            (below.is_some() || !hashes.is_empty()).then(|| root(items))
        });
        below.unwrap_or_else(empty_root)
    }
}

/// The partial file of a level of so many items, if it has one.
fn partial(kind: TileKind, items: u64) -> Option<TilePath> {
    (!items.is_multiple_of(256)).then(|| TilePath::new(kind, items / 256, (items % 256) as u16))
}

fn damaged<E: Error + Send + Sync + 'static>(path: TilePath) -> impl FnOnce(TileError) -> HashReadError<E> {
    move |source| HashReadError::Damaged { path, source }
}
