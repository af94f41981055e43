//! What the base of a change has published, and what the change lawfully withdraws.
//!
//! Only what the rules of history can ask is read, before they run: they stay pure, and a repository that cannot be
//! read is an error, never an answer.

use std::{
    cell::OnceCell,
    collections::{BTreeMap, BTreeSet, HashMap, btree_map},
};

use super::loader::Loader;
use crate::{
    model::{FileKind, Place, Reading, Settings, SubmissionPath, layout, raw},
    repo_path::RepoPath,
    rules::{NamedFile, Problem, Published, Reception},
    snapshot::{
        Entry, GitSnapshot, Limits, ObjectId, ObjectKind, PathChange, Snapshot, SnapshotError,
        history::{Change, CommitStep},
    },
};

/// Opens the tree of a commit.
pub type OpenCommit<'a> = dyn Fn(ObjectId) -> Result<Box<dyn Snapshot>, SnapshotError> + 'a;

/// Whether what a change adds was already received.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// A proposal: only the base is published. What its author merges within it makes nothing published, for a history
    /// cannot tell a merge that receives from one that its author made.
    Proposed,
    /// A range of the published branch itself, from an earlier state of it: every commit on the head's own line (its
    /// first parents, down to the base) was published in its turn, whether it merged, squashed or simply followed. Where
    /// that line does not come to the base, history is not judged, and where the base is no longer part of it that is an
    /// error: it is never taken for a proposal.
    Received,
}

/// What a change touches of what its base has published.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PublishedTrees {
    /// The object published at each path of a submission, and of supports, that the change or one of its commits touches.
    objects: BTreeMap<RepoPath, ObjectId>,
    /// What is known of how the change was received.
    reception: Reception,
    /// The states of the published branch within the change.
    received: BTreeSet<ObjectId>,
    /// The removed paths that a withdrawal of the same commit names.
    withdrawn: BTreeSet<(ObjectId, RepoPath)>,
    /// The withdrawals that the head adds or changes, with the files they name.
    withdrawals: BTreeMap<RepoPath, Vec<NamedFile>>,
    /// Published withdrawals and what took their place, where that withdraws more.
    grown: BTreeSet<(ObjectId, ObjectId)>,
}

impl PublishedTrees {
    /// Reads what a base in git has published; the commits of the change are in the same repository.
    ///
    /// # Errors
    /// As [`PublishedTrees::read`].
    pub fn in_git(base: &GitSnapshot, change: &Change, standing: Standing) -> Result<Self, SnapshotError> {
        Self::read(base, change, standing, &|commit| {
            let tree = GitSnapshot::at(base.repository().clone(), &commit.to_string(), Limits::default())?;
            Ok(Box::new(tree))
        })
    }

    /// Reads what `base` holds at the paths of `change`, and the withdrawals of the commits that remove any.
    ///
    /// # Errors
    /// Where a tree, or the withdrawal that would make a removal lawful, cannot be read: then nothing can be said.
    pub fn read(
        base: &dyn Snapshot,
        change: &Change,
        standing: Standing,
        open: &OpenCommit<'_>,
    ) -> Result<Self, SnapshotError> {
        let reception = reception(change, standing);
        let line = Line::of(change, reception);
        let parting = change.merge_base.filter(|parting| *parting != change.base).map(open).transpose()?;
        let mut held = Held { base, parting, objects: BTreeMap::new(), absent: BTreeSet::new() };
        let mut removed: BTreeMap<ObjectId, BTreeSet<&RepoPath>> = BTreeMap::new();
        for commit in &change.commits {
            for changed in commit.steps.iter().flat_map(|step| &step.changes) {
                let published = held.object(changed)?.is_some() || (line.is_received() && is_evidence(changed));
                if published && changed.old.is_some() && changed.new.is_none() {
                    removed.entry(commit.id).or_default().insert(&changed.path);
                }
            }
        }
        for changed in &change.changed {
            if held.object(changed)?.is_some() && changed.new.is_none() {
                removed.entry(change.head).or_default().insert(&changed.path);
            }
        }
        let objects = held.objects;
        let mut reader = Withdrawals::new(base);
        let withdrawn = reader.lawful(&removed, open)?;
        let withdrawals = reader.named(change, &line, open)?;
        let grown = reader.grown(change, open)?;
        Ok(Self { objects, reception, received: line.received(), withdrawn, withdrawals, grown })
    }
}

