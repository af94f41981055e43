//! What was handed in, as the schedule sees it, and how well its time is proven.

use std::{collections::BTreeSet, fmt};

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::filings::Filing;
use crate::{digest::Digest, model::SubmissionPath, model::raw};

/// How well a time is known, the best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Proof {
    /// Somebody else attests it.
    ThirdParty,
    /// The entity's own trail says it.
    OwnClock,
    /// It is declared, with the cover sheet of SIGOB among the evidence.
    Declared,
    /// It is the date of a commit, which whoever makes one may set.
    Unprovable,
    /// Two sources of it contradict each other.
    Disputed,
}

impl Proof {
    /// Every kind, the best first.
    pub const ALL: [Proof; 5] =
        [Proof::ThirdParty, Proof::OwnClock, Proof::Declared, Proof::Unprovable, Proof::Disputed];

    /// Its key in machine output.
    pub fn key(self) -> &'static str {
        match self {
            Proof::ThirdParty => "third-party",
            Proof::OwnClock => "own-clock",
            Proof::Declared => "declared",
            Proof::Unprovable => "unprovable",
            Proof::Disputed => "disputed",
        }
    }
}

/// Where a time comes from.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum TimeSource {
    /// The receipt of the trail.
    Trail,
    /// The date of SIGOB, as the manifest states it.
    Sigob,
    /// The commit that brought the manifest.
    Commit,
}

impl TimeSource {
    /// Its key in machine output.
    pub fn key(self) -> &'static str {
        match self {
            TimeSource::Trail => "trail",
            TimeSource::Sigob => "sigob",
            TimeSource::Commit => "commit",
        }
    }
}

/// A time, its source and its proof.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Stamp {
    /// The instant.
    pub at: DateTime<FixedOffset>,
    /// Where it comes from.
    pub source: TimeSource,
    /// How well it is known.
    pub proof: Proof,
    /// The entry of the trail, where there is one.
    pub receipt: Option<Receipt>,
}

/// What the trail says of when a submission was received.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Receipt {
    /// The index of its entry: the registration number.
    pub index: u64,
    /// The hour of the entry.
    pub at: DateTime<FixedOffset>,
    /// It was received no earlier, by somebody else's clock.
    pub not_before: Option<DateTime<FixedOffset>>,
    /// It was received no later, by somebody else's clock.
    pub not_after: Option<DateTime<FixedOffset>>,
    /// The date of the commit that brought it, which decides nothing beside the hour.
    pub committed: DateTime<FixedOffset>,
    /// Whether it was there when the trail began, which then says no more than that it was not received later.
    pub is_imported: bool,
}

impl Receipt {
    /// How well it is known on which side of a deadline it was received, where its hour is `on_time` or not.
    fn proof(&self, on_time: bool, deadline: DateTime<FixedOffset>) -> Proof {
        let before = self.not_after.is_some_and(|at| at < deadline);
        let after = self.not_before.is_some_and(|at| at >= deadline);
        match (before, after, on_time) {
            (false, false, _) => Proof::OwnClock,
            (true, false, true) | (false, true, false) => Proof::ThirdParty,
            (true, true, _) | (true, false, false) | (false, true, true) => Proof::Disputed,
        }
    }
}

impl Stamp {
    /// The date of a commit.
    pub fn of_commit(at: DateTime<FixedOffset>) -> Self {
        Self { at, source: TimeSource::Commit, proof: Proof::Unprovable, receipt: None }
    }

    /// The date of SIGOB, with its cover sheet.
    pub fn of_sigob(at: DateTime<FixedOffset>) -> Self {
        Self { at, source: TimeSource::Sigob, proof: Proof::Declared, receipt: None }
    }

    /// The hour of the trail; of what was there when it began, the date of the commit, at most that hour.
    pub fn of_trail(receipt: Receipt) -> Self {
        let stamp = match receipt.is_imported {
            true => Self::of_commit(receipt.committed.min(receipt.at)),
            false => Self { at: receipt.at, source: TimeSource::Trail, proof: Proof::OwnClock, receipt: None },
        };
        Self { receipt: Some(receipt), ..stamp }
    }

