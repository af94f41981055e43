//! Chains followed forward and back, and broken.

use super::*;
use crate::trail::{
    append,
    checkpoint::{Checkpoint, Origin},
    entry::{Document, Event, tests::entry},
    merkle::TreeHead,
    note::{Algorithm, KeyName, SignerKey},
    tile::tests::Shelf,
};
use std::collections::BTreeMap;

const ORIGIN: &str = "mipg.example.gov.co/entidad/1";

fn key(seed: u8) -> SignerKey {
    SignerKey::from_seed(KeyName::new(ORIGIN).unwrap(), Algorithm::Ed25519, &[seed; 32])
}

fn public(seed: u8) -> VerifierKey {
    key(seed).verifier().clone()
}

fn change(index: u64, note: &Note) -> Change {
    let bytes = note.to_string().into_bytes();
    Change { index, digest: Digest::of(&bytes), record: Ok(Some(bytes)) }
}

fn rotation(index: u64, old: u8, new: u8) -> Change {
    change(index, &Rotation::sign(&key(old), &key(new)).unwrap())
}

/// A checkpoint of a tree of `size`, signed by these.
fn note(size: u64, seeds: &[u8]) -> Note {
    let root = TreeHead::empty().root;
    let checkpoint = Checkpoint::new(Origin::new(ORIGIN).unwrap(), TreeHead { size, root });
    let mut note = Note::new(checkpoint.to_string()).unwrap();
    seeds.iter().for_each(|seed| note.add(key(*seed).sign(note.text()).unwrap()).unwrap());
    note
}

#[test]
fn each_key_signs_in_its_turn() {
    // Entries 5 and 9 change the key: 1 → 2 → 3.
    let changes = [rotation(5, 1, 2), rotation(9, 2, 3)];
    for known in [&[1][..], &[2], &[3], &[1, 3], &[1, 2, 3], &[3, 3, 1]] {
        let known: Vec<VerifierKey> = known.iter().map(|seed| public(*seed)).collect();
        let found = Succession::of(&known, &changes);
        assert_eq!((found.steps().len(), found.refused().len(), found.keys().len()), (2, 0, 3), "{known:?}");
        assert_eq!(found.steps().iter().map(|step| step.index).collect::<Vec<_>>(), [5, 9]);
        let turn = |seed: u8, size: u64| found.in_turn(&note(size, &[seed]), size);
        // Of each key the sizes it could sign, by hand.
        for size in 0..20 {
            let retired = |entry| Err(OutOfTurn::Retired(entry));
            let early = |entry| Err(OutOfTurn::Early(entry));
            assert_eq!(turn(1, size), if size <= 5 { Ok(()) } else { retired(5) }, "1 {size} {known:?}");
            let second = if size <= 5 {
                early(5)
            } else if size <= 9 {
                Ok(())
            } else {
                retired(9)
            };
            assert_eq!(turn(2, size), second, "2 {size} {known:?}");
            assert_eq!(turn(3, size), if size <= 9 { early(9) } else { Ok(()) }, "3 {size} {known:?}");
            // Both at the change: the one in its turn is enough.
            assert_eq!(found.in_turn(&note(size, &[1, 2, 3]), size), Ok(()));
            // One that is not known has no turn to miss: whoever opens the note refuses it.
            assert_eq!(turn(7, size), Ok(()));
        }
    }
}

#[test]
fn a_key_may_come_back() {
    let found = Succession::of(&[public(1)], &[rotation(2, 1, 2), rotation(4, 2, 1)]);
    assert_eq!((found.steps().len(), found.refused()), (2, &[][..]));
    let sizes =
        |seed: u8| (0..8).filter(|size| found.in_turn(&note(*size, &[seed]), *size).is_ok()).collect::<Vec<_>>();
    assert_eq!((sizes(1), sizes(2)), (vec![0, 1, 2, 5, 6, 7], vec![3, 4]));
}

#[test]
fn what_is_not_signed_by_both_from_the_key_in_use_leads_nowhere() {
    let whole = Rotation::sign(&key(1), &key(2)).unwrap();
    let by = |place: usize| {
        let mut note = Note::new(whole.text()).unwrap();
        note.add(whole.signatures()[place].clone()).unwrap();
        change(5, &note)
    };
    let swapped = whole.to_string().replace(&public(2).to_string(), &public(3).to_string());
    let missing = Change { record: Ok(None), ..change(5, &whole) };
    let other = Change { record: Ok(Some(b"otra".to_vec())), ..change(5, &whole) };
    let unread = Change { record: Err("disco".to_owned()), ..change(5, &whole) };
    let text = {
        let mut note = Note::new("hola\n").unwrap();
        note.add(key(1).sign("hola\n").unwrap()).unwrap();
        change(5, &note)
    };
    let bytes = Change { index: 5, digest: Digest::of(b"x"), record: Ok(Some(b"x".to_vec())) };
    for (bad, reason) in [
        (by(0), StepError::Signature),
        (by(1), StepError::Signature),
        (change(5, &swapped.parse().unwrap()), StepError::Signature),
        (rotation(5, 8, 9), StepError::Foreign),
        (missing, StepError::Missing),
        (other, StepError::Missing),
        (unread, StepError::Unreadable("disco".to_owned())),
        (text, StepError::Malformed),
        (bytes, StepError::Malformed),
    ] {
        let found = Succession::of(&[public(1)], std::slice::from_ref(&bad));
        assert_eq!((found.keys(), found.steps()), (vec![public(1)], &[][..]), "{reason}");
        let file = format!("rotacion/{}", bad.digest);
        assert_eq!(found.refused(), [Refused { index: 5, file, reason }]);
        assert_eq!(found.in_turn(&note(9, &[1]), 9), Ok(()));
    }
    // A key that was changed changes nothing any more, nor does one before it came into use.
    let found = Succession::of(&[public(1)], &[rotation(5, 1, 2), rotation(7, 1, 3)]);
    assert_eq!((found.steps().len(), found.refused()[0].reason.clone()), (1, StepError::Foreign));
    let found = Succession::of(&[public(1)], &[rotation(3, 2, 3), rotation(5, 1, 2)]);
    assert_eq!((found.steps()[0].index, found.refused()[0].index), (5, 3));
}

