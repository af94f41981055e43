//! Bundles, tiles and root: everything recomputed from the entries, and from the tiles where the two disagree.
//!
//! There are two candidates for the leaves: what the bundles say and what the tiles of level 0 say. The signed root
//! decides between them, so that the file at fault is named and not the one it disagrees with.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::{CHECKPOINT, Check, EachEntry, Findings, Reason, Tally};
use crate::{
    digest::Digest,
    trail::{
        checkpoint::Checkpoint,
        entry::{DocumentEvent, EntryError, Event, Logged, Moment},
        merkle::{Frontier, Hash, leaf_hash, root},
        succession::MAX_CHANGES,
        tile::{TileError, TileKind, TilePath, TileReader, decode_bundle, decode_hashes},
    },
};

/// What the files of a log show.
pub(super) struct Tree {
    pub(super) tallies: Vec<Tally>,
    pub(super) uninterpreted: u64,
    /// The first entries `clave`, as many as are followed, with the digests of their records.
    pub(super) changes: Vec<(u64, Digest)>,
    /// How many there are.
    pub(super) changed: u64,
    /// The roots of the first so many entries, for the sizes asked for; none if the signed root is not theirs.
    pub(super) roots: BTreeMap<u64, Hash>,
}

/// Checks every file that a tree of the size of `checkpoint` has, unless its bundles have more than `bytes` together.
pub(super) fn check<R: TileReader>(
    reader: &mut R,
    checkpoint: &Checkpoint,
    sizes: BTreeSet<u64>,
    each: EachEntry<'_>,
    findings: &mut Findings,
    bytes: u64,
) -> Tree {
    let mut walk = Walk {
        reader,
        checkpoint,
        findings,
        each,
        sizes,
        by_bundles: Candidate::default(),
        by_tiles: None,
        levels: Vec::new(),
        disputed: Vec::new(),
        upper: Vec::new(),
        hour: None,
        changes: Vec::new(),
        changed: 0,
        counts: Counts::default(),
        left: bytes,
    };
    walk.run();
    walk.conclude()
}

/// A tree that the log may be of.
#[derive(Clone, Default)]
struct Candidate {
    frontier: Frontier,
    roots: BTreeMap<u64, Hash>,
}

impl Candidate {
    fn push(&mut self, leaf: Hash, sizes: &BTreeSet<u64>) {
        self.frontier.push(leaf);
        if sizes.contains(&self.frontier.size()) {
            self.roots.insert(self.frontier.size(), self.frontier.root());
        }
    }
}

/// What has been counted.
#[derive(Default)]
struct Counts {
    bundles: u64,
    tiles: u64,
    entries: u64,
    understood: u64,
    ordered: u64,
    uninterpreted: u64,
    /// Whether every leaf was had from somewhere.
    whole: bool,
}

/// The two hashes of one place: by the bundles, by the tiles.
type Pair = [Hash; 2];

/// A tile above level 0 that differs from at least one of the candidates.
struct Upper {
    path: TilePath,
    /// Whether it differs from what the bundles make, and from what the tiles of level 0 make.
    differs: [bool; 2],
}

struct Walk<'a, R> {
    reader: &'a mut R,
    checkpoint: &'a Checkpoint,
    findings: &'a mut Findings,
    each: EachEntry<'a>,
    sizes: BTreeSet<u64>,
    by_bundles: Candidate,
    /// Where it differs from the other.
    by_tiles: Option<Candidate>,
    /// The hashes after the last full tile of each level above 0.
    levels: Vec<Vec<Pair>>,
    /// Bundles that disagree with their tile, with the first entry that does and its tile.
    disputed: Vec<(TilePath, TilePath, u64)>,
    upper: Vec<Upper>,
    hour: Option<Moment>,
    changes: Vec<(u64, Digest)>,
    changed: u64,
    counts: Counts,
    /// How many bytes of bundles may still be read.
    left: u64,
}

