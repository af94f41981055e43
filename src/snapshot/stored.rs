//! The files of a tree as git stores them, read one by one, and trees made from others with some files changed.
//!
//! For trees that programs write, such as the branch of the audit trail: a file is its bytes, a pointer is no pointer, and
//! an id is always recomputed. Nothing is written here: who makes a tree says where its objects go.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    Trust,
    commit::Commit,
    content::Content,
    entry::{EntryKind, ObjectId, ObjectKind},
    error::SnapshotError,
    repository::GitRepository,
};

/// The mode of a regular file in a tree.
const FILE: u32 = 0o100_644;
/// The mode of a folder in a tree.
const FOLDER: u32 = 0o040_000;

/// A tree, and the store it is in.
#[derive(Clone)]
pub struct StoredTree {
    repository: Arc<GitRepository>,
    tree: ObjectId,
}

impl std::fmt::Debug for StoredTree {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "StoredTree({})", self.tree)
    }
}

impl StoredTree {
    /// The tree `tree`.
    pub fn new(repository: Arc<GitRepository>, tree: ObjectId) -> Self {
        Self { repository, tree }
    }

    /// The tree of a commit.
    pub fn of_commit(repository: Arc<GitRepository>, commit: ObjectId) -> Result<Self, SnapshotError> {
        let tree = Commit::read(&repository, commit)?.tree;
        Ok(Self { repository, tree })
    }

    /// Its id.
    pub fn id(&self) -> ObjectId {
        self.tree
    }

    /// The bytes of the regular file at `path`, names joined by `/`; none where there is no such file.
    ///
    /// # Errors
    /// [`SnapshotError::ObjectTooLarge`] for more than `limit` bytes, of which none is read; what is missing or damaged.
    pub fn file(&self, path: &str, limit: u64) -> Result<Option<Vec<u8>>, SnapshotError> {
        let (folder, name) = path.rsplit_once('/').map_or((None, path), |(folder, name)| (Some(folder), name));
        let Some(tree) = self.folder(folder)? else { return Ok(None) };
        let entries = self.repository.tree(tree)?;
        let found = entries.iter().find(|entry| entry.name == name.as_bytes());
        let Some(id) = found.filter(|entry| EntryKind::from_mode(entry.mode).is_file()).map(|entry| entry.id) else {
            return Ok(None);
        };
        self.repository.stored(id, limit).map(Some)
    }

    /// The names in a folder, sorted by their bytes, and whether each is a folder; those that are no text are left out.
    /// Empty where there is no such folder.
    pub fn names(&self, folder: &str) -> Result<Vec<(String, bool)>, SnapshotError> {
        let Some(tree) = self.folder(Some(folder))? else { return Ok(Vec::new()) };
        let entries = self.repository.tree(tree)?;
        let name = |name: &[u8]| std::str::from_utf8(name).ok().map(str::to_owned);
        let mut names: Vec<_> =
            entries.iter().filter_map(|entry| Some((name(entry.name)?, entry.is_folder()))).collect();
        names.sort();
        Ok(names)
    }

    fn folder(&self, path: Option<&str>) -> Result<Option<ObjectId>, SnapshotError> {
        let mut tree = self.tree;
        for name in path.into_iter().flat_map(|path| path.split('/')) {
            let entries = self.repository.tree(tree)?;
            match entries.iter().find(|entry| entry.name == name.as_bytes() && entry.is_folder()) {
                Some(folder) => tree = folder.id,
                None => return Ok(None),
            }
        }
        Ok(Some(tree))
    }
}

/// Writes an object somewhere; its id.
pub type WriteObject<'a> = &'a mut dyn FnMut(ObjectKind, &[u8]) -> Result<ObjectId, SnapshotError>;

