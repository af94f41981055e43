//! Checkpoints (C2SP tlog-checkpoint 1.0): what a log says of itself, as the text of a signed note.
//!
//! ```text
//! example.com/behind-the-sofa
//! 20852163
//! CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
//! ```
//!
//! The lines are the origin, the number of leaves in decimal and the root in Base64. Other logs may add lines of
//! extension; ours has none, since nobody can audit them. [`open`] is how a checkpoint is believed: signed by a
//! log whose key bears the origin as its name.

use std::{fmt, str::FromStr};

use super::{
    merkle::{Hash, MAX_SIZE, TreeHead},
    note::{Algorithm, Note, NoteError, OpenError, SignError, SignerKey, Verified, VerifierKey},
};

/// The identity of a log, for ever: one line of text, such as `mipg.example.gov.co/entidad/1`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Origin(String);

/// What a log says of itself at one moment. Nothing is verified. Parse and print are inverses.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Checkpoint {
    /// Which log.
    pub origin: Origin,
    /// Its size and root.
    pub head: TreeHead,
    extensions: Vec<String>,
}

/// Why a text is no checkpoint; whoever wrote it is at fault.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum CheckpointError {
    /// There are fewer than three lines, or the last one has no newline.
    #[error("a checkpoint has at least three lines, each ended by a newline")]
    Lines,
    /// The origin is empty or holds a control character.
    #[error("the origin is empty or holds a control character")]
    Origin,
    /// The size is not a plain decimal number below 2⁶³.
    #[error("the size is not a plain decimal number below 2^63")]
    Size,
    /// The root is not 32 bytes in canonical Base64.
    #[error("the root is not 32 bytes in canonical Base64")]
    Root,
    /// A line of extension is empty.
    #[error("line {0} is empty")]
    Extension(usize),
}

impl Origin {
    /// Checks `text` and makes it an origin.
    pub fn new(text: impl Into<String>) -> Result<Self, CheckpointError> {
        let text = text.into();
        match !text.is_empty() && !text.bytes().any(|byte| byte < b' ') {
            true => Ok(Self(text)),
            false => Err(CheckpointError::Origin),
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl Checkpoint {
    /// A checkpoint without extensions, as ours are.
    pub fn new(origin: Origin, head: TreeHead) -> Self {
        Self { origin, head, extensions: Vec::new() }
    }

    /// The lines of extension: what they mean is for the log that wrote them. Ours must have none.
    pub fn extensions(&self) -> &[String] {
        &self.extensions
    }

    /// The note with this checkpoint as its text, signed by the log.
    pub fn sign(&self, key: &SignerKey) -> Result<Note, SignError> {
        let mut note = Note::new(self.to_string())?;
        note.add(key.sign(note.text())?)?;
        Ok(note)
    }
}

impl FromStr for Checkpoint {
    type Err = CheckpointError;

    fn from_str(text: &str) -> Result<Self, CheckpointError> {
        let mut lines = text.strip_suffix('\n').ok_or(CheckpointError::Lines)?.split('\n');
        let mut line = || lines.next().ok_or(CheckpointError::Lines);
        let (origin, size, root) = (line()?, line()?, line()?);
        let head = TreeHead {
            size: decimal(size).filter(|size| *size <= MAX_SIZE).ok_or(CheckpointError::Size)?,
            root: root.parse::<Hash>().map_err(|_| CheckpointError::Root)?,
        };
        let extensions: Vec<String> = lines.map(str::to_owned).collect();
        if let Some(place) = extensions.iter().position(String::is_empty) {
            return Err(CheckpointError::Extension(place + 4));
        }
        Ok(Self { origin: Origin::new(origin)?, head, extensions })
    }
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "{}\n{}\n{}", self.origin, self.head.size, self.head.root)?;
        self.extensions.iter().try_for_each(|line| writeln!(out, "{line}"))
    }
}

/// A decimal number in its only spelling: digits, no sign, no zero in front.
pub(super) fn decimal(text: &str) -> Option<u64> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    text.parse().ok().filter(|_| plain)
}

/// A checkpoint that its log has signed, with the valid cosignatures of known witnesses.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Opened<'a> {
    /// What the log says.
    pub checkpoint: Checkpoint,
    /// The key of the log that signed it.
    pub log: &'a VerifierKey,
    /// The cosignatures, in the order of the note.
    pub cosignatures: Vec<Verified<'a>>,
}

/// Why a signed checkpoint must not be believed.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum CheckpointOpenError {
    /// The bytes are no note.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// The signatures do not hold.
    #[error(transparent)]
    Signature(#[from] OpenError),
    /// The text is no checkpoint.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// The log named by the origin did not sign.
    #[error("not signed by the log `{0}` with a known key")]
    Log(Origin),
}

impl CheckpointOpenError {
    /// Whether the key that signed is not among those known, which may lack the ones it was changed to.
    pub fn is_unknown(&self) -> bool {
        matches!(self, Self::Signature(OpenError::Unknown) | Self::Log(_))
    }

    /// Whether it bears the name of a known key, which did not sign it.
    pub fn is_forged(&self) -> bool {
        matches!(self, Self::Signature(OpenError::Invalid { .. }))
    }
}

/// Verifies a signed checkpoint: at least one of `logs` signed it under the name that is its origin, and every
/// signature of the known keys holds. Witnesses are not required here; [`super::policy`] counts them.
pub fn open<'a>(note: &'a Note, known: &'a [VerifierKey]) -> Result<Opened<'a>, CheckpointOpenError> {
    let verified = note.open(known)?;
    let checkpoint: Checkpoint = note.text().parse()?;
    let is_log = |one: &&Verified| {
        one.key.algorithm() == Algorithm::Ed25519 && one.key.name().as_str() == checkpoint.origin.as_str()
    };
    let Some(log) = verified.iter().find(is_log).map(|one| one.key) else {
        return Err(CheckpointOpenError::Log(checkpoint.origin));
    };
    let cosignatures = verified.into_iter().filter(|one| one.key.algorithm() == Algorithm::Cosignature).collect();
    Ok(Opened { checkpoint, log, cosignatures })
}

#[cfg(test)]
mod tests;
