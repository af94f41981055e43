//! Appending to the log of a repository: objects first, the branch last.
//!
//! Entries → tiles → flush → read back from the object database and hashed again → signed → the branch moved. Until that
//! last step nothing names what was written, and the old log stands whole; a writer that finds the branch moved reads it
//! again and appends to what is there.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    CHECKPOINT, EMAIL, KEYS, NAME, REACH, clock,
    error::RegistroError,
    example,
    index::Index,
    line::Line,
    pending::{Occurrence, Reach},
    purge::Erased,
    read::{Tip, Trail},
    read_back::{OldReader, read_back},
    rotation::Change,
    terms::{Terms, extends, is_behind, is_proved, may_sign, plausible, remembers},
    writes::{Writes, swap},
};
use crate::{
    digest::Digest,
    snapshot::{GitRepository, ObjectId, ObjectKind, SnapshotError, StoredTree, changed_tree},
    trail::{
        append::{self as pure, Place},
        checkpoint::{Checkpoint, Origin},
        entry::{Entry, EventKind, Moment, can_hold},
        merkle::TreeHead,
        note::{Note, SignerKey},
        purge::PURGES,
    },
};

/// How often an append begins again because others were faster.
const MAX_TRIES: u32 = 100;

/// What is to be logged, and by whom.
#[derive(Clone, Copy, Debug)]
pub struct Batch<'a> {
    /// The log; a first append makes it.
    pub origin: &'a Origin,
    /// The institution.
    pub entity: &'a str,
    /// Program and version.
    pub tool: &'a str,
    /// The clock.
    pub now: Moment,
    /// The key of the log; without it the log is not signed.
    pub key: Option<&'a SignerKey>,
    /// What happened, in the order it is logged.
    pub occurrences: &'a [Occurrence],
    /// How far the main line was searched for them; none where they are not all that it asks for.
    pub reach: Option<&'a Reach>,
}

/// What an append did.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Appended {
    /// The log before.
    pub before: TreeHead,
    /// The log after; as before where nothing was new.
    pub after: TreeHead,
    /// The entries added, in their order.
    pub entries: Vec<Entry>,
    /// How many were there already.
    pub known: usize,
    /// The commit the branch was moved to; none where nothing was new.
    pub commit: Option<ObjectId>,
    /// Whether the log, as it is now, is signed.
    pub signed: bool,
    /// How often it began, for others were faster.
    pub tries: u32,
    /// The places, among what was given, of what no entry can hold: the rest was logged.
    pub unwritable: Vec<usize>,
    /// A time beyond the clock that an attestation nobody verified states.
    pub doubted: Option<Moment>,
}

impl Appended {
    /// How many entries of each event were added, in the order of events.
    pub fn counts(&self) -> BTreeMap<EventKind, usize> {
        let mut counts = BTreeMap::new();
        for entry in &self.entries {
            *counts.entry(entry.event.kind()).or_default() += 1;
        }
        counts
    }
}

/// Logs what the log does not have yet. The same batch twice changes nothing.
///
/// `index` is read forward to the log as it is, from where it was.
///
/// # Errors
/// Nothing was logged then; the branch is where it was, or where others put it.
pub fn append<W: Writes>(
    repository: &Arc<GitRepository>,
    writes: &mut W,
    index: &mut Index,
    batch: &Batch<'_>,
) -> Result<Appended, RegistroError> {
    append_on(repository, writes, index, batch, &Terms::default())
}

/// As [`append`], on these terms.
///
/// # Errors
/// As of [`append`].
pub fn append_on<W: Writes>(
    repository: &Arc<GitRepository>,
    writes: &mut W,
    index: &mut Index,
    batch: &Batch<'_>,
    terms: &Terms<'_>,
) -> Result<Appended, RegistroError> {
    append_with(repository, writes, index, batch, terms, &Beside::default())
}

