//! A revision, straight from the object database of a bare or ordinary clone. The index is never loaded.

use std::{path::Path, sync::Arc};

use rayon::prelude::*;

use super::{
    CopyState, Depth, Limits, Snapshot, Trust,
    commit::Commit,
    content::Content,
    entry::{Entry, EntryKind, ObjectId, place},
    error::SnapshotError,
    history::CommitTime,
    repository::GitRepository,
    tally::Tally,
};
use crate::repo_path::RepoPath;

/// The tree of one commit.
pub struct GitSnapshot {
    repository: Arc<GitRepository>,
    commit: ObjectId,
    tree: ObjectId,
    time: i64,
    limits: Limits,
}

impl GitSnapshot {
    /// Opens the revision `rev` of the repository at `repo_dir`.
    pub fn open(repo_dir: &Path, rev: &str) -> Result<Self, SnapshotError> {
        Self::at(Arc::new(GitRepository::open(repo_dir)?), rev, Limits::default())
    }

    /// The revision `rev` of an open repository.
    pub fn at(repository: Arc<GitRepository>, rev: &str, limits: Limits) -> Result<Self, SnapshotError> {
        let commit = repository.resolve(rev)?;
        let read = Commit::read(&repository, commit)?;
        Ok(Self { repository, commit, tree: read.tree, time: read.time(), limits })
    }

    /// The commit.
    pub fn commit(&self) -> ObjectId {
        self.commit
    }

    /// The commit and its committer's time: free text, which proves nothing.
    pub fn committed(&self) -> CommitTime {
        CommitTime { seconds: self.time, commit: self.commit }
    }

    /// The commit's tree: equal for two commits with equal content.
    pub fn tree(&self) -> ObjectId {
        self.tree
    }

    /// The repository it is read from.
    pub fn repository(&self) -> &Arc<GitRepository> {
        &self.repository
    }

    fn children(&self, folder: Option<&RepoPath>, tree: ObjectId, tally: &Tally) -> Result<Vec<Entry>, SnapshotError> {
        let raw = self.repository.tree(tree)?;
        let mut entries = Vec::with_capacity(raw.len());
        for raw in raw.iter() {
            let placed = place(folder, raw.name);
            tally.count(&placed.path)?;
            let kind = match placed.raw_name {
                Some(_) => EntryKind::Unreadable,
                None => EntryKind::from_mode(raw.mode),
            };
            entries.push(Entry { path: placed.path, kind, id: Some(raw.id), raw_name: placed.raw_name });
        }
        Ok(entries)
    }
}

impl Snapshot for GitSnapshot {
    fn copy_state(&self) -> Result<CopyState, SnapshotError> {
        CopyState::of(&self.repository)
    }

    fn list_under(&self, folder: Option<&RepoPath>, depth: Depth) -> Result<Vec<Entry>, SnapshotError> {
        let tree = match folder {
            None => self.tree,
            Some(path) => match self.entry(path)? {
                Some(Entry { kind: EntryKind::Folder, id: Some(id), .. }) => id,
                _ => return Ok(Vec::new()),
            },
        };
        let tally = Tally::new(&self.limits);
        let mut entries = self.children(folder, tree, &tally)?;
        let mut level = 0..entries.len();
        while depth == Depth::All && !level.is_empty() {
            let found: Vec<_> = entries[level.clone()]
                .par_iter()
                .filter(|entry| entry.kind == EntryKind::Folder)
                .map(|entry| {
                    tally.check_depth(&entry.path)?;
                    let id = entry.id.expect("an entry of a tree names an object");
                    self.children(Some(&entry.path), id, &tally)
                })
                .collect();
            for children in found {
                entries.extend(children?);
            }
            level = level.end..entries.len();
        }
        entries.par_sort();
        Ok(entries)
    }

    fn entry(&self, path: &RepoPath) -> Result<Option<Entry>, SnapshotError> {
        let mut tree = self.tree;
        let mut segments = path.segments().peekable();
        while let Some(segment) = segments.next() {
            let entries = self.repository.tree(tree)?;
            let mut named = entries.iter().filter(|entry| entry.name == segment.as_bytes());
            let Some(first) = named.next() else { return Ok(None) };
            if segments.peek().is_none() {
                if segment.eq_ignore_ascii_case(".git") {
                    return Ok(None);
                }
                let kind = EntryKind::from_mode(first.mode);
                return Ok(Some(Entry { path: path.clone(), kind, id: Some(first.id), raw_name: None }));
            }
            let folder = std::iter::once(first).chain(named).find(|entry| entry.is_folder());
            match folder {
                Some(folder) if !segment.eq_ignore_ascii_case(".git") => tree = folder.id,
                _ => return Ok(None),
            }
        }
        Ok(None)
    }

    fn read(&self, entry: &Entry, limit: u64, trust: Trust) -> Result<Content, SnapshotError> {
        match (entry.kind, entry.id) {
            (EntryKind::File | EntryKind::Executable, Some(id)) => self.repository.blob(id, limit, trust),
            (EntryKind::Symlink, Some(id)) => Ok(match self.repository.blob_bytes(id, limit, trust)? {
                Ok(bytes) => Content::Bytes(bytes),
                Err(content) => content,
            }),
            _ => Ok(Content::NotAFile),
        }
    }
}