    /// The same, with the proof that holds where it decided an outcome: an hour of the trail is proven against the
    /// deadline by its bounds. Where the deadline is an assumed one, that it came is what is proven.
    pub(super) fn decided(self, outcome: super::Outcome, deadline: DateTime<FixedOffset>) -> Self {
        use super::Outcome as O;
        let Some(receipt) = self.receipt.filter(|_| self.source == TimeSource::Trail) else { return self };
        let proof = match outcome {
            O::OnTime | O::Late => receipt.proof(outcome == O::OnTime, deadline),
            _ if receipt.not_after.is_some() => Proof::ThirdParty,
            _ => Proof::OwnClock,
        };
        Self { proof, ..self }
    }
}

/// One submission.
#[derive(Clone, PartialEq, Debug)]
pub struct Delivery {
    /// Where it is; its owner is the policy it answers for.
    pub path: SubmissionPath,
    /// Its class.
    pub class: raw::SubmissionClass,
    /// The due date it says it answers.
    pub corte: Option<NaiveDate>,
    /// The plans it follows.
    pub plans: BTreeSet<String>,
    /// What its manifest says each file is, by digest or commitment, sorted and each once: equal for identical evidence.
    pub evidence: Vec<Digest>,
    /// When the repository had it.
    pub repository: Stamp,
    /// When SIGOB had it, where the manifest says so, names the cover sheet and does not repeat what it supersedes.
    pub sigob: Option<Stamp>,
    /// When it reached the main line, if that was later than the repository had it.
    pub published: Option<DateTime<FixedOffset>>,
    /// What it supersedes.
    pub supersedes: Option<SubmissionPath>,
    /// What it complements.
    pub complements: Option<SubmissionPath>,
    /// What its manifest says of SIGOB.
    pub filing: Option<Filing>,
    /// Since when every file of it is withdrawn.
    pub withdrawn: Option<DateTime<FixedOffset>>,
}

impl Delivery {
    /// The time that counts where these channels do: the earliest, with its proof. Where none of them has a time, that
    /// of the repository.
    pub fn stamp(&self, channels: &[raw::Channel]) -> Stamp {
        let repository = channels.contains(&raw::Channel::Repository).then_some(self.repository);
        let sigob = self.sigob.filter(|_| channels.contains(&raw::Channel::Sigob));
        match (repository, sigob) {
            (Some(repository), Some(sigob)) => {
                if sigob.at < repository.at {
                    sigob
                } else {
                    repository
                }
            }
            (None, Some(sigob)) => sigob,
            (Some(repository), None) => repository,
            (None, None) => self.repository,
        }
    }

    /// The first instant at which it was known, whatever channel counts.
    pub fn known_since(&self) -> DateTime<FixedOffset> {
        self.sigob.map_or(self.repository.at, |sigob| sigob.at.min(self.repository.at))
    }

    /// Whether all of it was withdrawn at a moment.
    pub fn is_withdrawn(&self, as_of: DateTime<FixedOffset>) -> bool {
        self.withdrawn.is_some_and(|since| since <= as_of)
    }

    /// Civil days from SIGOB's date to the repository's: the handling of those who load it, never the leader's.
    pub fn handling_days(&self) -> Option<i64> {
        let sigob = self.sigob?;
        let days = super::day_of(self.repository.at) - super::day_of(sigob.at);
        Some(days.num_days().max(0))
    }
}

