//! The count of what a listing or a comparison has met, against its limits.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::{Limits, error::SnapshotError};
use crate::repo_path::RepoPath;

/// Counts entries and bytes of paths, from any thread.
pub(super) struct Tally<'a> {
    limits: &'a Limits,
    entries: AtomicUsize,
    path_bytes: AtomicUsize,
}

impl<'a> Tally<'a> {
    pub(super) fn new(limits: &'a Limits) -> Self {
        Self { limits, entries: AtomicUsize::new(0), path_bytes: AtomicUsize::new(0) }
    }

    /// Counts one more entry.
    pub(super) fn count(&self, path: &RepoPath) -> Result<(), SnapshotError> {
        let length = path.as_str().len();
        if self.entries.fetch_add(1, Ordering::Relaxed) >= self.limits.entries {
            return Err(SnapshotError::TooManyEntries { limit: self.limits.entries });
        }
        if self.path_bytes.fetch_add(length, Ordering::Relaxed).saturating_add(length) > self.limits.path_bytes {
            return Err(SnapshotError::TooManyEntries { limit: self.limits.path_bytes });
        }
        Ok(())
    }

    /// Refuses to go into a folder nested too deep.
    pub(super) fn check_depth(&self, folder: &RepoPath) -> Result<(), SnapshotError> {
        if folder.segments().count() > self.limits.depth {
            return Err(SnapshotError::TooDeep { path: folder.clone(), limit: self.limits.depth });
        }
        Ok(())
    }
}
