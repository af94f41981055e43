//! What can be wrong with a log, each with its code: the words that other programs and tests know it by.

use std::error::Error;

use super::Outcome;
use crate::trail::{
    checkpoint::{CheckpointError, CheckpointOpenError, Origin},
    entry::EntryError,
    merkle::{Hash, ProofError},
    note::{KeyError, NoteError, OpenError, SignatureError},
    policy::PolicyProblem,
    proof::{ProofFileError, ProofVerifyError},
    succession::{ChainError, OutOfTurn, StepError},
    tile::TileError,
};

/// What is wrong. Codes are kebab-case, name the defect, and are never reused.
#[derive(Debug, thiserror::Error)]
pub enum Reason {
    /// The signed checkpoint must not be believed.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointOpenError),
    /// The checkpoint has lines of extension.
    #[error("the checkpoint has lines of extension, which this log never writes")]
    Extensions,
    /// There are more entries than are judged.
    #[error("it has {entries} entries, more than are judged here")]
    TooLarge {
        /// What the checkpoint says.
        entries: u64,
    },
    /// The bundles together have more bytes than are judged.
    #[error("its entries have more bytes than are judged here")]
    TooHeavy,
    /// A file of entries or hashes could not be read.
    #[error("it could not be read: {0}")]
    Unreadable(Box<dyn Error + Send + Sync>),
    /// A bundle is missing.
    #[error("the log lacks this bundle of entries, which its size asks for")]
    BundleMissing,
    /// A tile is missing.
    #[error("the log lacks this tile, which its size asks for")]
    TileMissing,
    /// A bundle or tile is damaged.
    #[error(transparent)]
    Tile(#[from] TileError),
    /// An entry is not the one that the tiles and the signed root hold.
    #[error("the entry is not the one that the signed root holds")]
    EntryDiffers,
    /// A tile does not hold the hashes that the entries make.
    #[error("the tile does not hold the hashes that the entries make")]
    TileDiffers,
    /// Neither the entries nor the tiles make the signed root.
    #[error("the entries make the root {computed}, the checkpoint says {expected}")]
    RootDiffers {
        /// The root of the entries.
        computed: Hash,
        /// The root of the checkpoint.
        expected: Hash,
    },
    /// Bytes of the log are no entry.
    #[error(transparent)]
    Entry(#[from] EntryError),
    /// The entry names another log.
    #[error("it belongs to the log `{0}`")]
    OtherLog(Origin),
    /// The hour of an entry is before that of the one before it.
    #[error("its hour is before that of the entry before it")]
    HourBackwards,
    /// A kept checkpoint is none.
    #[error("it is no checkpoint: {0}")]
    KeptMalformed(CheckpointOpenError),
    /// A kept checkpoint bears no valid signature of the log.
    #[error("it cannot be relied on: {0}")]
    KeptUntrusted(CheckpointOpenError),
    /// A kept checkpoint is of another log.
    #[error("it is a checkpoint of the log `{0}`")]
    KeptOrigin(Origin),
    /// An entry `clave` makes no key believed.
    #[error(transparent)]
    Rotation(#[from] StepError),
    /// The checkpoint is signed by a key of the log out of its turn.
    #[error(transparent)]
    Turn(#[from] OutOfTurn),
    /// A kept checkpoint is signed by a key of the log out of its turn.
    #[error("it cannot be relied on: {0}")]
    KeptTurn(OutOfTurn),
    /// The log is shorter than it was.
    #[error("the log had {kept} entries and has {found}")]
    Rollback {
        /// The size kept.
        kept: u64,
        /// The size now.
        found: u64,
    },
    /// The log is not the one it was.
    #[error("the first {size} entries are not those that were signed before")]
    Fork {
        /// The size kept.
        size: u64,
    },
}

impl Reason {
    /// Its code.
    pub fn code(&self) -> &'static str {
        match self {
            Reason::Checkpoint(error) => checkpoint_open(error),
            Reason::Extensions => "checkpoint-extensions",
            Reason::TooLarge { .. } => "log-too-large",
            Reason::TooHeavy => "log-too-heavy",
            Reason::Unreadable(_) => "unreadable",
            Reason::BundleMissing => "bundle-missing",
            Reason::TileMissing => "tile-missing",
            Reason::Tile(TileError::Length { .. }) => "tile-length",
            Reason::Tile(TileError::Truncated(_)) => "bundle-truncated",
            Reason::Tile(TileError::Trailing(_)) => "bundle-trailing",
            Reason::EntryDiffers => "entry-differs",
            Reason::TileDiffers => "tile-differs",
            Reason::RootDiffers { .. } => "root-differs",
            Reason::Entry(error) => entry(error),
            Reason::OtherLog(_) => "entry-other-log",
            Reason::HourBackwards => "hour-backwards",
            Reason::KeptMalformed(_) => "kept-malformed",
            Reason::KeptUntrusted(_) => "kept-untrusted",
            Reason::KeptOrigin(_) => "kept-origin",
            Reason::Rotation(error) => rotation(error),
            Reason::Turn(error) => turn(*error),
            Reason::KeptTurn(OutOfTurn::Early(_)) => "kept-key-early",
            Reason::KeptTurn(OutOfTurn::Retired(_)) => "kept-key-retired",
            Reason::Rollback { .. } => "kept-rollback",
            Reason::Fork { .. } => "kept-fork",
        }
    }

    /// What it makes of the log.
    pub fn outcome(&self) -> Outcome {
        match self {
            Reason::TooLarge { .. } | Reason::TooHeavy => Outcome::Unchecked,
            Reason::Unreadable(_) | Reason::Rotation(StepError::Unreadable(_)) => Outcome::Unchecked,
            Reason::KeptMalformed(_) | Reason::KeptUntrusted(_) | Reason::KeptOrigin(_) | Reason::KeptTurn(_) => {
                Outcome::Unchecked
            }
            Reason::Rollback { .. } | Reason::Fork { .. } => Outcome::Diverged,
            _ => Outcome::Invalid,
        }
    }
}

/// The code of a change of key that makes no key believed.
pub fn rotation(error: &StepError) -> &'static str {
    match error {
        StepError::Missing => "rotation-missing",
        StepError::Unreadable(_) => "unreadable",
        StepError::Malformed => "rotation-malformed",
        StepError::Signature => "rotation-signature",
        StepError::Foreign => "rotation-foreign",
    }
}

/// The code of a signature by a key out of its turn.
pub fn turn(error: OutOfTurn) -> &'static str {
    match error {
        OutOfTurn::Early(_) => "key-early",
        OutOfTurn::Retired(_) => "key-retired",
    }
}

/// The code of a chain of keys that leads nowhere.
pub fn chain(error: &ChainError) -> &'static str {
    match error {
        ChainError::Malformed => "chain-malformed",
        ChainError::Entry => "chain-entry",
        ChainError::Step(error) => rotation(error),
        ChainError::Proof(ProofVerifyError::Checkpoint(error)) => checkpoint_open(error),
        ChainError::Proof(ProofVerifyError::Inclusion(error)) => inclusion(error),
        ChainError::Turn(error) => turn(*error),
    }
}

