//! What third parties attested beside the log: checkpoints, cosignatures, timestamps, and the anchors that name them.
//!
//! An attested checkpoint must be one that the log signed and still extends. A token or cosignature over the first `n`
//! entries bounds their hours from above; an entry that names it in `ancla` is not older than it.

use std::collections::BTreeMap;

use super::{AuditError, Book, Check, Finding, Level, Place, Request, SKEW, log::Log, reasons};
use crate::{
    digest::Digest,
    messages::Message,
    registro::{ATTESTATIONS, CHECKPOINT},
    trail::{
        checkpoint::{self, Checkpoint, CheckpointOpenError},
        note::{MAX_NOTE, Note, OpenError},
        succession::OutOfTurn,
        timestamp::{self, Authorities},
    },
};

/// An attestation that an entry may name.
struct Anchor {
    /// The size it is of.
    size: u64,
    /// The earliest moment at which it can have been made, in seconds since 1970, where it was verified.
    earliest: Option<u64>,
}

/// What is counted on the way.
#[derive(Default)]
struct Counts {
    attested: u64,
    folders: u64,
    tokens: [u64; 2],
    cosignatures: [u64; 2],
    witnessed: Option<u64>,
    anchors: BTreeMap<Digest, Anchor>,
    /// By size, the latest moment at which its entries were there.
    bounds: BTreeMap<u64, (u64, String)>,
}

/// Checks every attestation; the latest size with a quorum of the policy.
pub(super) fn check(request: &Request<'_>, log: &Log, book: &mut Book) -> Result<Option<u64>, AuditError> {
    let mut counts = Counts::default();
    for (name, is_folder) in log.tree.names(ATTESTATIONS)? {
        let size = name.parse::<u64>().ok().filter(|size| is_folder && size.to_string() == name);
        match size {
            Some(size) => folder(request, log, size, &mut counts, book)?,
            None => {
                counts.folders += 1;
                let place = Place::path(format!("{ATTESTATIONS}/{name}"));
                fault(book, Check::Attested, "attested-malformed", place, Message::AuditAttestedMalformed {});
            }
        }
    }
    book.tally(Check::Attested, counts.attested, counts.folders);
    book.tally(Check::Timestamps, counts.tokens[0], counts.tokens[1]);
    book.tally(Check::Cosignatures, counts.cosignatures[0], counts.cosignatures[1]);
    anchors(log, &counts, book);
    bounds(log, &counts, book);
    Ok(counts.witnessed)
}

fn fault(book: &mut Book, check: Check, code: &'static str, place: Place, message: Message) {
    book.find(Finding { check, level: Level::Fault, code, place, message });
}

/// One size.
fn folder(request: &Request<'_>, log: &Log, size: u64, counts: &mut Counts, book: &mut Book) -> Result<(), AuditError> {
    let at = |name: &str| format!("{ATTESTATIONS}/{size}/{name}");
    let limit = MAX_NOTE as u64;
    counts.folders += 1;
    let stamped = log.tree.file(&at(CHECKPOINT), limit)?;
    let place = Place::path(at(CHECKPOINT));
    let text = match attested(log, size, stamped.as_deref()) {
        Ok(note) => {
            counts.attested += 1;
            Some(note.text().to_owned())
        }
        Err(wrong) => {
            let now = log.checkpoint.as_ref().map_or(0, |checkpoint| checkpoint.head.size);
            let (level, code, message) = wrong.said(size, now);
            book.find(Finding { check: Check::Attested, level, code, place, message });
            None
        }
    };
    let mut present = Vec::new();
    for (name, _) in log.tree.names(&format!("{ATTESTATIONS}/{size}"))?.into_iter().filter(|(_, folder)| !folder) {
        if name == CHECKPOINT {
            continue;
        }
        let Some(bytes) = log.tree.file(&at(&name), limit)? else { continue };
        let mut earliest = None;
        if name.starts_with("tsa-") {
            counts.tokens[1] += 1;
            if let (Some(authorities), Some(stamped)) = (request.trust.authorities, &stamped) {
                earliest = token(&bytes, stamped, authorities, &at(&name), size, counts, book);
            }
        } else {
            counts.cosignatures[1] += 1;
            let note = Note::parse(&bytes).ok().filter(|note| text.as_deref() == Some(note.text()));
            if let Some(note) = note {
                earliest = cosignature(request, &note, size, &at(&name), counts, &mut present);
            } else {
                let message = Message::AuditCosignatureForeign {};
                fault(book, Check::Cosignatures, "cosignature-foreign", Place::path(at(&name)), message);
            }
        }
        counts.anchors.insert(Digest::of(&bytes), Anchor { size, earliest });
    }
    if let Some(policy) = request.trust.policy {
        let valid: Vec<_> = policy.witnesses().map(|(_, key)| key).filter(|key| present.contains(*key)).collect();
        let quorum = policy.evaluate(&valid);
        if quorum.required && quorum.met {
            counts.witnessed = counts.witnessed.max(Some(size));
        }
    }
    Ok(())
}

/// Why a checkpoint is not the attested one it is said to be.
enum Wrong {
    Malformed,
    UnknownKey,
    Turn(OutOfTurn),
    Untrusted,
    Fork,
    Rollback,
}

