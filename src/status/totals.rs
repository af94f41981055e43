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

    /// Tenths of a hundredth of the due instances that came on time, cut and not rounded, so that 1,000 is all of them;
    /// none where nothing was due.
    pub fn on_time(&self) -> Option<usize> {
        (self.due() > 0).then(|| self.count(Outcome::OnTime).saturating_mul(1_000) / self.due())
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
    fn a_percentage_is_never_rounded_up_and_nothing_due_has_none() {
        let of = |on_time, late| {
            let mut totals = Totals::default();
            totals.outcomes[Outcome::OnTime as usize] = on_time;
            totals.outcomes[Outcome::Late as usize] = late;
            totals.outcomes[Outcome::Pending as usize] = 3;
            totals.on_time()
        };
        assert_eq!((of(1999, 1), of(2, 1), of(4, 0), of(0, 4)), (Some(999), Some(666), Some(1000), Some(0)));
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
