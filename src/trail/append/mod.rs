//! Appending, as a pure function: what a log is and what is new go in, the files to write come out.
//!
//! Nothing is written and nothing is signed here. Whoever stores the files reads them back, recomputes
//! the root, signs the checkpoint and only then moves the branch; until then the old log stands whole.

#[cfg(test)]
mod tests;

use std::{
    collections::{BTreeMap, btree_map::Entry as Slot},
    error::Error,
};

use super::{
    checkpoint::{Checkpoint, Origin},
    entry::{Entry, EntryError, Key, Logged, Moment},
    tile::{EdgeError, EntryReadError, RightEdge, TileFile, TilePath, TileReader, read_entry, replaced},
};

/// What an append makes of a log.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Appended {
    /// Where each entry given is in the log, in the order given.
    pub places: Vec<Place>,
    /// The entries that are new, as they were written; they stand at the end of the log in this order.
    pub entries: Vec<Entry>,
    /// The files to write: bundles and tiles, each once, in the order of their paths.
    pub write: Vec<TileFile>,
    /// The partial files that others written now replace.
    pub delete: Vec<TilePath>,
    /// The checkpoint to sign; the old one where nothing is new.
    pub checkpoint: Checkpoint,
}

/// Where an entry is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// It is new, with this index.
    New(u64),
    /// The log, or the same append, has one of the same key at this index: nothing is written.
    Old(u64),
}

/// Why nothing could be appended. The log stays as it was.
#[derive(Debug, thiserror::Error)]
pub enum AppendError<E: Error + Send + Sync + 'static> {
    /// The old checkpoint has lines of extension: it is not one of ours.
    #[error("the checkpoint has lines of extension, which this log never writes")]
    Extensions,
    /// The tiles do not match the old checkpoint.
    #[error(transparent)]
    Edge(#[from] EdgeError<E>),
    /// An old entry, needed for its hour, could not be had.
    #[error(transparent)]
    Read(#[from] EntryReadError<E>),
    /// An old entry, needed for its hour, is none.
    #[error("entry {index} of the log: {source}")]
    Old {
        /// Its index.
        index: u64,
        /// What is wrong with it.
        source: EntryError,
    },
    /// An entry given belongs to another log.
    #[error("new entry {place}: it belongs to the log `{log}`")]
    Log {
        /// Its place among those given, from 1.
        place: usize,
        /// The log it names.
        log: Origin,
    },
    /// An entry given cannot be written.
    #[error("new entry {place}: {source}")]
    New {
        /// Its place among those given, from 1.
        place: usize,
        /// Why.
        source: EntryError,
    },
}

/// Appends `entries` to the log `old`, whose files `reader` gives.
///
/// `known` says at which index the log has an entry of a key, if it has one: such entries are not written again, so that
/// the same append twice changes nothing. What happens to settings may happen again: whoever calls leaves out what the log
/// has of it. Hours never run backwards: an entry whose clock is behind the one before it
/// gets that one's hour. The entry before the first is the last one of the log that this program understands. The partial
/// tiles and every entry read are checked against the root of `old`; its signature is for the caller to check.
pub fn append<R: TileReader>(
    reader: &mut R,
    old: &Checkpoint,
    entries: impl IntoIterator<Item = Entry>,
    known: impl Fn(&Key) -> Option<u64>,
) -> Result<Appended, AppendError<R::Error>> {
    if !old.extensions().is_empty() {
        return Err(AppendError::Extensions);
    }
    let mut edge = RightEdge::read(reader, &old.head)?;
    let mut hour = latest_hour(reader, old)?;
    let mut places = Vec::new();
    let mut added = Vec::new();
    let mut write = Vec::new();
    let mut fresh = BTreeMap::new();
    for (place, mut entry) in (1..).zip(entries) {
        if entry.log != old.origin {
            return Err(AppendError::Log { place, log: entry.log });
        }
        entry.time = hour.map_or(entry.time, |hour| hour.max(entry.time));
        let key = Some(entry.key()).filter(|key| !key.event().is_of_settings());
        if let Some(index) = key.as_ref().and_then(&known) {
            places.push(Place::Old(index));
            continue;
        }
        let slot = match key.map(|key| fresh.entry(key)) {
            Some(Slot::Occupied(slot)) => {
                places.push(Place::Old(*slot.get()));
                continue;
            }
            Some(Slot::Vacant(slot)) => Some(slot),
            None => None,
        };
        let bytes = entry.encode().map_err(|source| AppendError::New { place, source })?;
        places.push(Place::New(edge.size()));
        slot.map(|slot| slot.insert(edge.size()));
        edge.push(bytes, &mut write);
        hour = Some(entry.time);
        added.push(entry);
    }
    let head = edge.head();
    if !added.is_empty() {
        // A partial file of a level that did not grow is there already.
        write.extend(edge.partials().into_iter().filter(|(path, _)| super::tile::is_written(old.head.size, path)));
        write.sort_by_key(|(path, _)| *path);
    }
    Ok(Appended {
        places,
        entries: added,
        write,
        delete: replaced(old.head.size, head.size).collect(),
        checkpoint: Checkpoint::new(old.origin.clone(), head),
    })
}

/// The hour of the last entry that this program understands.
pub(crate) fn latest_hour<R: TileReader>(
    reader: &mut R,
    old: &Checkpoint,
) -> Result<Option<Moment>, AppendError<R::Error>> {
    for index in (0..old.head.size).rev() {
        let bytes = read_entry(reader, &old.head, index)?;
        match Logged::parse(&bytes).map_err(|source| AppendError::Old { index, source })? {
            Logged::Known(entry) => return Ok(Some(entry.time)),
            Logged::Uninterpreted { .. } => {}
        }
    }
    Ok(None)
}
