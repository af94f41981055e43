//! Hashes of a tree: 32 bytes, written in Base64 as the C2SP formats do.

use std::{fmt, str::FromStr};

use data_encoding::BASE64;
use sha2::{Digest as _, Sha256};

/// A hash of a Merkle tree. Text form: standard Base64 with padding (RFC 4648 §4), 44 characters, canonical.
///
/// It is not the digest of a file ([`crate::digest::Digest`]): a leaf and a node are hashed with a prefix.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash([u8; 32]);

/// The text is not 32 bytes in canonical Base64.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("not 32 bytes in canonical Base64")]
pub struct HashError;

impl Hash {
    /// The length in bytes.
    pub const LENGTH: usize = 32;

    /// A hash with these bytes.
    pub const fn new(bytes: [u8; Self::LENGTH]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    pub fn as_bytes(&self) -> &[u8; Self::LENGTH] {
        &self.0
    }
}

impl FromStr for Hash {
    type Err = HashError;

    fn from_str(text: &str) -> Result<Self, HashError> {
        if text.len() != 44 {
            return Err(HashError);
        }
        let bytes = BASE64.decode(text.as_bytes()).map_err(|_| HashError)?;
        Ok(Self(bytes.try_into().map_err(|_| HashError)?))
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&BASE64.encode(&self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Hash({self})")
    }
}

/// The root of the empty tree: `SHA-256()`.
pub fn empty_root() -> Hash {
    Hash(Sha256::digest([]).into())
}

/// The hash of a leaf: `SHA-256(0x00 ‖ entry)`.
pub fn leaf_hash(entry: &[u8]) -> Hash {
    let mut hasher = Sha256::new_with_prefix([0]);
    hasher.update(entry);
    Hash(hasher.finalize().into())
}

/// The hash of a node: `SHA-256(0x01 ‖ left ‖ right)`.
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    let mut bytes = [1; 65];
    bytes[1..33].copy_from_slice(&left.0);
    bytes[33..].copy_from_slice(&right.0);
    Hash(Sha256::digest(bytes).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn other_spellings_are_refused() {
        let text = leaf_hash(b"x").to_string();
        assert_eq!(text.parse(), Ok(leaf_hash(b"x")));
        for wrong in [&text[1..], &format!("{text}\n"), &text.replace('=', ""), &format!("{}!=", &text[..42]), ""] {
            assert_eq!(wrong.parse::<Hash>(), Err(HashError), "{wrong}");
        }
        // 32 zero bytes end in `A=`; `B=` leaves a bit set that no byte holds.
        let zero = Hash::new([0; 32]).to_string();
        assert_eq!(zero.replace("A=", "B=").parse::<Hash>(), Err(HashError));
    }

    proptest! {
        #[test]
        fn parse_and_print_are_inverses(bytes in any::<[u8; 32]>()) {
            prop_assert_eq!(Hash::new(bytes).to_string().parse(), Ok(Hash::new(bytes)));
        }
    }
}