impl fmt::Display for Proof {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.key())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::schedule::Outcome;

    fn at(seconds: i64) -> DateTime<FixedOffset> {
        DateTime::from_timestamp(seconds, 0).unwrap().with_timezone(&super::super::bogota())
    }

    fn receipt(hour: i64, not_before: Option<i64>, not_after: Option<i64>) -> Receipt {
        Receipt {
            index: 1,
            at: at(hour),
            not_before: not_before.map(at),
            not_after: not_after.map(at),
            committed: at(hour),
            is_imported: false,
        }
    }

    fn judged(receipt: Receipt, deadline: i64) -> (Outcome, Proof) {
        let outcome = if receipt.at < at(deadline) { Outcome::OnTime } else { Outcome::Late };
        (outcome, Stamp::of_trail(receipt).decided(outcome, at(deadline)).proof)
    }

    #[test]
    fn the_whole_interval_lies_on_one_side_or_it_is_the_own_clock() {
        for (hour, not_before, not_after, expected) in [
            (50, None, None, Proof::OwnClock),
            (50, None, Some(99), Proof::ThirdParty),
            (50, None, Some(100), Proof::OwnClock),
            (50, Some(10), Some(120), Proof::OwnClock),
            (50, Some(100), None, Proof::Disputed),
            (99, Some(100), Some(130), Proof::Disputed),
            (100, Some(100), None, Proof::ThirdParty),
            (100, Some(99), Some(300), Proof::OwnClock),
            (100, None, Some(99), Proof::Disputed),
            // Those who attest contradict each other.
            (50, Some(150), Some(60), Proof::Disputed),
            (150, Some(150), Some(60), Proof::Disputed),
        ] {
            let (_, proof) = judged(receipt(hour, not_before, not_after), 100);
            assert_eq!(proof, expected, "{hour} {not_before:?} {not_after:?}");
        }
        // An assumed deadline: that it came is proven, not when.
        let came = |not_after| Stamp::of_trail(receipt(50, None, not_after)).decided(Outcome::Received, at(10)).proof;
        assert_eq!((came(None), came(Some(60))), (Proof::OwnClock, Proof::ThirdParty));
        // What was there when the trail began has the date of its commit.
        let imported = Stamp::of_trail(Receipt { is_imported: true, committed: at(20), ..receipt(50, None, Some(60)) });
        assert_eq!((imported.at, imported.source), (at(20), TimeSource::Commit));
        assert_eq!(imported.decided(Outcome::OnTime, at(100)).proof, Proof::Unprovable);
        // Neither SIGOB's date nor that of a commit is proven by anything.
        assert_eq!(Stamp::of_sigob(at(1)).decided(Outcome::OnTime, at(100)).proof, Proof::Declared);
    }

    proptest! {
        #[test]
        fn verdict_and_proof_never_contradict(
            hour in 0..200_i64,
            not_before in prop::option::of(0..200_i64),
            not_after in prop::option::of(0..200_i64),
            deadline in 0..200_i64,
            wider in 0..50_i64,
        ) {
            let (outcome, proof) = judged(receipt(hour, not_before, not_after), deadline);
            // An attested interval that holds the true moment: every moment of it gives the verdict that is proven.
            let (from, to) = (not_before.unwrap_or(-1), not_after.unwrap_or(1_000));
            let sides: std::collections::BTreeSet<bool> = (from..=to).map(|moment| moment < deadline).collect();
            match proof {
                Proof::ThirdParty if from <= to => {
                    prop_assert_eq!(sides, std::collections::BTreeSet::from([outcome == Outcome::OnTime]));
                }
                Proof::Disputed if from <= to => {
                    prop_assert_eq!(sides, std::collections::BTreeSet::from([outcome != Outcome::OnTime]));
                }
                Proof::OwnClock => prop_assert_eq!(sides.len(), 2),
                _ => {}
            }
            // A wider interval proves no more.
            let wide = receipt(hour, not_before.map(|at| (at - wider).max(0)), not_after.map(|at| at + wider));
            let (same, less) = judged(wide, deadline);
            prop_assert_eq!(same, outcome);
            prop_assert!(less != Proof::ThirdParty || matches!(proof, Proof::ThirdParty | Proof::Disputed));
        }
    }
}