/// Logs a purge, with its record beside the log.
///
/// # Errors
/// As of [`append`].
pub fn purge<W: Writes>(
    repository: &Arc<GitRepository>,
    writes: &mut W,
    index: &mut Index,
    batch: &Batch<'_>,
    erased: &Erased,
) -> Result<Appended, RegistroError> {
    let occurrences = erased.occurrences();
    let text = erased.record.to_string();
    let path = format!("{PURGES}/{}.txt", Digest::of(text.as_bytes()));
    let beside = Beside { change: None, record: Some((path, text)) };
    append_with(repository, writes, index, &Batch { occurrences: &occurrences, ..*batch }, &Terms::default(), &beside)
}

/// Logs a change of key, from the record that both keys signed, and then what [`append`] does; the key of the batch is the
/// new one, which signs from here on.
///
/// # Errors
/// As of [`append`], and where the record does not lead from the key in use to that of the batch.
pub fn rotate<W: Writes>(
    repository: &Arc<GitRepository>,
    writes: &mut W,
    index: &mut Index,
    batch: &Batch<'_>,
    record: &Note,
) -> Result<Appended, RegistroError> {
    rotate_on(repository, writes, index, batch, &Terms::default(), record)
}

/// As [`rotate`], on these terms.
///
/// # Errors
/// As of [`rotate`].
pub fn rotate_on<W: Writes>(
    repository: &Arc<GitRepository>,
    writes: &mut W,
    index: &mut Index,
    batch: &Batch<'_>,
    terms: &Terms<'_>,
    record: &Note,
) -> Result<Appended, RegistroError> {
    let change = Change::of(record);
    let occurrences: Vec<Occurrence> =
        [change.occurrence.clone()].into_iter().chain(batch.occurrences.iter().cloned()).collect();
    let beside = Beside { change: Some(change), record: None };
    append_with(repository, writes, index, &Batch { occurrences: &occurrences, ..*batch }, terms, &beside)
}

/// What an append puts beside the log.
#[derive(Default)]
struct Beside {
    /// A change of key.
    change: Option<Change>,
    /// A record that entries of the batch bind: its name and its text.
    record: Option<(String, String)>,
}

fn append_with<W: Writes>(
    repository: &Arc<GitRepository>,
    writes: &mut W,
    index: &mut Index,
    batch: &Batch<'_>,
    terms: &Terms<'_>,
    beside: &Beside,
) -> Result<Appended, RegistroError> {
    usable(batch.key, batch.origin)?;
    for number in 1..=MAX_TRIES {
        if let Some(appended) = attempt(repository, writes, index, batch, terms, beside, number)? {
            return Ok(appended);
        }
        writes.wait(number);
    }
    Err(RegistroError::Contended(MAX_TRIES))
}

/// Whether a key may sign a log of this origin: its name is the origin, and that of the example signs the example alone.
fn usable(key: Option<&SignerKey>, origin: &Origin) -> Result<(), RegistroError> {
    let Some(key) = key else { return Ok(()) };
    if example::is_example(key.verifier()) && origin.as_str() != example::ORIGIN {
        return Err(RegistroError::ExampleKey);
    }
    let name = key.verifier().name().as_str();
    match name == origin.as_str() {
        true => Ok(()),
        false => Err(RegistroError::KeyName { name: name.to_owned(), origin: origin.clone() }),
    }
}

