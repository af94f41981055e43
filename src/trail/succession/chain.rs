//! A chain of keys in one file, for whoever verifies a receipt without the log: each record, and the receipt of its entry.
//!
//! ```text
//! mipg rotacion de clave v1          the record, as it lies on the branch
//! …
//! c2sp.org/tlog-proof@v1             the receipt of the entry `clave` that binds it
//! …
//! ```
//!
//! Both formats stand as they are, one after the other, in the order of the entries; `cat` makes such a file as well.

use std::{fmt, str::FromStr};

use super::{Change, MAX_CHANGES, OutOfTurn, StepError, Succession, key_of, logged};
use crate::{
    digest::Digest,
    trail::{
        checkpoint::Checkpoint,
        merkle::inclusion,
        note::{Note, VerifierKey},
        proof::{Proof, ProofVerifyError},
        tile::{HashReadError, TileHashes, TileReader},
    },
};

/// The longest chain, in bytes: some 400 changes.
pub const MAX_CHAIN: usize = 1 << 20;

const RECORD: &str = "mipg rotacion de clave v1";
const PROOF: &str = "c2sp.org/tlog-proof@v1";

/// A record and the receipt of its entry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Link {
    /// The record, as its bytes are.
    pub record: String,
    /// The receipt, whose extra line is the entry.
    pub proof: Proof,
}

/// A chain of keys; nothing is verified. Parse and print are inverses.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Chain(pub Vec<Link>);

/// Why a chain of keys leads nowhere.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ChainError {
    /// The bytes are no records with the receipts of their entries.
    #[error("not records of changes of key, each followed by the receipt of its entry")]
    Malformed,
    /// A receipt is not that of the entry of its record.
    #[error("the receipt is not that of the entry of the record before it")]
    Entry,
    /// A change makes no key believed.
    #[error(transparent)]
    Step(#[from] StepError),
    /// A receipt does not hold.
    #[error(transparent)]
    Proof(#[from] ProofVerifyError),
    /// A receipt is signed by a key that was not in use.
    #[error(transparent)]
    Turn(#[from] OutOfTurn),
}

impl Chain {
    /// The chain of a log, of which `note` is the signed checkpoint: every change that it tells and whose record lies
    /// beside it.
    pub fn issue<R: TileReader>(reader: &mut R, note: &Note) -> Result<Self, HashReadError<R::Error>> {
        let Ok(checkpoint) = note.text().parse::<Checkpoint>() else { return Ok(Self::default()) };
        let size = checkpoint.head.size;
        let mut links = Vec::new();
        for (index, digest, entry) in logged(reader, size) {
            let Some(Ok(record)) = reader.record(&digest).ok().flatten().map(String::from_utf8) else { continue };
            let path = inclusion(&mut TileHashes::new(&mut *reader, size), index, size)?;
            links.push(Link { record, proof: Proof { extra: Some(entry), index, path, checkpoint: note.clone() } });
        }
        Ok(Self(links))
    }

    /// Reads a chain.
    pub fn parse(bytes: &[u8]) -> Result<Self, ChainError> {
        let text = std::str::from_utf8(bytes).ok().filter(|text| text.len() <= MAX_CHAIN);
        text.ok_or(ChainError::Malformed)?.parse()
    }

    /// The keys that the chain leads to from those known, each in its turn. A chain of which any part does not hold leads
    /// nowhere.
    pub fn follow(&self, known: &[VerifierKey]) -> Result<Succession, ChainError> {
        let mut changes = Vec::new();
        for link in &self.0 {
            let digest = Digest::of(link.record.as_bytes());
            let entry = link.proof.extra.as_deref().ok_or(ChainError::Entry)?;
            let is_next = changes.last().is_none_or(|last: &Change| last.index < link.proof.index);
            if key_of(entry) != Some(digest) || !is_next {
                return Err(ChainError::Entry);
            }
            let record = Ok(Some(link.record.clone().into_bytes()));
            changes.push(Change { index: link.proof.index, digest, record });
        }
        let succession = Succession::of(known, &changes);
        if let Some(refused) = succession.refused().first() {
            return Err(refused.reason.clone().into());
        }
        let keys = succession.keys();
        for Link { proof, .. } in &self.0 {
            let opened = proof.verify(proof.extra.as_deref().unwrap_or_default(), &keys)?;
            succession.in_turn(&proof.checkpoint, opened.checkpoint.head.size)?;
        }
        Ok(succession)
    }
}

impl FromStr for Chain {
    type Err = ChainError;

    fn from_str(text: &str) -> Result<Self, ChainError> {
        let mut parts: Vec<(&str, String)> = Vec::new();
        for line in text.split_inclusive('\n') {
            let head = line.strip_suffix('\n').filter(|line| [RECORD, PROOF].contains(line));
            match (head, parts.last_mut()) {
                (Some(head), _) => parts.push((head, line.to_owned())),
                (None, Some((_, part))) => part.push_str(line),
                (None, None) => return Err(ChainError::Malformed),
            }
        }
        let mut links = Vec::new();
        for pair in parts.chunks(2) {
            let [(RECORD, record), (PROOF, proof)] = pair else { return Err(ChainError::Malformed) };
            let proof = Proof::parse(proof.as_bytes()).map_err(|_| ChainError::Malformed)?;
            links.push(Link { record: record.clone(), proof });
        }
        let chain = Self(links);
        let is_whole = !chain.0.is_empty() && chain.0.len() <= MAX_CHANGES && chain.to_string() == text;
        if is_whole { Ok(chain) } else { Err(ChainError::Malformed) }
    }
}

impl fmt::Display for Chain {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|link| write!(out, "{}{}", link.record, link.proof))
    }
}
