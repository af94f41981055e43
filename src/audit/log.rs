//! The log itself: judged by its files, its entries read for what follows.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{AuditError, Book, Check, Finding, Level, Place, Request, Tally, finding::Verdict, line, reasons};
use crate::{
    digest::Digest,
    messages::Message,
    registro::{
        BRANCH, CHECKPOINT, KEYS, REMOTE_BRANCH, RegistroError, Tip, TrailReader, attestation, example, line::Line,
        read_keys,
    },
    snapshot::{GitRepository, ObjectId, SnapshotError, StoredTree},
    trail::{
        checkpoint::{self, Checkpoint},
        entry::{Entry, Event, Key, Moment},
        judge::{self, KeySource, judge_with},
        merkle::{Hash, empty_root},
        note::{MAX_NOTE, Note, VerifierKey},
        policy::Policy,
        succession::Succession,
    },
};

/// The most bytes of `vkey`.
const MAX_KEYS: u64 = 64 * 1024;

/// The code of a log that nobody signed.
pub(super) const UNSIGNED: &str = "checkpoint-unsigned";

/// The code of a checkpoint that was kept and bears a false signature of a key that is known.
pub(super) const FORGED: &str = "kept-forged";

/// What an entry says; what all of them say is not kept.
pub(super) struct Said {
    pub event: Event,
    pub commit: Option<ObjectId>,
    pub time: Moment,
    pub anchor: Option<Digest>,
}

impl Said {
    /// What makes it the same as another.
    pub(super) fn key(&self) -> Key {
        Key::at(&self.event, self.time)
    }
}

/// The log as it was read.
pub(super) struct Log {
    pub reference: &'static str,
    pub commit: ObjectId,
    pub tree: StoredTree,
    pub source: KeySource,
    /// The keys that it was judged by.
    pub given: Vec<VerifierKey>,
    /// The same, and those that the changes of key lead to.
    pub keys: Vec<VerifierKey>,
    /// Which of them could sign what.
    pub succession: Succession,
    /// The checkpoints kept, with that of a local branch which went apart from the remote one.
    pub kept: Vec<(String, Vec<u8>)>,
    /// The bytes of the checkpoint.
    pub note: Vec<u8>,
    pub checkpoint: Option<Checkpoint>,
    /// Whether its signed root is that of the entries it holds: otherwise none of them is read.
    pub is_sound: bool,
    /// The entries that are understood, with their places.
    pub entries: Vec<(u64, Said)>,
    /// The roots of the first so many entries, for the sizes that are attested.
    pub roots: BTreeMap<u64, Hash>,
    pub uninterpreted: u64,
    /// The sizes that the log is known to have had, ascending: where a batch of entries ends and another begins.
    pub sizes: Vec<u64>,
}

impl Log {
    /// The batch of an entry: the append that wrote it, as far as it is known. Hours alone do not tell batches apart: a
    /// clock that was set back gives the hour of the entry before.
    pub(super) fn batch(&self, index: u64) -> usize {
        self.sizes.partition_point(|size| *size <= index)
    }

    /// Whether the key of the example signed it: that it lies beside is nothing.
    pub(super) fn is_of_example(&self) -> bool {
        let Ok(note) = Note::parse(&self.note) else { return false };
        let signed = |key: &VerifierKey| checkpoint::open(&note, std::slice::from_ref(key)).is_ok();
        self.keys.iter().filter(|key| example::is_example(key)).any(signed)
    }

    /// The key that signed the checkpoint, where it is none of those given.
    pub(super) fn reached(&self) -> Option<VerifierKey> {
        let note = Note::parse(&self.note).ok()?;
        let signed = |key: &&VerifierKey| checkpoint::open(&note, std::slice::from_ref(*key)).is_ok();
        match self.given.iter().any(|key| signed(&key)) {
            true => None,
            false => self.keys.iter().find(signed).cloned(),
        }
    }
}

