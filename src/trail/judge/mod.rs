//! A whole log judged: every check that its files, a key and what the auditor kept allow, each counted as *N of M*.
//!
//! ```text
//! checkpoint ─ note, signature, origin ─▶ head ─┐
//! bundles ─▶ entries ─▶ leaves ─▶ tiles, root ──┴▶ same root?  ─▶ which file is at fault
//! kept checkpoints ─▶ root of the first so many entries ─▶ same root?
//! cosignatures + policy ─▶ quorum
//! entries `clave` + records ─▶ the keys that follow those known, each in its turn
//! ```
//!
//! Bytes come from a [`TileReader`]; keys, policy and kept checkpoints are the auditor's. Nothing is read but the files a
//! tree of the signed size has, in one pass, with a few tiles in memory. What could not be checked has its own answer,
//! and a check that was not reached is not counted. Whether the entries say the truth about a repository is judged
//! elsewhere.

pub mod reason;
#[cfg(test)]
mod tests;
mod tree;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use super::{
    checkpoint::{self, Checkpoint, CheckpointOpenError},
    entry::Entry,
    merkle::{Hash, TreeHead},
    note::{Note, VerifierKey},
    policy::Policy,
    succession::{self, Change, Succession},
    tile::TileReader,
};
use crate::digest::Digest;
pub use reason::Reason;
pub use words::words;

/// The most findings that are kept; the rest are counted.
pub const MAX_FINDINGS: usize = 100;

/// The most entries of a log that are read, here and elsewhere: fifty a day for each of a thousand accounts make them in
/// half a century. A few objects may stand for any number, and each entry is read by itself.
pub const MAX_ENTRIES: u64 = 10_000_000;

/// The most bytes of bundles that are read of a log, here and elsewhere: twice what its most entries of the usual length
/// have. An entry of a later version may have 64 KiB, and a few objects stand for any number of those as well.
pub const MAX_BYTES: u64 = 8 * 1024 * 1024 * 1024;

/// The name of the signed checkpoint among the files of a log.
pub const CHECKPOINT: &str = "checkpoint";

/// What the one who judges brings.
#[derive(Clone, Copy, Debug)]
pub struct Trust<'a> {
    /// The keys of the log.
    pub keys: &'a [VerifierKey],
    /// Where they are from.
    pub source: KeySource,
    /// Whose cosignatures are asked for. Its logs are not looked at: `keys` are.
    pub policy: Option<&'a Policy>,
    /// Signed checkpoints of the same log kept from before, with their names.
    pub kept: &'a [(String, Vec<u8>)],
}

/// Where the keys of a log are from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum KeySource {
    /// From elsewhere: a letter, a policy, an earlier visit.
    Held,
    /// From the log itself: whoever wrote the log chose them.
    Log,
}

/// How a log stands, from the best to the worst.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Outcome {
    /// Everything holds, and the witnesses asked for cosigned.
    Sound,
    /// Everything holds, and no witness was asked for.
    NotWitnessed,
    /// Fewer witnesses cosigned than the policy asks for.
    TooFewWitnesses,
    /// Everything holds, with a key from the log itself.
    OwnKey,
    /// The log contradicts a checkpoint kept from before.
    Diverged,
    /// The log contradicts itself or its formats.
    Invalid,
    /// Something could not be checked.
    Unchecked,
}

impl Outcome {
    /// The exit code of the contract.
    pub fn code(self) -> u8 {
        match self {
            Outcome::Sound => 0,
            Outcome::NotWitnessed => 10,
            Outcome::TooFewWitnesses => 11,
            Outcome::OwnKey => 12,
            Outcome::Diverged => 30,
            Outcome::Invalid => 40,
            Outcome::Unchecked => 3,
        }
    }
}

