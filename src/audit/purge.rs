//! Purges: what an order had erased from history, by the records that the log binds.

use std::collections::{BTreeMap, BTreeSet};

use super::{AuditError, Book, Check, Finding, Level, Place, chronicle::State, log::Log};
use crate::{
    digest::Digest,
    messages::Message,
    model::SubmissionPath,
    snapshot::{GitRepository, ObjectId, SnapshotError},
    trail::{
        entry::{Event, SubmissionEvent},
        purge::{Order, PURGES, Purge},
    },
};

/// The largest record: a line for each of a million commits.
const MAX: u64 = 128 * 1024 * 1024;

/// A purge, as its entry and its record tell it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Purged {
    /// The entry.
    pub index: u64,
    /// The submission.
    pub path: SubmissionPath,
    /// Who ordered it and why.
    pub order: Order,
    /// How many commits were rewritten.
    pub commits: u64,
    /// How many objects were erased.
    pub objects: u64,
    /// How many of them this clone still has.
    pub present: u64,
}

/// Every purge of the log, as one.
#[derive(Default)]
pub(super) struct Purges {
    /// Every commit that was rewritten, with what it is after every purge.
    now: BTreeMap<ObjectId, ObjectId>,
    objects: BTreeSet<ObjectId>,
    /// The submissions that were purged.
    pub paths: BTreeSet<SubmissionPath>,
    /// What each entry says.
    pub told: Vec<Purged>,
}

impl Purges {
    /// What a commit is now, after every purge.
    pub(super) fn now(&self, commit: ObjectId) -> ObjectId {
        self.now.get(&commit).copied().unwrap_or(commit)
    }

    /// Every commit that was rewritten, with what it is now.
    pub(super) fn rewritten(&self) -> BTreeMap<ObjectId, ObjectId> {
        self.now.clone()
    }

    /// Whether a file of a submission, which history had in these states, is not as it was because a purge erased it.
    pub(super) fn excuses(&self, path: &SubmissionPath, states: &[State]) -> bool {
        let is_erased = |object: ObjectId| self.objects.contains(&object);
        let is_gone = states.is_empty() && self.paths.contains(path);
        is_gone || states.iter().filter_map(|state| state.object).any(is_erased)
    }
}

/// What each commit is at the end of the steps that lead on from it; a circle ends somewhere in it. Each step is taken once,
/// however long a record makes the way.
fn followed(steps: &BTreeMap<ObjectId, ObjectId>) -> BTreeMap<ObjectId, ObjectId> {
    let mut ends: BTreeMap<ObjectId, ObjectId> = BTreeMap::new();
    for start in steps.keys() {
        let (mut here, mut way, mut met) = (*start, Vec::new(), BTreeSet::new());
        let end = loop {
            if let Some(end) = ends.get(&here) {
                break *end;
            }
            let Some(next) = steps.get(&here).filter(|_| met.insert(here)) else { break here };
            way.push(here);
            here = *next;
        };
        ends.extend(way.into_iter().map(|commit| (commit, end)));
    }
    ends
}

/// Reads the records that the entries name.
pub(super) fn read(repository: &GitRepository, log: &Log, book: &mut Book) -> Result<Purges, AuditError> {
    let mut purges = Purges::default();
    let mut steps = BTreeMap::new();
    let (mut passed, mut of) = (0, 0);
    for (index, entry) in &log.entries {
        let Event::Submission(SubmissionEvent::Purged, submission) = &entry.event else { continue };
        of += 1;
        let name = format!("{PURGES}/{}.txt", submission.manifest);
        let bytes = log.tree.file(&name, MAX)?.filter(|bytes| Digest::of(bytes) == submission.manifest);
        let record = bytes.and_then(|bytes| std::str::from_utf8(&bytes).ok()?.parse::<Purge>().ok());
        match record {
            Some(record) => {
                passed += 1;
                let present: Vec<ObjectId> =
                    record.objects.keys().copied().filter(|object| is_present(repository, *object)).collect();
                for object in &present {
                    let message = Message::AuditPurgePresent { object: object.to_string().into() };
                    let place = Place::path(submission.path.manifest()).entry(*index);
                    let (check, level) = (Check::Purges, Level::Notice);
                    book.find(Finding { check, level, code: "purge-present", place, message });
                }
                purges.told.push(Purged {
                    index: *index,
                    path: submission.path.clone(),
                    order: record.order,
                    commits: record.commits.len() as u64,
                    objects: record.objects.len() as u64,
                    present: present.len() as u64,
                });
                steps.extend(record.commits);
                purges.objects.extend(record.objects.into_keys());
                purges.paths.insert(submission.path.clone());
            }
            None => book.find(Finding {
                check: Check::Purges,
                level: Level::Fault,
                code: "purge-unrecorded",
                place: Place::path(name).entry(*index),
                message: Message::AuditPurgeUnrecorded {},
            }),
        }
    }
    book.tally(Check::Purges, passed, of);
    purges.now = followed(&steps);
    Ok(purges)
}

/// Whether an object is still in this clone.
fn is_present(repository: &GitRepository, object: ObjectId) -> bool {
    !matches!(repository.stored(object, 0), Err(SnapshotError::ObjectMissing { .. }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(digit: char) -> ObjectId {
        digit.to_string().repeat(40).parse().unwrap()
    }

    #[test]
    fn purges_of_purges_end() {
        let of = |pairs: &[(char, char)]| followed(&pairs.iter().map(|(old, new)| (id(*old), id(*new))).collect());
        assert_eq!(of(&[('a', 'b'), ('b', 'c')])[&id('a')], id('c'));
        assert_eq!(
            of(&[('b', 'c'), ('a', 'b'), ('d', 'b')]),
            [('a', 'c'), ('b', 'c'), ('d', 'c')].map(|(a, b)| (id(a), id(b))).into()
        );
        // A circle leads somewhere in it, from all of it and from what leads to it.
        let circle = of(&[('a', 'b'), ('b', 'a'), ('c', 'a')]);
        assert!(circle.len() == 3 && circle.values().all(|end| [id('a'), id('b')].contains(end)), "{circle:?}");
        let purges = Purges { now: of(&[('a', 'b')]), ..Purges::default() };
        assert_eq!((purges.now(id('a')), purges.now(id('d'))), (id('b'), id('d')));
    }

    #[test]
    fn a_long_way_is_walked_once() {
        let number = |number: u32| format!("{number:040x}").parse::<ObjectId>().unwrap();
        let steps: BTreeMap<_, _> = (0..200_000).map(|at| (number(at), number(at + 1))).collect();
        let ends = followed(&steps);
        assert!(ends.len() == 200_000 && ends.values().all(|end| *end == number(200_000)));
    }
}
