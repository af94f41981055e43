//! One line of signature.

use std::{fmt, str::FromStr};

use data_encoding::BASE64;

use super::{KeyError, KeyId, KeyName};

/// A signature of a note, as its line says: who is said to have made it, and the bytes. Nothing is verified.
///
/// Text form, without the newline: `— <name> <Base64 of id ‖ bytes>`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Signature {
    name: KeyName,
    id: KeyId,
    bytes: Vec<u8>,
}

/// Why a line is no signature.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum SignatureError {
    /// It is not `— <name> <Base64>`.
    #[error("not `— <name> <signature>`")]
    Shape,
    /// The name is none of a key.
    #[error(transparent)]
    Name(#[from] KeyError),
    /// The signature is not canonical Base64.
    #[error("the signature is not canonical Base64")]
    Base64,
    /// There is nothing after the key id.
    #[error("the signature has {0} bytes, no more than a key id")]
    Short(usize),
}

/// How a line begins: em dash and space.
const DASH: &str = "— ";

impl Signature {
    /// A signature by the key with this name and id.
    pub(in crate::trail) fn new(name: KeyName, id: KeyId, bytes: Vec<u8>) -> Self {
        Self { name, id, bytes }
    }

    /// The name of the key.
    pub fn name(&self) -> &KeyName {
        &self.name
    }

    /// The id of the key.
    pub fn id(&self) -> KeyId {
        self.id
    }

    /// The signature itself, without the key id.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

impl FromStr for Signature {
    type Err = SignatureError;

    fn from_str(line: &str) -> Result<Self, SignatureError> {
        let (name, base64) =
            line.strip_prefix(DASH).and_then(|rest| rest.split_once(' ')).ok_or(SignatureError::Shape)?;
        let name = KeyName::new(name)?;
        let all = BASE64.decode(base64.as_bytes()).map_err(|_| SignatureError::Base64)?;
        match all.split_first_chunk() {
            Some((id, bytes)) if !bytes.is_empty() => Ok(Self { name, id: KeyId::new(*id), bytes: bytes.to_vec() }),
            _ => Err(SignatureError::Short(all.len())),
        }
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = [self.id.as_bytes(), &self.bytes[..]].concat();
        write!(out, "{DASH}{} {}", self.name, BASE64.encode(&all))
    }
}
