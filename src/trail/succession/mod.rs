//! The keys of a log over time (*cadena de claves*): which of them could sign which checkpoint, from those that are known.
//!
//! ```text
//! entry i, `clave` ─▶ rotacion/<digest> ─▶ signed by both keys ─▶ the old one signs sizes up to i, the new one from i + 1
//! ```
//!
//! Whoever holds one key of a log, had from elsewhere, believes the next one where a record that both signed is logged, and
//! so on; and the one before, which signed less. What no such chain leads to is believed of nobody. A key signs in its turn
//! alone: the new one not before its entry, the old one not after it.
//!
//! The entries are read from bundles that nobody vouched for yet: whoever follows them here checks the root afterwards, with
//! the key they lead to. That a key was not stolen before it was changed no record can say.

mod chain;
#[cfg(test)]
mod tests;
mod words;

pub use chain::{Chain, ChainError, Link, MAX_CHAIN};

use super::{
    entry::{DocumentEvent, Event, Logged},
    judge::{MAX_BYTES, MAX_ENTRIES},
    note::{Note, VerifierKey},
    rotation::{Rotation, RotationError},
    tile::{TileKind, TilePath, TileReader, decode_bundle},
};
use crate::digest::Digest;

/// The folder of the records, beside the checkpoint.
pub const ROTATIONS: &str = "rotacion";

/// The most changes that are followed.
pub const MAX_CHANGES: usize = 1_000;

/// What an entry `clave` says, and the record it binds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// The index of the entry.
    pub index: u64,
    /// The digest of the record.
    pub digest: Digest,
    /// The bytes of the record; none where there is no such file, and why where it could not be read.
    pub record: Result<Option<Vec<u8>>, String>,
}

/// A change that was followed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    /// The index of the entry.
    pub index: u64,
    /// What both keys signed.
    pub rotation: Rotation,
}

/// A change that makes no key believed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refused {
    /// The index of the entry.
    pub index: u64,
    /// The name of the record.
    pub file: String,
    /// Why.
    pub reason: StepError,
}

/// Why an entry `clave` makes no key believed.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum StepError {
    /// There is no record of this digest.
    #[error("the record of the change is missing, or is another")]
    Missing,
    /// The record could not be read.
    #[error("the record of the change could not be read: {0}")]
    Unreadable(String),
    /// The bytes are no record, or not of two keys of one log.
    #[error("it is no record of a change of key")]
    Malformed,
    /// One of the two keys did not sign, or a signature does not hold.
    #[error("it is not signed by both keys")]
    Signature,
    /// Neither of its keys is known, or the old one was not in use there.
    #[error("it does not start from the key in use there")]
    Foreign,
}

/// Why a signature by a key of the log is not believed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum OutOfTurn {
    /// The key came into use with this entry, which the tree does not hold yet.
    #[error("the key that signed came into use with entry {0}, which is not in that tree")]
    Early(u64),
    /// The key was changed by this entry, which the tree holds.
    #[error("the key that signed was changed by entry {0}, which is in that tree")]
    Retired(u64),
}

/// The sizes that a key could sign.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Turn {
    key: VerifierKey,
    /// The entry that brought it into use.
    from: Option<u64>,
    /// The entry that put it out of use.
    until: Option<u64>,
}

/// The keys that can be believed, each in its turn.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Succession {
    turns: Vec<Turn>,
    steps: Vec<Step>,
    refused: Vec<Refused>,
}

impl Succession {
    /// Follows the changes of a log, in the order of their entries, from the keys known elsewhere.
    pub fn of(known: &[VerifierKey], changes: &[Change]) -> Self {
        let mut chain = Self::default();
        for key in known {
            if !chain.keys().contains(key) {
                chain.turns.push(Turn { key: key.clone(), from: None, until: None });
            }
        }
        let mut earlier = Vec::new();
        for change in changes.iter().take(MAX_CHANGES) {
            match read(change) {
                Ok(rotation) if chain.forward(change.index, &rotation) => {
                    chain.steps.push(Step { index: change.index, rotation });
                }
                Ok(rotation) => earlier.push(Step { index: change.index, rotation }),
                Err(reason) => chain.refuse(change.index, change.digest, reason),
            }
        }
        // Of those before the keys that are known, the latest first.
        for step in earlier.into_iter().rev() {
            if chain.backward(&step) {
                chain.steps.push(step);
            } else {
                let found = changes.iter().find(|change| change.index == step.index);
                found.into_iter().for_each(|change| chain.refuse(change.index, change.digest, StepError::Foreign));
            }
        }
        chain.steps.sort_by_key(|step| step.index);
        chain.refused.sort_by_key(|refused| refused.index);
        chain
    }

    fn refuse(&mut self, index: u64, digest: Digest, reason: StepError) {
        self.refused.push(Refused { index, file: format!("{ROTATIONS}/{digest}"), reason });
    }