/// Reads and judges the log.
pub(super) fn read(request: &Request<'_>, book: &mut Book) -> Result<Log, AuditError> {
    let repository = request.repository;
    let (reference, commit, apart) = tip(repository)?;
    let tree = StoredTree::of_commit(repository.clone(), commit)?;
    let note = tree.file(CHECKPOINT, MAX_NOTE as u64)?.ok_or(RegistroError::NoCheckpoint)?;
    let mut kept: Vec<(String, Vec<u8>)> = request.trust.kept.to_vec();
    if let Some((name, local)) = apart {
        let bytes = StoredTree::of_commit(repository.clone(), local)?.file(CHECKPOINT, MAX_NOTE as u64)?;
        kept.push((name.to_owned(), bytes.ok_or(RegistroError::NoCheckpoint)?));
    }
    let (keys, source) = keys(request, &tree, &kept)?;
    let tips = [commit].into_iter().chain(apart.map(|(_, local)| local));
    let lines: Vec<Line> = tips.map(|tip| Line::read(repository, tip)).collect::<Result<_, SnapshotError>>()?;
    let mut sizes = attested_sizes(&tree)?;
    sizes.extend(lines.iter().flat_map(Line::sizes));
    behind(repository, reference, commit, book)?;
    let gathered = cosigned(&tree, &note, &kept, request.trust.policy)?;

    let mut reader = TrailReader::of(tree.clone());
    let trust = judge::Trust { keys: &keys, source, policy: request.trust.policy, kept: &kept };
    let mut entries = Vec::new();
    let (judged, mut roots) = judge_with(&mut reader, &gathered, &trust, sizes.clone(), &mut |index, entry| {
        let Entry { event, commit, time, anchor, .. } = *entry;
        entries.push((index, Said { event, commit, time, anchor }));
    });
    book.at_least(Verdict::from(judged.outcome));
    // The tiles alone may make the root: entries are believed where they do themselves.
    let is_whole = |check| judged.tallies.iter().any(|tally| tally.check == check && tally.passed == tally.of);
    let is_sound = is_whole(judge::Check::Root) && is_whole(judge::Check::Bundles);
    tallies(&judged, request, book);
    let is_unsigned = std::str::from_utf8(&note).is_ok_and(|text| text.parse::<Checkpoint>().is_ok());
    let is_untrusted = |found: &judge::Finding| matches!(found.reason, judge::Reason::KeptUntrusted(_));
    let untrusted: BTreeSet<String> =
        judged.findings.iter().filter(|found| is_untrusted(found)).map(|found| found.file.clone()).collect();
    for found in judged.findings {
        let (check, mut message) = reasons::said(&found.reason);
        let mut code = found.reason.code();
        let mut level = match found.reason.outcome() {
            judge::Outcome::Diverged => Level::Diverged,
            judge::Outcome::Unchecked => Level::Unchecked,
            _ => Level::Invalid,
        };
        match &found.reason {
            judge::Reason::Checkpoint(_) if is_unsigned => (code, message) = (UNSIGNED, Message::AuditUnsigned {}),
            judge::Reason::KeptUntrusted(error) if error.is_forged() => {
                (code, message) = (FORGED, Message::AuditKeptForged {});
            }
            // What nobody known signed accuses nobody.
            judge::Reason::Rollback { .. } | judge::Reason::Fork { .. } if untrusted.contains(&found.file) => {
                (level, message) = (Level::Unchecked, Message::AuditKeptUnsignedDiffers {});
            }
            _ => {}
        }
        let mut place = Place::path(&found.file);
        place.entry = found.index;
        book.find(Finding { check, level, code, place, message });
    }
    book.more += judged.more;
    let mut log = Log {
        reference,
        commit,
        tree,
        source,
        given: keys,
        keys: judged.succession.keys(),
        succession: judged.succession,
        kept,
        note,
        checkpoint: judged.checkpoint,
        is_sound,
        entries: Vec::new(),
        roots: BTreeMap::new(),
        uninterpreted: judged.uninterpreted,
        sizes: Vec::new(),
    };
    let Some(checkpoint) = log.checkpoint.clone() else { return Ok(log) };
    if log.is_of_example() && checkpoint.origin.as_str() != example::ORIGIN {
        book.find(Finding {
            check: Check::Signature,
            level: Level::Invalid,
            code: "example-key",
            place: Place::path(CHECKPOINT),
            message: Message::AuditExampleKey {},
        });
    }
    if is_sound {
        foreign(&log, book)?;
        roots.insert(0, empty_root());
        (log.entries, log.roots) = (entries, roots);
        log.sizes = known_sizes(&log, sizes);
        line::check(repository, &mut log, &lines, book)?;
    }
    Ok(log)
}

