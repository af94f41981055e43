//! The log of the example repository: its name and its key, which everybody has.

use sha2::{Digest as _, Sha256};

use crate::trail::note::{Algorithm, KeyName, SignerKey, VerifierKey};

/// The name of the log of the example.
pub const ORIGIN: &str = "mipg.ejemplo.gov.co/alcaldia-de-ejemplo/1";

/// What the secret key of the example is made of: it is public, so that its signature proves nothing.
const SEED: &str = "mipg: la clave del ejemplo es publica y no prueba nada";

/// The key that signs the log of the example, and no other.
pub fn key() -> SignerKey {
    let name = KeyName::new(ORIGIN).expect("a constant name");
    SignerKey::from_seed(name, Algorithm::Ed25519, &Sha256::digest(SEED).into())
}

/// Whether this is the key of the example, under any name.
pub fn is_example(key: &VerifierKey) -> bool {
    key.public() == self::key().verifier().public()
}
