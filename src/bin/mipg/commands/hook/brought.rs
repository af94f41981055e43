//! What one push brought, as the audit trail has it: whichever run logged it, and however long ago.

use std::{collections::BTreeSet, sync::Arc};

use mipg::{
    messages::Lang,
    registro::{Index, Occurrence, Trail},
    snapshot::{GitRepository, ObjectId, SnapshotError},
    trail::entry::{Entry, Event, Key, SubmissionEvent},
};

use crate::{commands::log, errors::Failure};

/// The most commits of one push that are looked at.
const MAX_COMMITS: usize = 10_000;
/// The most commits looked at to know whether one leads to another.
const MAX_LINE: usize = 1_000_000;

/// What a push brought.
#[derive(Default)]
pub(super) struct Brought {
    /// The submissions that it proposes.
    received: BTreeSet<Key>,
    /// The commits that it brings to the main branch.
    published: BTreeSet<ObjectId>,
}

impl Brought {
    /// Adds what a branch proposes.
    pub(super) fn propose(&mut self, submissions: &[Occurrence]) {
        self.received.extend(submissions.iter().map(Occurrence::key));
    }

    /// Adds what the main branch gains, from where it was.
    pub(super) fn publish(
        &mut self,
        repository: &GitRepository,
        base: Option<ObjectId>,
        head: ObjectId,
    ) -> Result<(), SnapshotError> {
        let mut next = vec![head];
        while let Some(commit) = next.pop().filter(|_| self.published.len() < MAX_COMMITS) {
            let was_there = base.map(|base| repository.is_ancestor(commit, base, MAX_LINE)).transpose()?;
            if was_there != Some(true) && self.published.insert(commit) {
                next.extend(repository.parents(commit)?);
            }
        }
        Ok(())
    }

    /// How many of these it proposes.
    pub(super) fn count(&self, waiting: &[Occurrence]) -> usize {
        waiting.iter().filter(|one| self.received.contains(&one.key())).count()
    }

    /// The entries of it that the log has now, each with its number; and whether the log is signed.
    pub(super) fn logged(
        &self,
        repository: &Arc<GitRepository>,
        lang: Lang,
    ) -> Result<(Vec<(u64, Entry)>, bool), Failure> {
        let said = |error| log::failure(error, lang);
        let Some((_, trail)) = Trail::open(repository).map_err(said)? else { return Ok((Vec::new(), false)) };
        let mut found = Vec::new();
        let mut each = |index: u64, entry: &Entry| {
            if self.has(entry) {
                found.push((index, entry.clone()));
            }
        };
        let read = Index::new().advance_with(&mut trail.reader(), &trail.checkpoint().head, &mut each);
        read.map_err(|error| said(error.into()))?;
        Ok((found, trail.note().is_some()))
    }

    fn has(&self, entry: &Entry) -> bool {
        match &entry.event {
            Event::Submission(SubmissionEvent::Received, _) => self.received.contains(&entry.key()),
            Event::Submission(_, _) => entry.commit.is_some_and(|commit| self.published.contains(&commit)),
            _ => false,
        }
    }
}