/// Makes a tree from `tree` (none is the empty one): each path of `changes` holds the blob given, or nothing. Folders left
/// empty go; what is not named stays as it is.
///
/// The deepest folders are written first, the root last. Paths are names joined by `/`, none of them empty.
pub fn changed_tree(
    repository: &GitRepository,
    tree: Option<ObjectId>,
    changes: &BTreeMap<String, Option<ObjectId>>,
    write: WriteObject<'_>,
) -> Result<ObjectId, SnapshotError> {
    let changes: Vec<_> = changes.iter().map(|(path, blob)| (path.as_str(), *blob)).collect();
    match folder(repository, tree, &changes, write)? {
        Some(tree) => Ok(tree),
        None => write(ObjectKind::Tree, b""),
    }
}

/// What happens to one name of a folder.
#[derive(Default)]
struct Change<'a> {
    leaf: Option<Option<ObjectId>>,
    below: Vec<(&'a str, Option<ObjectId>)>,
}

/// As deep as the paths that the caller made up.
fn folder(
    repository: &GitRepository,
    tree: Option<ObjectId>,
    changes: &[(&str, Option<ObjectId>)],
    write: WriteObject<'_>,
) -> Result<Option<ObjectId>, SnapshotError> {
    let mut entries: BTreeMap<Vec<u8>, (u32, ObjectId)> = BTreeMap::new();
    if let Some(tree) = tree {
        entries.extend(repository.tree(tree)?.iter().map(|entry| (entry.name.to_vec(), (entry.mode, entry.id))));
    }
    let mut named: BTreeMap<&str, Change<'_>> = BTreeMap::new();
    for (path, blob) in changes {
        match path.split_once('/') {
            Some((name, rest)) => named.entry(name).or_default().below.push((rest, *blob)),
            None => named.entry(path).or_default().leaf = Some(*blob),
        }
    }
    for (name, change) in named {
        let key = name.as_bytes().to_vec();
        match change.leaf {
            Some(Some(blob)) => drop(entries.insert(key.clone(), (FILE, blob))),
            Some(None) => drop(entries.remove(&key)),
            None => {}
        }
        if !change.below.is_empty() {
            let old = entries.get(&key).filter(|(mode, _)| EntryKind::from_mode(*mode) == EntryKind::Folder);
            match folder(repository, old.map(|(_, id)| *id), &change.below, write)? {
                Some(below) => drop(entries.insert(key, (FOLDER, below))),
                None => drop(entries.remove(&key)),
            }
        }
    }
    if entries.is_empty() {
        return Ok(None);
    }
    let mut sorted: Vec<_> = entries.into_iter().collect();
    // git sorts folders as if their names ended with a slash
    let key = |name: &[u8], mode: u32| match EntryKind::from_mode(mode) {
        EntryKind::Folder => [name, b"/"].concat(),
        _ => name.to_vec(),
    };
    sorted.sort_by_cached_key(|(name, (mode, _))| key(name, *mode));
    let mut bytes = Vec::new();
    for (name, (mode, id)) in sorted {
        bytes.extend_from_slice(format!("{mode:o} ").as_bytes());
        bytes.extend_from_slice(&name);
        bytes.push(0);
        bytes.extend_from_slice(id.as_bytes());
    }
    write(ObjectKind::Tree, &bytes).map(Some)
}

impl GitRepository {
    /// The bytes of a blob as stored, its id recomputed.
    ///
    /// # Errors
    /// [`SnapshotError::ObjectTooLarge`] for more than `limit` bytes, of which none is read; what is missing or damaged.
    pub fn stored(&self, id: ObjectId, limit: u64) -> Result<Vec<u8>, SnapshotError> {
        let kind = ObjectKind::Blob;
        match self.blob_bytes(id, limit, Trust::Verify)? {
            Ok(bytes) => Ok(bytes.into_vec()),
            Err(Content::TooLarge { size }) => Err(SnapshotError::ObjectTooLarge { id, kind, size }),
            Err(Content::Missing { promisor, .. }) => Err(SnapshotError::ObjectMissing { id, kind, promisor }),
            Err(Content::Damaged { found, .. }) => Err(SnapshotError::ObjectDamaged { id, kind, found }),
            Err(_) => Err(SnapshotError::ObjectKindDiffers { id, expected: kind }),
        }
    }
}
