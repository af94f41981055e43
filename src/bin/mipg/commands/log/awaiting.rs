//! What came in on a server and is still to be logged.

use std::{collections::BTreeSet, sync::Arc};

use chrono::{DateTime, FixedOffset};
use mipg::{
    gate,
    messages::Lang,
    registro::Occurrence,
    snapshot::{GitRepository, ObjectId},
    trail::entry::Key,
};

use super::proposal;
use crate::errors::Failure;

/// The most commits that are judged at once; the rest is for the next time.
const MOST: usize = 500;

/// Commits that are still to be logged.
pub(in crate::commands) struct Awaiting {
    /// Each with what it brings to the main branch as it is, where it conforms still.
    commits: Vec<(ObjectId, Vec<Occurrence>)>,
    /// Those that conform no longer, or were not looked at.
    left: usize,
}

impl Awaiting {
    /// What waits, judged by the main branch as it is.
    pub(in crate::commands) fn of(
        repository: &Arc<GitRepository>,
        main: &str,
        now: DateTime<FixedOffset>,
        lang: Lang,
    ) -> Result<Self, Failure> {
        let all = gate::awaiting(repository)?;
        let mut awaiting = Self { commits: Vec::new(), left: all.len().saturating_sub(MOST) };
        for commit in all.into_iter().take(MOST) {
            let judged = proposal::judge(repository, main, &commit.to_string(), now, lang)?;
            match judged.is_refused() {
                true => awaiting.left += 1,
                false => awaiting.commits.push((commit, judged.submissions)),
            }
        }
        Ok(awaiting)
    }

    /// What they bring.
    pub(in crate::commands) fn brought(&self) -> Vec<Occurrence> {
        self.commits.iter().flat_map(|(_, brought)| brought).cloned().collect()
    }

    /// How many could not be logged.
    pub(super) fn left(&self) -> usize {
        self.left
    }

    /// What they bring is logged, save what waits for another day.
    pub(in crate::commands) fn logged(
        &self,
        repository: &GitRepository,
        waiting: &[Occurrence],
    ) -> Result<(), Failure> {
        let waiting: BTreeSet<Key> = waiting.iter().map(Occurrence::key).collect();
        for (commit, brought) in &self.commits {
            if !brought.iter().any(|one| waiting.contains(&one.key())) {
                gate::logged(repository, *commit)?;
            }
        }
        Ok(())
    }
}
