//! Entries written without a branch that leads to them: they are sent by their id.

use mipg::{
    registro::{GitWrites, Writes},
    snapshot::{Move, Moved, ObjectId, ObjectKind, SnapshotError},
};

/// Writes objects, and moves nothing.
pub(super) struct Unmoved(pub(super) GitWrites);

impl Writes for Unmoved {
    fn object(&mut self, kind: ObjectKind, bytes: &[u8]) -> Result<ObjectId, SnapshotError> {
        self.0.object(kind, bytes)
    }

    fn flush(&mut self, objects: &[ObjectId]) -> Result<(), SnapshotError> {
        self.0.flush(objects)
    }

    fn swap(&mut self, _: &Move<'_>) -> Result<Moved, SnapshotError> {
        Ok(Moved::Done)
    }

    fn wait(&mut self, number: u32) {
        self.0.wait(number);
    }
}