/// The code of a signed checkpoint that must not be believed.
pub fn checkpoint_open(error: &CheckpointOpenError) -> &'static str {
    match error {
        CheckpointOpenError::Note(error) => note(error),
        CheckpointOpenError::Signature(OpenError::Unknown) => "signature-unknown",
        CheckpointOpenError::Signature(OpenError::Invalid { .. }) => "signature-invalid",
        CheckpointOpenError::Signature(OpenError::Ambiguous { .. }) => "signature-ambiguous",
        CheckpointOpenError::Checkpoint(error) => match error {
            CheckpointError::Lines => "checkpoint-lines",
            CheckpointError::Origin => "checkpoint-origin",
            CheckpointError::Size => "checkpoint-size",
            CheckpointError::Root => "checkpoint-root",
            CheckpointError::Extension(_) => "checkpoint-extension",
        },
        CheckpointOpenError::Log(_) => "checkpoint-log",
    }
}

/// The code of bytes that are no note.
pub fn note(error: &NoteError) -> &'static str {
    match error {
        NoteError::TooLong(_) => "note-too-long",
        NoteError::Utf8(_) => "note-utf8",
        NoteError::Control(_) => "note-control",
        NoteError::Text => "note-text",
        NoteError::Separator => "note-separator",
        NoteError::Unterminated => "note-unterminated",
        NoteError::TooMany(_) => "note-too-many",
        NoteError::Signature { source, .. } => match source {
            SignatureError::Shape => "note-signature-shape",
            SignatureError::Name(_) => "note-signature-name",
            SignatureError::Base64 => "note-signature-base64",
            SignatureError::Short(_) => "note-signature-short",
        },
    }
}