/// What is published at the paths asked, each looked up once: what the base holds, and what it held where the change
/// parted from it. Git takes what the change does to a file of then to wherever the base has its content now.
struct Held<'a> {
    base: &'a dyn Snapshot,
    parting: Option<Box<dyn Snapshot>>,
    objects: BTreeMap<RepoPath, ObjectId>,
    absent: BTreeSet<RepoPath>,
}

impl Held<'_> {
    /// The object of the file published at the path, for files of submissions and supports.
    fn object(&mut self, changed: &PathChange) -> Result<Option<ObjectId>, SnapshotError> {
        let is_published = is_evidence(changed) || Place::of(&changed.path).file_kind() == Some(FileKind::Supports);
        if changed.raw_name.is_some() || !is_published {
            return Ok(None);
        }
        if let Some(id) = self.objects.get(&changed.path) {
            return Ok(Some(*id));
        }
        if self.absent.contains(&changed.path) {
            return Ok(None);
        }
        let object = |tree: &dyn Snapshot| {
            let entry = tree.entry(&changed.path)?.filter(|entry| entry.kind.is_file());
            Ok::<_, SnapshotError>(entry.and_then(|entry| entry.id))
        };
        let id = match (object(self.base)?, &self.parting) {
            (None, Some(parting)) => object(parting.as_ref())?,
            (id, _) => id,
        };
        match id {
            Some(id) => drop(self.objects.insert(changed.path.clone(), id)),
            None => drop(self.absent.insert(changed.path.clone())),
        }
        Ok(id)
    }
}

/// Whether the path is in a submission.
fn is_evidence(changed: &PathChange) -> bool {
    changed.raw_name.is_none() && Place::of(&changed.path).submission().is_some()
}

/// What is known of how the change was received.
fn reception(change: &Change, standing: Standing) -> Reception {
    if standing == Standing::Proposed {
        return Reception::Proposed;
    }
    if change.base == change.head {
        return Reception::Followed;
    }
    // Where the base is an ancestor of the head, what leads from one to the other descends from the base: all of it is
    // in the change, and some commit of it has the base as a parent. The dates that a merge base goes by prove nothing.
    if !change.commits.iter().any(|commit| commit.parents.contains(&change.base)) {
        return Reception::Rewound;
    }
    let firsts: HashMap<ObjectId, Option<ObjectId>> =
        change.commits.iter().map(|commit| (commit.id, commit.parents.first().copied())).collect();
    let mut here = Some(change.head);
    // No commit is its own ancestor: this ends.
    while let Some(first) = here.and_then(|id| firsts.get(&id)) {
        here = *first;
    }
    if here == Some(change.base) { Reception::Followed } else { Reception::Aside }
}

/// The submission whose withdrawal the path is.
fn withdrawal(changed: &PathChange) -> Option<SubmissionPath> {
    match Place::of(&changed.path) {
        Place::Submission(submission, name) if name == layout::WITHDRAWAL && changed.raw_name.is_none() => {
            Some(submission)
        }
        _ => None,
    }
}

/// Whether the manifest commits to the file without git holding it; none where it does not list it.
fn lists(manifest: &raw::Manifest, name: &str) -> Option<bool> {
    manifest.files.iter().find(|file| file.path.as_str() == name).map(|file| file.commitment.is_some())
}

/// The head's own line through a range that was received, from the base to the head; empty of any other change.
struct Line<'a> {
    commits: Vec<&'a CommitStep>,
    /// Where on the line each withdrawal is added for the last time, and where it is changed after that.
    withdrawals: HashMap<&'a RepoPath, Vec<usize>>,
}

impl<'a> Line<'a> {
    fn of(change: &'a Change, reception: Reception) -> Self {
        let mut line = Self { commits: Vec::new(), withdrawals: HashMap::new() };
        if reception != Reception::Followed {
            return line;
        }
        // The commits are sorted, parents before children: from the last to the first, the line is met in order.
        let mut next = Some(change.head);
        for commit in change.commits.iter().rev() {
            if next == Some(commit.id) {
                line.commits.push(commit);
                next = commit.parents.first().copied();
            }
        }
        line.commits.reverse();
        for (at, commit) in line.commits.iter().enumerate() {
            let changes = commit.steps.first().map_or(&[][..], |step| &step.changes);
            let named = |changed: &&PathChange| changed.raw_name.is_none() && changed.path.name() == layout::WITHDRAWAL;
            for changed in changes.iter().filter(named) {
                let touches = line.withdrawals.entry(&changed.path).or_default();
                if changed.old.is_none() {
                    touches.clear();
                }
                touches.push(at);
            }
        }
        line
    }

