//! Signed notes (C2SP signed-note 1.0): a text and lines of signatures.
//!
//! ```text
//! If you think cryptography is the answer to your problem,
//! then you don't know what your problem is.
//!
//! — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
//! ```
//!
//! The last empty line separates the text, which ends with a newline, from the signatures: em dash, space, name of the
//! key, space, Base64 of key id (4 bytes) and signature, newline. The whole is UTF-8 without control characters
//! other than newline, at most [`MAX_NOTE`] bytes and [`MAX_SIGNATURES`] signatures; Base64 must be canonical, so
//! that a note has one spelling. The text of a note means nothing until [`Note::open`] has verified it.

mod key;
mod leak;
mod secret;
mod signature;
#[cfg(test)]
mod tests;

use std::{fmt, str::FromStr};

pub use key::{Algorithm, KeyError, KeyId, KeyName, VerifierKey};
pub use leak::{holds_secret, masked, without_secrets};
pub use secret::{SignError, SignerKey, secret_text};
pub use signature::{Signature, SignatureError};

/// The longest note, in bytes.
pub const MAX_NOTE: usize = 1 << 20;

/// The most signatures of one note.
pub const MAX_SIGNATURES: usize = 100;

/// A note: its text, and signatures nobody has verified yet. Parse and print are inverses.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Note {
    text: String,
    signatures: Vec<Signature>,
}

/// Why bytes are not a note; whoever wrote them is at fault.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NoteError {
    /// It is longer than [`MAX_NOTE`].
    #[error("{0} bytes, more than a note may have")]
    TooLong(usize),
    /// It is not UTF-8.
    #[error("not UTF-8 at byte {0}")]
    Utf8(usize),
    /// It holds a control character.
    #[error("a control character on line {0}")]
    Control(usize),
    /// The text is empty or does not end with a newline.
    #[error("the text of the note does not end with a newline")]
    Text,
    /// No empty line separates the text from signatures.
    #[error("no empty line before the signatures")]
    Separator,
    /// The last line has no newline.
    #[error("the last line does not end with a newline")]
    Unterminated,
    /// There are more than [`MAX_SIGNATURES`].
    #[error("{0} signatures, more than a note may have")]
    TooMany(usize),
    /// A line after the separator is no signature.
    #[error("line {line}: {source}")]
    Signature {
        /// The line of the note, from 1.
        line: usize,
        /// What is wrong with it.
        source: SignatureError,
    },
}

/// Why a note must not be believed.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum OpenError {
    /// No signature is by a known key.
    #[error("no signature by a known key")]
    Unknown,
    /// A known key did not make the signature that bears its name and id.
    #[error("the signature of `{name}` ({id}) is not valid")]
    Invalid {
        /// The name of the key.
        name: KeyName,
        /// The id of the key.
        id: KeyId,
    },
    /// Two known keys have the same name and id.
    #[error("two known keys are called `{name}` ({id})")]
    Ambiguous {
        /// The name of both.
        name: KeyName,
        /// The id of both.
        id: KeyId,
    },
}

/// A signature that a known key made over the text of a note.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Verified<'a> {
    /// The key.
    pub key: &'a VerifierKey,
    /// The line of the note.
    pub signature: &'a Signature,
}

impl Note {
    /// A note without signatures yet; `text` ends with a newline.
    pub fn new(text: impl Into<String>) -> Result<Self, NoteError> {
        let text = text.into();
        check(&text)?;
        match text.ends_with('\n') {
            true => Ok(Self { text, signatures: Vec::new() }),
            false => Err(NoteError::Text),
        }
    }

    /// Reads a note; nothing is verified.
    pub fn parse(bytes: &[u8]) -> Result<Self, NoteError> {
        if bytes.len() > MAX_NOTE {
            return Err(NoteError::TooLong(bytes.len()));
        }
        let whole = std::str::from_utf8(bytes).map_err(|error| NoteError::Utf8(error.valid_up_to()))?;
        check(whole)?;
        let blank = whole.rfind("\n\n").ok_or(NoteError::Separator)?;
        let (text, lines) = (&whole[..=blank], &whole[blank + 2..]);
        let lines = match lines.strip_suffix('\n') {
            Some(lines) => lines,
            None if lines.is_empty() => return Err(NoteError::Separator),
            None => return Err(NoteError::Unterminated),
        };
        let count = lines.split('\n').count();
        if count > MAX_SIGNATURES {
            return Err(NoteError::TooMany(count));
        }
        let first = text.matches('\n').count() + 2;
        let signatures = (first..)
            .zip(lines.split('\n'))
            .map(|(line, text)| text.parse().map_err(|source| NoteError::Signature { line, source }));
        Ok(Self { signatures: signatures.collect::<Result<_, _>>()?, text: text.to_owned() })
    }

    /// The text, with its last newline.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The signatures, in order, none of them verified.
    pub fn signatures(&self) -> &[Signature] {
        &self.signatures
    }

    /// Adds a signature after the others; one that is there already is not repeated.
    pub fn add(&mut self, signature: Signature) -> Result<(), NoteError> {
        if self.signatures.contains(&signature) {
            return Ok(());
        }
        if self.signatures.len() == MAX_SIGNATURES {
            return Err(NoteError::TooMany(MAX_SIGNATURES + 1));
        }
        self.signatures.push(signature);
        Ok(())
    }

    /// Verifies every signature that bears the name and id of a known key, and gives them in the order of the note.
    ///
    /// Signatures of other keys are ignored. One bad signature of a known key, or none that is good, rejects the note.
    pub fn open<'a>(&'a self, known: &'a [VerifierKey]) -> Result<Vec<Verified<'a>>, OpenError> {
        let mut verified = Vec::new();
        for signature in &self.signatures {
            let (name, id) = (signature.name(), signature.id());
            let mut keys = known.iter().filter(|key| key.name() == name && key.id() == id);
            let Some(key) = keys.next() else { continue };
            if keys.any(|other| other != key) {
                return Err(OpenError::Ambiguous { name: name.clone(), id });
            }
            if !key.verify(&self.text, signature.bytes()) {
                return Err(OpenError::Invalid { name: name.clone(), id });
            }
            verified.push(Verified { key, signature });
        }
        match verified.is_empty() {
            true => Err(OpenError::Unknown),
            false => Ok(verified),
        }
    }
}

impl FromStr for Note {
    type Err = NoteError;

    fn from_str(text: &str) -> Result<Self, NoteError> {
        Self::parse(text.as_bytes())
    }
}

impl fmt::Display for Note {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "{}", self.text)?;
        self.signatures.iter().try_for_each(|signature| writeln!(out, "{signature}"))
    }
}

/// Checks the length and the characters of a note or its text.
fn check(text: &str) -> Result<(), NoteError> {
    if text.len() > MAX_NOTE {
        return Err(NoteError::TooLong(text.len()));
    }
    match text.bytes().position(|byte| byte < b' ' && byte != b'\n') {
        Some(at) => Err(NoteError::Control(text[..at].matches('\n').count() + 1)),
        None => Ok(()),
    }
}