    /// Believes the new key where the old one is in use.
    fn forward(&mut self, index: u64, rotation: &Rotation) -> bool {
        let in_use = |turn: &&mut Turn| turn.until.is_none() && turn.from.is_none_or(|from| from < index);
        let Some(old) = self.turns.iter_mut().filter(|turn| turn.key == rotation.old).find(in_use) else {
            return false;
        };
        old.until = Some(index);
        // One that is known from elsewhere has its turn too.
        let known = self.turns.iter_mut().find(|turn| turn.key == rotation.new && turn.from.is_none());
        match known.filter(|turn| turn.until.is_none()) {
            Some(turn) => turn.from = Some(index),
            None => self.turns.push(Turn { key: rotation.new.clone(), from: Some(index), until: None }),
        }
        true
    }

    /// Believes the old key, up to here, where the new one is known and nothing says yet when it came into use.
    fn backward(&mut self, step: &Step) -> bool {
        let begins = |turn: &&mut Turn| turn.from.is_none() && turn.until.is_none_or(|until| until > step.index);
        let Some(new) = self.turns.iter_mut().filter(|turn| turn.key == step.rotation.new).find(begins) else {
            return false;
        };
        new.from = Some(step.index);
        self.turns.push(Turn { key: step.rotation.old.clone(), from: None, until: Some(step.index) });
        true
    }

    /// Every key that can be believed in its turn, each once.
    pub fn keys(&self) -> Vec<VerifierKey> {
        let mut keys: Vec<VerifierKey> = Vec::new();
        for turn in &self.turns {
            if !keys.contains(&turn.key) {
                keys.push(turn.key.clone());
            }
        }
        keys
    }

    /// The changes that were followed, in the order of their entries.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The changes that make no key believed.
    pub fn refused(&self) -> &[Refused] {
        &self.refused
    }

    /// Whether one of the known keys that signed this note did so in its turn, for a tree of `size`. Where none of them
    /// signed there is nothing to say here.
    pub fn in_turn(&self, note: &Note, size: u64) -> Result<(), OutOfTurn> {
        let keys = self.keys();
        let signed = |key: &VerifierKey| note.open(std::slice::from_ref(key)).is_ok();
        let mut wrong = Ok(());
        for key in keys.iter().filter(|key| signed(key)) {
            match self.turn(key, size) {
                Ok(()) => return Ok(()),
                Err(error) => wrong = Err(error),
            }
        }
        wrong
    }

    /// Whether a key could sign a tree of `size`.
    fn turn(&self, key: &VerifierKey, size: u64) -> Result<(), OutOfTurn> {
        let mut wrong = Ok(());
        for turn in self.turns.iter().filter(|turn| turn.key == *key) {
            wrong = match (turn.from, turn.until) {
                (Some(from), _) if size <= from => Err(OutOfTurn::Early(from)),
                (_, Some(until)) if size > until => Err(OutOfTurn::Retired(until)),
                _ => return Ok(()),
            };
        }
        wrong
    }
}

/// What both keys of a record signed.
fn read(change: &Change) -> Result<Rotation, StepError> {
    let bytes = match &change.record {
        Err(error) => return Err(StepError::Unreadable(error.clone())),
        Ok(found) => found.as_ref().filter(|bytes| Digest::of(bytes) == change.digest).ok_or(StepError::Missing)?,
    };
    let note = Note::parse(bytes).map_err(|_| StepError::Malformed)?;
    Rotation::read(&note).map_err(|error| match error {
        RotationError::Signature(_) | RotationError::Missing => StepError::Signature,
        _ => StepError::Malformed,
    })
}

/// The changes that the bundles of a log of `size` tell, up to the first bundle that is missing or damaged: what is wrong
/// with that one is said where the whole log is judged.
pub fn changes<R: TileReader>(reader: &mut R, size: u64) -> Vec<Change> {
    let mut found = Vec::new();
    for (index, digest, _) in logged(reader, size) {
        let record = reader.record(&digest).map_err(|error| error.to_string());
        found.push(Change { index, digest, record });
    }
    found
}

/// The entries `clave` of a log: index, digest of the record, bytes.
fn logged<R: TileReader>(reader: &mut R, size: u64) -> Vec<(u64, Digest, Vec<u8>)> {
    let (size, mut left) = (size.min(MAX_ENTRIES), MAX_BYTES);
    let finder = memchr::memmem::Finder::new(br#""evento":"clave""#);
    let mut found = Vec::new();
    for bundle in 0..size.div_ceil(256) {
        let width = u16::try_from((size - bundle * 256).min(256)).expect("at most 256");
        let path = TilePath::new(TileKind::Entries, bundle, width);
        let Ok(Some(bytes)) = reader.tile(&path) else { break };
        let Some(rest) = left.checked_sub(bytes.len() as u64) else { break };
        left = rest;
        let Ok(entries) = decode_bundle(width, &bytes) else { break };
        for (index, bytes) in (bundle * 256..).zip(entries) {
            if found.len() == MAX_CHANGES {
                return found;
            }
            if finder.find(bytes).is_some()
                && let Some(digest) = key_of(bytes)
            {
                found.push((index, digest, bytes.to_vec()));
            }
        }
    }
    found
}

/// The digest of the record that an entry `clave` binds; none where it is no such entry.
pub fn key_of(entry: &[u8]) -> Option<Digest> {
    match Logged::parse(entry).ok()?.known()?.event {
        Event::Document(DocumentEvent::Key, document) => Some(document.digest),
        _ => None,
    }
}
