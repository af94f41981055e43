//! Logs that grow, shrink, fork and rot, as a witness sees them.

use super::*;
use crate::trail::{
    constancia::tests::{log, log_key},
    entry::{Entry, Event, Moment, tests::entry},
    note::{Algorithm, KeyName, SignerKey},
    tile::tests::Shelf,
};

/// A log of so many heartbeats, whose hours differ from `turn` on.
fn grown(size: u64, turn: u64) -> (Shelf, Note) {
    log((0..size)
        .map(|index| {
            let time = 1_793_909_551 + index * 60 + u64::from(index >= turn);
            Entry { time: Moment::from_unix(time).unwrap(), ..entry(Event::Heartbeat) }
        })
        .collect())
}

fn see(shelf: &Shelf, old: Option<&Note>, new: &Note) -> Result<Fresh, WitnessError<Infallible>> {
    observe(&mut shelf.clone(), &[log_key().verifier().clone()], old, new)
}

const NEVER: u64 = u64::MAX;

#[test]
fn a_log_that_only_grows_is_cosigned() {
    for (old, new) in [(0, 0), (0, 1), (1, 1), (1, 2), (3, 7), (4, 8), (255, 300), (256, 300), (256, 257), (300, 600)] {
        let (_, before) = grown(old, NEVER);
        let (shelf, after) = grown(new, NEVER);
        let fresh = see(&shelf, Some(&before), &after).unwrap();
        assert_eq!((fresh.before, fresh.checkpoint.head.size), (Some(old), new));
        assert_eq!(see(&shelf, None, &after).unwrap().before, None);
        // Only the files said to be needed are read.
        let needed = needed(old, new);
        let few =
            Shelf(shelf.0.iter().filter(|(path, _)| needed.contains(path)).map(|(a, b)| (*a, b.clone())).collect());
        assert_eq!(few.0.len(), needed.len());
        assert!(see(&few, Some(&before), &after).is_ok(), "{old} {new}");
    }
}

#[test]
fn a_rewritten_log_is_found_and_shown_to_others() {
    for (old, new, turn) in
        [(1, 2, 0), (3, 7, 2), (4, 8, 3), (256, 300, 0), (256, 300, 255), (300, 600, 299), (5, 5, 4)]
    {
        let (_, before) = grown(old, NEVER);
        let (shelf, after) = grown(new, turn);
        let Err(WitnessError::Diverged(divergence)) = see(&shelf, Some(&before), &after) else {
            panic!("{old} {new} {turn}")
        };
        let shown = divergence.with(before.clone(), after.clone());
        let read: Portable = shown.to_string().parse().unwrap();
        assert_eq!(read, shown);
        assert!(read.verify(std::slice::from_ref(log_key().verifier())).is_ok());
        // An honest pair proves nothing under any of the words.
        let (_, honest) = grown(new, NEVER);
        for divergence in [read.divergence.clone(), Divergence::Shrank, Divergence::SameSize] {
            let claim = divergence.with(before.clone(), honest.clone());
            assert_eq!(claim.verify(&[log_key().verifier().clone()]), Err(DivergenceError::NotShown));
        }
    }
    // What changed after the remembered size is no contradiction.
    let (shelf, after) = grown(300, 256);
    assert!(see(&shelf, Some(&grown(256, NEVER).1), &after).is_ok());
}

#[test]
fn a_smaller_log_is_refused() {
    let (shelf, after) = grown(3, NEVER);
    let (_, before) = grown(4, NEVER);
    let Err(WitnessError::Diverged(divergence)) = see(&shelf, Some(&before), &after) else { panic!() };
    assert_eq!(*divergence, Divergence::Shrank);
    let shown = divergence.with(before, after);
    assert_eq!(shown.verify(&[log_key().verifier().clone()]).unwrap().1.head.size, 3);
}

#[test]
fn damaged_tiles_accuse_nobody() {
    let (_, before) = grown(259, NEVER);
    let (shelf, after) = grown(600, NEVER);
    let needed = needed(259, 600);
    assert!(!needed.is_empty());
    for path in &needed {
        let mut refused = 0;
        for at in 0..shelf.0[path].len() {
            let mut broken = shelf.clone();
            broken.0.get_mut(path).unwrap()[at] ^= 1;
            match see(&broken, Some(&before), &after) {
                Err(WitnessError::Tiles(_)) => refused += 1,
                Ok(_) => {} // a hash of the tile that nothing rests on
                other => panic!("{path} {at}: {other:?}"),
            }
        }
        assert!(refused >= 32, "{path}");
        let mut broken = shelf.clone();
        broken.0.get_mut(path).unwrap().pop();
        assert!(matches!(see(&broken, Some(&before), &after), Err(WitnessError::Read(HashReadError::Damaged { .. }))));
        broken.0.remove(path);
        assert!(matches!(see(&broken, Some(&before), &after), Err(WitnessError::Read(HashReadError::Missing(_)))));
    }
}

#[test]
fn notes_of_others_are_refused() {
    let (shelf, note) = grown(3, NEVER);
    let name = KeyName::new("mipg.example.gov.co/entidad/1").unwrap();
    let other = SignerKey::from_seed(name, Algorithm::Ed25519, &[9; 32]);
    let answer = observe(&mut shelf.clone(), &[other.verifier().clone()], None, &note);
    assert!(matches!(answer, Err(WitnessError::Checkpoint(_))));
    let forged = note.text().parse::<Checkpoint>().unwrap().sign(&other).unwrap();
    assert!(matches!(see(&shelf, Some(&forged), &note), Err(WitnessError::Remembered(_))));
    assert!(matches!(see(&shelf, Some(&note), &forged), Err(WitnessError::Checkpoint(_))));
}

#[test]
fn other_texts_show_no_divergence() {
    let (_, before) = grown(4, NEVER);
    let (_, after) = grown(4, 1);
    let text = Divergence::SameSize.with(before, after).to_string();
    for bad in [
        "",
        "mipg divergencia v1\n",
        &text.replace("v1", "v2"),
        &text.replace("mismo-tamano", "otro"),
        &format!("{text}x"),
    ] {
        assert_eq!(bad.parse::<Portable>(), Err(DivergenceError::Form), "{bad}");
    }
    for cut in 0..text.len() {
        assert!(text[..cut].parse::<Portable>().is_err());
    }
}
