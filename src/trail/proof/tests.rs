use proptest::prelude::*;

use super::*;
use crate::trail::{
    checkpoint::{Checkpoint, Origin},
    cosignature::cosign,
    merkle::{ProofError, TreeHead, inclusion, root, tests::Forest},
    note::{Algorithm, KeyName, OpenError, SignerKey},
};

fn key(name: &str, algorithm: Algorithm, seed: u8) -> SignerKey {
    SignerKey::from_seed(KeyName::new(name).unwrap(), algorithm, &[seed; 32])
}

fn log() -> SignerKey {
    key("example.com/log", Algorithm::Ed25519, 1)
}

/// The entry of an index in [`Forest::leaves`].
fn entry(index: u64) -> [u8; 8] {
    index.to_be_bytes()
}

fn proof(index: u64, size: u64) -> Proof {
    let leaves = Forest::leaves(size);
    let head = TreeHead { size, root: root(leaves.iter().copied()) };
    let checkpoint = Checkpoint::new(Origin::new("example.com/log").unwrap(), head).sign(&log()).unwrap();
    let Ok(path) = inclusion(&mut Forest::new(leaves), index, size);
    Proof { extra: None, index, path, checkpoint }
}

#[test]
fn a_receipt_proves_its_entry_and_no_other() {
    let known = [log().verifier().clone()];
    for size in 1..40 {
        for index in 0..size {
            let proof: Proof = proof(index, size).to_string().parse().unwrap();
            assert_eq!(proof.verify(&entry(index), &known).unwrap().checkpoint.head.size, size);
            let other = proof.verify(&entry(index + 1), &known);
            assert!(matches!(other, Err(ProofVerifyError::Inclusion(ProofError::Root { .. }))));
            let replayed = Proof { index: (index + 1) % size, ..proof.clone() };
            assert_eq!(replayed.verify(&entry(index), &known).is_ok(), size == 1);
        }
    }
    let unknown = [key("example.com/log", Algorithm::Ed25519, 2).verifier().clone()];
    let answer = proof(3, 7);
    let answer = answer.verify(&entry(3), &unknown);
    assert_eq!(answer, Err(ProofVerifyError::Checkpoint(CheckpointOpenError::Signature(OpenError::Unknown))));
}

#[test]
fn the_text_is_that_of_the_format() {
    let mut proof = proof(2, 3);
    proof.extra = Some(b"extra data".to_vec());
    let text = proof.to_string();
    let expected = format!(
        "c2sp.org/tlog-proof@v1\nextra ZXh0cmEgZGF0YQ==\nindex 2\n{}\n\nexample.com/log\n3\n{}\n\n— example.com/log ",
        root(Forest::leaves(2)),
        root(Forest::leaves(3))
    );
    assert!(text.starts_with(&expected), "{text}");
    assert_eq!(text.parse(), Ok(proof));
}

#[test]
fn any_bit_flipped_in_a_receipt_is_refused() {
    let whole = proof(37, 100).to_string().into_bytes();
    let known = [log().verifier().clone()];
    assert!(Proof::parse(&whole).unwrap().verify(&entry(37), &known).is_ok());
    for bit in 0..whole.len() * 8 {
        let mut bytes = whole.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        let verified = Proof::parse(&bytes).is_ok_and(|proof| proof.verify(&entry(37), &known).is_ok());
        assert!(!verified, "bit {bit}");
    }
}

#[test]
fn a_policy_counts_the_witnesses() {
    let witness = key("w", Algorithm::Cosignature, 3);
    let policy = format!("log {}\nwitness w {}\nquorum w\n", log().verifier(), witness.verifier());
    let policy = Policy::parse(policy.as_bytes()).unwrap();
    let mut proof = proof(1, 2);
    assert!(!proof.verify_with(&entry(1), &policy).unwrap().1.met);
    let cosignature = cosign(&witness, proof.checkpoint.text(), 9).unwrap();
    proof.checkpoint.add(cosignature).unwrap();
    let (opened, quorum) = proof.verify_with(&entry(1), &policy).unwrap();
    assert_eq!((quorum.met, opened.cosignatures[0].time()), (true, Some(9)));
    assert!(matches!(proof.verify_with(&entry(0), &policy), Err(ProofVerifyError::Inclusion(_))));
}

