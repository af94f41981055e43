//! Logs kept in a map: grown by one entry and by many, read back, and damaged.

use std::{
    collections::{BTreeMap, BTreeSet},
    convert::Infallible,
};

use proptest::prelude::*;

use super::*;
use crate::trail::merkle::{self, Frontier, HashReader, Node, TreeHead, leaf_hash, tests::Forest};

/// The files of a log, in memory.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(crate) struct Shelf(pub(crate) BTreeMap<TilePath, Vec<u8>>);

impl TileReader for Shelf {
    type Error = Infallible;

    fn tile(&mut self, path: &TilePath) -> Result<Option<Vec<u8>>, Infallible> {
        Ok(self.0.get(path).cloned())
    }
}

fn entry(index: u64) -> Vec<u8> {
    format!("entry {index}").into_bytes()
}

/// Grows a log to `new` entries, taking up its right edge from the shelf.
fn grow(shelf: &mut Shelf, head: &TreeHead, new: u64) -> TreeHead {
    let mut edge = RightEdge::read(shelf, head).unwrap();
    let mut files = Vec::new();
    for index in head.size..new {
        edge.push(entry(index), &mut files);
    }
    for (path, bytes) in edge.partials() {
        assert_eq!(is_written(head.size, &path), !shelf.0.contains_key(&path), "{path}");
        files.extend(is_written(head.size, &path).then_some((path, bytes)));
    }
    let names: BTreeSet<_> = files.iter().map(|(path, _)| *path).collect();
    assert_eq!(names, written(head.size, new).collect(), "{} to {new}", head.size);
    assert!(names.iter().all(|path| is_of(new, path)));
    assert!(replaced(head.size, new).all(|path| is_of(head.size, &path) && !is_of(new, &path)));
    for path in replaced(head.size, new) {
        assert!(path.is_partial());
        assert!(shelf.0.remove(&path).is_some(), "{path}");
    }
    shelf.0.extend(files);
    edge.head()
}

fn log(size: u64) -> (Shelf, TreeHead) {
    let mut shelf = Shelf::default();
    let head = grow(&mut shelf, &TreeHead::empty(), size);
    (shelf, head)
}

#[test]
fn the_example_of_the_format_has_its_files() {
    let count = |kind| files(70_000).filter(|path| path.kind() == kind && !path.is_partial()).count();
    assert_eq!([0, 1, 2].map(|level| count(TileKind::Hashes(level))), [273, 1, 0]);
    let partial: Vec<_> = files(70_000).filter(TilePath::is_partial).map(|path| path.to_string()).collect();
    assert_eq!(partial, ["tile/entries/273.p/112", "tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"]);
    let all: Vec<_> = files(256).map(|path| path.to_string()).collect();
    assert_eq!(all, ["tile/entries/000", "tile/0/000", "tile/1/000.p/1"]);
    assert_eq!(files(0).count(), 0);
    assert_eq!(written(300, 300).count() + replaced(300, 300).count(), 0);
}

#[test]
fn a_hostile_size_is_listed_lazily() {
    assert_eq!(files(u64::MAX).take(3).count(), 3);
    assert!(replaced(u64::MAX - 1, u64::MAX).count() <= 9);
}

#[test]
fn a_log_grown_one_by_one_has_the_files_of_one_grown_at_once() {
    let mut shelf = Shelf::default();
    let mut head = TreeHead::empty();
    let mut frontier = Frontier::new();
    for size in 1..=600 {
        head = grow(&mut shelf, &head, size);
        frontier.push(leaf_hash(&entry(size - 1)));
        assert_eq!(head, frontier.head(), "{size}");
        assert!(shelf.0.keys().copied().eq(files(size).collect::<BTreeSet<_>>()), "{size}");
    }
    assert_eq!((shelf, head), log(600));
}