/// What is counted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Check {
    /// The checkpoint is signed by the log: of one.
    Signature,
    /// Bundles that are whole and hold what the root says: of those the size asks for.
    Bundles,
    /// Tiles of hashes that hold what the entries make: of those the size asks for.
    Tiles,
    /// Entries that are well formed and of this log: of all.
    Entries,
    /// Entries whose hour is not before that of the one before: of those that are understood.
    Hours,
    /// The entries make the signed root: of one.
    Root,
    /// Kept checkpoints that the log extends: of those given.
    Kept,
    /// Witnesses of the policy that cosigned: of all of them.
    Witnesses,
    /// Changes of key that both keys signed, from one that is known: of the entries `clave`.
    Rotations,
}

/// The count of a check that was reached.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Tally {
    /// What is counted.
    pub check: Check,
    /// How many hold.
    pub passed: u64,
    /// How many there are.
    pub of: u64,
}

/// What is wrong, and in which file.
#[derive(Debug)]
pub struct Finding {
    /// The file of the log, or the name of a kept checkpoint.
    pub file: String,
    /// The entry, from 0, where it is one.
    pub index: Option<u64>,
    /// What is wrong.
    pub reason: Reason,
}

/// Everything that can be said of a log.
#[derive(Debug)]
pub struct Judgement {
    /// How it stands.
    pub outcome: Outcome,
    /// The signed checkpoint; none if it must not be believed.
    pub checkpoint: Option<Checkpoint>,
    /// The checks that were reached, in their order.
    pub tallies: Vec<Tally>,
    /// What is wrong, by file and entry; at most [`MAX_FINDINGS`].
    pub findings: Vec<Finding>,
    /// How many findings there are beyond those.
    pub more: u64,
    /// Entries that are in the log and *no interpretadas*: of a later version or with an unknown event.
    pub uninterpreted: u64,
    /// The names of the policy's witnesses that cosigned.
    pub cosigned: Vec<String>,
    /// The keys of the log that can be believed, each in its turn, with the changes that lead to them.
    pub succession: Succession,
}

/// What has been found so far.
#[derive(Default)]
struct Findings {
    kept: Vec<Finding>,
    more: u64,
    worst: Option<Outcome>,
}

impl Findings {
    fn add(&mut self, file: impl ToString, index: Option<u64>, reason: impl Into<Reason>) {
        let reason = reason.into();
        self.worst = self.worst.max(Some(reason.outcome()));
        match self.kept.len() < MAX_FINDINGS {
            true => self.kept.push(Finding { file: file.to_string(), index, reason }),
            false => self.more += 1,
        }
    }
}

/// Judges a log: `note` is its file [`CHECKPOINT`], `reader` gives the others.
pub fn judge<R: TileReader>(reader: &mut R, note: &[u8], trust: &Trust) -> Judgement {
    judge_with(reader, note, trust, BTreeSet::new(), &mut |_, _| {}).0
}

/// Told of an entry that is understood, and of its index.
pub type EachEntry<'a> = &'a mut dyn FnMut(u64, Box<Entry>);

