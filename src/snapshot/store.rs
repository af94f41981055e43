//! The object database as one task reads it, with a handle of its own: trees and commits, held to their ids.

use super::{
    entry::{ObjectId, ObjectKind},
    error::SnapshotError,
    repository::GitRepository,
};

/// The largest tree or commit read, in bytes; git writes about 40 bytes for each entry of a tree.
const MAX_STRUCTURE: usize = 64 * 1024 * 1024;

/// Reads objects for one task.
pub(super) struct Store<'a> {
    repository: &'a GitRepository,
    odb: git2::Odb<'a>,
}

impl<'a> Store<'a> {
    /// Reads with `handle`, which no other task uses meanwhile.
    pub(super) fn new(repository: &'a GitRepository, handle: &'a git2::Repository) -> Result<Self, SnapshotError> {
        Ok(Self { repository, odb: handle.odb()? })
    }

    /// Reads a tree or a commit and recomputes its id.
    pub(super) fn structure<R>(
        &self,
        id: ObjectId,
        kind: ObjectKind,
        read: impl FnOnce(&[u8]) -> Option<R>,
    ) -> Result<R, SnapshotError> {
        let object = self.bytes(id, kind)?;
        hold(id, kind, object.data())?;
        read(object.data()).ok_or(SnapshotError::ObjectMalformed { id, kind })
    }

    /// Reads a tree or a commit that the caller holds to its id, with [`hold`], before anything comes of it.
    pub(super) fn unheld<R>(
        &self,
        id: ObjectId,
        kind: ObjectKind,
        read: impl FnOnce(&[u8]) -> Option<R>,
    ) -> Result<R, SnapshotError> {
        let object = self.bytes(id, kind)?;
        match read(object.data()) {
            Some(read) => Ok(read),
            None => Err(hold(id, kind, object.data()).err().unwrap_or(SnapshotError::ObjectMalformed { id, kind })),
        }
    }

    fn bytes(&self, id: ObjectId, kind: ObjectKind) -> Result<git2::OdbObject<'_>, SnapshotError> {
        let failed = |error| self.repository.object_error(error, id, kind);
        let (size, found) = self.odb.read_header(id.to_git()).map_err(failed)?;
        if found != kind.to_git() {
            return Err(SnapshotError::ObjectKindDiffers { id, expected: kind });
        }
        if size > MAX_STRUCTURE {
            return Err(SnapshotError::ObjectTooLarge { id, kind, size: size as u64 });
        }
        self.odb.read(id.to_git()).map_err(failed)
    }
}

/// Holds the bytes of an object to its id, recomputed here.
pub(super) fn hold(id: ObjectId, kind: ObjectKind, bytes: &[u8]) -> Result<(), SnapshotError> {
    let found = ObjectId::of(kind, bytes);
    match found == id {
        true => Ok(()),
        false => Err(SnapshotError::ObjectDamaged { id, kind, found: Some(found) }),
    }
}
