//! Secret keys: read, used, never shown.

use std::{fmt, str::FromStr};

use ring::signature::{Ed25519KeyPair, KeyPair as _};

use super::{Algorithm, KeyError, KeyName, NoteError, Signature, VerifierKey, check, key, leak::PREFIX};
use crate::trail::cosignature;

/// A key that signs, from `PRIVATE+KEY+<name>+<id>+<Base64 of type ‖ seed>`. What prints it shows the public key.
pub struct SignerKey {
    pair: Ed25519KeyPair,
    verifier: VerifierKey,
}

/// Why a key did not sign.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum SignError {
    /// A witness's key stands where a log's belongs, or the other way round.
    #[error("the key `{name}` is of type {found}, not {expected}")]
    Algorithm {
        /// The name of the key.
        name: KeyName,
        /// Its type.
        found: u8,
        /// The type that belongs.
        expected: u8,
    },
    /// The text is not that of a note.
    #[error(transparent)]
    Text(#[from] NoteError),
    /// A cosignature is over a checkpoint.
    #[error("not a checkpoint: {0}")]
    Checkpoint(#[from] crate::trail::checkpoint::CheckpointError),
    /// A time beyond 2⁶³ − 1 cannot be written.
    #[error("the time {0} cannot be written")]
    Time(u64),
}

impl SignerKey {
    /// The key of this name with a seed of 32 random bytes.
    pub fn from_seed(name: KeyName, algorithm: Algorithm, seed: &[u8; 32]) -> Self {
        let pair = Ed25519KeyPair::from_seed_unchecked(seed).expect("every 32 bytes are a seed");
        let public = pair.public_key().as_ref().try_into().expect("a public key of Ed25519 has 32 bytes");
        Self { pair, verifier: VerifierKey::new(name, algorithm, public) }
    }

    /// The public half.
    pub fn verifier(&self) -> &VerifierKey {
        &self.verifier
    }

    /// Signs the text of a note; for keys of logs.
    pub fn sign(&self, text: &str) -> Result<Signature, SignError> {
        self.require(Algorithm::Ed25519)?;
        check(text)?;
        if !text.ends_with('\n') {
            return Err(NoteError::Text.into());
        }
        Ok(self.signature(self.pair.sign(text.as_bytes()).as_ref().to_vec()))
    }

    /// Signs the message of a cosignature; for keys of witnesses.
    pub(in crate::trail) fn cosign(&self, time: u64, text: &str) -> Result<Signature, SignError> {
        self.require(Algorithm::Cosignature)?;
        let signature = self.pair.sign(cosignature::message(time, text).as_bytes());
        Ok(self.signature([&time.to_be_bytes(), signature.as_ref()].concat()))
    }

    fn require(&self, expected: Algorithm) -> Result<(), SignError> {
        match self.verifier.algorithm() {
            found if found == expected => Ok(()),
            found => Err(SignError::Algorithm {
                name: self.verifier.name().clone(),
                found: found.byte(),
                expected: expected.byte(),
            }),
        }
    }

    fn signature(&self, bytes: Vec<u8>) -> Signature {
        Signature::new(self.verifier.name().clone(), self.verifier.id(), bytes)
    }
}

impl FromStr for SignerKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let rest = text.strip_prefix(PREFIX).ok_or(KeyError::Shape)?;
        let (name, found, algorithm, seed) = key::parts(rest)?;
        let key = Self::from_seed(name, algorithm, &seed);
        match key.verifier.id() {
            computed if computed == found => Ok(key),
            computed => Err(KeyError::Mismatch { found, computed }),
        }
    }
}

impl fmt::Debug for SignerKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "SignerKey({})", self.verifier)
    }
}

/// The text of a secret key, for the file it is kept in: whoever reads it can sign.
pub fn secret_text(name: &KeyName, algorithm: Algorithm, seed: &[u8; 32]) -> String {
    let id = SignerKey::from_seed(name.clone(), algorithm, seed).verifier.id();
    format!("{PREFIX}{}", key::join(name, id, algorithm, seed))
}
