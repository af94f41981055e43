//! Each step of a write, so that tests can fail at every one of them.

use std::{sync::Arc, time::Duration};

use super::{BRANCH, EMAIL, NAME, error::RegistroError, read::Tip};
use crate::{
    snapshot::{GitRepository, Move, Moved, ObjectId, ObjectKind, SnapshotError},
    trail::entry::Moment,
};

/// How often in a row it waits for a lock.
const MAX_LOCKED: u32 = 100;

/// What an append does to a repository, one call for each thing that can fail.
pub trait Writes {
    /// Writes an object; its id.
    fn object(&mut self, kind: ObjectKind, bytes: &[u8]) -> Result<ObjectId, SnapshotError>;

    /// Waits until these objects are on the disk.
    fn flush(&mut self, objects: &[ObjectId]) -> Result<(), SnapshotError>;

    /// Moves the branch, if it is where it is expected.
    fn swap(&mut self, asked: &Move<'_>) -> Result<Moved, SnapshotError>;

    /// Waits before the try `number`, from 1, since another writer was faster.
    fn wait(&mut self, number: u32);
}

/// Writes to the repository.
#[derive(Clone)]
pub struct GitWrites(Arc<GitRepository>);

impl GitWrites {
    /// Writes to `repository`.
    pub fn new(repository: &Arc<GitRepository>) -> Self {
        Self(repository.clone())
    }
}

impl std::fmt::Debug for GitWrites {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "GitWrites({})", self.0.git_dir().display())
    }
}

impl Writes for GitWrites {
    fn object(&mut self, kind: ObjectKind, bytes: &[u8]) -> Result<ObjectId, SnapshotError> {
        self.0.write_object(kind, bytes)
    }

    fn flush(&mut self, objects: &[ObjectId]) -> Result<(), SnapshotError> {
        self.0.flush_objects(objects)
    }

    fn swap(&mut self, asked: &Move<'_>) -> Result<Moved, SnapshotError> {
        self.0.move_reference(asked)
    }

    fn wait(&mut self, number: u32) {
        std::thread::sleep(Duration::from_millis(u64::from(number.min(20)) * 5));
    }
}

/// Moves the branch from where it was found; whether it was still there.
pub(super) fn swap<W: Writes>(
    writes: &mut W,
    found: Option<&Tip>,
    to: ObjectId,
    now: Moment,
    message: &str,
) -> Result<bool, RegistroError> {
    let asked = Move {
        reference: BRANCH,
        from: found.and_then(|tip| tip.local),
        to,
        name: NAME,
        email: EMAIL,
        seconds: i64::try_from(now.unix()).expect("at most the year 9999"),
        message,
    };
    for number in 1..=MAX_LOCKED {
        match writes.swap(&asked)? {
            Moved::Done => return Ok(true),
            Moved::Lost => return Ok(false),
            Moved::Locked => writes.wait(number),
        }
    }
    Err(RegistroError::Locked(BRANCH))
}
