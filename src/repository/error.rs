//! Why a repository could not be made.

use std::{io, path::PathBuf};

/// A repository that could not be made. Nothing half-made is left at its place.
#[derive(Debug, thiserror::Error)]
pub enum RepositoryError {
    /// The folder holds something already; whoever asked must name another.
    #[error("the folder {} is not empty", path.display())]
    NotEmpty {
        /// The folder asked for.
        path: PathBuf,
    },
    /// There is something at the place that is not a folder; whoever asked must name another.
    #[error("{} is not a folder", path.display())]
    NotAFolder {
        /// The place asked for.
        path: PathBuf,
    },
    /// The folder that would hold it does not exist; whoever asked must make it or name another.
    #[error("the folder {} does not exist", path.display())]
    NoParent {
        /// The folder that would hold the repository.
        path: PathBuf,
    },
    /// The disk refused.
    #[error("{}: {source}", path.display())]
    Io {
        /// What was being made.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A text that a commit cannot hold: a bug of the caller.
    #[error("a name, address or message that git cannot hold: {text:?}")]
    Text {
        /// The text.
        text: String,
    },
    /// A path without a name in it: a bug of the caller.
    #[error("an empty segment in the path {path:?}")]
    Path {
        /// The path, bytes that are not UTF-8 replaced.
        path: String,
    },
    /// Git could not keep an object, a branch or the work tree.
    #[error("git: {0}")]
    Store(#[from] git2::Error),
}

impl RepositoryError {
    /// The disk refused while making `path`.
    pub(super) fn io(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| RepositoryError::Io { path, source }
    }
}
