//! What a copy of a repository says of itself: whether its history is whole, and whether git shows the true one.

use std::{fs, io};

use super::{error::SnapshotError, repository::GitRepository};

/// What makes the history of a copy incomplete, or other than git shows it. What is read here is always the true one:
/// commits and trees are read as stored, their ids recomputed, and neither grafts nor replacements are followed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct CopyState {
    /// The clone is shallow: it lacks the parents of some commits.
    pub shallow: bool,
    /// The repository declares grafts (`info/grafts`), which make `git` show other parents than the true ones.
    pub grafted: bool,
    /// The repository has replacements (`refs/replace/`), which make `git` show other objects than the true ones.
    pub replaced: bool,
}

impl CopyState {
    pub(super) fn of(repository: &GitRepository) -> Result<Self, SnapshotError> {
        Ok(Self {
            shallow: repository.is_shallow(),
            grafted: has_grafts(repository)?,
            replaced: has_replacements(repository)?,
        })
    }
}

/// Whether there is an `info/grafts` with anything in it.
fn has_grafts(repository: &GitRepository) -> Result<bool, SnapshotError> {
    let path = repository.common_dir().join("info").join("grafts");
    match fs::metadata(&path) {
        Ok(metadata) => Ok(!metadata.is_file() || metadata.len() > 0),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(source) => Err(SnapshotError::Io { path, source }),
    }
}

fn has_replacements(repository: &GitRepository) -> Result<bool, SnapshotError> {
    repository.with(|handle| Ok(handle.references_glob("refs/replace/*")?.next().is_some()))
}