/// Tiles and records.
#[derive(Clone, Default)]
struct Log {
    shelf: Shelf,
    records: BTreeMap<Digest, Vec<u8>>,
}

impl TileReader for Log {
    type Error = std::convert::Infallible;

    fn tile(&mut self, path: &TilePath) -> Result<Option<Vec<u8>>, Self::Error> {
        self.shelf.tile(path)
    }

    fn record(&mut self, digest: &Digest) -> Result<Option<Vec<u8>>, Self::Error> {
        Ok(self.records.get(digest).cloned())
    }
}

/// A log of `size` entries that are changes of key where `changes` says so; its checkpoint is signed by `signer`.
fn log(size: u64, changes: &[(u64, u8, u8)], signer: u8) -> (Log, Note) {
    let mut made = Log::default();
    let entries = (0..size).map(|index| {
        let document = match changes.iter().find(|(at, _, _)| *at == index) {
            Some((_, old, new)) => {
                let bytes = Rotation::sign(&key(*old), &key(*new)).unwrap().to_string().into_bytes();
                let digest = Digest::of(&bytes);
                made.records.insert(digest, bytes);
                (DocumentEvent::Key, digest)
            }
            None => (DocumentEvent::Report, Digest::of(&index.to_be_bytes())),
        };
        let path = crate::repo_path::RepoPath::new("rotacion/x").unwrap();
        entry(Event::Document(document.0, Document { path, digest: document.1 }))
    });
    let entries: Vec<_> = entries.collect();
    let old = Checkpoint::new(Origin::new(ORIGIN).unwrap(), TreeHead::empty());
    let grown = append::append(&mut Shelf::default(), &old, entries, |_| None).unwrap();
    made.shelf.0.extend(grown.write);
    (made, grown.checkpoint.sign(&key(signer)).unwrap())
}

#[test]
fn a_chain_in_one_file_is_followed_without_the_log() {
    let (mut made, note) = log(300, &[(7, 1, 2), (270, 2, 3)], 3);
    assert_eq!(changes(&mut made, 300).iter().map(|change| change.index).collect::<Vec<_>>(), [7, 270]);
    let chain = Chain::issue(&mut made, &note).unwrap();
    let text = chain.to_string();
    assert_eq!(Chain::parse(text.as_bytes()).unwrap(), chain);
    for seed in 1..=3 {
        let found = chain.follow(&[public(seed)]).unwrap();
        assert_eq!((found.steps().len(), found.keys().len()), (2, 3));
    }
    assert_eq!(chain.follow(&[public(9)]), Err(ChainError::Step(StepError::Foreign)));
    // A bit flipped anywhere leads nowhere.
    for place in 0..text.len() {
        let mut bad = text.clone().into_bytes();
        bad[place] ^= 1 << (place % 7);
        let followed = Chain::parse(&bad).and_then(|chain| chain.follow(&[public(1)]));
        assert!(followed.is_err(), "byte {place}");
    }
    // The second change before the first, one alone, a proof of another entry, nothing at all.
    let [one, two] = <[Link; 2]>::try_from(chain.0.clone()).unwrap();
    assert_eq!(Chain(vec![two.clone(), one.clone()]).follow(&[public(1)]), Err(ChainError::Entry));
    assert_eq!(Chain(vec![two.clone()]).follow(&[public(1)]), Err(ChainError::Step(StepError::Foreign)));
    // The key that signed the receipts is reached by the second alone.
    assert!(matches!(Chain(vec![one.clone()]).follow(&[public(1)]), Err(ChainError::Proof(_))));
    let mixed = Link { record: one.record.clone(), proof: two.proof };
    assert_eq!(Chain(vec![mixed]).follow(&[public(1)]), Err(ChainError::Entry));
    for text in ["", "\n", "hola\n", &one.record, &one.proof.to_string()] {
        assert_eq!(Chain::parse(text.as_bytes()), Err(ChainError::Malformed), "{text}");
    }
    assert_eq!(Chain::parse(&vec![b'\n'; MAX_CHAIN + 1]), Err(ChainError::Malformed));
}

#[test]
fn a_proof_signed_out_of_turn_leads_nowhere() {
    // Whoever stole the first key signs the log after it was changed.
    let (mut made, note) = log(20, &[(7, 1, 2)], 1);
    let chain = Chain::issue(&mut made, &note).unwrap();
    assert_eq!(chain.follow(&[public(1)]), Err(ChainError::Turn(OutOfTurn::Retired(7))));
}
