//! Whether what an earlier publication published is still what it published.
//!
//! ```text
//! trail: the manifest published first ─┐
//! tree: manifest, files, withdrawal ───┴▶ losses of each submission
//! ```
//!
//! What was published changes by an event alone: a withdrawal takes files away, a purge takes all, and a correction is
//! another submission. That what was published breaks a rule of today is another question. The manifest published first is
//! what counts: one that took its place, and was logged too, made nothing lawful. Of several of the same hour, as one batch
//! of entries logs drafts, any will do: which of them was ever published by itself is for the audit to say.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::{
    diagnostic::Count,
    digest::Digest,
    messages::Message,
    model::SubmissionPath,
    registro::{Times, times::Happened},
    snapshot::{GitRepository, ObjectId, SnapshotError, history},
    trail::entry::SubmissionEvent,
};

use super::{Held, State};

/// Most commits that are walked.
const COMMITS: usize = 2_000_000;

/// What was published of a submission and is no more as it was, without the event that would make that lawful.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Loss {
    /// Its folder, or its manifest.
    Gone,
    /// Its manifest is another than the one published first: the digest of that one.
    Rewritten(Digest),
    /// A file that it lists.
    FileGone(String),
    /// The bytes of a file that it lists.
    FileChanged(String),
    /// The record of its withdrawal.
    WithdrawalGone,
}

impl Loss {
    /// What is wrong.
    pub fn message(&self) -> Message {
        match self {
            Loss::Gone => Message::LossGone {},
            Loss::Rewritten(digest) => Message::LossRewritten { digest: (*digest).into() },
            Loss::FileGone(name) => Message::LossFileGone { name: name.as_str().into() },
            Loss::FileChanged(name) => Message::LossFileChanged { name: name.as_str().into() },
            Loss::WithdrawalGone => Message::LossWithdrawalGone {},
        }
    }

    /// What to do about it.
    pub fn remedy(&self) -> Message {
        match self {
            Loss::Gone => Message::LossGoneHint {},
            Loss::Rewritten(_) => Message::LossRewrittenHint {},
            Loss::FileGone(_) | Loss::FileChanged(_) => Message::LossFileHint {},
            Loss::WithdrawalGone => Message::LossWithdrawalHint {},
        }
    }
}

/// What a tree has of what a trail says was published.
#[derive(Default)]
pub(super) struct Kept {
    /// Submissions that are as they were published, of those that were by then and no purge took.
    pub(super) count: Count,
    /// The submissions of which the tree has nothing.
    pub(super) gone: Vec<Held>,
    /// Those that were published, or withdrawn, later than the tree.
    pub(super) later: BTreeSet<SubmissionPath>,
}

/// Says of each submission what is lost of it.
///
/// # Errors
/// Where the history that tells what came later cannot be read.
pub(super) fn hold(
    repository: &GitRepository,
    revision: ObjectId,
    times: &Times,
    found: &mut BTreeMap<SubmissionPath, Held>,
) -> Result<Kept, SnapshotError> {
    let mut kept = Kept::default();
    let mut later: Option<Later> = None;
    for (path, _) in times.submissions() {
        let absent = Held::absent(path);
        let held = found.get(path).unwrap_or(&absent);
        let all: Vec<&Happened> = times.of(path).iter().collect();
        if losses(&all, held).is_empty() {
            kept.add(&all, true);
            continue;
        }
        let later = match &later {
            Some(later) => later,
            None => later.insert(Later::than(repository, revision, times)?),
        };
        let known: Vec<&Happened> = all.iter().copied().filter(|one| !later.has(one)).collect();
        if known.len() < all.len() {
            kept.later.insert(path.clone());
        }
        let losses = losses(&known, held);
        kept.add(&known, losses.is_empty());
        if losses.is_empty() {
            continue;
        }
        match found.get_mut(path) {
            Some(held) => held.lose(losses),
            None => {
                let mut held = absent;
                held.lose(losses);
                kept.gone.push(held);
            }
        }
    }
    Ok(kept)
}

impl Kept {
    /// Counts a submission of which this happened.
    fn add(&mut self, all: &[&Happened], is_kept: bool) {
        if has(all, SubmissionEvent::Published) && !has(all, SubmissionEvent::Purged) {
            self.count.add(Count { done: u64::from(is_kept), of: 1 });
        }
    }
}

fn has(all: &[&Happened], event: SubmissionEvent) -> bool {
    all.iter().any(|one| one.event == event)
}

/// What is lost of a submission of which this happened.
fn losses(all: &[&Happened], held: &Held) -> Vec<Loss> {
    let published = || all.iter().filter(|one| one.event == SubmissionEvent::Published);
    let Some(first) = published().next() else { return Vec::new() };
    if has(all, SubmissionEvent::Purged) {
        return Vec::new();
    }
    let Some(digest) = held.digest else {
        // What is there and could not be read is a finding of its own.
        return if held.has_manifest { Vec::new() } else { vec![Loss::Gone] };
    };
    if !published().any(|one| one.at == first.at && one.manifest == digest) {
        return vec![Loss::Rewritten(first.manifest)];
    }
    let mut losses: Vec<Loss> = held.evidence.iter().filter_map(|file| of_file(file.state, file.name())).collect();
    if has(all, SubmissionEvent::Withdrawn) && !held.has_withdrawal {
        losses.push(Loss::WithdrawalGone);
    }
    losses
}

fn of_file(state: State, name: &str) -> Option<Loss> {
    match state {
        State::Absent => Some(Loss::FileGone(name.to_owned())),
        State::Different => Some(Loss::FileChanged(name.to_owned())),
        // What could not be read is a finding of its own.
        State::Whole { .. } | State::Elsewhere | State::Withdrawn | State::Unread => None,
    }
}

/// The commits that main had after a revision of it, as far as the trail knows.
struct Later {
    /// All that the last commit of the trail follows; none where the revision is not among them.
    all: HashSet<ObjectId>,
    /// Those that the revision follows.
    before: HashSet<ObjectId>,
}

impl Later {
    fn than(repository: &GitRepository, revision: ObjectId, times: &Times) -> Result<Self, SnapshotError> {
        let happened = times.submissions().flat_map(|(path, _)| times.of(path));
        let last = happened.filter_map(|one| Some((one.index, one.commit?))).max().map(|(_, commit)| commit);
        let none = Self { all: HashSet::new(), before: HashSet::new() };
        let Some(last) = last else { return Ok(none) };
        let all = match history::ancestors(repository, vec![last], COMMITS) {
            Ok(all) if all.contains(&revision) => all,
            // Another history, or one that is not here: the revision answers for all that was published.
            Ok(_) | Err(SnapshotError::ObjectMissing { .. }) => return Ok(none),
            Err(error) => return Err(error),
        };
        Ok(Self { all, before: history::ancestors(repository, vec![revision], COMMITS)? })
    }

    fn has(&self, one: &Happened) -> bool {
        one.commit.is_some_and(|commit| self.all.contains(&commit) && !self.before.contains(&commit))
    }
}
