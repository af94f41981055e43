//! What is found, how bad it is, and where.

use super::Check;
use crate::{messages::Message, snapshot::ObjectId, trail::judge::Outcome};

/// The verdict, from the best to the worst: the worst wins.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Verdict {
    /// Everything holds, and the witnesses asked for cosigned.
    Sound,
    /// Everything holds, and no witness was asked for.
    NotWitnessed,
    /// Fewer witnesses cosigned than the policy asks for.
    TooFewWitnesses,
    /// Everything holds, with a key from the repository itself.
    OwnKey,
    /// Log and repository do not agree.
    Findings,
    /// The log contradicts a checkpoint that it signed before.
    Diverged,
    /// The log contradicts itself or its formats.
    Invalid,
    /// Something could not be checked.
    Unchecked,
}

impl Verdict {
    /// The exit code of the contract.
    pub fn code(self) -> u8 {
        match self {
            Verdict::Sound => 0,
            Verdict::NotWitnessed => 10,
            Verdict::TooFewWitnesses => 11,
            Verdict::OwnKey => 12,
            Verdict::Findings => 1,
            Verdict::Diverged => 30,
            Verdict::Invalid => 40,
            Verdict::Unchecked => 3,
        }
    }

    /// The word that programs know it by.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Sound => "sound",
            Verdict::NotWitnessed => "not-witnessed",
            Verdict::TooFewWitnesses => "too-few-witnesses",
            Verdict::OwnKey => "own-key",
            Verdict::Findings => "findings",
            Verdict::Diverged => "diverged",
            Verdict::Invalid => "invalid",
            Verdict::Unchecked => "unchecked",
        }
    }
}

impl From<Outcome> for Verdict {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Sound => Verdict::Sound,
            Outcome::NotWitnessed => Verdict::NotWitnessed,
            Outcome::TooFewWitnesses => Verdict::TooFewWitnesses,
            Outcome::OwnKey => Verdict::OwnKey,
            Outcome::Diverged => Verdict::Diverged,
            Outcome::Invalid => Verdict::Invalid,
            Outcome::Unchecked => Verdict::Unchecked,
        }
    }
}

/// What a finding makes of the verdict.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Level {
    /// To be known; it changes no verdict.
    Notice,
    /// Log and repository do not agree.
    Fault,
    /// The log contradicts what it signed before.
    Diverged,
    /// The log contradicts itself or its formats.
    Invalid,
    /// It could not be checked.
    Unchecked,
}

impl Level {
    /// The verdict there is at best with such a finding.
    pub(super) fn verdict(self) -> Option<Verdict> {
        match self {
            Level::Notice => None,
            Level::Fault => Some(Verdict::Findings),
            Level::Diverged => Some(Verdict::Diverged),
            Level::Invalid => Some(Verdict::Invalid),
            Level::Unchecked => Some(Verdict::Unchecked),
        }
    }

    /// The word that programs know it by.
    pub fn name(self) -> &'static str {
        match self {
            Level::Notice => "notice",
            Level::Fault => "fault",
            Level::Diverged => "diverged",
            Level::Invalid => "invalid",
            Level::Unchecked => "unchecked",
        }
    }
}

/// Where something was found.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Default, Debug)]
pub struct Place {
    /// A path of the repository, a file of the log or the name of a kept checkpoint.
    pub path: Option<String>,
    /// An entry of the log, from 0.
    pub entry: Option<u64>,
    /// A commit of main.
    pub commit: Option<ObjectId>,
}

impl Place {
    /// A path or name.
    pub(super) fn path(path: impl ToString) -> Self {
        Self { path: Some(path.to_string()), ..Self::default() }
    }

    /// The entry it is about.
    pub(super) fn entry(self, index: u64) -> Self {
        Self { entry: Some(index), ..self }
    }

    /// The commit it is about.
    pub(super) fn commit(self, commit: ObjectId) -> Self {
        Self { commit: Some(commit), ..self }
    }
}

/// Something found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// The check that found it.
    pub check: Check,
    /// How bad it is.
    pub level: Level,
    /// The word that programs know it by: kebab-case, it names the defect.
    pub code: &'static str,
    /// Where.
    pub place: Place,
    /// What is wrong.
    pub message: Message,
}

impl Finding {
    /// What findings are sorted by.
    pub(super) fn order(&self) -> (Check, &Place, &'static str, String) {
        (self.check, &self.place, self.code, self.message.id())
    }
}
