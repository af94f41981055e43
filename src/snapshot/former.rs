//! What the root folders of all the commits of a branch had: for branches that programs write, such as that of the audit
//! trail. Every parent is followed, so that a merge hides nothing.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
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

/// For every commit reachable from `tip`, what its root has under each of `names`: each combination once. What comes before
/// `known` is left out, where nothing else leads to it.
///
/// # Errors
/// [`SnapshotError::Shallow`] where the clone lacks commits; more than `limit` of them.
pub fn former_roots<const N: usize>(
    repository: &Arc<GitRepository>,
    tip: ObjectId,
    known: Option<ObjectId>,
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
            let parents = if known == Some(id) { Vec::new() } else { commit.parents };
            next.extend(parents.into_iter().filter(|parent| seen.insert(*parent)));
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

/// How deep folders are looked into for what they lost; what is deeper is told by its folder.
const MAX_DEPTH: usize = 4;
/// The most names of former folders that are compared.
const MAX_NAMES: usize = 20_000_000;

/// What folder `name` of the tree `root` had in one of its `former` objects and has no longer, or with other bytes: paths
/// from the root, names that are no text with their odd bytes replaced.
///
/// # Errors
/// Where a folder cannot be read, or there is more than is compared.
pub fn lost(
    repository: &GitRepository,
    root: ObjectId,
    name: &str,
    former: &BTreeSet<ObjectId>,
) -> Result<BTreeSet<String>, SnapshotError> {
    let mut lost = BTreeSet::new();
    let (mut count, mut next) = (0_usize, Vec::new());
    let folder = |root: &ObjectId| -> Result<BTreeMap<Vec<u8>, Named>, SnapshotError> {
        let tree = repository.tree(*root)?;
        let named =
            tree.iter().map(|entry| (entry.name.to_vec(), Named { id: entry.id, is_folder: entry.is_folder() }));
        Ok(named.collect())
    };
    let now = folder(&root)?.get(name.as_bytes()).copied();
    next.push((name.to_owned(), 1, now, former.clone()));
    while let Some((path, depth, now, former)) = next.pop() {
        let Some(now) = now.filter(|now| now.is_folder && depth <= MAX_DEPTH) else {
            // A folder that is gone had something: there are no empty ones.
            lost.extend((!former.is_empty()).then_some(path));
            continue;
        };
        let here = folder(&now.id)?;
        let mut below: BTreeMap<String, (Option<Named>, BTreeSet<ObjectId>)> = BTreeMap::new();
        for id in former.into_iter().filter(|id| *id != now.id) {
            let tree = repository.tree(id)?;
            for entry in tree.iter() {
                count += 1;
                let (now, is_folder) = (here.get(entry.name).copied(), entry.is_folder());
                if now == Some(Named { id: entry.id, is_folder }) {
                    continue;
                }
                let path = format!("{path}/{}", String::from_utf8_lossy(entry.name));
                match is_folder {
                    true => drop(below.entry(path).or_insert((now, BTreeSet::new())).1.insert(entry.id)),
                    false => drop(lost.insert(path)),
                }
            }
            if count > MAX_NAMES {
                return Err(SnapshotError::TooManyEntries { limit: MAX_NAMES });
            }
        }
        next.extend(below.into_iter().map(|(path, (now, former))| (path, depth + 1, now, former)));
    }
    Ok(lost)
}

/// The objects in a folder that are no folders, each once.
pub fn files_of(repository: &GitRepository, folder: ObjectId) -> Result<BTreeSet<ObjectId>, SnapshotError> {
    let tree = repository.tree(folder)?;
    Ok(tree.iter().filter(|entry| !entry.is_folder()).map(|entry| entry.id).collect())
}
