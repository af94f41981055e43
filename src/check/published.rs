//! What the base of a change holds (landing).

use std::sync::Arc;

use crate::{
    repo_path::RepoPath,
    rules::Published,
    snapshot::{GitRepository, GitSnapshot, ObjectId, Snapshot},
};

/// The base of a change.

pub struct PublishedAt<'a> {
    base: &'a GitSnapshot,
    #[allow(dead_code)]
    repository: Arc<GitRepository>,
}

impl<'a> PublishedAt<'a> {
    /// Of this base.
    pub fn new(base: &'a GitSnapshot, repository: Arc<GitRepository>) -> Self {
        Self { base, repository }
    }
}

impl Published for PublishedAt<'_> {
    fn object(&self, path: &RepoPath) -> Option<ObjectId> {
        self.base.entry(path).ok()??.id
    }
    fn withdrawn(&self, _path: &RepoPath, _commit: ObjectId) -> bool {
        false
    }
}