/// Which branch is judged. Where the local one and that of the remote went apart, what others see is judged, and the local
/// one is a checkpoint that was kept.
type Found = (&'static str, ObjectId, Option<(&'static str, ObjectId)>);

fn tip(repository: &Arc<GitRepository>) -> Result<Found, AuditError> {
    match Tip::find(repository) {
        Ok(Some(tip)) => Ok((tip.reference, tip.commit, None)),
        Ok(None) => Err(AuditError::NoTrail),
        Err(RegistroError::Diverged { local, remote }) => Ok((REMOTE_BRANCH, remote, Some((BRANCH, local)))),
        Err(error) => Err(error.into()),
    }
}

/// Tells where the remote has less than this clone.
fn behind(repository: &GitRepository, reference: &str, commit: ObjectId, book: &mut Book) -> Result<(), AuditError> {
    let remote = repository.reference(REMOTE_BRANCH)?.filter(|remote| reference == BRANCH && *remote != commit);
    if remote.is_some() {
        book.find(Finding {
            check: Check::Kept,
            level: Level::Notice,
            code: "remote-behind",
            place: Place::path(REMOTE_BRANCH),
            message: Message::AuditRemoteBehind {},
        });
    }
    Ok(())
}

/// The keys to judge by: those given, else those of the log. A key of the log that signed a checkpoint the auditor kept
/// is as good as one that was given.
fn keys(
    request: &Request<'_>,
    tree: &StoredTree,
    kept: &[(String, Vec<u8>)],
) -> Result<(Vec<VerifierKey>, KeySource), AuditError> {
    let mut given = request.trust.keys.to_vec();
    given.extend(request.trust.policy.into_iter().flat_map(|policy| policy.logs().iter().cloned()));
    if !given.is_empty() {
        return Ok((given, KeySource::Held));
    }
    let bytes = tree.file(KEYS, MAX_KEYS)?.unwrap_or_default();
    let own = if bytes.is_empty() { Vec::new() } else { read_keys(&bytes)? };
    // A branch of this clone that went apart was not chosen by the auditor.
    let remembered: Vec<Note> =
        kept.iter().take(request.trust.kept.len()).filter_map(|(_, bytes)| Note::parse(bytes).ok()).collect();
    let signed =
        |key: &VerifierKey| remembered.iter().any(|note| checkpoint::open(note, std::slice::from_ref(key)).is_ok());
    let held: Vec<VerifierKey> = own.iter().filter(|key| signed(key)).cloned().collect();
    Ok(if held.is_empty() { (own, KeySource::Log) } else { (held, KeySource::Held) })
}

/// Tells of a key that lies beside the log and is none that its changes of key lead to from those held: whoever takes the keys
/// from there would believe what it signs.
fn foreign(log: &Log, book: &mut Book) -> Result<(), AuditError> {
    let bytes = log.tree.file(KEYS, MAX_KEYS)?.unwrap_or_default();
    let beside = if bytes.is_empty() { Ok(Vec::new()) } else { read_keys(&bytes) };
    let named = |key: &VerifierKey| format!("{}+{}", key.name(), key.id());
    let foreign: Vec<String> = match beside {
        // Of a change that leads nowhere it is told itself.
        Ok(_) if !log.succession.refused().is_empty() => Vec::new(),
        Ok(keys) => keys.iter().filter(|key| !log.keys.contains(key)).map(named).collect(),
        Err(_) => vec!["?".to_owned()], // no list of keys at all
    };
    for key in foreign {
        book.find(Finding {
            check: Check::Signature,
            level: Level::Invalid,
            code: "key-foreign",
            place: Place::path(KEYS),
            message: Message::AuditKeyForeign { key: key.into() },
        });
    }
    Ok(())
}

