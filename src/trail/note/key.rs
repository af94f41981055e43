//! Public keys of notes, and their names and ids.

use std::{fmt, str::FromStr};

use data_encoding::{BASE64, HEXLOWER};
use ring::signature::{ED25519, UnparsedPublicKey};
use sha2::{Digest as _, Sha256};

use super::leak::PREFIX;
use crate::trail::cosignature;

/// The name of a key: at least one character, no space, no `+`, no control character. For a log it is the origin.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct KeyName(String);

/// The id of a key: `SHA-256(name ‖ 0x0A ‖ type ‖ public key)[:4]`. Text form: 8 lower-case hexadecimal digits.
///
/// It tells keys apart and proves nothing: anyone can make a key with a wanted id.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId([u8; 4]);

/// What a key signs, and how: the type byte of the formats.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Algorithm {
    /// Type 0x01: Ed25519 (RFC 8032) over the text of the note. The keys of logs.
    Ed25519,
    /// Type 0x04: Ed25519 over the text and a time, as [`crate::trail::cosignature`] says. The keys of witnesses.
    Cosignature,
}

/// A public key, from `<name>+<id>+<Base64 of type ‖ 32 bytes>`. Parse and print are inverses.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct VerifierKey {
    name: KeyName,
    id: KeyId,
    algorithm: Algorithm,
    public: [u8; 32],
}

/// Why a text is no key. No text of a secret key is repeated in it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum KeyError {
    /// A key has three parts, joined by `+`; a secret one begins with `PRIVATE+KEY+`.
    #[error("a key has the form `<name>+<id>+<key>`")]
    Shape,
    /// A secret key stands where a public one belongs.
    #[error("a secret key stands where a public one belongs")]
    Secret,
    /// The name is empty or holds a space, a `+` or a control character.
    #[error("the name of a key is empty or holds a space, a `+` or a control character")]
    Name,
    /// The id is not 8 lower-case hexadecimal digits.
    #[error("the id of a key has 8 lower-case hexadecimal digits")]
    Id,
    /// The key is not canonical Base64.
    #[error("the key is not canonical Base64")]
    Base64,
    /// The type is none this program knows.
    #[error("keys of type {0} are not supported, only 1 (Ed25519) and 4 (cosignature)")]
    Type(u8),
    /// The key has another length.
    #[error("the key has {0} bytes, not 1 and 32")]
    Length(usize),
    /// No signature by this key means anything: it is no canonical encoding, or of a point of small order, for which
    /// anyone can sign.
    #[error("the key is not canonical, or one anyone can sign for")]
    Weak,
    /// The id belongs to another name or key.
    #[error("the id is {found}, the name and the key make {computed}")]
    Mismatch {
        /// What is written.
        found: KeyId,
        /// What name and key make.
        computed: KeyId,
    },
}

impl KeyName {
    /// Checks `text` and makes it a name.
    pub fn new(text: impl Into<String>) -> Result<Self, KeyError> {
        let text = text.into();
        let allowed = |letter: char| !letter.is_whitespace() && letter >= ' ' && letter != '+';
        match !text.is_empty() && text.chars().all(allowed) {
            true => Ok(Self(text)),
            false => Err(KeyError::Name),
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for KeyName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl KeyId {
    /// An id with these bytes.
    pub(super) fn new(bytes: [u8; 4]) -> Self {
        Self(bytes)
    }

    /// The id of a key.
    pub(super) fn of(name: &KeyName, algorithm: Algorithm, public: &[u8; 32]) -> Self {
        let mut hasher = Sha256::new_with_prefix(name.as_str());
        hasher.update([b'\n', algorithm.byte()]);
        hasher.update(public);
        let digest: [u8; 32] = hasher.finalize().into();
        Self([digest[0], digest[1], digest[2], digest[3]])
    }

    /// The four bytes.
    pub fn as_bytes(&self) -> &[u8; 4] {
        &self.0
    }
}

impl FromStr for KeyId {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let bytes = HEXLOWER.decode(text.as_bytes()).map_err(|_| KeyError::Id)?;
        bytes.try_into().map(Self).map_err(|_| KeyError::Id)
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&HEXLOWER.encode(&self.0))
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "KeyId({self})")
    }
}

