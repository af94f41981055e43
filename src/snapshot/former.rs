//! What the root folders of all the commits of a branch had: for branches that programs write, such as that of the audit
//! trail. Every parent is followed, so that a merge hides nothing.

use std::{
    collections::{BTreeSet, HashSet},
    sync::Arc,
};

use rayon::prelude::*;

use super::{commit::Commit, entry::ObjectId, error::SnapshotError, repository::GitRepository, store::Store};

/// Something in a folder.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Named {
    /// Its object.
    pub id: ObjectId,
    /// Whether it is a folder.
    pub is_folder: bool,
}

/// For every commit reachable from `tip`, what its root has under each of `names`: each combination once.
///
/// # Errors
/// [`SnapshotError::Shallow`] where the clone lacks commits; more than `limit` of them.
pub fn former_roots<const N: usize>(
    repository: &Arc<GitRepository>,
    tip: ObjectId,
    names: [&str; N],
    limit: usize,
) -> Result<BTreeSet<[Option<Named>; N]>, SnapshotError> {
    let mut trees: HashSet<ObjectId> = HashSet::new();
    repository.with(|handle| {
        let store = Store::new(repository, handle)?;
        let mut seen = HashSet::from([tip]);
        let mut next = vec![tip];
        while let Some(id) = next.pop() {
            let commit = match Commit::read_in(&store, id) {
                Err(SnapshotError::ObjectMissing { id, .. }) if repository.is_shallow() => {
                    return Err(SnapshotError::Shallow { commit: id });
                }
                read => read?,
            };
            trees.insert(commit.tree);
            next.extend(commit.parents.into_iter().filter(|parent| seen.insert(*parent)));
            if seen.len() > limit {
                return Err(SnapshotError::TooManyCommits { limit });
            }
        }
        Ok(())
    })?;
    let root = |tree: ObjectId| {
        let tree = repository.tree(tree)?;
        let mut found = [None; N];
        for entry in tree.iter() {
            if let Some(place) = names.iter().position(|name| name.as_bytes() == entry.name) {
                found[place] = Some(Named { id: entry.id, is_folder: entry.is_folder() });
            }
        }
        Ok(found)
    };
    trees.into_par_iter().map(root).collect()
}

/// The objects in a folder that are no folders, each once.
pub fn files_of(repository: &GitRepository, folder: ObjectId) -> Result<BTreeSet<ObjectId>, SnapshotError> {
    let tree = repository.tree(folder)?;
    Ok(tree.iter().filter(|entry| !entry.is_folder()).map(|entry| entry.id).collect())
}
