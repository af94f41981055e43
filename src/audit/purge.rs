//! Purges: what an order had erased from history, and nothing else.
//!
//! ```text
//! mipg purga v1
//! commit <old> <new>            one line for each commit that was rewritten, by its id
//! objeto <id>                   one line for each object that was erased
//! ```
//!
//! The record lies on the branch of the log as `purga/<SHA-256>.txt`; the `manifiesto` of a `purga` entry is that digest, so
//! that the log answers for every line. Lines of one kind are sorted and stand once, commits first.

use std::{
    collections::{BTreeMap, BTreeSet},
    str::FromStr,
};

use super::{AuditError, Book, Check, Finding, Level, Place, log::Log};
use crate::{
    digest::Digest,
    messages::Message,
    model::SubmissionPath,
    snapshot::ObjectId,
    trail::entry::{Event, SubmissionEvent},
};

/// The folder of records on the branch of the log.
pub const PURGES: &str = "purga";

const HEADER: &str = "mipg purga v1";
/// The largest record: a line for each of a million commits.
const MAX: u64 = 128 * 1024 * 1024;

/// A record of what was erased.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Purge {
    /// The commits that were rewritten, and what took their place.
    pub commits: BTreeMap<ObjectId, ObjectId>,
    /// The objects that were erased.
    pub objects: BTreeSet<ObjectId>,
}

/// The text is no record of a purge.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("line {0} is not one of a record of a purge")]
pub struct PurgeError(pub usize);

impl FromStr for Purge {
    type Err = PurgeError;

    fn from_str(text: &str) -> Result<Self, PurgeError> {
        let mut purge = Self::default();
        let body = text.strip_prefix(HEADER).and_then(|rest| rest.strip_prefix('\n')).ok_or(PurgeError(1))?;
        for (place, line) in (2..).zip(body.lines()) {
            let error = PurgeError(place);
            let id = |text: &str| text.parse::<ObjectId>().map_err(|_| error);
            match line.split(' ').collect::<Vec<_>>()[..] {
                ["commit", old, new] => drop(purge.commits.insert(id(old)?, id(new)?)),
                ["objeto", object] => drop(purge.objects.insert(id(object)?)),
                _ => return Err(error),
            }
        }
        match purge.to_string() == text {
            true => Ok(purge),
            false => Err(PurgeError(1)),
        }
    }
}

impl std::fmt::Display for Purge {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(out, "{HEADER}")?;
        self.commits.iter().try_for_each(|(old, new)| writeln!(out, "commit {old} {new}"))?;
        self.objects.iter().try_for_each(|object| writeln!(out, "objeto {object}"))
    }
}

/// Every purge of the log, as one.
#[derive(Default)]
pub(super) struct Purges {
    commits: BTreeMap<ObjectId, ObjectId>,
    objects: BTreeSet<ObjectId>,
    /// The submissions that were purged.
    pub paths: BTreeSet<SubmissionPath>,
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
pub(super) fn read(log: &Log, book: &mut Book) -> Result<Purges, AuditError> {
    let mut purges = Purges::default();
    for (index, entry) in &log.entries {
        let Event::Submission(SubmissionEvent::Purged, submission) = &entry.event else { continue };
        let name = format!("{PURGES}/{}.txt", submission.manifest);
        let bytes = log.tree.file(&name, MAX)?.filter(|bytes| Digest::of(bytes) == submission.manifest);
        let record = bytes.and_then(|bytes| std::str::from_utf8(&bytes).ok()?.parse::<Purge>().ok());
        match record {
            Some(record) => {
                purges.commits.extend(record.commits);
                purges.objects.extend(record.objects);
                purges.paths.insert(submission.path.clone());
            }
            None => book.find(Finding {
                check: Check::Descent,
                level: Level::Fault,
                code: "purge-unrecorded",
                place: Place::path(name).entry(*index),
                message: Message::AuditPurgeUnrecorded {},
            }),
        }
    }
    Ok(purges)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(digit: char) -> ObjectId {
        digit.to_string().repeat(40).parse().unwrap()
    }

    #[test]
    fn a_record_is_read_as_it_is_written() {
        let (a, b, c) = (id('a'), id('b'), id('c'));
        let text = format!("mipg purga v1\ncommit {a} {b}\nobjeto {c}\n");
        let purge: Purge = text.parse().unwrap();
        assert_eq!(purge, Purge { commits: [(a, b)].into(), objects: [c].into() });
        assert_eq!(purge.to_string(), text);
        assert_eq!("mipg purga v1\n".parse(), Ok(Purge::default()));
        for (bad, line) in [
            (String::new(), 1),
            ("mipg purga v1".to_owned(), 1),
            ("mipg purga v2\n".to_owned(), 1),
            (format!("mipg purga v1\ncommit {a}\n"), 2),
            (format!("mipg purga v1\nobjeto {c}\nobjeto x\n"), 3),
            // Another order, a line twice, no end of line: another spelling.
            (format!("mipg purga v1\nobjeto {c}\ncommit {a} {b}\n"), 1),
            (format!("mipg purga v1\nobjeto {c}\nobjeto {c}\n"), 1),
            (format!("mipg purga v1\nobjeto {c}"), 1),
        ] {
            assert_eq!(bad.parse::<Purge>(), Err(PurgeError(line)), "{bad}");
        }
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
