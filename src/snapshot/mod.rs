//! What is read: the entries of a repository at one moment, and their bytes.
//!
//! A [`Snapshot`] is a work tree as git would commit it ([`WorktreeSnapshot`]), a revision straight from the object
//! database ([`GitSnapshot`]), or files in memory for tests ([`MemorySnapshot`]); [`history`] compares revisions.
//! What an entry is (file, symbolic link, submodule, unreadable name …) and why content is absent (missing,
//! damaged, too large) is decided here; whether that is right is judged by the rules, and nothing here is a
//! finding. This is the only folder that names libgit2 and, with the writer of outputs, the only one that touches
//! the disk. It never runs a program and never goes to the network; it writes objects, apart until they are kept, and moves a
//! branch where it is asked to, keeps and erases large files in the store of Git LFS, and nothing else.

mod attributes;
mod commit;
mod content;
mod copy;
mod diff;
mod entry;
mod error;
mod former;
mod git;
pub mod history;
mod large;
mod lfs;
mod memory;
mod quarantine;
mod reach;
mod repository;
mod staged;
mod store;
mod stored;
mod tally;
mod tree;
mod trees;
mod worktree;
mod write;

#[cfg(test)]
mod tests;

pub use attributes::{ConvertingAttribute, converting_attributes};
pub use content::{Bytes, Content};
pub use copy::CopyState;
pub use diff::{PathChange, tree_diff};
pub use entry::{Entry, EntryKind, MAX_NAME, ObjectId, ObjectIdError, ObjectKind};
pub use error::SnapshotError;
pub use former::{Named, files_of, former_roots, lost};
pub use git::GitSnapshot;
pub use lfs::{LfsObject, LfsPointer, MAX_POINTER, ReadSeek};
pub use memory::MemorySnapshot;
pub use quarantine::Quarantine;
pub use reach::converting_below;
pub use repository::GitRepository;
pub(crate) use repository::prepare_libgit2;
pub use staged::Staging;
pub use stored::{StoredTree, WriteObject, changed_tree};
pub use worktree::WorktreeSnapshot;
pub use write::{Move, Moved};

use crate::repo_path::RepoPath;

/// The largest `.gitattributes` file read, in bytes.
pub(crate) const MAX_ATTRIBUTES: u64 = 1024 * 1024;

/// How far a listing goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Depth {
    /// The entries of the folder itself.
    One,
    /// Everything below the folder.
    All,
}

/// What verifies the bytes of a blob.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Trust {
    /// Its object id, recomputed by the reader: for manifests and settings.
    Verify,
    /// The SHA-256 of a manifest, compared by the caller: for evidence.
    Digest,
}

/// Bounds on a listing or a comparison; going over is an error, never a cut list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    /// The most entries met.
    pub entries: usize,
    /// The deepest folder entered: 1 for a folder of the root.
    pub depth: usize,
    /// The most bytes of all paths together.
    pub path_bytes: usize,
}

impl Default for Limits {
    /// 2,000,000 entries, 32 folders deep, 512 MiB of paths.
    fn default() -> Self {
        Self { entries: 2_000_000, depth: 32, path_bytes: 512 * 1024 * 1024 }
    }
}

/// The entries of a repository at one moment, and readers for their bytes.
pub trait Snapshot: Sync {
    /// The entries below `folder` (the root where none), sorted by path bytes.
    ///
    /// Folders are entries too. Empty where the folder does not exist or is not a folder. Two entries of one name
    /// are both given.
    fn list_under(&self, folder: Option<&RepoPath>, depth: Depth) -> Result<Vec<Entry>, SnapshotError>;

    /// The entry at `path`, none where there is none or its name is unreadable; the first of two of one name.
    fn entry(&self, path: &RepoPath) -> Result<Option<Entry>, SnapshotError>;

    /// The content of an entry this snapshot gave; nothing larger than `limit` bytes is read.
    fn read(&self, entry: &Entry, limit: u64, trust: Trust) -> Result<Content, SnapshotError>;

    /// Whether something is at `path` that is no entry because git ignores it. Only a work tree has such things.
    fn ignores(&self, _path: &RepoPath) -> Result<bool, SnapshotError> {
        Ok(false)
    }

    /// The folders that listings so far passed over because git ignores them, sorted. Only a work tree has such things.
    fn ignored_folders(&self) -> Vec<RepoPath> {
        Vec::new()
    }

    /// The entries below `folder`, sorted by path bytes; see [`Snapshot::list_under`].
    fn list(&self, folder: &RepoPath, depth: Depth) -> Result<Vec<Entry>, SnapshotError> {
        self.list_under(Some(folder), depth)
    }

    /// What the copy of the repository says of its history. Nothing unusual where there is no repository.
    fn copy_state(&self) -> Result<CopyState, SnapshotError> {
        Ok(CopyState::default())
    }

    /// The entries of the top level.
    fn root(&self) -> Result<Vec<Entry>, SnapshotError> {
        self.list_under(None, Depth::One)
    }

    /// The attributes that may change content when it is stored or checked out, of every `.gitattributes` of the
    /// root and of the folders down to `folder` itself; those below `folder` are met when it is listed, and read
    /// with [`converting_attributes`]. A file that is not readable text gives one entry of line 0.
    fn attributes(&self, folder: &RepoPath) -> Result<Vec<(RepoPath, ConvertingAttribute)>, SnapshotError> {
        let mut path = RepoPath::new(".gitattributes").expect("a name is a path");
        let mut found = Vec::new();
        let mut above: Option<RepoPath> = None;
        for segment in std::iter::once(None).chain(folder.segments().map(Some)) {
            if let Some(segment) = segment {
                let next = match &above {
                    Some(above) => above.join(segment),
                    None => RepoPath::new(segment),
                };
                let next = next.expect("a segment of a path is a path");
                path = next.join(".gitattributes").expect("a name is a path");
                above = Some(next);
            }
            let Some(entry) = self.entry(&path)? else { continue };
            if !entry.kind.is_file() {
                continue; // git does not follow a link there.
            }
            match self.read(&entry, MAX_ATTRIBUTES, Trust::Verify)? {
                Content::Bytes(bytes) => {
                    found.extend(converting_attributes(&bytes).into_iter().map(|found| (path.clone(), found)));
                }
                _ => found.push((path.clone(), ConvertingAttribute::unread())),
            }
        }
        Ok(found)
    }
}