impl Algorithm {
    /// The type byte.
    pub fn byte(self) -> u8 {
        match self {
            Algorithm::Ed25519 => 1,
            Algorithm::Cosignature => 4,
        }
    }

    fn of(byte: u8) -> Result<Self, KeyError> {
        match byte {
            1 => Ok(Algorithm::Ed25519),
            4 => Ok(Algorithm::Cosignature),
            other => Err(KeyError::Type(other)),
        }
    }
}

impl VerifierKey {
    /// The key with this name and these 32 bytes.
    pub fn new(name: KeyName, algorithm: Algorithm, public: [u8; 32]) -> Self {
        Self { id: KeyId::of(&name, algorithm, &public), name, algorithm, public }
    }

    /// The name.
    pub fn name(&self) -> &KeyName {
        &self.name
    }

    /// The id.
    pub fn id(&self) -> KeyId {
        self.id
    }

    /// What it signs.
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The 32 bytes of the key, as RFC 8032 encodes it.
    pub fn public(&self) -> &[u8; 32] {
        &self.public
    }

    /// The same key under a forged id: ids are short enough to be made to collide.
    #[cfg(test)]
    pub(super) fn with_id(self, id: KeyId) -> Self {
        Self { id, ..self }
    }

    /// Whether this key made `signature`, without its key id, over the text of a note.
    pub fn verify(&self, text: &str, signature: &[u8]) -> bool {
        match self.algorithm {
            Algorithm::Ed25519 => self.verify_raw(text.as_bytes(), signature),
            Algorithm::Cosignature => cosignature::split(signature).is_some_and(|(time, signature)| {
                self.verify_raw(cosignature::message(time, text).as_bytes(), signature)
            }),
        }
    }

    /// Ed25519 without cofactor, the equation of most implementations; encodings that are not canonical are refused.
    fn verify_raw(&self, message: &[u8], signature: &[u8]) -> bool {
        UnparsedPublicKey::new(&ED25519, self.public).verify(message, signature).is_ok()
    }
}

impl FromStr for VerifierKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        if text.starts_with(PREFIX) {
            return Err(KeyError::Secret);
        }
        let (name, found, algorithm, public) = parts(text)?;
        let key = Self::new(name, algorithm, public);
        match key.id == found {
            true if is_weak(&public) => Err(KeyError::Weak),
            true => Ok(key),
            false => Err(KeyError::Mismatch { found, computed: key.id }),
        }
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&join(&self.name, self.id, self.algorithm, &self.public))
    }
}

/// Whether the 255 bits of y are p = 2²⁵⁵ − 19 or more, or those of one of the eight points of small order: y is 0, 1, −1
/// or one of the two of order 8.
fn is_weak(public: &[u8; 32]) -> bool {
    const EIGHTH: [&str; 2] = [
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    ];
    let mut y = *public;
    y[31] &= 0x7f;
    let (low, rest, high) = (y[0], &y[1..31], y[31]);
    let top = high == 0x7f && rest.iter().all(|byte| *byte == 0xff);
    let bottom = high == 0 && rest.iter().all(|byte| *byte == 0);
    (top && low >= 0xec) || (bottom && low <= 1) || EIGHTH.contains(&&HEXLOWER.encode(&y)[..])
}

/// Takes `<name>+<id>+<Base64 of type ‖ 32 bytes>` apart. The Base64 may itself hold `+`.
pub(super) fn parts(text: &str) -> Result<(KeyName, KeyId, Algorithm, [u8; 32]), KeyError> {
    let mut parts = text.splitn(3, '+');
    let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(KeyError::Shape);
    };
    let (name, id) = (KeyName::new(name)?, id.parse()?);
    let bytes = BASE64.decode(key.as_bytes()).map_err(|_| KeyError::Base64)?;
    let (kind, key) = bytes.split_first().ok_or(KeyError::Length(0))?;
    let algorithm = Algorithm::of(*kind)?;
    let key = key.try_into().map_err(|_| KeyError::Length(bytes.len()))?;
    Ok((name, id, algorithm, key))
}

/// The inverse of [`parts`].
pub(super) fn join(name: &KeyName, id: KeyId, algorithm: Algorithm, key: &[u8; 32]) -> String {
    let bytes = [&[algorithm.byte()], &key[..]].concat();
    format!("{name}+{id}+{}", BASE64.encode(&bytes))
}
