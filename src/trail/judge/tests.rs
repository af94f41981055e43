//! Logs damaged one bit at a time, and logs that contradict what was kept.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::*;
use crate::trail::{
    entry::{
        Entry, Event, Moment,
        tests::{entry, received},
    },
    merkle::{TreeHead, leaf_hash},
    note::{Algorithm, KeyName, SignerKey},
    tile::{RightEdge, TileFile, TileKind, TilePath, decode_bundle, decode_hashes, tests::Shelf},
};

fn key() -> SignerKey {
    let name = KeyName::new(entry(Event::Heartbeat).log.as_str()).unwrap();
    SignerKey::from_seed(name, Algorithm::Ed25519, &[1; 32])
}

/// A log of `size` entries; their names begin with `name`.
fn log(name: &str, size: u64) -> (Shelf, Vec<u8>) {
    let mut edge = RightEdge::new();
    let mut files = Vec::new();
    for index in 0..size {
        let entry = Entry {
            time: Moment::from_unix(1_790_000_000 + index).unwrap(),
            ..entry(received(&format!("{name}-{index}")))
        };
        edge.push(entry.encode().unwrap(), &mut files);
    }
    files.extend(edge.partials());
    (Shelf(files.into_iter().collect()), sign(edge.head()))
}

fn sign(head: TreeHead) -> Vec<u8> {
    Checkpoint::new(entry(Event::Heartbeat).log, head).sign(&key()).unwrap().to_string().into_bytes()
}

fn judge_with(shelf: &mut Shelf, note: &[u8], kept: &[Vec<u8>]) -> Judgement {
    let keys = [key().verifier().clone()];
    let kept: Vec<_> = kept.iter().map(|bytes| ("kept".to_owned(), bytes.clone())).collect();
    judge(shelf, note, &Trust { keys: &keys, source: KeySource::Held, policy: None, kept: &kept })
}

fn said(judgement: &Judgement) -> Vec<(&str, &str)> {
    judgement.findings.iter().map(|one| (one.reason.code(), &one.file[..])).collect()
}

#[test]
fn every_size_is_sound_and_counted() {
    for size in (0..=300).chain([511, 512, 513]) {
        let (mut shelf, note) = log("r", size);
        let judgement = judge_with(&mut shelf, &note, &[]);
        assert_eq!((judgement.outcome, said(&judgement)), (Outcome::NotWitnessed, vec![]), "{size}");
        for tally in &judgement.tallies {
            assert_eq!(tally.passed, tally.of, "{size}: {tally:?}");
        }
        let counts: Vec<_> = judgement.tallies.iter().map(|tally| tally.of).collect();
        let bundles = size.div_ceil(256);
        assert_eq!(counts, [1, bundles, bundles + u64::from(size >= 256), size, size, 1], "{size}");
    }
}

/// Flips one bit of each of these bytes of the log, one at a time: each is found, and no other file is named.
fn flip(files: Vec<TileFile>, head: TreeHead, which: impl Fn(&TilePath, usize) -> bool) -> usize {
    let shelf = Shelf(files.into_iter().collect());
    let note = sign(head);
    let all = shelf.0.iter().flat_map(|(path, bytes)| (0..bytes.len()).map(|place| (*path, place)));
    let places: Vec<_> = all.filter(|(path, place)| which(path, *place)).collect();
    let check = |damaged: &mut Shelf, chunk: &[(TilePath, usize)]| {
        for (path, place) in chunk {
            let flip = |shelf: &mut Shelf| shelf.0.get_mut(path).unwrap()[*place] ^= 1 << (place % 8);
            flip(damaged);
            let judgement = judge_with(damaged, &note, &[]);
            flip(damaged);
            assert_eq!(judgement.outcome, Outcome::Invalid, "{path} {place}");
            let file = path.to_string();
            assert!(
                !judgement.findings.is_empty() && judgement.findings.iter().all(|one| one.file == file),
                "{path} {place}"
            );
        }
    };
    places.par_chunks(500).for_each_init(|| shelf.clone(), check);
    places.len()
}

