//! What an append reads besides the log as it is: the tiles before there are any, and what it has just written.

use std::sync::Arc;

use super::{error::RegistroError, read::TrailReader};
use crate::{
    snapshot::{GitRepository, ObjectId, SnapshotError, StoredTree},
    trail::{
        merkle::TreeHead,
        tile::{RightEdge, TilePath, TileReader},
    },
};

/// Reads what was written, from the store, and hashes it again.
pub(super) fn read_back(
    repository: &Arc<GitRepository>,
    tree: ObjectId,
    written: &[(TilePath, Vec<u8>)],
    head: &TreeHead,
) -> Result<(), RegistroError> {
    let mut reader = TrailReader::of(StoredTree::new(repository.clone(), tree));
    for (path, bytes) in written {
        if reader.tile(path)?.as_ref() != Some(bytes) {
            return Err(RegistroError::ReadBack(*path));
        }
    }
    RightEdge::read(&mut reader, head).map(drop).map_err(RegistroError::ReadBackRoot)
}

/// The tiles of a log that may not exist yet.
pub(super) struct OldReader(pub(super) Option<TrailReader>);

impl TileReader for OldReader {
    type Error = SnapshotError;

    fn tile(&mut self, path: &TilePath) -> Result<Option<Vec<u8>>, SnapshotError> {
        self.0.as_mut().map_or(Ok(None), |reader| reader.tile(path))
    }
}
