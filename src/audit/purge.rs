//! Purges: what an order had erased from history, by the records that the log binds.

use std::collections::{BTreeMap, BTreeSet};

use super::{AuditError, Book, Check, Finding, Level, Place, log::Log};
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
    commits: BTreeMap<ObjectId, ObjectId>,
    objects: BTreeSet<ObjectId>,
    /// The submissions that were purged.
    pub paths: BTreeSet<SubmissionPath>,
    /// What each entry says.
    pub told: Vec<Purged>,
}

impl Purges {
    /// What a commit is now, after every purge.
    pub(super) fn now(&self, commit: ObjectId) -> ObjectId {
        let mut now = commit;
        // Each step leaves a commit behind; a circle ends where there are no more of them.
        for _ in 0..=self.commits.len() {
            match self.commits.get(&now) {
                Some(next) => now = *next,
                None => break,
            }
        }
        now
    }

    /// Every commit that was rewritten, with what it is now.
    pub(super) fn rewritten(&self) -> BTreeMap<ObjectId, ObjectId> {
        self.commits.keys().map(|old| (*old, self.now(*old))).collect()
    }

    /// Whether a purge erased the object.
    pub(super) fn erased(&self, object: ObjectId) -> bool {
        self.objects.contains(&object)
    }
}

/// Reads the records that the entries name.
pub(super) fn read(repository: &GitRepository, log: &Log, book: &mut Book) -> Result<Purges, AuditError> {
    let mut purges = Purges::default();
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
                purges.commits.extend(record.commits);
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
        let of = |pairs: &[(char, char)]| Purges {
            commits: pairs.iter().map(|(old, new)| (id(*old), id(*new))).collect(),
            ..Purges::default()
        };
        assert_eq!(of(&[('a', 'b'), ('b', 'c')]).now(id('a')), id('c'));
        assert_eq!(of(&[('a', 'b')]).now(id('d')), id('d'));
        // A circle leads somewhere in it.
        assert!([id('a'), id('b')].contains(&of(&[('a', 'b'), ('b', 'a')]).now(id('a'))));
    }
}