#[test]
fn every_node_is_read_from_tiles() {
    for size in [1, 2, 255, 256, 257, 600] {
        let (shelf, _) = log(size);
        let mut forest = Forest::new((0..size).map(|index| leaf_hash(&entry(index))).collect());
        let mut tiles = TileHashes::new(shelf, size);
        for level in 0..=size.ilog2() as u8 {
            for index in 0..size >> level {
                let node = Node { level, index };
                assert_eq!(tiles.hash(node).unwrap(), forest.hash(node).unwrap(), "{node:?} of {size}");
            }
        }
    }
}

#[test]
fn logs_around_a_full_second_level_grow_and_prove() {
    let (mut shelf, mut head) = log(65_530);
    for size in [65_535, 65_536, 65_537, 65_792, 65_793] {
        let before = head;
        head = grow(&mut shelf, &head, size);
        let expected = Forest::new((0..size).map(|index| leaf_hash(&entry(index))).collect());
        let path = merkle::consistency(&mut TileHashes::new(&mut shelf, size), before.size, size).unwrap();
        let mut forest = expected;
        assert_eq!(path, merkle::consistency(&mut forest, before.size, size).unwrap());
        assert_eq!(merkle::verify_consistency(&before, &head, &path), Ok(()));
        for index in [0, 255, 65_529, size - 1] {
            assert_eq!(read_entry(&mut shelf, &head, index).unwrap(), entry(index), "{index} of {size}");
        }
    }
    assert_eq!(head, log(65_793).1);
}

#[test]
fn every_damaged_byte_of_the_right_edge_is_found() {
    let (shelf, head) = log(300);
    let edge = RightEdge::read(&mut shelf.clone(), &head).unwrap();
    assert_eq!(edge.size(), 300);
    let mut damaged = 0;
    for (path, bytes) in shelf.0.iter().filter(|(path, _)| path.is_partial()) {
        for place in 0..bytes.len() {
            let mut shelf = shelf.clone();
            shelf.0.get_mut(path).unwrap()[place] ^= 1 << (place % 8);
            assert!(RightEdge::read(&mut shelf, &head).is_err(), "byte {place} of {path}");
            damaged += 1;
        }
        let mut shelf = shelf.clone();
        shelf.0.remove(path);
        let error = RightEdge::read(&mut shelf, &head).unwrap_err();
        assert_eq!(error.to_string(), format!("`{path}` is missing"));
    }
    // 44 hashes, one hash of the level above, 44 entries of 9 bytes with their lengths.
    assert_eq!(damaged, 44 * 32 + 32 + 44 * 11);
}

#[test]
fn a_changed_entry_is_named() {
    let (mut shelf, head) = log(300);
    let bundle: TilePath = "tile/entries/000".parse().unwrap();
    shelf.0.get_mut(&bundle).unwrap()[2] ^= 1;
    let error = read_entry(&mut shelf, &head, 0).unwrap_err();
    assert!(error.to_string().starts_with("`tile/entries/000`: entry 0 is not the one"), "{error}");
    assert_eq!(read_entry(&mut shelf, &head, 1).unwrap(), entry(1));
    assert!(matches!(read_entry(&mut shelf, &head, 300), Err(EntryReadError::Outside { index: 300, size: 300 })));
    let last: TilePath = "tile/entries/001.p/44".parse().unwrap();
    let at = shelf.0[&last].len() - 1;
    shelf.0.get_mut(&last).unwrap()[at] ^= 1;
    let error = RightEdge::read(&mut shelf, &head).unwrap_err();
    assert_eq!(error.to_string(), "`tile/entries/001.p/44`: entry 299 does not have the hash of its tile");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_growth_gives_the_same_files(steps in proptest::collection::vec(0_u64..700, 1..6)) {
        let mut shelf = Shelf::default();
        let mut head = TreeHead::empty();
        for step in steps {
            let size = head.size + step;
            head = grow(&mut shelf, &head, size);
        }
        prop_assert_eq!((shelf, head), log(head.size));
    }
}
