//! What was handed in, as the schedule sees it, and how well its time is proven.

use std::{collections::BTreeSet, fmt};

use chrono::{DateTime, FixedOffset, NaiveDate};

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
}

impl Stamp {
    /// The date of a commit.
    pub fn of_commit(at: DateTime<FixedOffset>) -> Self {
        Self { at, source: TimeSource::Commit, proof: Proof::Unprovable }
    }

    /// The date of SIGOB, with its cover sheet.
    pub fn of_sigob(at: DateTime<FixedOffset>) -> Self {
        Self { at, source: TimeSource::Sigob, proof: Proof::Declared }
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
    /// When SIGOB had it, where the manifest says so and names the cover sheet.
    pub sigob: Option<Stamp>,
    /// When it reached the main line, if that was later than the repository had it.
    pub published: Option<DateTime<FixedOffset>>,
    /// What it supersedes.
    pub supersedes: Option<SubmissionPath>,
    /// What it complements.
    pub complements: Option<SubmissionPath>,
    /// Whether every file of it was withdrawn.
    pub withdrawn: bool,
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
