//! A snapshot held in memory, so that every layer above can be tested without git or disk.

use std::collections::BTreeMap;

use super::{
    Depth, Limits, Snapshot, Trust,
    content::Content,
    entry::{Entry, EntryKind, ObjectId, ObjectKind, place},
    error::SnapshotError,
    lfs::{LfsObject, LfsPointer},
    tally::Tally,
};
use crate::{digest::Digest, repo_path::RepoPath};

/// Entries built by hand. Folders appear by themselves above every entry.
#[derive(Default, Clone, Debug)]
pub struct MemorySnapshot {
    entries: Vec<(Entry, Stored)>,
    lfs: BTreeMap<[u8; 32], LfsObject>,
    limits: Limits,
    ignored: Vec<RepoPath>,
}

#[derive(Clone, Debug)]
enum Stored {
    Bytes(Vec<u8>),
    Missing { promisor: bool },
    Damaged { found: ObjectId },
    Unconvertible(String),
    Nothing,
}

impl MemorySnapshot {
    /// A snapshot of nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// A snapshot of regular files.
    ///
    /// # Panics
    /// Where a path is not a [`RepoPath`], as every other builder here: the test is wrong.
    pub fn from_files<P: AsRef<str>, B: AsRef<[u8]>>(files: impl IntoIterator<Item = (P, B)>) -> Self {
        files.into_iter().fold(Self::new(), |snapshot, (path, bytes)| snapshot.file(path, bytes))
    }

    /// The same with other limits.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Says that git ignores a folder, which is no entry then.
    #[must_use]
    pub fn ignored_folder(mut self, path: impl AsRef<str>) -> Self {
        self.ignored.push(RepoPath::new(path.as_ref()).expect("a path of a test is one"));
        self
    }

    /// Adds a regular file; a second one at a path is a duplicate entry.
    #[must_use]
    pub fn file(self, path: impl AsRef<str>, bytes: impl AsRef<[u8]>) -> Self {
        self.stored(path.as_ref(), EntryKind::File, bytes.as_ref())
    }

    /// Adds an executable file.
    #[must_use]
    pub fn executable(self, path: impl AsRef<str>, bytes: impl AsRef<[u8]>) -> Self {
        self.stored(path.as_ref(), EntryKind::Executable, bytes.as_ref())
    }

    /// Adds a symbolic link.
    #[must_use]
    pub fn symlink(self, path: impl AsRef<str>, target: impl AsRef<[u8]>) -> Self {
        self.stored(path.as_ref(), EntryKind::Symlink, target.as_ref())
    }

    /// Adds a submodule.
    #[must_use]
    pub fn submodule(self, path: impl AsRef<str>) -> Self {
        let id = ObjectId::of(ObjectKind::Commit, b"");
        self.with(named(path.as_ref(), EntryKind::Submodule, Some(id)), Stored::Nothing)
    }

    /// Adds a folder with nothing in it.
    #[must_use]
    pub fn folder(self, path: impl AsRef<str>) -> Self {
        let id = ObjectId::of(ObjectKind::Tree, b"");
        self.with(named(path.as_ref(), EntryKind::Folder, Some(id)), Stored::Nothing)
    }

    /// Adds an entry of a mode git does not write.
    #[must_use]
    pub fn unknown(self, path: impl AsRef<str>, mode: u32) -> Self {
        let id = ObjectId::of(ObjectKind::Blob, b"");
        self.with(named(path.as_ref(), EntryKind::Unknown { mode }, Some(id)), Stored::Nothing)
    }

    /// Adds an entry whose name is not valid, below `folder` (the root where empty). A valid name is a file's.
    #[must_use]
    pub fn raw_name(self, folder: &str, name: &[u8]) -> Self {
        let folder = RepoPath::new(folder).ok();
        let placed = place(folder.as_ref(), name);
        let kind = if placed.raw_name.is_some() { EntryKind::Unreadable } else { EntryKind::File };
        let id = Some(ObjectId::of(ObjectKind::Blob, b""));
        let entry = Entry { path: placed.path, kind, id, raw_name: placed.raw_name };
        self.with(entry, Stored::Bytes(Vec::new()))
    }

    /// Adds a Git LFS pointer to these bytes, which the clone has.
    #[must_use]
    pub fn pointer(mut self, path: impl AsRef<str>, object: impl AsRef<[u8]>) -> Self {
        let object = object.as_ref();
        let digest = Digest::of(object);
        self.lfs.insert(*digest.as_bytes(), LfsObject::in_memory(object));
        self.absent_pointer(path, LfsPointer { digest, size: object.len() as u64 })
    }

    /// Adds a Git LFS pointer whose object the clone lacks, unless [`Self::pointer`] put it there.
    #[must_use]
    pub fn absent_pointer(self, path: impl AsRef<str>, pointer: LfsPointer) -> Self {
        self.file(path, pointer.to_text())
    }

    /// Puts bytes in the store of large files under a digest, theirs or another's.
    #[must_use]
    pub fn object(mut self, digest: Digest, bytes: impl AsRef<[u8]>) -> Self {
        self.lfs.insert(*digest.as_bytes(), LfsObject::in_memory(bytes.as_ref()));
        self
    }

