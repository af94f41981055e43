//! How well it is known that something was not handed in: derived from what third parties saw of the trail.
//!
//! A tree of the log that somebody saw after the deadline, and that has no entry of a delivery for it, shows that it was
//! not in the repository. It does not show that nothing was handed in elsewhere. Without such a tree nothing proves it.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike as _, FixedOffset};

use super::{Deliveries, hour};
use crate::{
    model::SubmissionPath,
    registro::Times,
    schedule::{Corte, Outcome, Proof, Verdict},
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
    /// Policies and months of submissions the log has and that could not be read here: any may answer something.
    unknown: BTreeSet<(&'a str, i32, u32)>,
}

impl<'a> Absences<'a> {
    pub(super) fn of(deliveries: &'a Deliveries, as_of: DateTime<FixedOffset>) -> Self {
        let times = deliveries.trail.times();
        let read: BTreeSet<&SubmissionPath> = match times {
            Some(_) => deliveries.deliveries.iter().map(|one| &one.path).collect(),
            None => BTreeSet::new(),
        };
        let logged = times.into_iter().flat_map(Times::submissions);
        let unread = logged.filter(|(path, first)| !read.contains(path) && hour(first.at) <= as_of);
        let place = |path: &'a SubmissionPath| (path.owner.as_str(), i32::from(path.year), u32::from(path.month));
        let unknown = unread.map(|(path, _)| path).chain(&deliveries.unread).map(place).collect();
        Self { times, as_of: moment(as_of), unknown }
    }

    /// Of an instance that is missed; of others there is nothing to show. One for which something did come, withdrawn or
    /// not, was not absent.
    pub(super) fn judge(&self, verdict: &Verdict, corte: &Corte<'_>, policy: &str) -> Option<Absence> {
        if verdict.outcome != Outcome::Missed {
            return None;
        }
        let month = (policy, corte.nominal.year(), corte.nominal.month());
        let is_clear = verdict.others.is_empty() && !self.unknown.contains(&month);
        let times = self.times.filter(|_| is_clear);
        let seen = times.and_then(|times| times.seen_after(moment(corte.deadline()), self.as_of));
        let seen = seen.map(|seen| (hour(seen.at), seen.size));
        Some(Absence { proof: if seen.is_some() { Proof::ThirdParty } else { Proof::Unprovable }, seen })
    }
}

/// The second of an instant, within what the log can say.
fn moment(at: DateTime<FixedOffset>) -> Moment {
    let seconds = u64::try_from(at.timestamp()).unwrap_or(0);
    Moment::from_unix(seconds).unwrap_or(Moment::LAST)
}
