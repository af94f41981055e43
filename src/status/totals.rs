//! Counts of instances by what became of them, and how well the times that decided are known.

use super::board::Row;
use crate::schedule::{Outcome, Proof, TimeSource};

/// How many instances had each outcome. Their sum is the number of instances.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Totals {
    outcomes: [usize; Outcome::ALL.len()],
    proofs: [usize; Proof::ALL.len()],
    /// Instances excused by an act issued after the deadline.
    pub exempted_late: usize,
    /// Instances whose time was kept from an earlier version.
    pub kept: usize,
    /// Missed instances of which a third party shows that nothing was in the repository.
    pub absent: usize,
    /// Missed instances for which something came and was withdrawn.
    pub withdrawn: usize,
    /// The days that those who load took with what came through SIGOB.
    pub handling: Handling,
}

/// Days between SIGOB and the repository, of the deliveries that have both.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Handling {
    /// Deliveries with both dates.
    pub count: u64,
    /// The days of all of them.
    pub days: u64,
    /// The most of one.
    pub most: u64,
}

impl Totals {
    /// Counts one more instance.
    pub(super) fn add(&mut self, row: &Row<'_>) {
        self.outcomes[row.outcome as usize] += 1;
        self.exempted_late += usize::from(row.is_exempted_late);
        self.absent += usize::from(row.absence.is_some_and(|absence| absence.proof == Proof::ThirdParty));
        self.withdrawn += usize::from(row.is_withdrawn && row.outcome == Outcome::Missed);
        let is_decided = matches!(row.outcome, Outcome::OnTime | Outcome::Late | Outcome::Received);
        if let (true, Some(stamp)) = (is_decided, row.stamp) {
            self.proofs[stamp.proof as usize] += 1;
            self.kept += usize::from(row.is_kept);
            if let (TimeSource::Sigob, Some(days)) = (stamp.source, row.handling_days()) {
                self.handling.add(u64::try_from(days).unwrap_or(0));
            }
        }
    }

    /// Instances with an outcome.
    pub fn count(&self, outcome: Outcome) -> usize {
        self.outcomes[outcome as usize]
    }

    /// Instances decided by a time that is known so well.
    pub fn proof(&self, proof: Proof) -> usize {
        self.proofs[proof as usize]
    }

    /// Instances decided by a time: on time, late or received.
    pub fn decided(&self) -> usize {
        self.proofs.iter().sum()
    }

    /// All instances.
    pub fn instances(&self) -> usize {
        self.outcomes.iter().sum()
    }

    /// Instances whose deadline, set by its source, passed or was met: those not applicable, pending, upcoming or of an
    /// assumed deadline are not among them.
    pub fn due(&self) -> usize {
        self.count(Outcome::OnTime) + self.count(Outcome::Late) + self.count(Outcome::Missed)
    }

    /// Tenths of a hundredth of the due instances that came on time, rounded to the nearest and a half up; 1,000 only
    /// where all of them did and 0 only where none did, so that what is in between is from 1 to 999. None where nothing
    /// was due.
    pub fn on_time(&self) -> Option<usize> {
        let (on_time, due) = (self.count(Outcome::OnTime), self.due());
        match (on_time, due) {
            (_, 0) => None,
            (0, _) => Some(0),
            (all, of) if all == of => Some(1_000),
            (some, of) => Some((some.saturating_mul(2_000).saturating_add(of) / of.saturating_mul(2)).clamp(1, 999)),
        }
    }
}

impl Handling {
    fn add(&mut self, days: u64) {
        self.count += 1;
        self.days += days;
        self.most = self.most.max(days);
    }

    /// The mean in tenths of a day, rounded; none where there is none.
    pub fn mean(&self) -> Option<u64> {
        (self.count > 0).then(|| (self.days.saturating_mul(10) + self.count / 2) / self.count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outcomes_and_proofs_are_counted_in_their_order() {
        assert!(Outcome::ALL.iter().enumerate().all(|(place, outcome)| *outcome as usize == place));
        assert!(Proof::ALL.iter().enumerate().all(|(place, proof)| *proof as usize == place));
    }

    #[test]
    fn a_percentage_is_rounded_and_is_all_or_nothing_only_where_it_is() {
        let of = |on_time, missed: usize| {
            let mut totals = Totals::default();
            totals.outcomes[Outcome::OnTime as usize] = on_time;
            totals.outcomes[Outcome::Late as usize] = missed / 2;
            totals.outcomes[Outcome::Missed as usize] = missed - missed / 2;
            // None of these is due.
            for outcome in [Outcome::Pending, Outcome::NotApplicable, Outcome::NoRecord, Outcome::Received] {
                totals.outcomes[outcome as usize] = 3;
            }
            totals.on_time()
        };
        // 2/3 = 66.67, 1/3 = 33.33, 1/8 = 12.5, 25/29 = 86.207, 1/16 = 6.25 and 3/16 = 18.75: a half up.
        let rounded = [of(2, 1), of(1, 2), of(1, 7), of(25, 4), of(1, 15), of(3, 13)];
        assert_eq!(rounded, [Some(667), Some(333), Some(125), Some(862), Some(63), Some(188)]);
        // 99.95 and 99.99 are not all; 0.05, 0.04 and 0.0001 are not nothing.
        assert_eq!((of(1999, 1), of(9999, 1), of(4, 0)), (Some(999), Some(999), Some(1000)));
        assert_eq!((of(1, 1999), of(1, 2499), of(1, 999_999), of(0, 4)), (Some(1), Some(1), Some(1), Some(0)));
        assert_eq!(of(0, 0), None);
    }

    #[test]
    fn days_of_handling_have_a_mean() {
        let mut handling = Handling::default();
        assert_eq!(handling.mean(), None);
        for days in [1, 2, 5] {
            handling.add(days);
        }
        assert_eq!((handling.mean(), handling.most), (Some(27), 5));
    }
}
