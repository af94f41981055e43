//! How well it is known that something was not handed in: derived from what third parties saw of the trail.
//!
//! A tree of the log that somebody saw after the deadline, and that has no entry of a delivery for it, shows that it was
//! not in the repository. It does not show that nothing was handed in elsewhere. Without such a tree nothing proves it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, FixedOffset};

use super::{Deliveries, hour};
use crate::{
    model::SubmissionPath,
    registro::Times,
    schedule::{Corte, Delivery, Outcome, Proof, Verdict},
    trail::entry::Moment,
};

/// How well it is known that an instance was not answered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Absence {
    /// [`Proof::ThirdParty`] or [`Proof::Unprovable`].
    pub proof: Proof,
    /// When a tree without it was seen, and how many entries that had.
    pub seen: Option<(DateTime<FixedOffset>, u64)>,
}

/// What absences are derived from.
pub(super) struct Absences<'a> {
    times: Option<&'a Times>,
    as_of: Moment,
    /// Policies with a submission that the log has and that is not here as it was received, or that could not be read: it
    /// may have answered anything of theirs.
    unknown: BTreeSet<&'a str>,
}

impl<'a> Absences<'a> {
    pub(super) fn of(deliveries: &'a Deliveries, as_of: DateTime<FixedOffset>) -> Self {
        let times = deliveries.trail.times();
        let read: BTreeMap<&SubmissionPath, Option<u64>> = match times {
            Some(_) => deliveries.deliveries.iter().map(|one| (&one.path, index(one))).collect(),
            None => BTreeMap::new(),
        };
        let by = moment(as_of);
        let is_unknown = |(path, times): &(&SubmissionPath, &Times)| match read.get(path) {
            Some(index) => times.has_other_receipt(path, *index, by),
            None => times.of(path).first().is_some_and(|first| first.at <= by),
        };
        let logged = times.into_iter().flat_map(|times| times.submissions().map(move |(path, _)| (path, times)));
        let unknown = logged.filter(is_unknown).map(|(path, _)| path).chain(&deliveries.unread);
        Self { times, as_of: by, unknown: unknown.map(|path| path.owner.as_str()).collect() }
    }

    /// Of an instance that is missed; of others there is nothing to show. One for which something did come, withdrawn or
    /// not, was not absent.
    pub(super) fn judge(&self, verdict: &Verdict, corte: &Corte<'_>, policy: &str) -> Option<Absence> {
        if verdict.outcome != Outcome::Missed {
            return None;
        }
        let is_clear = verdict.others.is_empty() && !self.unknown.contains(policy);
        let times = self.times.filter(|_| is_clear);
        let seen = times.and_then(|times| times.seen_after(moment(corte.deadline()), self.as_of));
        let seen = seen.map(|seen| (hour(seen.at), seen.size));
        Some(Absence { proof: if seen.is_some() { Proof::ThirdParty } else { Proof::Unprovable }, seen })
    }
}

/// The entry by which a delivery was received with the manifest it has.
fn index(delivery: &Delivery) -> Option<u64> {
    delivery.repository.receipt.map(|receipt| receipt.index)
}

/// The second of an instant, within what the log can say.
fn moment(at: DateTime<FixedOffset>) -> Moment {
    let seconds = u64::try_from(at.timestamp()).unwrap_or(0);
    Moment::from_unix(seconds).unwrap_or(Moment::LAST)
}