/// The code of a text that is no key.
pub fn key(error: &KeyError) -> &'static str {
    match error {
        KeyError::Shape => "key-shape",
        KeyError::Secret => "key-secret",
        KeyError::Name => "key-name",
        KeyError::Id => "key-id",
        KeyError::Base64 => "key-base64",
        KeyError::Type(_) => "key-type",
        KeyError::Length(_) => "key-length",
        KeyError::Weak => "key-weak",
        KeyError::Mismatch { .. } => "key-mismatch",
    }
}

/// The code of a line that has no place in a policy.
pub fn policy(problem: &PolicyProblem) -> &'static str {
    match problem {
        PolicyProblem::TooLarge => "policy-too-large",
        PolicyProblem::Control => "policy-control",
        PolicyProblem::Word => "policy-word",
        PolicyProblem::Parts(_) => "policy-parts",
        PolicyProblem::Key(error) => key(error),
        PolicyProblem::Algorithm { .. } => "policy-algorithm",
        PolicyProblem::DuplicateKey => "policy-duplicate-key",
        PolicyProblem::Taken(_) => "policy-taken",
        PolicyProblem::Undefined(_) => "policy-undefined",
        PolicyProblem::Repeated(_) => "policy-repeated",
        PolicyProblem::Threshold(_) => "policy-threshold",
        PolicyProblem::SecondQuorum => "policy-second-quorum",
        PolicyProblem::NoQuorum => "policy-no-quorum",
    }
}

/// The code of bytes that are no entry.
pub fn entry(error: &EntryError) -> &'static str {
    match error {
        EntryError::TooLong(_) => "entry-too-long",
        EntryError::Json(_) => "entry-json",
        EntryError::Duplicate(_) => "entry-duplicate",
        EntryError::NotCanonical => "entry-not-canonical",
        EntryError::NotFlat(_) => "entry-not-flat",
        EntryError::Missing(_) => "entry-missing-field",
        EntryError::Unexpected(_) => "entry-unexpected-field",
        EntryError::Invalid { .. } => "entry-invalid-field",
    }
}

/// The code of bytes that are no receipt.
pub fn proof(error: &ProofFileError) -> &'static str {
    match error {
        ProofFileError::TooLong(_) => "proof-too-long",
        ProofFileError::Utf8(_) => "proof-utf8",
        ProofFileError::Header => "proof-header",
        ProofFileError::Extra => "proof-extra",
        ProofFileError::Index(_) => "proof-index",
        ProofFileError::Hash(_) => "proof-hash",
        ProofFileError::TooMany => "proof-too-many",
        ProofFileError::NoCheckpoint => "proof-no-checkpoint",
        ProofFileError::Note(error) => note(error),
    }
}

/// The code of an inclusion proof that shows nothing.
pub fn inclusion(error: &ProofError) -> &'static str {
    match error {
        ProofError::Outside { .. } => "inclusion-outside",
        ProofError::TooLong(_) => "inclusion-too-long",
        ProofError::TooShort(_) => "inclusion-too-short",
        ProofError::Root { .. } => "inclusion-root",
        ProofError::Shrank { .. } | ProofError::OldRoot { .. } => "consistency",
    }
}
