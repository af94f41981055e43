//! The record of a change of key (*rotación*): a note that the old key and the new one both sign.
//!
//! ```text
//! mipg rotacion de clave v1
//! mipg.example.gov.co/entidad/1
//! mipg.example.gov.co/entidad/1+…          the key until now
//! mipg.example.gov.co/entidad/1+…          the key from now on
//!
//! — mipg.example.gov.co/entidad/1 …        by the old key
//! — mipg.example.gov.co/entidad/1 …        by the new key
//! ```
//!
//! An entry `clave` binds its digest. The origin of a log is for ever, so both keys bear one name. The text is no
//! checkpoint (its second line is no number), so neither signature can be taken for that of a log. Who knows the old key
//! from elsewhere may believe the new one; whether the old one was stolen before, no note can say.

use super::note::{Algorithm, Note, NoteError, OpenError, SignError, SignerKey, VerifierKey};

const HEADER: &str = "mipg rotacion de clave v1";

/// A change of key that both keys signed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rotation {
    /// The key until then.
    pub old: VerifierKey,
    /// The key from then on.
    pub new: VerifierKey,
}

/// Why a change of key was not recorded, or must not be believed.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum RotationError {
    /// The keys bear different names: the new one would be of another log.
    #[error("the keys bear different names")]
    Names,
    /// The old key and the new one are the same.
    #[error("the old key and the new one are the same")]
    Same,
    /// A key did not sign.
    #[error(transparent)]
    Sign(#[from] SignError),
    /// The note has room for no more signatures.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// The text is not the four lines of a rotation.
    #[error("not the record of a change of key")]
    Text,
    /// The old key is not the one that is known.
    #[error("the record does not start from the key that is known")]
    Unknown,
    /// A signature does not hold.
    #[error(transparent)]
    Signature(#[from] OpenError),
    /// One of the two keys did not sign.
    #[error("not signed by both keys")]
    Missing,
}

impl Rotation {
    /// The record, signed by both keys, which are of one log.
    pub fn sign(old: &SignerKey, new: &SignerKey) -> Result<Note, RotationError> {
        let (from, to) = (old.verifier(), new.verifier());
        if from.name() != to.name() {
            return Err(RotationError::Names);
        }
        if from.public() == to.public() {
            return Err(RotationError::Same);
        }
        let mut note = Note::new(format!("{HEADER}\n{}\n{from}\n{to}\n", from.name()))?;
        for key in [old, new] {
            note.add(key.sign(note.text())?)?;
        }
        Ok(note)
    }

    /// Believes a record that starts from `known`, the key that was trusted until then.
    pub fn open(note: &Note, known: &VerifierKey) -> Result<Self, RotationError> {
        let rotation = Self::read(note)?;
        if rotation.old == *known { Ok(rotation) } else { Err(RotationError::Unknown) }
    }

    /// A record that both of its keys signed, whatever they are worth.
    pub fn read(note: &Note) -> Result<Self, RotationError> {
        let lines: Vec<&str> = note.text().lines().collect();
        let [HEADER, name, old, new] = lines[..] else { return Err(RotationError::Text) };
        let key = |text: &str| {
            let key = text.parse::<VerifierKey>().map_err(|_| RotationError::Text)?;
            let is_of_log = key.algorithm() == Algorithm::Ed25519 && key.name().as_str() == name;
            if is_of_log { Ok(key) } else { Err(RotationError::Names) }
        };
        let (old, new) = (key(old)?, key(new)?);
        if old.public() == new.public() {
            return Err(RotationError::Same);
        }
        let keys = [old, new];
        let verified = note.open(&keys)?;
        if !keys.iter().all(|key| verified.iter().any(|one| one.key == key)) {
            return Err(RotationError::Missing);
        }
        let [old, new] = keys;
        Ok(Self { old, new })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trail::{checkpoint::Checkpoint, note::KeyName};

    fn key(name: &str, seed: u8) -> SignerKey {
        SignerKey::from_seed(KeyName::new(name).unwrap(), Algorithm::Ed25519, &[seed; 32])
    }

    #[test]
    fn both_keys_sign_and_the_old_one_is_known() {
        let (old, new) = (key("a.co/e/1", 1), key("a.co/e/1", 2));
        let note = Rotation::sign(&old, &new).unwrap();
        assert_eq!(note.signatures().len(), 2);
        let read = Note::parse(note.to_string().as_bytes()).unwrap();
        let rotation = Rotation::open(&read, old.verifier()).unwrap();
        assert_eq!((&rotation.old, &rotation.new), (old.verifier(), new.verifier()));
        assert!(note.text().parse::<Checkpoint>().is_err());
        // Who knew another key, even the new one, learns nothing.
        assert_eq!(Rotation::open(&read, new.verifier()), Err(RotationError::Unknown));
        assert_eq!(Rotation::open(&read, key("a.co/e/1", 3).verifier()), Err(RotationError::Unknown));
    }

    #[test]
    fn one_signature_is_not_enough() {
        let (old, new) = (key("a.co/e/1", 1), key("a.co/e/1", 2));
        let whole = Rotation::sign(&old, &new).unwrap();
        for kept in 0..2 {
            let mut note = Note::new(whole.text()).unwrap();
            note.add(whole.signatures()[kept].clone()).unwrap();
            assert_eq!(Rotation::open(&note, old.verifier()), Err(RotationError::Missing));
        }
        let other = whole.to_string().replace("mipg rotacion de clave v1", "mipg rotacion de clave v2");
        assert_eq!(Rotation::open(&other.parse().unwrap(), old.verifier()), Err(RotationError::Text));
    }

    #[test]
    fn a_record_is_of_one_log_and_two_keys() {
        let old = key("a.co/e/1", 1);
        assert_eq!(Rotation::sign(&old, &key("a.co/e/2", 2)), Err(RotationError::Names));
        assert_eq!(Rotation::sign(&old, &key("a.co/e/1", 1)), Err(RotationError::Same));
        let witness = SignerKey::from_seed(KeyName::new("a.co/e/1").unwrap(), Algorithm::Cosignature, &[2; 32]);
        assert!(matches!(Rotation::sign(&old, &witness), Err(RotationError::Sign(SignError::Algorithm { .. }))));
        // A signature over another new key does not carry over.
        let forged = Rotation::sign(&old, &key("a.co/e/1", 2)).unwrap();
        let forged = forged
            .to_string()
            .replace(&key("a.co/e/1", 2).verifier().to_string(), &key("a.co/e/1", 3).verifier().to_string());
        assert!(matches!(
            Rotation::open(&forged.parse().unwrap(), old.verifier()),
            Err(RotationError::Signature(OpenError::Invalid { .. }))
        ));
    }
}