    fn is_received(&self) -> bool {
        !self.commits.is_empty()
    }

    fn received(&self) -> BTreeSet<ObjectId> {
        self.commits.iter().map(|commit| commit.id).collect()
    }

    /// The steps of the line, by their place in it, that add a withdrawal for the last time or change it after that.
    fn touches(&self, withdrawal: &RepoPath) -> &[usize] {
        self.withdrawals.get(withdrawal).map_or(&[], Vec::as_slice)
    }

    /// The received state before a step of the line; none is the base.
    fn before(&self, at: usize) -> Option<ObjectId> {
        Some(self.commits[at.checked_sub(1)?].id)
    }
}

impl Published for PublishedTrees {
    fn object(&self, path: &RepoPath) -> Option<ObjectId> {
        self.objects.get(path).copied()
    }

    fn reception(&self) -> Reception {
        self.reception
    }

    fn received(&self) -> &BTreeSet<ObjectId> {
        &self.received
    }

    fn withdrawn(&self, path: &RepoPath, commit: ObjectId) -> bool {
        self.withdrawn.contains(&(commit, path.clone()))
    }

    fn withdrawals(&self) -> &BTreeMap<RepoPath, Vec<NamedFile>> {
        &self.withdrawals
    }

    fn grown(&self, old: ObjectId, new: ObjectId) -> bool {
        self.grown.contains(&(old, new))
    }
}

/// The tree of a received state (none is the base), and the manifest it holds of a submission.
type StateBefore = (Option<Box<dyn Snapshot>>, Option<raw::Manifest>);

/// Reads withdrawals, each object once.
struct Withdrawals<'a> {
    loader: Loader,
    base: &'a dyn Snapshot,
    /// Those of the base, whose limits count: nearly no change asks for them.
    settings: OnceCell<Settings>,
    known: HashMap<ObjectId, Vec<String>>,
}

impl<'a> Withdrawals<'a> {
    fn new(base: &'a dyn Snapshot) -> Self {
        Self { loader: Loader::new(), base, settings: OnceCell::new(), known: HashMap::new() }
    }

    fn settings(&self) -> Result<&Settings, SnapshotError> {
        if let Some(settings) = self.settings.get() {
            return Ok(settings);
        }
        let settings = self.loader.settings(self.base)?.read().cloned().unwrap_or_default();
        Ok(self.settings.get_or_init(|| settings))
    }

