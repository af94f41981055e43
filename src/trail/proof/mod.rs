//! Receipts (C2SP tlog-proof, draft): one file that proves, offline, that an entry is in a log.
//!
//! ```text
//! c2sp.org/tlog-proof@v1
//! extra <Base64>                 at most once; NOT authenticated
//! index 73894
//! <Base64 hash>                  one line for each hash of the inclusion proof, from the leaf's sibling up
//!
//! <signed checkpoint, as it is>
//! ```
//!
//! The entry itself is not in it: whoever verifies has it, or builds it from what it is about. At most [`MAX_PROOF`]
//! bytes.

#[cfg(test)]
mod tests;

use std::{fmt, str::FromStr};

use data_encoding::BASE64;

use super::{
    checkpoint::{self, CheckpointOpenError, Opened, decimal},
    merkle::{self, Hash, leaf_hash, verify_inclusion},
    note::{MAX_NOTE, Note, NoteError, VerifierKey},
    policy::{Policy, Quorum},
};

/// The longest receipt, in bytes: a note, 63 hashes, and 64 KiB of extra data.
pub const MAX_PROOF: usize = MAX_NOTE + 128 * 1024;

/// The most extra data, in bytes before Base64.
pub const MAX_EXTRA: usize = 64 * 1024;

const HEADER: &str = "c2sp.org/tlog-proof@v1";

/// A receipt. Nothing is verified. Parse and print are inverses.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proof {
    /// What the format leaves to the application. Nobody vouches for it.
    pub extra: Option<Vec<u8>>,
    /// The index of the entry, from 0.
    pub index: u64,
    /// The inclusion proof.
    pub path: Vec<Hash>,
    /// The signed checkpoint.
    pub checkpoint: Note,
}

/// Why bytes are no receipt; whoever wrote them is at fault.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ProofFileError {
    /// It is longer than [`MAX_PROOF`].
    #[error("{0} bytes, more than a receipt may have")]
    TooLong(usize),
    /// It is not UTF-8.
    #[error("not UTF-8 at byte {0}")]
    Utf8(usize),
    /// The first line is another.
    #[error("line 1 is not `c2sp.org/tlog-proof@v1`")]
    Header,
    /// The extra data is not canonical Base64 of at most [`MAX_EXTRA`] bytes.
    #[error("line 2: the extra data is not canonical Base64 or too long")]
    Extra,
    /// There is no line with the index, a plain decimal number below 2⁶³.
    #[error("line {0} is not `index <number>`")]
    Index(usize),
    /// A line of the proof is no hash.
    #[error("line {0} is not a hash of 32 bytes in canonical Base64")]
    Hash(usize),
    /// There are more hashes than any tree asks for.
    #[error("more than 63 hashes")]
    TooMany,
    /// No empty line separates the proof from the checkpoint.
    #[error("no checkpoint after the proof")]
    NoCheckpoint,
    /// The checkpoint is no signed note; its lines are counted from the empty line before it.
    #[error("the checkpoint: {0}")]
    Note(#[from] NoteError),
}

/// Why a receipt does not prove what it is given for.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ProofVerifyError {
    /// The checkpoint must not be believed.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointOpenError),
    /// The entry is not in the tree of the checkpoint.
    #[error("the entry is not in the log at this place: {0}")]
    Inclusion(#[from] merkle::ProofError),
}

impl Proof {
    /// Reads a receipt; nothing is verified.
    pub fn parse(bytes: &[u8]) -> Result<Self, ProofFileError> {
        if bytes.len() > MAX_PROOF {
            return Err(ProofFileError::TooLong(bytes.len()));
        }
        let text = std::str::from_utf8(bytes).map_err(|error| ProofFileError::Utf8(error.valid_up_to()))?;
        let (head, checkpoint) = text.split_once("\n\n").ok_or(ProofFileError::NoCheckpoint)?;
        let mut lines = (1..).zip(head.split('\n')).peekable();
        if lines.next().is_none_or(|(_, line)| line != HEADER) {
            return Err(ProofFileError::Header);
        }
        let extra = match lines.peek().and_then(|(_, line)| line.strip_prefix("extra ")) {
            None => None,
            Some(base64) => {
                let extra = BASE64.decode(base64.as_bytes()).ok().filter(|extra| extra.len() <= MAX_EXTRA);
                lines.next();
                Some(extra.ok_or(ProofFileError::Extra)?)
            }
        };
        let (place, index) = lines.next().unwrap_or((2 + usize::from(extra.is_some()), ""));
        let index = index.strip_prefix("index ").and_then(decimal).filter(|index| *index < merkle::MAX_SIZE);
        let index = index.ok_or(ProofFileError::Index(place))?;
        let mut path = Vec::new();
        for (place, line) in lines {
            if path.len() == 63 {
                return Err(ProofFileError::TooMany);
            }
            path.push(line.parse().map_err(|_| ProofFileError::Hash(place))?);
        }
        Ok(Self { extra, index, path, checkpoint: Note::parse(checkpoint.as_bytes())? })
    }

    /// Verifies that `entry` is in the log, with a key of the log known from elsewhere.
    pub fn verify<'a>(&'a self, entry: &[u8], known: &'a [VerifierKey]) -> Result<Opened<'a>, ProofVerifyError> {
        let opened = checkpoint::open(&self.checkpoint, known)?;
        self.verify_entry(entry, &opened)?;
        Ok(opened)
    }

    /// Verifies that `entry` is in a log of the policy, and judges the quorum of its witnesses apart.
    pub fn verify_with<'a>(
        &'a self,
        entry: &[u8],
        policy: &'a Policy,
    ) -> Result<(Opened<'a>, Quorum<'a>), ProofVerifyError> {
        let (opened, quorum) = policy.open(&self.checkpoint)?;
        self.verify_entry(entry, &opened)?;
        Ok((opened, quorum))
    }

    fn verify_entry(&self, entry: &[u8], opened: &Opened<'_>) -> Result<(), merkle::ProofError> {
        verify_inclusion(&opened.checkpoint.head, self.index, leaf_hash(entry), &self.path)
    }
}

impl FromStr for Proof {
    type Err = ProofFileError;

    fn from_str(text: &str) -> Result<Self, ProofFileError> {
        Self::parse(text.as_bytes())
    }
}

impl fmt::Display for Proof {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "{HEADER}")?;
        if let Some(extra) = &self.extra {
            writeln!(out, "extra {}", BASE64.encode(extra))?;
        }
        writeln!(out, "index {}", self.index)?;
        self.path.iter().try_for_each(|hash| writeln!(out, "{hash}"))?;
        write!(out, "\n{}", self.checkpoint)
    }
}
