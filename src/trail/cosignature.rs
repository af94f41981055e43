//! Cosignatures (C2SP tlog-cosignature 1.0, `cosignature/v1`): a witness saw this checkpoint, at this time, and it
//! extends every earlier one the witness saw.
//!
//! ```text
//! cosignature/v1
//! time 1679315147
//! example.com/behind-the-sofa
//! 20852163
//! CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
//! ```
//!
//! That is the message signed with Ed25519; the signature of the note is the time, 8 bytes big-endian, and the 64 bytes
//! of Ed25519. The name of the witness is not in the message: one key must not serve two witnesses. Whether the
//! checkpoint extends the earlier ones is checked by the witness, before [`cosign`].

use super::{
    checkpoint::Checkpoint,
    note::{Algorithm, Note, SignError, Signature, SignerKey, Verified},
};

/// The latest time that can be written, in seconds since 1970: 2⁶³ − 1.
pub const MAX_TIME: u64 = i64::MAX as u64;

/// Cosigns the text of a checkpoint (not its signatures) at `time`, seconds since 1970.
pub fn cosign(key: &SignerKey, text: &str, time: u64) -> Result<Signature, SignError> {
    text.parse::<Checkpoint>()?;
    match time > MAX_TIME {
        true => Err(SignError::Time(time)),
        false => key.cosign(time, text),
    }
}

/// The message that is signed.
pub(super) fn message(time: u64, text: &str) -> String {
    format!("cosignature/v1\ntime {time}\n{text}")
}

/// Takes `time ‖ signature` apart; nothing if it is not 8 and 64 bytes or the time is too late.
pub(super) fn split(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let (time, signature) = bytes.split_first_chunk()?;
    let time = u64::from_be_bytes(*time);
    (time <= MAX_TIME && signature.len() == 64).then_some((time, signature))
}

/// The latest time that lines of a note state as cosignatures do; nothing is verified.
pub fn stated(note: &Note) -> Option<u64> {
    note.signatures().iter().filter_map(|signature| split(signature.bytes())).map(|(time, _)| time).max()
}

impl Verified<'_> {
    /// When the witness saw the checkpoint, in seconds since 1970; none for the signature of a log.
    pub fn time(&self) -> Option<u64> {
        match self.key.algorithm() {
            Algorithm::Ed25519 => None,
            Algorithm::Cosignature => split(self.signature.bytes()).map(|(time, _)| time),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trail::note::{KeyName, OpenError, VerifierKey};
    use proptest::prelude::*;

    const TEXT: &str = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

    fn witness(seed: u8) -> SignerKey {
        SignerKey::from_seed(KeyName::new("witness.example.com/w1").unwrap(), Algorithm::Cosignature, &[seed; 32])
    }

    #[test]
    fn the_message_is_that_of_the_format() {
        assert_eq!(message(1_679_315_147, TEXT), format!("cosignature/v1\ntime 1679315147\n{TEXT}"));
        // The signature line of the example in the specification: its time is in the bytes.
        let line = "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==";
        let signature: Signature = line.parse().unwrap();
        assert_eq!(signature.id().to_string(), "8d66cf3f");
        let (time, raw) = split(signature.bytes()).unwrap();
        assert_eq!((time, raw.len()), (1_679_315_147, 64));
        assert_eq!(signature.to_string(), line);
    }

    /// Made with Go's `crypto/ed25519`, from the same seed.
    #[test]
    fn another_implementation_cosigns_the_same_bytes() {
        let key = witness(7);
        assert_eq!(
            key.verifier().to_string(),
            "witness.example.com/w1+8122a5ab+BOpKbGPinFIKvvVQexMuxfmVR3auvr57kkIe6mkURtIs"
        );
        assert_eq!(
            cosign(&key, TEXT, 1_679_315_147).unwrap().to_string(),
            "— witness.example.com/w1 gSKlqwAAAABkGFDLWr4Jea05CAgwNVtwky0Jgz6WfX0QJgM//FkB/W9BoT9TX0DkTxG+2cT4p/ViKNhUM/SnUwFcYQzugGFQ15LwDw=="
        );
    }

    #[test]
    fn another_time_text_or_key_is_refused() {
        let key = witness(7);
        let cosignature = cosign(&key, TEXT, 1_679_315_147).unwrap();
        let known = [key.verifier().clone()];
        let with = |text: &str, signature: &Signature| {
            let mut note = Note::new(text).unwrap();
            note.add(signature.clone()).unwrap();
            note
        };
        let note = with(TEXT, &cosignature);
        let verified = note.open(&known).unwrap();
        assert_eq!(verified[0].time(), Some(1_679_315_147));
        let invalid = |answer: Result<Vec<Verified<'_>>, OpenError>| matches!(answer, Err(OpenError::Invalid { .. }));
        assert!(invalid(with(&TEXT.replace("163", "164"), &cosignature).open(&known)));
        assert!(invalid(with(&format!("{TEXT}extension\n"), &cosignature).open(&known)));
        for bit in 0..cosignature.bytes().len() * 8 {
            let mut bytes = cosignature.bytes().to_vec();
            bytes[bit / 8] ^= 1 << (bit % 8);
            let broken = Signature::new(cosignature.name().clone(), cosignature.id(), bytes);
            assert!(invalid(with(TEXT, &broken).open(&known)), "bit {bit}");
        }
        assert_eq!(note.open(&[witness(8).verifier().clone()]), Err(OpenError::Unknown));
        // The same public key as that of a log is another key: its id differs.
        let log = VerifierKey::new(key.verifier().name().clone(), Algorithm::Ed25519, *key.verifier().public());
        assert_eq!(note.open(&[log]), Err(OpenError::Unknown));
    }

    #[test]
    fn only_witnesses_cosign_and_only_checkpoints() {
        let log = SignerKey::from_seed(KeyName::new("log").unwrap(), Algorithm::Ed25519, &[1; 32]);
        assert!(matches!(cosign(&log, TEXT, 1), Err(SignError::Algorithm { found: 1, expected: 4, .. })));
        assert!(matches!(witness(1).sign(TEXT), Err(SignError::Algorithm { found: 4, expected: 1, .. })));
        assert!(matches!(cosign(&witness(1), "a\n1\n", 1), Err(SignError::Checkpoint(_))));
        assert!(matches!(cosign(&witness(1), TEXT, MAX_TIME + 1), Err(SignError::Time(_))));
        assert!(cosign(&witness(1), TEXT, MAX_TIME).is_ok());
        assert_eq!(split(&[0xff; 72]), None);
        assert_eq!(split(&[0; 71]), None);
        assert_eq!(split(&[0; 73]), None);
    }

    proptest! {
        #[test]
        fn what_is_cosigned_verifies(time in 0..=MAX_TIME, size in 0..=MAX_TIME, seed in any::<u8>()) {
            let key = witness(seed);
            let text = format!("o\n{size}\n{}\n", crate::trail::merkle::leaf_hash(&[seed]));
            let signature = cosign(&key, &text, time).unwrap();
            prop_assert!(key.verifier().verify(&text, signature.bytes()));
            prop_assert_eq!(signature.to_string().parse(), Ok(signature));
        }
    }
}
