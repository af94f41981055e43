//! What the base of a change has published, and what the change lawfully withdraws.
//!
//! Only what the rules of history can ask is read, before they run: they stay pure, and a repository that cannot be
//! read is an error, never an answer.

use std::collections::{BTreeMap, BTreeSet, HashMap, btree_map};

use super::loader::Loader;
use crate::{
    model::{FileKind, Place, Settings, SubmissionPath, layout, raw},
    repo_path::RepoPath,
    rules::{Problem, Published},
    snapshot::{GitSnapshot, Limits, ObjectId, ObjectKind, PathChange, Snapshot, SnapshotError, history::Change},
};

/// Opens the tree of a commit.
pub type OpenCommit<'a> = dyn Fn(ObjectId) -> Result<Box<dyn Snapshot>, SnapshotError> + 'a;

/// What a change touches of what its base has published.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PublishedTrees {
    /// The object the base holds at each path of a submission that some commit alters or removes, or that the head
    /// has otherwise.
    objects: BTreeMap<RepoPath, ObjectId>,
    /// The removed paths that a withdrawal of the same commit names.
    withdrawn: BTreeSet<(ObjectId, RepoPath)>,
}

impl PublishedTrees {
    /// Reads what a base in git has published; the commits of the change are in the same repository.
    ///
    /// # Errors
    /// As [`PublishedTrees::read`].
    pub fn in_git(base: &GitSnapshot, change: &Change) -> Result<Self, SnapshotError> {
        Self::read(base, change, &|commit| {
            let tree = GitSnapshot::at(base.repository().clone(), &commit.to_string(), Limits::default())?;
            Ok(Box::new(tree))
        })
    }

    /// Reads what `base` holds at the paths of `change`, and the withdrawals of the commits that remove any.
    ///
    /// # Errors
    /// Where a tree, or the withdrawal that would make a removal lawful, cannot be read: then nothing can be said.
    pub fn read(base: &dyn Snapshot, change: &Change, open: &OpenCommit<'_>) -> Result<Self, SnapshotError> {
        let mut objects: BTreeMap<RepoPath, ObjectId> = BTreeMap::new();
        let mut absent = BTreeSet::new();
        let mut published = |changed: &PathChange| -> Result<Option<ObjectId>, SnapshotError> {
            if changed.raw_name.is_some() || Place::of(&changed.path).submission().is_none() {
                return Ok(None);
            }
            if let Some(id) = objects.get(&changed.path) {
                return Ok(Some(*id));
            }
            if absent.contains(&changed.path) {
                return Ok(None);
            }
            let entry = base.entry(&changed.path)?.filter(|entry| entry.kind.is_file());
            match entry.and_then(|entry| entry.id) {
                Some(id) => {
                    objects.insert(changed.path.clone(), id);
                    Ok(Some(id))
                }
                None => {
                    absent.insert(changed.path.clone());
                    Ok(None)
                }
            }
        };
        let mut removed: BTreeMap<ObjectId, BTreeSet<&RepoPath>> = BTreeMap::new();
        for commit in &change.commits {
            for changed in commit.steps.iter().flat_map(|step| &step.changes).filter(|changed| changed.old.is_some()) {
                if published(changed)?.is_some() && changed.new.is_none() {
                    removed.entry(commit.id).or_default().insert(&changed.path);
                }
            }
        }
        for changed in &change.changed {
            if published(changed)?.is_some() && changed.new.is_none() {
                removed.entry(change.head).or_default().insert(&changed.path);
            }
        }
        let withdrawn = Withdrawals::new(base)?.lawful(&removed, open)?;
        Ok(Self { objects, withdrawn })
    }
}

impl Published for PublishedTrees {
    fn object(&self, path: &RepoPath) -> Option<ObjectId> {
        self.objects.get(path).copied()
    }

    fn withdrawn(&self, path: &RepoPath, commit: ObjectId) -> bool {
        self.withdrawn.contains(&(commit, path.clone()))
    }
}

/// Reads withdrawals, each object once.
struct Withdrawals {
    loader: Loader,
    settings: Settings,
    known: HashMap<ObjectId, BTreeSet<String>>,
}

impl Withdrawals {
    /// With the limits of the settings of `base`.
    fn new(base: &dyn Snapshot) -> Result<Self, SnapshotError> {
        let loader = Loader::new();
        let settings = loader.settings(base)?.read().cloned().unwrap_or_default();
        Ok(Self { loader, settings, known: HashMap::new() })
    }

    fn lawful(
        mut self,
        removed: &BTreeMap<ObjectId, BTreeSet<&RepoPath>>,
        open: &OpenCommit<'_>,
    ) -> Result<BTreeSet<(ObjectId, RepoPath)>, SnapshotError> {
        let mut lawful = BTreeSet::new();
        for (&commit, paths) in removed {
            let tree = open(commit)?;
            let mut named: BTreeMap<SubmissionPath, BTreeSet<String>> = BTreeMap::new();
            for &path in paths {
                let Place::Submission(submission, name) = Place::of(path) else { continue };
                let names = match named.entry(submission) {
                    btree_map::Entry::Occupied(known) => known.into_mut(),
                    btree_map::Entry::Vacant(free) => {
                        let names = self.names(tree.as_ref(), free.key())?;
                        free.insert(names)
                    }
                };
                if names.contains(&name) {
                    lawful.insert((commit, path.clone()));
                }
            }
        }
        Ok(lawful)
    }

    /// The files that the withdrawal of a submission names; none where it is absent or is refused.
    fn names(&mut self, tree: &dyn Snapshot, submission: &SubmissionPath) -> Result<BTreeSet<String>, SnapshotError> {
        let Some(entry) = tree.entry(&submission.file(layout::WITHDRAWAL))? else { return Ok(BTreeSet::new()) };
        if let Some(names) = entry.id.and_then(|id| self.known.get(&id)) {
            return Ok(names.clone());
        }
        let (document, reading) =
            self.loader.read::<raw::Withdrawal>(tree, &entry, FileKind::Withdrawal, &self.settings)?;
        for problem in &document.problems {
            let Some(id) = entry.id else { continue };
            match problem {
                Problem::ObjectMissing => {
                    return Err(SnapshotError::ObjectMissing { id, kind: ObjectKind::Blob, promisor: false });
                }
                Problem::ObjectDamaged => {
                    return Err(SnapshotError::ObjectDamaged { id, kind: ObjectKind::Blob, found: None });
                }
                _ => {}
            }
        }
        let files = reading.read().map_or(&[][..], |withdrawal| &withdrawal.files);
        let names: BTreeSet<String> = files.iter().map(|file| file.as_str().to_owned()).collect();
        if let Some(id) = entry.id {
            self.known.insert(id, names.clone());
        }
        Ok(names)
    }
}
