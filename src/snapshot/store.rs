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
        let failed = |error| self.repository.object_error(error, id, kind);
        let (size, found) = self.odb.read_header(id.to_git()).map_err(failed)?;
        if found != kind.to_git() {
            return Err(SnapshotError::ObjectKindDiffers { id, expected: kind });
        }
        if size > MAX_STRUCTURE {
            return Err(SnapshotError::ObjectTooLarge { id, kind, size: size as u64 });
        }
        let object = self.odb.read(id.to_git()).map_err(failed)?;
        let found = ObjectId::of(kind, object.data());
        if found != id {
            return Err(SnapshotError::ObjectDamaged { id, kind, found: Some(found) });
        }
        read(object.data()).ok_or(SnapshotError::ObjectMalformed { id, kind })
    }
}
