//! The policies that submissions are judged against: read already when the whole tree is judged, looked up when a
//! change is.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    sync::{Mutex, OnceLock, PoisonError},
};

use super::loader::Loader;
use crate::{
    model::{FileKind, World, raw},
    repo_path::RepoPath,
    rules,
    snapshot::{Entry, Snapshot, SnapshotError},
};

/// Every policy of a tree, by folder.
pub(super) struct Policies<'a> {
    world: &'a World,
    snapshot: &'a dyn Snapshot,
    loader: &'a Loader,
    /// Those that were not read with the world.
    left: BTreeMap<String, Left>,
    /// Files that were asked for and could not be read.
    unread: Mutex<BTreeSet<RepoPath>>,
    error: Mutex<Option<SnapshotError>>,
}

/// A policy that is read when it is asked for.
#[derive(Debug)]
struct Left {
    entry: Entry,
    policy: OnceLock<Option<raw::Policy>>,
}

impl<'a> Policies<'a> {
    /// The policies of `world`, and `left`, the files of others by folder.
    pub(super) fn new(
        world: &'a World,
        left: BTreeMap<String, Entry>,
        snapshot: &'a dyn Snapshot,
        loader: &'a Loader,
    ) -> Self {
        let left = left.into_iter().map(|(slug, entry)| (slug, Left { entry, policy: OnceLock::new() })).collect();
        Self { world, snapshot, loader, left, unread: Mutex::default(), error: Mutex::default() }
    }

    /// The files that were asked for and could not be read.
    ///
    /// # Errors
    /// The first error of a look-up: then what was answered may be incomplete.
    pub(super) fn into_unread(self) -> Result<BTreeSet<RepoPath>, SnapshotError> {
        match self.error.into_inner().unwrap_or_else(PoisonError::into_inner) {
            Some(error) => Err(error),
            None => Ok(self.unread.into_inner().unwrap_or_else(PoisonError::into_inner)),
        }
    }

    fn read(&self, entry: &Entry) -> Option<raw::Policy> {
        match self.loader.judging::<raw::Policy>(self.snapshot, entry, FileKind::Policy) {
            Ok(Some(policy)) => Some(policy),
            Ok(None) => {
                self.unread.lock().unwrap_or_else(PoisonError::into_inner).insert(entry.path.clone());
                None
            }
            Err(error) => {
                self.error.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
                None
            }
        }
    }
}

impl rules::Policies for Policies<'_> {
    fn policy(&self, slug: &str) -> Option<&raw::Policy> {
        let left = || self.left.get(slug).and_then(|left| left.policy.get_or_init(|| self.read(&left.entry)).as_ref());
        self.world.policies.get(slug).or_else(left)
    }

    fn has(&self, slug: &str) -> bool {
        self.left.contains_key(slug) || self.world.has_policy(slug)
    }

    fn slugs(&self) -> Vec<&str> {
        let mut slugs: Vec<&str> = self.left.keys().chain(self.world.policies.keys()).map(String::as_str).collect();
        slugs.sort_unstable();
        slugs
    }
}

impl fmt::Debug for Policies<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Policies").field("world", self.world).field("left", &self.left).finish_non_exhaustive()
    }
}
