//! What the main line had of each submission, and when: by places of the line, not by dates.

use std::collections::{BTreeMap, HashMap};

use super::purge::Purges;
use crate::{
    model::{Place, SubmissionPath},
    snapshot::{ObjectId, history::LineCommit},
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
    /// Each submission that was ever there, with every name its folder had.
    pub submissions: BTreeMap<SubmissionPath, BTreeMap<String, States>>,
}

impl Chronicle {
    /// Reads the line, the oldest commit first.
    pub(super) fn of(line: Vec<LineCommit>, purges: &Purges) -> Self {
        let mut submissions: BTreeMap<SubmissionPath, BTreeMap<String, States>> = BTreeMap::new();
        let mut commits = Vec::with_capacity(line.len());
        for (at, commit) in line.into_iter().enumerate() {
            commits.push((commit.id, commit.seconds));
            for change in commit.changes.into_iter().filter(|change| change.raw_name.is_none()) {
                let Place::Submission(path, name) = Place::of(&change.path) else { continue };
                let object = change.new.filter(|(kind, _)| kind.is_file()).map(|(_, id)| id);
                let states = submissions.entry(path).or_default().entry(name).or_default();
                if states.last().map_or(object.is_some(), |last| last.object != object) {
                    states.push(State { at, object });
                }
            }
        }
        let places: HashMap<ObjectId, usize> = commits.iter().enumerate().map(|(at, (id, _))| (*id, at)).collect();
        let rewritten = purges.rewritten();
        Self { places, commits, rewritten, submissions }
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
        self.submissions.get(path).and_then(|names| names.get(name)).map_or(&[], Vec::as_slice)
    }
}
