//! What the main line had of each submission, and when: by places of the line, not by dates.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::purge::Purges;
use crate::{
    model::{Place, SubmissionPath},
    repo_path::RepoPath,
    snapshot::{EntryKind, ObjectId, history::LineCommit},
};

/// What a name of a folder came to be at a place of the line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct State {
    /// The place in the line, from 0.
    pub at: usize,
    /// The object; none where it is gone, or is no file.
    pub object: Option<ObjectId>,
}

/// The states of one name, in the order of the line.
pub(super) type States = Vec<State>;

/// The main line, seen from its submissions.
pub(super) struct Chronicle {
    places: HashMap<ObjectId, usize>,
    commits: Vec<(ObjectId, i64)>,
    rewritten: BTreeMap<ObjectId, ObjectId>,
    /// Every file that the folder of a submission ever had, by its whole path.
    files: HashMap<RepoPath, States>,
    /// What the head has in folders of submissions that no manifest can list: folders' files, links, unreadable names.
    odd: BTreeSet<RepoPath>,
    /// Names elsewhere that are no text, or longer than is read, and whether the head has them: below them nothing is read.
    unread: BTreeMap<RepoPath, bool>,
}

impl Chronicle {
    /// Reads the line, the oldest commit first.
    pub(super) fn of(line: Vec<LineCommit>, purges: &Purges) -> Self {
        let mut files: HashMap<RepoPath, States> = HashMap::new();
        let (mut odd, mut unread) = (BTreeSet::new(), BTreeMap::new());
        let mut commits = Vec::with_capacity(line.len());
        for (at, commit) in line.into_iter().enumerate() {
            commits.push((commit.id, commit.seconds));
            for change in commit.changes {
                let place = Place::of(&change.path);
                if place.submission().is_none() {
                    if change.raw_name.is_some() {
                        unread.insert(change.path, change.new.is_some());
                    }
                    continue;
                }
                let is_plain = change.raw_name.is_none() && matches!(place, Place::Submission(..));
                let object = change.new.filter(|(kind, _)| is_plain && kind.is_file()).map(|(_, id)| id);
                let is_there = change.new.is_some_and(|(kind, _)| kind != EntryKind::Folder);
                match is_there && object.is_none() {
                    true => drop(odd.insert(change.path.clone())),
                    false => drop(odd.remove(&change.path)),
                }
                if !is_plain {
                    continue;
                }
                let states = files.entry(change.path).or_insert_with(|| Vec::with_capacity(1));
                if states.last().map_or(object.is_some(), |last| last.object != object) {
                    states.push(State { at, object });
                }
            }
        }
        let places: HashMap<ObjectId, usize> = commits.iter().enumerate().map(|(at, (id, _))| (*id, at)).collect();
        let rewritten = purges.rewritten();
        Self { places, commits, rewritten, files, odd, unread }
    }

    /// The place of a commit in the line; of one that a purge rewrote, that of what took its place.
    pub(super) fn place(&self, commit: ObjectId) -> Option<usize> {
        let now = self.rewritten.get(&commit).unwrap_or(&commit);
        self.places.get(now).copied()
    }

    /// The commit at a place and its date, which proves nothing.
    pub(super) fn commit(&self, at: usize) -> (ObjectId, i64) {
        self.commits[at]
    }

    /// The states of a name of a submission.
    pub(super) fn states(&self, path: &SubmissionPath, name: &str) -> &[State] {
        self.files.get(&path.file(name)).map_or(&[], Vec::as_slice)
    }

    /// Every file that the folder of a submission ever had, and its states; in no order.
    pub(super) fn paths(&self) -> impl Iterator<Item = (&RepoPath, &[State])> {
        self.files.iter().map(|(path, states)| (path, states.as_slice()))
    }

    /// What the head has in folders of submissions and no manifest can list, by path.
    pub(super) fn odd(&self) -> &BTreeSet<RepoPath> {
        &self.odd
    }

    /// Names that are no text, or longer than is read, outside folders of submissions: by path as it is shown, and whether
    /// the head has them. Whole folders of submissions may lie below them.
    pub(super) fn unread(&self) -> &BTreeMap<RepoPath, bool> {
        &self.unread
    }

    /// The name of every file that the folder of a submission ever had, and its states; in no order.
    pub(super) fn files(&self) -> impl Iterator<Item = (&str, &[State])> {
        self.files.iter().map(|(path, states)| (path.name(), states.as_slice()))
    }
}