#[test]
fn malformed_receipts_are_refused_and_say_where() {
    use ProofFileError as P;
    let good = proof(5, 8).to_string();
    let refused = |from: &str, to: &str| good.replacen(from, to, 1).parse::<Proof>().unwrap_err();
    assert_eq!(refused("@v1", "@v2"), P::Header);
    assert_eq!(refused("c2sp", "\u{feff}c2sp"), P::Header);
    assert_eq!(refused("index 5\n", ""), P::Index(2));
    for index in ["05", "-5", "+5", "", " 5", "5 ", "x", "9223372036854775807", "99999999999999999999"] {
        assert_eq!(refused("index 5", &format!("index {index}")), P::Index(2), "{index}");
    }
    assert_eq!(refused("index", "extra !\nindex"), P::Extra);
    assert_eq!(refused("index", "extra AB==\nindex"), P::Extra);
    assert_eq!(refused("index", "extra AA==\nextra AA==\nindex"), P::Index(3));
    assert_eq!(refused("index 5\n", "extra AA==\n"), P::Index(3));
    assert_eq!(refused("index 5\n", "index 5\nAAAA\n"), P::Hash(3));
    assert_eq!(refused("index 5\n", "index 5\r\n"), P::Index(2));
    let hash = format!("{}\n", root([]));
    assert_eq!(refused("index 5\n", &format!("index 5\n{}", hash.repeat(61))), P::TooMany);
    assert_eq!(refused("\n\n", "\n"), P::Hash(6));
    assert!(matches!(refused("\n— ", "\n- "), P::Note(NoteError::Signature { .. })));
    // Hashes after an empty line are text of the note, which nobody signed.
    let moved: Proof = good.replacen("index 5\n", "index 5\n\n", 1).parse().unwrap();
    let known = [log().verifier().clone()];
    let invalid = OpenError::Invalid { name: known[0].name().clone(), id: known[0].id() };
    assert_eq!(
        moved.verify(&entry(5), &known),
        Err(ProofVerifyError::Checkpoint(CheckpointOpenError::Signature(invalid)))
    );
    assert_eq!("c2sp.org/tlog-proof@v1\nindex 0\n".parse::<Proof>(), Err(P::NoCheckpoint));
    assert_eq!(Proof::parse(b"\xff"), Err(P::Utf8(0)));
    assert_eq!(Proof::parse(&vec![b'x'; MAX_PROOF + 1]), Err(P::TooLong(MAX_PROOF + 1)));
    let extra = |length| {
        let text = Proof { extra: Some(vec![0; length]), ..proof(0, 1) }.to_string();
        text.parse::<Proof>()
    };
    assert!(extra(MAX_EXTRA).is_ok());
    assert_eq!(extra(MAX_EXTRA + 1), Err(P::Extra));
}

proptest! {
    #[test]
    fn parse_and_print_are_inverses(
        extra in proptest::option::of(proptest::collection::vec(any::<u8>(), 0..40)), index in 0..merkle::MAX_SIZE,
        path in proptest::collection::vec(any::<[u8; 32]>().prop_map(Hash::new), 0..=63),
    ) {
        let proof = Proof { extra, index, path, ..proof(0, 1) };
        prop_assert_eq!(proof.to_string().parse(), Ok(proof));
    }

    #[test]
    fn any_bytes_are_judged(tail in "(\n|extra |index |[0-9]|AA==|— ){0,20}", whole in any::<bool>()) {
        let text = if whole { format!("{HEADER}\n{tail}\n\no\n0\n{}\n\n— k AAAAAAA=\n", root([])) } else { tail };
        if let Ok(proof) = text.parse::<Proof>() {
            prop_assert_eq!(proof.to_string(), text);
        }
    }
}