/// One try; none where the branch was moved by others meanwhile.
fn attempt<W: Writes>(
    repository: &Arc<GitRepository>,
    writes: &mut W,
    index: &mut Index,
    batch: &Batch<'_>,
    terms: &Terms<'_>,
    beside: &Beside,
    number: u32,
) -> Result<Option<Appended>, RegistroError> {
    let found = Trail::open(repository)?;
    let (tip, trail) = match &found {
        Some((tip, trail)) => (Some(tip), Some(trail)),
        None => (None, None),
    };
    let old = match trail {
        Some(trail) => trail.checkpoint().clone(),
        None => Checkpoint::new(batch.origin.clone(), TreeHead::empty()),
    };
    if old.origin != *batch.origin {
        return Err(RegistroError::Origin { found: old.origin, expected: batch.origin.clone() });
    }
    remembers(trail, terms.kept)?;
    let known = clock::Known { policy: terms.policy, authorities: terms.authorities };
    let attested = trail.map(|trail| clock::attested(trail, known)).transpose()?.unwrap_or_default();
    // A log without a tree has no tiles to read: its reader is that of the empty tree.
    let tree = trail.map(|trail| trail.tree().clone());
    let mut reader = OldReader(trail.map(Trail::reader));
    index.advance(&mut reader, &old.head)?;
    // One after another, from where the log ends, so that those of every witness come to be named.
    let (anchors, size) = (&attested.anchors, usize::try_from(old.head.size).unwrap_or(0));
    let anchor = |place: usize| anchors.get(size.wrapping_add(place) % anchors.len().max(1)).copied();
    let mut unwritable = Vec::new();
    let mut entries = Vec::new();
    let mut fresh = BTreeSet::new();
    for (place, occurrence) in batch.occurrences.iter().enumerate() {
        let key = occurrence.key();
        if key.event().is_of_settings() && (index.place(&key).is_some() || !fresh.insert(key)) {
            continue;
        }
        // One odd name is no reason to log nothing at all.
        if !can_hold(batch.origin, &occurrence.event) {
            unwritable.push(place);
            continue;
        }
        entries.push(Entry {
            log: batch.origin.clone(),
            entity: batch.entity.to_owned(),
            event: occurrence.event.clone(),
            commit: occurrence.commit,
            time: occurrence.time.unwrap_or(batch.now),
            anchor: anchor(place),
            tool: batch.tool.to_owned(),
        });
    }
    let appended = pure::append(&mut reader, &old, entries, |key| index.place(key))?;
    let passed = batch.occurrences.len() - unwritable.len() - appended.places.len();
    let known = passed + appended.places.iter().filter(|place| matches!(place, Place::Old(_))).count();
    let mut result = Appended {
        before: old.head,
        after: appended.checkpoint.head,
        entries: appended.entries,
        known,
        commit: None,
        signed: trail.is_some_and(|trail| trail.note().is_some()),
        tries: number,
        unwritable,
        doubted: attested.stated.filter(|stated| is_behind(batch.now, *stated)),
    };
    if result.entries.is_empty() {
        return Ok(Some(result));
    }
    if !terms.clock_is_right {
        let last = pure::latest_hour(&mut reader, &old)?;
        plausible(batch.now, &attested, last)?;
    }
    if let (Some(trail), Some(tip)) = (trail, tip) {
        vouch(repository, trail, tip, index, batch.key, terms, beside.change.as_ref())?;
    } else {
        may_sign(None, None, batch.key, terms, beside.change.as_ref())?;
    }

    // Entries and tiles, flushed, and read back.
    let mut log = Log { repository, writes, written: Vec::new() };
    let mut changes: BTreeMap<String, Option<ObjectId>> =
        appended.delete.iter().map(|path| (path.to_string(), None)).collect();
    for (path, bytes) in &appended.write {
        changes.insert(path.to_string(), Some(log.blob(bytes)?));
    }
    let tiles = log.tree(tree.as_ref().map(StoredTree::id), &changes)?;
    log.flush()?;
    read_back(repository, tiles, &appended.write, &result.after)?;

    // The checkpoint.
    let text = match batch.key {
        Some(key) => appended.checkpoint.sign(key)?.to_string(),
        None => appended.checkpoint.to_string(),
    };
    let mut changes = BTreeMap::from([(CHECKPOINT.to_owned(), Some(log.blob(text.as_bytes())?))]);
    if let Some(key) = batch.key.filter(|key| trail.and_then(|trail| trail.keys().last()) != Some(key.verifier())) {
        let old = trail.into_iter().flat_map(Trail::keys);
        let keys: String = old.chain([key.verifier()]).map(|key| format!("{key}\n")).collect();
        changes.insert(KEYS.to_owned(), Some(log.blob(keys.as_bytes())?));
    }
    // Without it, or with one of another size, the next search is longer: it is never worth an error.
    let whole = batch.reach.filter(|_| result.unwritable.is_empty());
    let reach = whole.zip(batch.key).and_then(|(reach, key)| reach.sign(batch.origin, &result.after, key).ok());
    changes.insert(REACH.to_owned(), reach.map(|note| log.blob(note.to_string().as_bytes())).transpose()?);
    if let Some(change) = &beside.change {
        changes.insert(change.path.clone(), Some(log.blob(&change.bytes)?));
    }
    if let Some((path, text)) = &beside.record {
        changes.insert(path.clone(), Some(log.blob(text.as_bytes())?));
    }
    let root = log.tree(Some(tiles), &changes)?;
    let (before, after) = (result.before.size, result.after.size);
    let message = format!("registro: {} ({before} -> {after})", after - before);
    let commit = log.commit(root, tip, batch.now, &message)?;
    log.flush()?;
    // From the commit down.
    let stored = StoredTree::of_commit(repository.clone(), commit)?.file(CHECKPOINT, text.len() as u64)?;
    if stored.as_deref() != Some(text.as_bytes()) {
        return Err(RegistroError::NoCheckpoint);
    }
    if !swap(writes, tip, commit, batch.now, &message)? {
        return Ok(None);
    }
    index.vouched = index.vouched.and(Some(commit));
    result.commit = Some(commit);
    result.signed = batch.key.is_some();
    Ok(Some(result))
}

