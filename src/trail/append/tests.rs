use proptest::prelude::*;

use super::*;
use crate::trail::{
    entry::{
        Event,
        tests::{entry, moment, received},
    },
    merkle::{self, TreeHead, leaf_hash, verify_consistency},
    tile::{TileHashes, decode_bundle, files, tests::Shelf},
};

/// A log in memory, with the index of its keys that later engineers keep in their own way.
#[derive(Clone)]
struct Log {
    shelf: Shelf,
    checkpoint: Checkpoint,
    keys: BTreeMap<Key, u64>,
}

impl Log {
    fn new() -> Self {
        let origin = entry(Event::Heartbeat).log;
        Self { shelf: Shelf::default(), checkpoint: Checkpoint::new(origin, TreeHead::empty()), keys: BTreeMap::new() }
    }

    /// Appends, stores, and checks the whole log from its entries.
    fn append(&mut self, entries: &[Entry]) -> Appended {
        let before = self.checkpoint.head;
        let known = |key: &Key| self.keys.get(key).copied();
        let appended = append(&mut self.shelf, &self.checkpoint, entries.iter().cloned(), known).unwrap();
        for path in &appended.delete {
            assert!(self.shelf.0.remove(path).is_some(), "{path}");
        }
        for (path, bytes) in &appended.write {
            assert_eq!(self.shelf.0.insert(*path, bytes.clone()), None, "{path}");
        }
        for (index, entry) in (before.size..).zip(&appended.entries) {
            self.keys.insert(entry.key(), index);
        }
        self.checkpoint = appended.checkpoint.clone();
        self.check(before);
        appended
    }

    fn check(&mut self, before: TreeHead) {
        let head = self.checkpoint.head;
        assert!(self.shelf.0.keys().eq(files(head.size).collect::<std::collections::BTreeSet<_>>().iter()));
        let read = self.entries();
        assert_eq!(merkle::root(read.iter().map(|entry| leaf_hash(entry))), head.root);
        let hours: Vec<_> = read.iter().map(|entry| Logged::parse(entry).unwrap().known().unwrap().time).collect();
        assert!(hours.is_sorted());
        let path =
            merkle::consistency(&mut TileHashes::new(&mut self.shelf, head.size), before.size, head.size).unwrap();
        assert_eq!(verify_consistency(&before, &head, &path), Ok(()));
    }

    fn entries(&mut self) -> Vec<Vec<u8>> {
        let mut entries = Vec::new();
        for index in 0..self.checkpoint.head.size.div_ceil(256) {
            let path = files(self.checkpoint.head.size).nth(index as usize).unwrap();
            let bytes = self.shelf.tile(&path).unwrap().unwrap();
            entries.extend(decode_bundle(path.width(), &bytes).unwrap().into_iter().map(<[u8]>::to_vec));
        }
        entries
    }
}

fn at(name: &str, time: &str) -> Entry {
    Entry { time: moment(time), ..entry(received(name)) }
}

fn numbered(from: u64, to: u64) -> Vec<Entry> {
    (from..to)
        .map(|number| Entry {
            time: Moment::from_unix(1_790_000_000 + number).unwrap(),
            ..entry(received(&format!("r-{number}")))
        })
        .collect()
}

#[test]
fn a_first_append_makes_a_log() {
    let mut log = Log::new();
    let appended = log.append(&numbered(0, 2));
    assert_eq!(appended.places, [Place::New(0), Place::New(1)]);
    let names: Vec<_> = appended.write.iter().map(|(path, _)| path.to_string()).collect();
    assert_eq!(names, ["tile/entries/000.p/2", "tile/0/000.p/2"]);
    assert_eq!((appended.delete.len(), appended.checkpoint.head.size), (0, 2));
    let bundle = numbered(0, 2).iter().map(|entry| entry.encode().unwrap()).collect::<Vec<_>>();
    assert_eq!(log.entries(), bundle);
    let next = log.append(&numbered(2, 3));
    let deleted: Vec<_> = next.delete.iter().map(ToString::to_string).collect();
    assert_eq!(deleted, ["tile/entries/000.p/2", "tile/0/000.p/2"]);
}

#[test]
fn the_same_append_twice_changes_nothing() {
    let mut log = Log::new();
    log.append(&numbered(0, 300));
    let before = log.clone();
    let again = log.append(&numbered(290, 300));
    assert_eq!(again.places, (290..300).map(Place::Old).collect::<Vec<_>>());
    assert_eq!((again.write.len(), again.delete.len(), again.entries.len()), (0, 0, 0));
    assert_eq!((&log.shelf, &log.checkpoint), (&before.shelf, &before.checkpoint));
    // Old, new, and twice in one append: only what is new is written, once.
    let mixed = [numbered(299, 302), numbered(300, 301)].concat();
    let places = log.append(&mixed).places;
    assert_eq!(places, [Place::Old(299), Place::New(300), Place::New(301), Place::Old(300)]);
    assert_eq!(log.append(&[]).write.len(), 0);
}