#[test]
fn one_bit_of_any_byte_is_found_and_its_file_named() {
    // Short entries: what they say is not interpreted, and every byte of them is in the tree all the same.
    let mut edge = RightEdge::new();
    let mut files = Vec::new();
    (100..400).for_each(|version| edge.push(format!(r#"{{"v":{version}}}"#).into_bytes(), &mut files));
    files.extend(edge.partials());
    let count = flip(files, edge.head(), |_, _| true);
    assert_eq!(count, 300 * (2 + 9) + 300 * 32 + 32);
    // Entries that are understood: two of them whole.
    let (shelf, _) = log("r", 3);
    let Shelf(files) = shelf;
    let mut edge = RightEdge::new();
    decode_bundle(3, files.values().next().unwrap())
        .unwrap()
        .iter()
        .for_each(|entry| edge.push(entry.to_vec(), &mut Vec::new()));
    assert!(flip(files.into_iter().collect(), edge.head(), |_, _| true) > 900);
}

#[test]
fn one_bit_of_any_byte_of_entries_of_real_length_is_found() {
    let (Shelf(files), note) = log("reporte-de-avance", 300);
    let names: Vec<String> = files.keys().map(ToString::to_string).collect();
    assert_eq!(names, ["tile/entries/000", "tile/entries/001.p/44", "tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1"]);
    let of = |kind, index: u64| {
        let (path, bytes) = files.iter().find(|(path, _)| path.kind() == kind && path.index() == index).unwrap();
        (*path, bytes.clone())
    };
    // Every byte, by the parts that the judge is made of, as they are read once: a bundle with one bit flipped is no
    // bundle, or holds an entry whose hash is not that of the tile; a tile with one bit flipped holds another hash.
    let mut count = 0;
    for index in 0..2 {
        let ((path, bundle), (_, tile)) = (of(TileKind::Entries, index), of(TileKind::Hashes(0), index));
        let (entries, hashes) =
            (decode_bundle(path.width(), &bundle).unwrap(), decode_hashes(path.width(), &tile).unwrap());
        let is_found = |damaged: &[u8]| match decode_bundle(path.width(), damaged) {
            Err(_) => true,
            Ok(found) => {
                let other: Vec<usize> = (0..found.len()).filter(|place| found[*place] != entries[*place]).collect();
                !other.is_empty() && other.iter().all(|place| leaf_hash(found[*place]) != hashes[*place])
            }
        };
        let missed: Vec<usize> = (0..bundle.len())
            .into_par_iter()
            .filter(|place| {
                let mut damaged = bundle.clone();
                damaged[*place] ^= 1 << (place % 8);
                !is_found(&damaged)
            })
            .collect();
        assert_eq!((missed, is_found(&bundle)), (vec![], false), "{path}");
        let own: Vec<_> = entries.iter().map(|entry| leaf_hash(entry)).collect();
        for place in 0..tile.len() {
            let mut damaged = tile.clone();
            damaged[place] ^= 1 << (place % 8);
            assert_ne!(decode_hashes(path.width(), &damaged).unwrap(), own, "{place}");
        }
        count += bundle.len() + tile.len();
    }
    assert_eq!(count + 32, files.values().map(Vec::len).sum::<usize>());
    assert!(count > 100_000, "{count}");
    // By the whole judge, which names the file: the length and the middle of an entry in thirty, the ends of every file.
    let mut chosen = BTreeSet::new();
    for (path, bytes) in &files {
        chosen.extend([(*path, 0), (*path, bytes.len() - 1)]);
        if path.kind() == TileKind::Entries {
            let mut start = 0;
            for (place, entry) in decode_bundle(path.width(), bytes).unwrap().iter().enumerate() {
                let spots = [start, start + 1, start + 2 + entry.len() / 2];
                chosen.extend(spots.into_iter().filter(|_| place % 30 == 7).map(|spot| (*path, spot)));
                start += 2 + entry.len();
            }
        }
    }
    let head: Checkpoint = Note::parse(&note).unwrap().text().parse().unwrap();
    let flipped = flip(files.into_iter().collect(), head.head, |path, place| chosen.contains(&(*path, place)));
    assert_eq!(flipped, chosen.len());
    assert!(flipped >= 39, "{flipped}");
}

#[test]
fn one_bit_of_any_byte_of_the_checkpoint_is_found() {
    let (shelf, note) = log("r", 3);
    for place in 0..note.len() {
        let mut damaged = note.clone();
        damaged[place] ^= 1 << (place % 8);
        let judgement = judge_with(&mut shelf.clone(), &damaged, &[]);
        assert_eq!(judgement.outcome, Outcome::Invalid, "{place}");
        assert_eq!((judgement.findings.len(), &judgement.findings[0].file[..]), (1, CHECKPOINT), "{place}");
    }
}

#[test]
fn any_missing_file_is_named() {
    let (shelf, note) = log("r", 600);
    assert_eq!(shelf.0.len(), 7);
    for path in shelf.0.keys() {
        let mut fewer = shelf.clone();
        fewer.0.remove(path);
        let judgement = judge_with(&mut fewer, &note, &[]);
        let code = if path.to_string().contains("entries") { "bundle-missing" } else { "tile-missing" };
        assert_eq!(said(&judgement), [(code, &path.to_string()[..])]);
        let counted = if code == "bundle-missing" { Check::Bundles } else { Check::Tiles };
        let tally = judgement.tallies.iter().find(|tally| tally.check == counted).unwrap();
        assert_eq!(tally.passed + 1, tally.of);
        let root = judgement.tallies.iter().find(|tally| tally.check == Check::Root).unwrap();
        assert_eq!((root.passed, root.of), (1, 1));
    }
}

#[test]
fn what_was_kept_is_extended_or_contradicted() {
    let (shelf, note) = log("r", 300);
    for size in [0, 1, 255, 256, 257, 299, 300] {
        let judgement = judge_with(&mut shelf.clone(), &note, &[log("r", size).1]);
        assert_eq!((judgement.outcome, said(&judgement)), (Outcome::NotWitnessed, vec![]), "{size}");
        let (mut other, regenerated) = log("s", 300);
        let judgement = judge_with(&mut other, &regenerated, &[log("r", size).1]);
        let expected = if size == 0 { vec![] } else { vec![("kept-fork", "kept")] };
        assert_eq!(said(&judgement), expected, "{size}");
        assert_eq!(judgement.outcome, if size == 0 { Outcome::NotWitnessed } else { Outcome::Diverged });
    }
    let judgement = judge_with(&mut shelf.clone(), &note, &[log("r", 301).1]);
    assert_eq!((judgement.outcome, said(&judgement)), (Outcome::Diverged, vec![("kept-rollback", "kept")]));
}

#[test]
fn a_size_beyond_all_measure_costs_nothing() {
    let (mut shelf, _) = log("r", 300);
    let mut judged = |size: u64| {
        let note = sign(TreeHead { size, root: crate::trail::merkle::empty_root() });
        let judgement = judge_with(&mut shelf, &note, &[]);
        let said =
            said(&judgement).into_iter().map(|(code, file)| (code.to_owned(), file.to_owned())).collect::<Vec<_>>();
        (judgement.outcome, said)
    };
    let found = |code: &str, file: &str| (code.to_owned(), file.to_owned());
    let missing = vec![found("tile-missing", "tile/0/001"), found("bundle-missing", "tile/entries/001")];
    assert_eq!(judged(MAX_ENTRIES), (Outcome::Invalid, missing));
    for size in [MAX_ENTRIES + 1, u64::MAX >> 1] {
        assert_eq!(judged(size), (Outcome::Unchecked, vec![found("log-too-large", "checkpoint")]), "{size}");
    }
}

#[test]
fn bundles_are_read_up_to_a_measure_of_bytes() {
    let (shelf, note) = log("r", 600);
    let checkpoint: Checkpoint = Note::parse(&note).unwrap().text().parse().unwrap();
    let bundles = [(0, 256), (1, 256), (2, 88)].map(|(index, width)| TilePath::new(TileKind::Entries, index, width));
    let whole: u64 = bundles.iter().map(|path| shelf.0[path].len() as u64).sum();
    let judged = |bytes: u64| {
        let mut findings = Findings::default();
        let mut shelf = shelf.clone();
        let tree = tree::check(&mut shelf, &checkpoint, BTreeSet::new(), &mut |_, _| {}, &mut findings, bytes);
        let codes: Vec<_> = findings.kept.iter().map(|one| (one.reason.code(), one.file.clone())).collect();
        let of =
            |check: Check| tree.tallies.iter().find(|tally| tally.check == check).map(|tally| (tally.passed, tally.of));
        (codes, findings.worst, of(Check::Bundles), of(Check::Root))
    };
    assert_eq!(judged(whole + 1), (vec![], None, Some((3, 3)), Some((1, 1))));
    // One byte less: what was read is counted as read, and the root was not reached.
    let heavy = vec![("log-too-heavy", CHECKPOINT.to_owned())];
    assert_eq!(judged(whole), (heavy.clone(), Some(Outcome::Unchecked), Some((2, 3)), None));
    assert_eq!(judged(1), (heavy, Some(Outcome::Unchecked), Some((0, 3)), None));
}

#[test]
fn a_key_that_is_not_known_is_not_looked_for_without_end() {
    /// A log of any size, of one bundle: what a few objects of a git tree can stand for.
    struct Endless(Vec<u8>, u64);
    impl TileReader for Endless {
        type Error = std::convert::Infallible;
        fn tile(&mut self, _: &TilePath) -> Result<Option<Vec<u8>>, Self::Error> {
            self.1 += 1;
            Ok(Some(self.0.clone()))
        }
        fn record(&mut self, _: &crate::digest::Digest) -> Result<Option<Vec<u8>>, Self::Error> {
            Ok(None)
        }
    }
    // A bundle of empty entries: the cheapest there is.
    let mut endless = Endless(vec![0; 512], 0);
    let stranger = SignerKey::from_seed(key().verifier().name().clone(), Algorithm::Ed25519, &[9; 32]);
    let head = TreeHead { size: u64::MAX >> 1, root: crate::trail::merkle::empty_root() };
    let note = Checkpoint::new(entry(Event::Heartbeat).log, head).sign(&stranger).unwrap().to_string().into_bytes();
    let keys = [key().verifier().clone()];
    let judgement =
        judge(&mut endless, &note, &Trust { keys: &keys, source: KeySource::Held, policy: None, kept: &[] });
    assert_eq!(judgement.outcome, Outcome::Invalid);
    assert_eq!(endless.1, MAX_ENTRIES.div_ceil(256));
}

#[test]
fn findings_are_bounded() {
    let mut edge = RightEdge::new();
    let mut files = Vec::new();
    (0..250).for_each(|_| edge.push(b"{}".to_vec(), &mut files));
    files.extend(edge.partials());
    let judgement = judge_with(&mut Shelf(files.into_iter().collect()), &sign(edge.head()), &[]);
    assert_eq!((judgement.findings.len(), judgement.more), (MAX_FINDINGS, 150));
    assert_eq!(judgement.outcome, Outcome::Invalid);
}