/// Whether the log may be continued and signed: by this key, and as one that extends all that its branch ever had. Of what
/// this process wrote or vouched for itself, the index knows that it is continued.
fn vouch(
    repository: &Arc<GitRepository>,
    trail: &Trail,
    tip: &Tip,
    index: &mut Index,
    key: Option<&SignerKey>,
    terms: &Terms<'_>,
    change: Option<&Change>,
) -> Result<(), RegistroError> {
    let since = index.vouched.take().filter(|_| !trail.keys().is_empty());
    let line = Line::read_since(repository, tip.commit, since)?;
    may_sign(Some(trail), Some(&line), key, terms, change)?;
    if is_proved(trail, &line) {
        index.vouched = Some(tip.commit);
    } else if let Some(key) = key {
        extends(trail, &Line::read(repository, tip.commit)?, key.verifier())?;
    }
    Ok(())
}

/// Objects on their way to the store.
pub(super) struct Log<'a, W> {
    pub repository: &'a GitRepository,
    pub writes: &'a mut W,
    pub written: Vec<ObjectId>,
}

impl<W: Writes> Log<'_, W> {
    /// Writes a file.
    pub(super) fn blob(&mut self, bytes: &[u8]) -> Result<ObjectId, SnapshotError> {
        self.object(ObjectKind::Blob, bytes)
    }

    /// Writes the folders of a tree with some files changed.
    pub(super) fn tree(
        &mut self,
        tree: Option<ObjectId>,
        changes: &BTreeMap<String, Option<ObjectId>>,
    ) -> Result<ObjectId, SnapshotError> {
        let repository = self.repository;
        changed_tree(repository, tree, changes, &mut |kind, bytes| self.object(kind, bytes))
    }

    /// Writes a commit after the branch.
    pub(super) fn commit(
        &mut self,
        tree: ObjectId,
        after: Option<&Tip>,
        now: Moment,
        message: &str,
    ) -> Result<ObjectId, SnapshotError> {
        let parent = after.map_or(String::new(), |tip| format!("parent {}\n", tip.commit));
        let who = format!("{NAME} <{EMAIL}> {} +0000", now.unix());
        let text = format!("tree {tree}\n{parent}author {who}\ncommitter {who}\n\n{message}\n");
        self.object(ObjectKind::Commit, text.as_bytes())
    }

    /// Waits until what was written is on the disk.
    pub(super) fn flush(&mut self) -> Result<(), SnapshotError> {
        self.writes.flush(&std::mem::take(&mut self.written))
    }

    fn object(&mut self, kind: ObjectKind, bytes: &[u8]) -> Result<ObjectId, SnapshotError> {
        let id = self.writes.object(kind, bytes)?;
        self.written.push(id);
        Ok(id)
    }
}