#[test]
fn hours_never_run_backwards() {
    let mut log = Log::new();
    let hours = |appended: Appended| appended.entries.iter().map(|entry| entry.time.to_string()).collect::<Vec<_>>();
    let first = [at("a", "2026-11-05T10:00:00Z"), at("b", "2026-11-05T09:00:00Z"), at("c", "2026-11-05T10:00:01Z")];
    let times = ["2026-11-05T10:00:00Z", "2026-11-05T10:00:00Z", "2026-11-05T10:00:01Z"];
    assert_eq!(hours(log.append(&first)), times);
    assert_eq!(hours(log.append(&[at("d", "2020-01-01T00:00:00Z")])), ["2026-11-05T10:00:01Z"]);
    assert_eq!(hours(log.append(&[at("e", "2026-11-06T00:00:00Z")])), ["2026-11-06T00:00:00Z"]);
    // A heartbeat asked for twice by a clock that is behind is one heartbeat.
    let beat = Entry { time: moment("2020-01-01T00:00:00Z"), ..entry(Event::Heartbeat) };
    assert_eq!(log.append(std::slice::from_ref(&beat)).places, [Place::New(5)]);
    assert_eq!(log.append(&[beat]).places, [Place::Old(5)]);
}

/// A log with these entries as they are, known to this program or not.
fn raw_log(entries: &[&[u8]]) -> Log {
    let mut log = Log::new();
    let mut edge = RightEdge::new();
    for entry in entries {
        let mut full = Vec::new();
        edge.push(entry.to_vec(), &mut full);
        log.shelf.0.extend(full);
    }
    log.shelf.0.extend(edge.partials());
    log.checkpoint.head = edge.head();
    log
}

#[test]
fn entries_of_a_later_version_keep_their_place() {
    let known = at("a", "2030-01-01T00:00:00Z").encode().unwrap();
    let mut entries = vec![&known[..]];
    entries.resize(260, br#"{"v":2}"#);
    let mut log = raw_log(&entries);
    let new = [at("b", "2026-11-05T10:00:00Z")];
    let appended = append(&mut log.shelf, &log.checkpoint, new.clone(), |_| None).unwrap();
    assert_eq!(appended.places, [Place::New(260)]);
    assert_eq!(appended.entries[0].time.to_string(), "2030-01-01T00:00:00Z");
    let mut strange = raw_log(&[br#"{"v":2}"#]);
    let appended = append(&mut strange.shelf, &strange.checkpoint, new.clone(), |_| None).unwrap();
    assert_eq!(appended.entries[0].time, new[0].time);
    let mut broken = raw_log(&[b"no entry"]);
    let error = append(&mut broken.shelf, &broken.checkpoint, new, |_| None).unwrap_err();
    assert!(matches!(error, AppendError::Old { index: 0, .. }), "{error}");
}

#[test]
fn a_log_that_is_not_whole_is_not_extended() {
    let mut log = Log::new();
    log.append(&numbered(0, 300));
    let try_append = |shelf: &mut Shelf, checkpoint: &Checkpoint| {
        append(shelf, checkpoint, numbered(300, 301), |_| None).map(|appended| appended.checkpoint.head.size)
    };
    assert_eq!(try_append(&mut log.shelf, &log.checkpoint).unwrap(), 301);
    for path in files(300).filter(TilePath::is_partial) {
        let mut shelf = log.shelf.clone();
        shelf.0.remove(&path);
        let error = try_append(&mut shelf, &log.checkpoint).unwrap_err();
        assert_eq!(error.to_string(), format!("`{path}` is missing"));
        let mut shelf = log.shelf.clone();
        shelf.0.get_mut(&path).unwrap()[3] ^= 4;
        let error = try_append(&mut shelf, &log.checkpoint).unwrap_err();
        assert!(matches!(error, AppendError::Edge(_)), "{error}");
    }
    let mut other = log.checkpoint.clone();
    other.head.size = 299;
    assert!(matches!(try_append(&mut log.shelf, &other), Err(AppendError::Edge(EdgeError::Tile(_)))));
    let mut other = log.checkpoint.clone();
    other.head.root = leaf_hash(b"");
    assert!(matches!(try_append(&mut log.shelf, &other), Err(AppendError::Edge(EdgeError::Root { .. }))));
    let foreign: Checkpoint = format!("{}extension\n", log.checkpoint).parse().unwrap();
    assert!(matches!(try_append(&mut log.shelf, &foreign), Err(AppendError::Extensions)));
}

#[test]
fn a_bad_entry_spoils_the_whole_append() {
    let mut log = Log::new();
    let foreign = Entry { log: Origin::new("another").unwrap(), ..at("x", "2026-11-05T10:00:00Z") };
    let long = Entry { tool: "x".repeat(300), ..at("x", "2026-11-05T10:00:00Z") };
    let mut with = |bad: Entry| {
        let entries = [numbered(0, 2), vec![bad]].concat();
        append(&mut log.shelf, &log.checkpoint, entries, |_| None).unwrap_err()
    };
    assert!(matches!(with(foreign), AppendError::Log { place: 3, .. }));
    assert!(matches!(with(long), AppendError::New { place: 3, source: EntryError::Invalid { .. } }));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn batches_do_not_matter(sizes in proptest::collection::vec(0_u64..300, 1..5)) {
        let mut log = Log::new();
        let mut count = 0;
        for size in sizes {
            log.append(&numbered(count, count + size));
            count += size;
        }
        let mut whole = Log::new();
        whole.append(&numbered(0, count));
        prop_assert_eq!((log.shelf, log.checkpoint), (whole.shelf, whole.checkpoint));
    }
}