impl<R: TileReader> Walk<'_, R> {
    fn run(&mut self) {
        let size = self.checkpoint.head.size;
        let empty = (0, Frontier::new().root());
        self.by_bundles.roots.extend(self.sizes.contains(&0).then_some(empty));
        for index in 0..size.div_ceil(256) {
            let width = width(size, index);
            let bundle = TilePath::new(TileKind::Entries, index, width);
            let tile = TilePath::new(TileKind::Hashes(0), index, width);
            let leaves = self.bundle(bundle);
            if self.left == 0 {
                self.findings.add(CHECKPOINT, None, Reason::TooHeavy);
                return;
            }
            let hashes = self.tile(tile);
            let pairs: Vec<Pair> = match (leaves, hashes) {
                (Some(leaves), Some(hashes)) => {
                    leaves.into_iter().zip(hashes).map(|(one, other)| [one, other]).collect()
                }
                (Some(one), None) | (None, Some(one)) => one.into_iter().map(|hash| [hash, hash]).collect(),
                // Nothing after this place can be checked against the root.
                (None, None) => return,
            };
            if let Some(place) = pairs.iter().position(|[one, other]| one != other) {
                self.disputed.push((bundle, tile, index * 256 + place as u64));
                self.by_tiles.get_or_insert_with(|| self.by_bundles.clone());
            }
            for [one, other] in &pairs {
                self.by_bundles.push(*one, &self.sizes);
                if let Some(candidate) = &mut self.by_tiles {
                    candidate.push(*other, &self.sizes);
                }
            }
            if width == 256 {
                self.climb(1, index, join(&pairs));
            }
        }
        for level in 1..=self.levels.len() {
            let pairs = std::mem::take(&mut self.levels[level - 1]);
            let index = (size >> (8 * level)) / 256;
            if !pairs.is_empty() {
                self.compare(level, index, &pairs);
            }
        }
        self.counts.whole = true;
    }

    /// Adds the root of full tile `index` of the level below to `level`.
    fn climb(&mut self, level: usize, index: u64, pair: Pair) {
        if self.levels.len() < level {
            self.levels.push(Vec::new());
        }
        self.levels[level - 1].push(pair);
        if self.levels[level - 1].len() == 256 {
            let pairs = std::mem::take(&mut self.levels[level - 1]);
            self.compare(level, index / 256, &pairs);
            self.climb(level + 1, index / 256, join(&pairs));
        }
    }

    /// Compares a tile above level 0 with the two candidates.
    fn compare(&mut self, level: usize, index: u64, pairs: &[Pair]) {
        let kind = TileKind::Hashes(u8::try_from(level).expect("a tree of 2^63 leaves has 8 levels of tiles"));
        let width = u16::try_from(pairs.len()).expect("a tile has at most 256 hashes");
        let path = TilePath::new(kind, index, width);
        let Some(hashes) = self.tile(path) else { return };
        let differs = [0, 1].map(|side| pairs.iter().map(|pair| pair[side]).ne(hashes.iter().copied()));
        if differs != [false, false] {
            self.upper.push(Upper { path, differs });
        }
    }

    /// The bytes of a file, or a finding.
    fn fetch(&mut self, path: TilePath, missing: Reason) -> Option<Vec<u8>> {
        match self.reader.tile(&path) {
            Ok(Some(bytes)) => return Some(bytes),
            Ok(None) => self.findings.add(path, None, missing),
            Err(error) => self.findings.add(path, None, Reason::Unreadable(Box::new(error))),
        }
        None
    }

    /// The hashes of a tile, or a finding.
    fn tile(&mut self, path: TilePath) -> Option<Vec<Hash>> {
        let bytes = self.fetch(path, Reason::TileMissing)?;
        let hashes = self.whole(path, decode_hashes(path.width(), &bytes))?;
        self.counts.tiles += 1;
        Some(hashes)
    }

    /// The leaves of a bundle, whose entries are read on the way, or a finding.
    fn bundle(&mut self, path: TilePath) -> Option<Vec<Hash>> {
        let bytes = self.fetch(path, Reason::BundleMissing)?;
        self.left = self.left.saturating_sub(bytes.len() as u64);
        if self.left == 0 {
            return None;
        }
        let entries = self.whole(path, decode_bundle(path.width(), &bytes))?;
        self.counts.bundles += 1;
        // Each entry is read and hashed by itself, on all cores; what follows from their order is told in their order.
        let read: Vec<(Hash, Result<Logged, EntryError>)> =
            entries.into_par_iter().with_min_len(32).map(|entry| (leaf_hash(entry), Logged::parse(entry))).collect();
        let mut leaves = Vec::with_capacity(read.len());
        for (index, (leaf, entry)) in (path.index() * 256..).zip(read) {
            leaves.push(leaf);
            self.entry(path, index, entry);
        }
        Some(leaves)
    }

    fn whole<T>(&mut self, path: TilePath, decoded: Result<T, TileError>) -> Option<T> {
        decoded.map_err(|error| self.findings.add(path, None, error)).ok()
    }

    fn entry(&mut self, path: TilePath, index: u64, read: Result<Logged, EntryError>) {
        let entry = match read {
            Err(error) => return self.findings.add(path, Some(index), error),
            Ok(Logged::Uninterpreted { .. }) => {
                self.counts.entries += 1;
                self.counts.uninterpreted += 1;
                return;
            }
            Ok(Logged::Known(entry)) => entry,
        };
        match entry.log == self.checkpoint.origin {
            true => self.counts.entries += 1,
            false => self.findings.add(path, Some(index), Reason::OtherLog(entry.log.clone())),
        }
        self.counts.understood += 1;
        match self.hour.is_some_and(|hour| entry.time < hour) {
            true => self.findings.add(path, Some(index), Reason::HourBackwards),
            false => self.counts.ordered += 1,
        }
        self.hour = Some(entry.time);
        if let Event::Document(DocumentEvent::Key, document) = &entry.event {
            self.changed += 1;
            if self.changes.len() < MAX_CHANGES {
                self.changes.push((index, document.digest));
            }
        }
        (self.each)(index, entry);
    }

    /// Says which files are at fault, and counts.
    fn conclude(mut self) -> Tree {
        let expected = self.checkpoint.head.root;
        let by_tiles = self.by_tiles.take();
        let mut roots = BTreeMap::new();
        let mut sound = 0;
        if self.counts.whole {
            let computed = self.by_bundles.frontier.root();
            let by_tiles = by_tiles.filter(|candidate| candidate.frontier.root() == expected);
            // The side that is believed: 0 for the bundles, 1 for the tiles.
            let side = usize::from(computed != expected && by_tiles.is_some());
            sound = u64::from(computed == expected || by_tiles.is_some());
            if sound == 0 {
                self.findings.add(CHECKPOINT, None, Reason::RootDiffers { computed, expected });
            } else {
                roots = by_tiles.filter(|_| side == 1).map_or(self.by_bundles.roots, |candidate| candidate.roots);
            }
            for (bundle, tile, index) in self.disputed {
                match side {
                    0 => {
                        self.counts.tiles -= 1;
                        self.findings.add(tile, None, Reason::TileDiffers);
                    }
                    _ => {
                        self.counts.bundles -= 1;
                        self.findings.add(bundle, Some(index), Reason::EntryDiffers);
                    }
                }
            }
            for upper in self.upper.iter().filter(|upper| upper.differs[side]) {
                self.counts.tiles -= 1;
                self.findings.add(upper.path, None, Reason::TileDiffers);
            }
        }
        let size = self.checkpoint.head.size;
        let tiles = (0..8).map(|level| (size >> (8 * level)).div_ceil(256)).sum();
        let counts = self.counts;
        let tally = |check, passed, of| Tally { check, passed, of };
        let mut tallies = vec![
            tally(Check::Bundles, counts.bundles, size.div_ceil(256)),
            tally(Check::Tiles, counts.tiles, tiles),
            tally(Check::Entries, counts.entries, size),
            tally(Check::Hours, counts.ordered, counts.understood),
        ];
        tallies.extend(counts.whole.then_some(tally(Check::Root, sound, 1)));
        let (changes, changed) = (self.changes, self.changed);
        Tree { tallies, uninterpreted: counts.uninterpreted, changes, changed, roots }
    }
}

/// The roots of a full tile.
fn join(pairs: &[Pair]) -> Pair {
    let one = root(pairs.iter().map(|pair| pair[0]));
    match pairs.iter().all(|pair| pair[0] == pair[1]) {
        true => [one, one],
        false => [one, root(pairs.iter().map(|pair| pair[1]))],
    }
}

/// The width of the bundle or tile `index` of `count` items.
fn width(count: u64, index: u64) -> u16 {
    u16::try_from((count - index * 256).min(256)).expect("at most 256")
}
