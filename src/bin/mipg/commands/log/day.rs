//! What was received on one day, by policy, and how much more of it is taken.
//!
//! An entry names no account: what an account brought is known by the policies that it hands in for, and the bound of an account
//! is that of each of them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, FixedOffset, NaiveDate};
use mipg::{
    registro::Occurrence,
    schedule,
    trail::entry::{Event, Key, Moment, SubmissionEvent},
};

/// The most submissions of a policy that are received on a day.
pub(in crate::commands) const MAX_A_DAY: usize = 50;

/// What was received on a day of Bogotá, by policy.
pub(in crate::commands) struct Day {
    today: NaiveDate,
    received: BTreeMap<String, usize>,
}

impl Day {
    /// The day of a moment, without anything yet.
    pub(in crate::commands) fn of(clock: DateTime<FixedOffset>) -> Self {
        Self { today: schedule::day_of(clock), received: BTreeMap::new() }
    }

    /// The day of an hour of the log.
    pub(in crate::commands) fn at(hour: Moment) -> Self {
        Self::of(hour.instant().with_timezone(&schedule::bogota()))
    }

    /// Counts an entry, where it is of that day and received something. After one of a later day it is that day: what is
    /// logged next has no earlier hour.
    pub(super) fn count(&mut self, event: &Event, at: Moment) {
        self.turn(at);
        if let Event::Submission(SubmissionEvent::Received, submission) = event {
            self.received(&submission.path.owner, at);
        }
    }

    /// Counts what was received of a policy at an hour, where that was on this day.
    pub(in crate::commands) fn received(&mut self, owner: &str, at: Moment) {
        if self.turn(at) == self.today {
            *self.received.entry(owner.to_owned()).or_default() += 1;
        }
    }

    /// The day of an hour, which is the day from then on where it is later.
    fn turn(&mut self, at: Moment) -> NaiveDate {
        let day = schedule::day_of(at.instant().with_timezone(&schedule::bogota()));
        if day > self.today {
            self.today = day;
            self.received.clear();
        }
        day
    }

    /// Whether no more of a policy is received on this day.
    pub(in crate::commands) fn is_full(&self, owner: &str) -> bool {
        self.received.get(owner).is_some_and(|count| *count >= MAX_A_DAY)
    }

    /// What is received of this, in its order, and what waits for another day. What is `known` takes no place.
    pub(super) fn part(
        mut self,
        brought: &[Occurrence],
        known: &dyn Fn(&Key) -> bool,
    ) -> (Vec<Occurrence>, Vec<Occurrence>) {
        let mut seen = BTreeSet::new();
        brought.iter().cloned().partition(|one| {
            let Event::Submission(SubmissionEvent::Received, submission) = &one.event else { return true };
            let (key, owner) = (one.key(), &submission.path.owner);
            if known(&key) || seen.contains(&key) {
                return true;
            }
            if self.is_full(owner) {
                return false;
            }
            seen.insert(key);
            *self.received.entry(owner.clone()).or_default() += 1;
            true
        })
    }

    /// The policies with more than a day should bring.
    pub(super) fn crowded(self) -> Vec<(String, usize)> {
        self.received.into_iter().filter(|(_, count)| *count > MAX_A_DAY).collect()
    }
}

#[cfg(test)]
mod tests {
    use mipg::{digest::Digest, model::SubmissionPath, trail::entry::Submission};

    use super::*;

    fn received(owner: &str, name: usize) -> Occurrence {
        let path = SubmissionPath::parse(&format!("{owner}/2026/11/reporte-{name:04}")).unwrap();
        let submission = Submission { path, manifest: Digest::of(name.to_string().as_bytes()), files: 1 };
        let event = Event::Submission(SubmissionEvent::Received, submission);
        Occurrence { event, commit: None, time: None, turn: 0 }
    }

    fn hour(text: &str) -> Moment {
        text.parse().unwrap()
    }

    #[test]
    fn of_a_policy_so_many_are_received_from_midnight_of_bogota_to_the_next() {
        // 05:00 of Greenwich is midnight of Bogotá.
        let mut day = Day::at(hour("2026-11-23T05:00:00Z"));
        for name in 0..MAX_A_DAY {
            day.count(&received("transparencia", name).event, hour("2026-11-23T04:59:59Z"));
        }
        for name in 0..MAX_A_DAY - 2 {
            day.count(&received("integridad", name).event, hour("2026-11-24T04:59:59Z"));
        }
        let of = |owner: &'static str, names: std::ops::Range<usize>| names.map(move |name| received(owner, name));
        // One that the log has takes no place, nor does one that two proposals bring.
        let brought: Vec<Occurrence> = [received("integridad", 0), received("integridad", 200)]
            .into_iter()
            .chain(of("integridad", 200..204))
            .chain(of("transparencia", 0..MAX_A_DAY + 1))
            .collect();
        let first = brought[0].key();
        let (taken, left) = day.part(&brought, &|key| *key == first);
        assert_eq!(left, [received("integridad", 202), received("integridad", 203), received("transparencia", 50)]);
        assert_eq!(taken.len() + left.len(), brought.len());
        // A log whose clock ran ahead has reached the day of its last entry.
        let mut ahead = Day::at(hour("2026-11-23T05:00:00Z"));
        for name in 0..MAX_A_DAY {
            ahead.count(&received("integridad", name).event, hour("2026-11-24T04:59:59Z"));
        }
        assert!(ahead.is_full("integridad"));
        ahead.count(&Event::Heartbeat, hour("2026-11-24T05:00:00Z"));
        assert!(!ahead.is_full("integridad"));
        for name in 0..MAX_A_DAY {
            ahead.count(&received("integridad", name).event, hour("2026-11-24T05:00:01Z"));
        }
        assert!(ahead.is_full("integridad"));
    }
}