    /// Adds a file whose object the store lacks.
    #[must_use]
    pub fn missing(self, path: impl AsRef<str>, promisor: bool) -> Self {
        let id = ObjectId::of(ObjectKind::Blob, path.as_ref().as_bytes());
        self.with(named(path.as_ref(), EntryKind::File, Some(id)), Stored::Missing { promisor })
    }

    /// Adds a file whose stored bytes are another's.
    #[must_use]
    pub fn damaged(self, path: impl AsRef<str>) -> Self {
        let id = ObjectId::of(ObjectKind::Blob, path.as_ref().as_bytes());
        let found = ObjectId::of(ObjectKind::Blob, b"other bytes");
        self.with(named(path.as_ref(), EntryKind::File, Some(id)), Stored::Damaged { found })
    }

    /// Adds a file that git would convert in a way this program does not know.
    #[must_use]
    pub fn unconvertible(self, path: impl AsRef<str>, attribute: &str) -> Self {
        self.with(named(path.as_ref(), EntryKind::File, None), Stored::Unconvertible(attribute.to_owned()))
    }

    /// Takes away every entry at `path` and below it.
    #[must_use]
    pub fn without(mut self, path: impl AsRef<str>) -> Self {
        let path = RepoPath::new(path.as_ref()).expect("a path of the repository");
        self.entries.retain(|(entry, _)| !entry.path.is_within(&path));
        self
    }

    fn stored(self, path: &str, kind: EntryKind, bytes: &[u8]) -> Self {
        let id = ObjectId::of(ObjectKind::Blob, bytes);
        self.with(named(path, kind, Some(id)), Stored::Bytes(bytes.to_vec()))
    }

    fn with(mut self, entry: Entry, stored: Stored) -> Self {
        self.entries.push((entry, stored));
        self
    }

    /// Every entry, folders included, sorted.
    fn all(&self) -> Vec<Entry> {
        let mut all: Vec<Entry> = self.entries.iter().map(|(entry, _)| entry.clone()).collect();
        let mut folders = BTreeMap::new();
        for (entry, _) in &self.entries {
            let mut path = entry.path.parent();
            while let Some(folder) = path {
                path = folder.parent();
                // The id only has to differ where the content does; it is no object of git.
                let content: String = self.below(&folder).map(|entry| format!("{entry:?}")).collect();
                let id = ObjectId::of(ObjectKind::Tree, content.as_bytes());
                folders.insert(folder, id);
            }
        }
        for (path, id) in folders {
            if !all.iter().any(|entry| entry.path == path && entry.kind == EntryKind::Folder) {
                all.push(Entry { path, kind: EntryKind::Folder, id: Some(id), raw_name: None });
            }
        }
        all.sort();
        all
    }

    fn below(&self, folder: &RepoPath) -> impl Iterator<Item = &Entry> {
        self.entries.iter().map(|(entry, _)| entry).filter(|entry| entry.path.is_within(folder))
    }
}

fn named(path: &str, kind: EntryKind, id: Option<ObjectId>) -> Entry {
    Entry { path: RepoPath::new(path).expect("a path of the repository"), kind, id, raw_name: None }
}

impl Snapshot for MemorySnapshot {
    fn ignored_folders(&self) -> Vec<RepoPath> {
        self.ignored.clone()
    }

    fn list_under(&self, folder: Option<&RepoPath>, depth: Depth) -> Result<Vec<Entry>, SnapshotError> {
        let tally = Tally::new(&self.limits);
        let mut listed = Vec::new();
        for entry in self.all() {
            let below = folder.is_none_or(|folder| entry.path != *folder && entry.path.is_within(folder));
            let near = depth == Depth::All || entry.path.parent().as_ref() == folder;
            if !(below && near) {
                continue;
            }
            tally.count(&entry.path)?;
            if let (Depth::All, Some(parent)) = (depth, entry.path.parent()) {
                tally.check_depth(&parent)?;
            }
            listed.push(entry);
        }
        Ok(listed)
    }

    fn entry(&self, path: &RepoPath) -> Result<Option<Entry>, SnapshotError> {
        Ok(self.all().into_iter().find(|entry| entry.path == *path && entry.raw_name.is_none()))
    }

    fn read(&self, entry: &Entry, limit: u64, _trust: Trust) -> Result<Content, SnapshotError> {
        let Some((_, stored)) = self.entries.iter().find(|(own, _)| own == entry) else {
            return Ok(Content::NotAFile);
        };
        Ok(match (stored, entry.id) {
            _ if !(entry.kind.is_file() || entry.kind == EntryKind::Symlink) => Content::NotAFile,
            (Stored::Bytes(bytes), _) if bytes.len() as u64 > limit => Content::TooLarge { size: bytes.len() as u64 },
            (Stored::Bytes(bytes), _) => match LfsPointer::parse(bytes) {
                Some(pointer) if entry.kind.is_file() => {
                    Content::Pointer { pointer, object: self.lfs.get(pointer.digest.as_bytes()).cloned() }
                }
                _ => Content::Bytes(bytes.clone().into()),
            },
            (Stored::Missing { promisor }, Some(id)) => Content::Missing { id, promisor: *promisor },
            (Stored::Damaged { found }, Some(expected)) => Content::Damaged { expected, found: Some(*found) },
            (Stored::Unconvertible(attribute), _) => Content::Unconvertible { attribute: attribute.clone() },
            _ => Content::NotAFile,
        })
    }
}