/// Every size of the log that its branch, its attestations and the auditor know of.
fn known_sizes(log: &Log, mut sizes: BTreeSet<u64>) -> Vec<u64> {
    let size = |bytes: &[u8]| {
        let text = std::str::from_utf8(bytes).ok()?;
        text.split('\n').nth(1)?.parse::<u64>().ok()
    };
    sizes.extend(log.kept.iter().filter_map(|(_, bytes)| size(bytes)));
    sizes.into_iter().collect()
}

/// The sizes under `atestacion/`.
fn attested_sizes(tree: &StoredTree) -> Result<BTreeSet<u64>, AuditError> {
    let names = tree.names(crate::registro::ATTESTATIONS)?;
    Ok(names.into_iter().filter_map(|(name, _)| name.parse().ok()).collect())
}

/// The checkpoint with the cosignatures of the policy's witnesses that lie beside the log, or that the auditor brought,
/// over the very same text. What does not verify is left where it lies.
fn cosigned(
    tree: &StoredTree,
    bytes: &[u8],
    kept: &[(String, Vec<u8>)],
    policy: Option<&Policy>,
) -> Result<Vec<u8>, AuditError> {
    let (Some(policy), Ok(mut note)) = (policy, Note::parse(bytes)) else { return Ok(bytes.to_vec()) };
    let mut beside: Vec<Vec<u8>> = kept.iter().map(|(_, bytes)| bytes.clone()).collect();
    if let Ok(checkpoint) = note.text().parse::<Checkpoint>() {
        let folder = format!("{}/{}", crate::registro::ATTESTATIONS, checkpoint.head.size);
        for (name, is_folder) in tree.names(&folder)? {
            if !is_folder && name.starts_with("cosig-") {
                beside.extend(attestation(tree, &format!("{folder}/{name}"))?);
            }
        }
    }
    let text = note.text().to_owned();
    for other in beside.iter().filter_map(|bytes| Note::parse(bytes).ok()).filter(|other| other.text() == text) {
        for signature in other.signatures() {
            let of = |key: &VerifierKey| {
                key.name() == signature.name() && key.id() == signature.id() && key.verify(&text, signature.bytes())
            };
            let is_new = !note.signatures().contains(signature);
            if is_new && policy.witnesses().any(|(_, key)| of(key)) && note.add(signature.clone()).is_err() {
                break;
            }
        }
    }
    Ok(note.to_string().into_bytes())
}

/// Every check of the log, also those that were not reached.
fn tallies(judged: &judge::Judgement, request: &Request<'_>, book: &mut Book) {
    let is_foreign = judged.tallies.iter().any(|tally| tally.check == judge::Check::Root && tally.passed == 0);
    for (check, of) in [
        (Check::Signature, judge::Check::Signature),
        (Check::Witnesses, judge::Check::Witnesses),
        (Check::Root, judge::Check::Root),
        (Check::Bundles, judge::Check::Bundles),
        (Check::Tiles, judge::Check::Tiles),
        (Check::Entries, judge::Check::Entries),
        (Check::Hours, judge::Check::Hours),
        (Check::Kept, judge::Check::Kept),
        (Check::Rotations, judge::Check::Rotations),
    ] {
        match judged.tallies.iter().find(|tally| tally.check == of) {
            // Files that make another root than the signed one are not those of this log.
            Some(_) if is_foreign && matches!(check, Check::Bundles | Check::Tiles) => {
                book.tallies.push(Tally { check, passed: 0, of: None, external: 0 });
            }
            // What is not interpreted is in the log, and nobody knows whether it is well formed.
            Some(tally) if check == Check::Entries => {
                let external = judged.uninterpreted;
                let passed = tally.passed.saturating_sub(external);
                book.tallies.push(Tally { check, passed, of: Some(tally.of), external });
            }
            Some(tally) => book.tally(check, tally.passed, tally.of),
            // Without a checkpoint that can be believed no entry was read.
            None if of == judge::Check::Rotations && judged.checkpoint.is_some() => book.tally(check, 0, 0),
            None if of == judge::Check::Kept && request.trust.kept.is_empty() => book.tally(check, 0, 0),
            None if of == judge::Check::Witnesses && request.trust.policy.is_none() => book.tally(check, 0, 0),
            None => book.tallies.push(Tally { check, passed: 0, of: None, external: 0 }),
        }
    }
}