/// As [`judge`]; also the roots of the first so many entries, for the `sizes` asked for, where the signed root is theirs.
///
/// `each` is given every entry of the bundles that is understood, in order and before anything is known of it: what it was
/// given counts only where [`Check::Root`] and [`Check::Bundles`] turn out to be whole.
pub fn judge_with<R: TileReader>(
    reader: &mut R,
    note: &[u8],
    trust: &Trust,
    mut sizes: BTreeSet<u64>,
    each: EachEntry<'_>,
) -> (Judgement, BTreeMap<u64, Hash>) {
    let mut roots = BTreeMap::new();
    let mut findings = Findings::default();
    let mut answer = Judgement {
        outcome: Outcome::Unchecked,
        checkpoint: None,
        tallies: Vec::new(),
        findings: Vec::new(),
        more: 0,
        uninterpreted: 0,
        cosigned: Vec::new(),
        succession: Succession::of(trust.keys, &[]),
    };
    let read = read_checkpoint(note, trust, trust.keys, &mut answer).or_else(|error| {
        // A key that is not known may be one that the log changed to.
        if error.is_unknown()
            && let Some(size) = unverified_size(note)
        {
            answer.succession = Succession::of(trust.keys, &succession::changes(reader, size));
        }
        match answer.succession.steps() {
            [] => Err(error),
            _ => read_checkpoint(note, trust, &answer.succession.keys(), &mut answer),
        }
    });
    match read {
        Err(reason) => {
            findings.add(CHECKPOINT, None, reason);
            refused(&answer.succession, &mut findings);
        }
        Ok((checkpoint, _)) if checkpoint.head.size > MAX_ENTRIES => {
            findings.add(CHECKPOINT, None, Reason::TooLarge { entries: checkpoint.head.size });
            answer.checkpoint = Some(checkpoint);
        }
        Ok((checkpoint, witnesses)) => {
            if !checkpoint.extensions().is_empty() {
                findings.add(CHECKPOINT, None, Reason::Extensions);
            }
            let kept = read_kept(&checkpoint, trust, &mut findings);
            sizes.extend(kept.iter().map(|(_, _, head)| head.size));
            let tree = tree::check(reader, &checkpoint, sizes, each, &mut findings, MAX_BYTES);
            answer.uninterpreted = tree.uninterpreted;
            answer.tallies.extend(tree.tallies);
            if !tree.changes.is_empty() {
                answer.succession = rotations(reader, trust, note, &checkpoint, &tree.changes, &mut findings);
                let (passed, of) = (answer.succession.steps().len() as u64, tree.changed);
                answer.tallies.push(Tally { check: Check::Rotations, passed, of });
            }
            let kept = trusted(kept, &answer.succession, &mut findings);
            if !trust.kept.is_empty() {
                let passed = compare(&checkpoint.head, &kept, &tree.roots, &mut findings);
                answer.tallies.push(Tally { check: Check::Kept, passed, of: trust.kept.len() as u64 });
            }
            answer.tallies.extend(witnesses.tally);
            roots = tree.roots;
            answer.checkpoint = Some(checkpoint);
            let own = (trust.source == KeySource::Log).then_some(Outcome::OwnKey);
            findings.worst = findings.worst.max(own).max(Some(witnesses.outcome));
        }
    }
    answer.outcome = findings.worst.unwrap_or(Outcome::Sound);
    answer.findings = findings.kept;
    answer.findings.sort_by(|one, other| {
        (&one.file, one.index, one.reason.code()).cmp(&(&other.file, other.index, other.reason.code()))
    });
    answer.more = findings.more;
    (answer, roots)
}

/// The size that a checkpoint states, which nobody vouches for yet.
fn unverified_size(note: &[u8]) -> Option<u64> {
    let checkpoint: Checkpoint = Note::parse(note).ok()?.text().parse().ok()?;
    Some(checkpoint.head.size)
}

/// Follows the changes of key that the entries tell, and looks whether the checkpoint is signed by a key in its turn.
fn rotations<R: TileReader>(
    reader: &mut R,
    trust: &Trust,
    note: &[u8],
    checkpoint: &Checkpoint,
    changes: &[(u64, Digest)],
    findings: &mut Findings,
) -> Succession {
    let read = |&(index, digest): &(u64, Digest)| {
        let record = reader.record(&digest).map_err(|error| error.to_string());
        Change { index, digest, record }
    };
    let changes: Vec<Change> = changes.iter().map(read).collect();
    let found = Succession::of(trust.keys, &changes);
    refused(&found, findings);
    let turn = Note::parse(note).map_or(Ok(()), |note| found.in_turn(&note, checkpoint.head.size));
    if let Err(error) = turn {
        findings.add(CHECKPOINT, None, error);
    }
    found
}

fn refused(succession: &Succession, findings: &mut Findings) {
    for refused in succession.refused() {
        findings.add(&refused.file, Some(refused.index), refused.reason.clone());
    }
}

/// How the witnesses stand.
struct Witnesses {
    outcome: Outcome,
    tally: Option<Tally>,
}

