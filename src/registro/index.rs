//! What the log holds, read from it once and held to its root.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::{
    snapshot::{ObjectId, SnapshotError},
    trail::{
        entry::{Entry, EntryError, EventKind, Key, Logged, Turns},
        judge::{MAX_BYTES, MAX_ENTRIES},
        merkle::{Frontier, Hash, TreeHead, leaf_hash},
        tile::{HashReadError, TileKind, TilePath, TileReader, decode_bundle, fetch},
    },
};

/// Why the entries of a log could not be read.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// There are more than are read.
    #[error("the log says it has {0} entries, more than are read")]
    TooMany(u64),
    /// They have more bytes than are read.
    #[error("the entries of the log have more bytes than are read")]
    TooHeavy,
    /// The log became shorter.
    #[error("the log had {had} entries and now says it has {has}")]
    Shorter {
        /// Read before.
        had: u64,
        /// What the checkpoint says.
        has: u64,
    },
    /// A bundle is missing, damaged or unreadable.
    #[error(transparent)]
    Tile(#[from] HashReadError<SnapshotError>),
    /// The entries make another root.
    #[error("the entries make the root {computed}, the checkpoint says {expected}")]
    Root {
        /// That of the entries.
        computed: Hash,
        /// That of the checkpoint.
        expected: Hash,
    },
    /// An entry is none.
    #[error("entry {index}: {source}")]
    Entry {
        /// Its index.
        index: u64,
        /// What is wrong.
        source: EntryError,
    },
}

/// Which entries a log has, by what makes them the same.
#[derive(Clone, Debug, Default)]
pub struct Index {
    frontier: Frontier,
    keys: BTreeMap<Key, u64>,
    turns: Turns,
    /// A commit of the branch with the log that was read, which extends all that its history had.
    pub(super) vouched: Option<ObjectId>,
}

impl Index {
    /// The index of a log without entries.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads the entries that were added since; the whole log is then known to be the one of `head`, and to begin with
    /// the one read before.
    pub fn advance<R: TileReader<Error = SnapshotError>>(
        &mut self,
        reader: &mut R,
        head: &TreeHead,
    ) -> Result<(), IndexError> {
        self.advance_with(reader, head, &mut |_, _| {})
    }

    /// As [`Index::advance`]; `each` is given every new entry that this program understands and its place, before the root
    /// is known: what it was given counts only where this succeeds.
    pub fn advance_with<R: TileReader<Error = SnapshotError>>(
        &mut self,
        reader: &mut R,
        head: &TreeHead,
        each: &mut dyn FnMut(u64, &Entry),
    ) -> Result<(), IndexError> {
        let mut next = self.frontier.clone();
        let mut keys = Vec::new();
        each_bundle(reader, self.frontier.size(), head.size, &mut |from, entries| {
            // On all cores; what is told is told in their order.
            let read: Vec<(Hash, Result<Logged, EntryError>)> =
                entries.par_iter().with_min_len(32).map(|bytes| (leaf_hash(bytes), Logged::parse(bytes))).collect();
            for (index, (leaf, entry)) in (from..).zip(read) {
                next.push(leaf);
                if let Logged::Known(entry) = entry.map_err(|source| IndexError::Entry { index, source })? {
                    keys.push((entry.key(), index));
                    each(index, &entry);
                }
            }
            Ok(())
        })?;
        let computed = next.root();
        if computed != head.root {
            return Err(IndexError::Root { computed, expected: head.root });
        }
        self.frontier = next;
        for (key, index) in keys {
            let key = self.turns.next(key);
            self.keys.entry(key).or_insert(index);
        }
        Ok(())
    }

    /// Size and root of what was read.
    pub fn head(&self) -> TreeHead {
        self.frontier.head()
    }

    /// How often what this key names happened to settings.
    pub fn turns(&self, key: &Key) -> u32 {
        self.turns.of(key)
    }

    /// Where the log has an entry of this key.
    pub fn place(&self, key: &Key) -> Option<u64> {
        self.keys.get(key).copied()
    }

    /// Whether the log has an entry of this event about this path.
    pub fn has(&self, event: EventKind, path: &str) -> bool {
        let from = Key::first(event, path);
        self.keys.range(from..).next().is_some_and(|(key, _)| key.event() == event && key.path() == path)
    }

    /// Every key and the place of its entry, in the order of keys.
    pub fn keys(&self) -> impl Iterator<Item = (&Key, u64)> {
        self.keys.iter().map(|(key, index)| (key, *index))
    }
}

/// Told of an entry: its index and its bytes.
pub type EachEntry<'a> = &'a mut dyn FnMut(u64, &[u8]) -> Result<(), IndexError>;

/// Gives the entries `from..to` of a log, as bytes; they are held to no root here.
pub fn each_entry<R: TileReader<Error = SnapshotError>>(
    reader: &mut R,
    from: u64,
    to: u64,
    each: EachEntry<'_>,
) -> Result<(), IndexError> {
    each_bundle(reader, from, to, &mut |from, entries| {
        (from..).zip(entries).try_for_each(|(index, bytes)| each(index, bytes))
    })
}

/// Takes the bytes of entries that lie together, from the index of the first.
type EachBundle<'a> = &'a mut dyn FnMut(u64, &[&[u8]]) -> Result<(), IndexError>;

/// Gives those entries as they lie together.
fn each_bundle<R: TileReader<Error = SnapshotError>>(
    reader: &mut R,
    from: u64,
    to: u64,
    each: EachBundle<'_>,
) -> Result<(), IndexError> {
    if to > MAX_ENTRIES {
        return Err(IndexError::TooMany(to));
    }
    if from > to {
        return Err(IndexError::Shorter { had: from, has: to });
    }
    if from == to {
        return Ok(());
    }
    let mut left = MAX_BYTES;
    for bundle in from / 256..to.div_ceil(256) {
        let width = u16::try_from((to - bundle * 256).min(256)).expect("at most 256");
        let path = TilePath::new(TileKind::Entries, bundle, width);
        let bytes = fetch(reader, path)?;
        left = left.checked_sub(bytes.len() as u64).ok_or(IndexError::TooHeavy)?;
        let entries = decode_bundle(width, &bytes).map_err(|source| HashReadError::Damaged { path, source })?;
        let first = from.max(bundle * 256);
        let skipped = usize::try_from(first - bundle * 256).expect("at most 256");
        each(first, &entries[skipped..])?;
    }
    Ok(())
}