impl Wrong {
    /// How bad it is, its code and its words; `now` is the size of the log.
    fn said(&self, size: u64, now: u64) -> (Level, &'static str, Message) {
        match self {
            Wrong::Malformed => (Level::Fault, "attested-malformed", Message::AuditAttestedMalformed {}),
            Wrong::UnknownKey => (Level::Unchecked, "attested-unknown-key", Message::AuditAttestedUnknownKey {}),
            Wrong::Turn(error) => {
                let message = Message::AuditAttestedTurn { detail: reasons::turn(*error) };
                (Level::Invalid, "attested-key-turn", message)
            }
            Wrong::Untrusted => (Level::Invalid, "attested-untrusted", Message::AuditAttestedUntrusted {}),
            Wrong::Fork => (Level::Diverged, "attested-fork", Message::AuditFork { size: size.into() }),
            Wrong::Rollback => {
                let message = Message::AuditRollback { kept: size.into(), found: now.into() };
                (Level::Diverged, "attested-rollback", message)
            }
        }
    }
}

fn attested(log: &Log, size: u64, bytes: Option<&[u8]>) -> Result<Note, Wrong> {
    let note = Note::parse(bytes.ok_or(Wrong::Malformed)?).map_err(|_| Wrong::Malformed)?;
    let checkpoint: Checkpoint = note.text().parse().map_err(|_| Wrong::Malformed)?;
    match checkpoint::open(&note, &log.keys) {
        Ok(_) => {}
        // Signed before the key changed, perhaps: who audits has to give that key as well.
        Err(CheckpointOpenError::Signature(OpenError::Unknown)) => return Err(Wrong::UnknownKey),
        Err(_) => return Err(Wrong::Untrusted),
    }
    log.succession.in_turn(&note, checkpoint.head.size).map_err(Wrong::Turn)?;
    match log.roots.get(&size) {
        _ if checkpoint.head.size != size => Err(Wrong::Malformed),
        Some(root) if *root == checkpoint.head.root => Ok(note),
        Some(_) => Err(Wrong::Fork),
        None => Err(Wrong::Rollback),
    }
}

/// Verifies a token; the earliest moment at which it was made.
fn token(
    bytes: &[u8],
    stamped: &[u8],
    authorities: &Authorities,
    name: &str,
    size: u64,
    counts: &mut Counts,
    book: &mut Book,
) -> Option<u64> {
    let request = timestamp::Request { imprint: Digest::of(stamped), nonce: None };
    match timestamp::verify(bytes, &request, authorities) {
        Ok(stamp) => {
            counts.tokens[0] += 1;
            bound(counts, size, stamp.latest().unix(), name);
            Some(stamp.earliest().unix())
        }
        Err(error) => {
            let level = if error.is_unjudged() { Level::Unchecked } else { Level::Fault };
            let code = if error.is_unjudged() { "timestamp-unjudged" } else { "timestamp-invalid" };
            let (check, place) = (Check::Timestamps, Place::path(name));
            book.find(Finding { check, level, code, place, message: error.message() });
            None
        }
    }
}

/// Notes the witnesses of the policy that made a cosignature; when the first of them did.
fn cosignature(
    request: &Request<'_>,
    note: &Note,
    size: u64,
    name: &str,
    counts: &mut Counts,
    present: &mut Vec<crate::trail::note::VerifierKey>,
) -> Option<u64> {
    let witnesses: Vec<_> = request.trust.policy?.witnesses().map(|(_, key)| key.clone()).collect();
    // One of a witness that is not of the policy shows nothing to whoever does not know it.
    let verified = note.open(&witnesses).ok()?;
    let times: Vec<u64> = verified.iter().filter_map(|one| one.time()).collect();
    present.extend(verified.iter().map(|one| one.key.clone()));
    counts.cosignatures[0] += 1;
    let first = times.into_iter().min()?;
    bound(counts, size, first, name);
    Some(first)
}

fn bound(counts: &mut Counts, size: u64, moment: u64, name: &str) {
    let kept = counts.bounds.entry(size).or_insert_with(|| (moment, name.to_owned()));
    if moment < kept.0 {
        *kept = (moment, name.to_owned());
    }
}

/// Whether each `ancla` names an attestation of before its entry.
fn anchors(log: &Log, counts: &Counts, book: &mut Book) {
    let (mut passed, mut of) = (0, 0);
    for (index, entry) in &log.entries {
        let Some(anchor) = entry.anchor else { continue };
        of += 1;
        let place = Place::default().entry(*index);
        match counts.anchors.get(&anchor) {
            None => {
                let message = Message::AuditAnchorUnknown { anchor: anchor.into() };
                fault(book, Check::Anchors, "anchor-unknown", place, message);
            }
            Some(found) if found.size > *index => {
                let message = Message::AuditAnchorLater { size: found.size.into() };
                fault(book, Check::Anchors, "anchor-later", place, message);
            }
            Some(Anchor { earliest: Some(earliest), .. }) if entry.time.unix().saturating_add(SKEW) < *earliest => {
                let message = Message::AuditHourBeforeAnchor { hour: entry.time.to_string().into() };
                fault(book, Check::Anchors, "hour-before-anchor", place, message);
            }
            Some(_) => passed += 1,
        }
    }
    book.tally(Check::Anchors, passed, of);
}

/// Whether what third parties saw at a moment has hours of before it. Hours never run backwards: the last entry of a size
/// is the latest of it.
fn bounds(log: &Log, counts: &Counts, book: &mut Book) {
    for (size, (moment, name)) in &counts.bounds {
        let after = log.entries.partition_point(|(index, _)| index < size);
        let Some((index, entry)) = after.checked_sub(1).and_then(|last| log.entries.get(last)) else { continue };
        if entry.time.unix() > moment.saturating_add(SKEW) {
            let message = Message::AuditHourAfterAttestation { hour: entry.time.to_string().into() };
            fault(book, Check::Anchors, "hour-after-attestation", Place::path(name).entry(*index), message);
        }
    }
}
