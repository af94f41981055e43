//! Whether a proposal was received, in words.

use crate::{
    digest::Digest,
    messages::{Lang, Message},
    model::SubmissionPath,
    schedule::bogota,
    trail::entry::Moment,
};

/// A submission of a proposal, as it stands in the audit trail.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Noted {
    /// The index of its entry.
    pub number: u64,
    /// The submission.
    pub path: SubmissionPath,
    /// The digest of its manifest.
    pub manifest: Digest,
    /// The hour of the entry.
    pub at: Moment,
}

impl Noted {
    /// Its number, hour and folder.
    pub fn line(&self, lang: Lang) -> String {
        let (index, path) = (self.number.into(), self.path.folder().to_string().into());
        Message::GateReceived { index, path, hour: self.hour().into() }.text(lang)
    }

    /// The hour of Bogotá.
    pub fn hour(&self) -> String {
        self.at.instant().with_timezone(&bogota()).format("%Y-%m-%d %H:%M:%S").to_string()
    }
}

/// Why a proposal is not received.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Unreceived {
    /// It brings nothing that is received.
    Nothing,
    /// It does not conform.
    Malformed,
    /// It could not be checked: nobody knows whether it conforms.
    Unchecked,
    /// The settings name no account of the forge: nobody knows who may hand in.
    Nobody,
    /// Whoever proposes it does not hand in for these policies.
    Stranger(Vec<String>),
    /// What is proposed was put there by somebody else, who does not hand in for these policies.
    Pushed(Vec<String>),
    /// Nobody knows what person put there what is proposed.
    Unvouched,
}

impl Unreceived {
    /// That so many wait for another day, since no more than `limit` of each of these policies are received on one.
    pub fn over_day(count: usize, policies: Vec<String>, limit: usize) -> Message {
        Message::CiOverDay { count: count.into(), policies: policies.into(), limit: limit.into() }
    }

    /// In words, with what to do.
    pub fn message(&self) -> Message {
        match self {
            Self::Nothing => Message::CiNothingReceived {},
            Self::Malformed => Message::CiNotReceived {},
            Self::Unchecked => Message::CiNotChecked {},
            Self::Nobody => Message::CiNobody {},
            Self::Stranger(policies) => Message::CiStranger { policies: policies.clone().into() },
            Self::Pushed(policies) => Message::CiPushed { policies: policies.clone().into() },
            Self::Unvouched => Message::CiUnvouched {},
        }
    }
}