    fn lawful(
        &mut self,
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
                        free.insert(names.into_iter().collect())
                    }
                };
                if names.contains(&name) {
                    lawful.insert((commit, path.clone()));
                }
            }
        }
        Ok(lawful)
    }

    /// The withdrawals that the head adds or changes. A file counts as published where the state before the withdrawal
    /// named it holds it, or where its manifest there commits to it without git holding it. That state is the base; of
    /// a range that was received, the last received state before. What the withdrawal of the base names was judged when
    /// it came.
    fn named(
        &mut self,
        change: &Change,
        line: &Line<'_>,
        open: &OpenCommit<'_>,
    ) -> Result<BTreeMap<RepoPath, Vec<NamedFile>>, SnapshotError> {
        let base = self.base;
        let mut head: Option<Box<dyn Snapshot>> = None;
        let mut withdrawals = BTreeMap::new();
        for changed in change.changed.iter().filter(|changed| changed.new.is_some()) {
            let Some(submission) = withdrawal(changed) else { continue };
            let head = match &mut head {
                Some(head) => head,
                none => none.insert(open(change.head)?),
            };
            let judged: BTreeSet<String> = self.names(base, &submission)?.into_iter().collect();
            let mut since: BTreeMap<String, Option<ObjectId>> = BTreeMap::new();
            let mut previous = judged.clone();
            for &at in line.touches(&changed.path) {
                let tree = open(line.commits[at].id)?;
                let now: BTreeSet<String> = self.names(tree.as_ref(), &submission)?.into_iter().collect();
                since.extend(now.difference(&previous).map(|name| (name.clone(), line.before(at))));
                previous = now;
            }
            let listed_now = self.manifest(head.as_ref(), &submission)?;
            let mut before: BTreeMap<Option<ObjectId>, StateBefore> = BTreeMap::new();
            let mut files = Vec::new();
            for name in self.names(head.as_ref(), &submission)? {
                let state = since.get(&name).copied().flatten();
                let (tree, listed_before) = match before.entry(state) {
                    btree_map::Entry::Occupied(known) => known.into_mut(),
                    btree_map::Entry::Vacant(free) => {
                        let tree = state.map(open).transpose()?;
                        let manifest = self.manifest(tree.as_deref().unwrap_or(base), &submission)?;
                        free.insert((tree, manifest))
                    }
                };
                let before = tree.as_deref().unwrap_or(base);
                let held = before.entry(&submission.file(&name))?.is_some_and(|entry| entry.kind.is_file());
                let outside = listed_before.as_ref().and_then(|manifest| lists(manifest, &name)) == Some(true);
                let listed = listed_now.as_ref().is_none_or(|manifest| lists(manifest, &name).is_some());
                files.push(NamedFile { published: held || outside || judged.contains(&name), listed, name });
            }
            withdrawals.insert(changed.path.clone(), files);
        }
        Ok(withdrawals)
    }

    /// The withdrawals that some commit, or the change as a whole, puts in the place of another and that name every file
    /// it named and more. One that cannot be read names none and is never the first nor the second of the two.
    fn grown(
        &mut self,
        change: &Change,
        open: &OpenCommit<'_>,
    ) -> Result<BTreeSet<(ObjectId, ObjectId)>, SnapshotError> {
        let steps = change.commits.iter().flat_map(|commit| commit.steps.iter().map(move |step| (commit.id, step)));
        let of_steps = steps.flat_map(|(id, step)| step.changes.iter().map(move |changed| (step.parent, id, changed)));
        // The base takes the place of a parent: what merging would do.
        let of_all = change.changed.iter().map(|changed| (None, change.head, changed));
        let mut grown = BTreeSet::new();
        for (parent, commit, changed) in of_steps.chain(of_all) {
            let (Some(submission), Some((_, new))) = (withdrawal(changed), changed.new) else { continue };
            if changed.old.is_none() {
                continue;
            }
            let tree = open(commit)?;
            let now: BTreeSet<String> = self.names(tree.as_ref(), &submission)?.into_iter().collect();
            for state in [parent, None] {
                let tree = state.map(open).transpose()?;
                let tree = tree.as_deref().unwrap_or(self.base);
                let Some(old) = tree.entry(&changed.path)?.and_then(|entry| entry.id) else { continue };
                let before: BTreeSet<String> = self.names(tree, &submission)?.into_iter().collect();
                if !before.is_empty() && before.is_subset(&now) && before.len() < now.len() {
                    grown.insert((old, new));
                }
            }
        }
        Ok(grown)
    }

    /// The manifest of a submission, where it can be read.
    fn manifest(
        &self,
        tree: &dyn Snapshot,
        submission: &SubmissionPath,
    ) -> Result<Option<raw::Manifest>, SnapshotError> {
        let Some(entry) = tree.entry(&submission.manifest())? else { return Ok(None) };
        let (document, reading) =
            self.loader.read::<raw::Manifest>(tree, &entry, FileKind::Manifest, self.settings()?)?;
        unless_lost(&entry, &document.problems)?;
        Ok(match reading {
            Reading::Read(manifest) => Some(*manifest),
            Reading::Absent | Reading::Refused => None,
        })
    }

    /// The files that the withdrawal of a submission names, in its order; none where it is absent or is refused.
    fn names(&mut self, tree: &dyn Snapshot, submission: &SubmissionPath) -> Result<Vec<String>, SnapshotError> {
        let Some(entry) = tree.entry(&submission.file(layout::WITHDRAWAL))? else { return Ok(Vec::new()) };
        if let Some(names) = entry.id.and_then(|id| self.known.get(&id)) {
            return Ok(names.clone());
        }
        let (document, reading) =
            self.loader.read::<raw::Withdrawal>(tree, &entry, FileKind::Withdrawal, self.settings()?)?;
        unless_lost(&entry, &document.problems)?;
        let files = reading.read().map_or(&[][..], |withdrawal| &withdrawal.files);
        let names: Vec<String> = files.iter().map(|file| file.as_str().to_owned()).collect();
        if let Some(id) = entry.id {
            self.known.insert(id, names.clone());
        }
        Ok(names)
    }
}

/// Fails where the object of a file is missing or damaged: then what the file says is not known.
fn unless_lost(entry: &Entry, problems: &[Problem]) -> Result<(), SnapshotError> {
    let Some(id) = entry.id else { return Ok(()) };
    for problem in problems {
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
    Ok(())
}
