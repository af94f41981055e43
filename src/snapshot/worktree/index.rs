//! The index of a work tree, read once: what is tracked, and what git takes from the index instead of the disk.

use super::super::{
    entry::{EntryKind, ObjectId, place},
    error::SnapshotError,
    repository::GitRepository,
};

/// One tracked path.
pub(super) struct Tracked {
    pub path: Box<[u8]>,
    pub mode: u32,
    pub id: ObjectId,
    pub origin: Origin,
}

/// Where git takes a tracked path from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Origin {
    /// The disk; absent there is deleted.
    Disk,
    /// The disk, or the index where it is absent there (`skip-worktree`: a sparse checkout).
    DiskOrIndex,
    /// The index, whatever the disk holds (`assume-unchanged`).
    Index,
}

/// Tracked paths, sorted by bytes.
pub(super) struct Index {
    tracked: Vec<Tracked>,
    /// Whether any path may come from the index.
    pub pinned: bool,
}

/// Stage bits of an entry's flags: not zero in a conflict.
pub(in crate::snapshot) const STAGE: u16 = 0x3000;
const ASSUME_VALID: u16 = 0x8000;
const SKIP_WORKTREE: u16 = 0x4000;

impl Index {
    pub(super) fn read(repository: &GitRepository) -> Result<Self, SnapshotError> {
        repository.with(|handle| {
            let index = handle.index().map_err(index_error)?;
            let mut tracked = Vec::with_capacity(index.len());
            for entry in index.iter() {
                if entry.flags & STAGE != 0 {
                    return Err(SnapshotError::Unmerged { path: place_path(&entry.path) });
                }
                let origin = match (entry.flags & ASSUME_VALID != 0, entry.flags_extended & SKIP_WORKTREE != 0) {
                    (true, _) => Origin::Index,
                    (false, true) => Origin::DiskOrIndex,
                    (false, false) => Origin::Disk,
                };
                let id = ObjectId::from_git(entry.id);
                tracked.push(Tracked { path: entry.path.into(), mode: entry.mode, id, origin });
            }
            tracked.sort_by(|left, right| left.path.cmp(&right.path));
            let pinned = tracked.iter().any(|entry| entry.origin != Origin::Disk);
            Ok(Self { tracked, pinned })
        })
    }

    pub(super) fn get(&self, path: &[u8]) -> Option<&Tracked> {
        let at = self.tracked.binary_search_by(|entry| (*entry.path).cmp(path)).ok()?;
        self.tracked.get(at)
    }

    /// Whether anything is tracked below the folder `path`.
    pub(super) fn has_below(&self, path: &[u8]) -> bool {
        let prefix = [path, b"/"].concat();
        let at = self.tracked.partition_point(|entry| *entry.path < *prefix);
        self.tracked.get(at).is_some_and(|entry| entry.path.starts_with(&prefix))
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Tracked> {
        self.tracked.iter()
    }
}

impl Tracked {
    pub(super) fn kind(&self) -> EntryKind {
        EntryKind::from_mode(self.mode)
    }
}

/// The path of an index entry, segment by segment so that only invalid names are escaped.
pub(in crate::snapshot) fn place_path(path: &[u8]) -> crate::repo_path::RepoPath {
    let mut segments = path.split(|&byte| byte == b'/');
    let first = place(None, segments.next().unwrap_or_default()).path;
    segments.fold(first, |folder, name| place(Some(&folder), name).path)
}

pub(in crate::snapshot) fn index_error(error: git2::Error) -> SnapshotError {
    match error.message().split_once("unsupported mandatory extension: ") {
        Some((_, extension)) => SnapshotError::UnsupportedFormat { what: format!("index extension {extension}") },
        None => SnapshotError::Store { source: error },
    }
}