/// The checkpoint, when its log signed it.
fn read_checkpoint(
    bytes: &[u8],
    trust: &Trust,
    keys: &[VerifierKey],
    answer: &mut Judgement,
) -> Result<(Checkpoint, Witnesses), CheckpointOpenError> {
    let note = Note::parse(bytes)?;
    let witnesses = trust.policy.iter().flat_map(|policy| policy.witnesses().map(|(_, key)| key));
    let known: Vec<VerifierKey> = keys.iter().chain(witnesses).cloned().collect();
    let signed = |passed| Tally { check: Check::Signature, passed, of: 1 };
    answer.tallies = vec![signed(0)];
    let opened = checkpoint::open(&note, &known)?;
    answer.tallies = vec![signed(1)];
    let witnesses = match trust.policy {
        None => Witnesses { outcome: Outcome::NotWitnessed, tally: None },
        Some(policy) => {
            let valid: Vec<_> = opened.cosignatures.iter().map(|one| one.key).collect();
            let quorum = policy.evaluate(&valid);
            answer.cosigned = quorum.present.iter().map(|name| String::from_utf8_lossy(name).into_owned()).collect();
            let passed = quorum.present.len() as u64;
            let tally = Tally { check: Check::Witnesses, passed, of: passed + quorum.missing.len() as u64 };
            let outcome = match (quorum.required, quorum.met) {
                (false, _) => Outcome::NotWitnessed,
                (true, true) => Outcome::Sound,
                (true, false) => Outcome::TooFewWitnesses,
            };
            Witnesses { outcome, tally: Some(tally) }
        }
    };
    Ok((opened.checkpoint, witnesses))
}

/// A kept checkpoint that can be read: its name, the note, and what it says.
type Kept<'a> = (&'a str, Note, TreeHead);

/// The kept checkpoints of this log.
fn read_kept<'a>(log: &Checkpoint, trust: &Trust<'a>, findings: &mut Findings) -> Vec<Kept<'a>> {
    let mut kept = Vec::new();
    for (name, bytes) in trust.kept {
        let read = || -> Result<_, CheckpointOpenError> {
            let note = Note::parse(bytes)?;
            let checkpoint: Checkpoint = note.text().parse()?;
            Ok((note, checkpoint))
        };
        match read() {
            Err(error) => findings.add(name, None, Reason::KeptMalformed(error)),
            Ok((_, checkpoint)) if checkpoint.origin != log.origin => {
                findings.add(name, None, Reason::KeptOrigin(checkpoint.origin));
            }
            Ok((note, checkpoint)) => kept.push((&name[..], note, checkpoint.head)),
        }
    }
    kept
}

/// The kept checkpoints that can be compared. One that bears no signature of a known key in its turn is compared as well,
/// since the auditor kept it; that it agrees shows nothing, so it is a finding.
fn trusted<'a>(kept: Vec<Kept<'a>>, succession: &Succession, findings: &mut Findings) -> Vec<(&'a str, TreeHead)> {
    let keys = succession.keys();
    let mut compared = Vec::new();
    for (name, note, head) in kept {
        let opened = checkpoint::open(&note, &keys).map(|_| ());
        let is_forged = opened.as_ref().is_err_and(CheckpointOpenError::is_forged);
        match (opened, succession.in_turn(&note, head.size)) {
            (Err(error), _) => findings.add(name, None, Reason::KeptUntrusted(error)),
            (Ok(()), Err(error)) => findings.add(name, None, Reason::KeptTurn(error)),
            (Ok(()), Ok(())) => {}
        }
        if !is_forged {
            compared.push((name, head));
        }
    }
    compared
}

/// Compares the log with the kept checkpoints; `roots` are those of its first so many entries, where they are known.
/// Gives how many it extends.
fn compare(log: &TreeHead, kept: &[(&str, TreeHead)], roots: &BTreeMap<u64, Hash>, findings: &mut Findings) -> u64 {
    let mut passed = 0;
    for (name, head) in kept {
        let root = if head.size == log.size { Some(&log.root) } else { roots.get(&head.size) };
        match root {
            _ if head.size > log.size => {
                findings.add(name, None, Reason::Rollback { kept: head.size, found: log.size });
            }
            Some(root) if *root == head.root => passed += 1,
            Some(_) => findings.add(name, None, Reason::Fork { size: head.size }),
            None => {}
        }
    }
    passed
}
