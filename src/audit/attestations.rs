//! What third parties attested beside the log: checkpoints, cosignatures, timestamps, and the anchors that name them.
//!
//! An attested checkpoint must be one that the log signed and still extends. A token or cosignature over the first `n`
//! entries bounds their hours from above; an entry that names it in `ancla` is not older than it.

use std::collections::BTreeMap;

use super::{AuditError, Book, Check, Finding, Level, Place, Request, SKEW, log::Log, reasons};
use crate::{
    digest::Digest,
    messages::Message,
    registro::{ATTESTATIONS, CHECKPOINT, attestation},
    trail::{
        checkpoint::{self, Checkpoint, CheckpointOpenError},
        note::{Note, OpenError, VerifierKey},
        policy::Policy,
        succession::OutOfTurn,
        timestamp::{self, Authorities},
    },
};

/// An attestation that an entry may name.
struct Anchor {
    /// The size it is of.
    size: u64,
    made: Made,
}

/// When an attestation was made, in seconds since 1970, and by whom.
enum Made {
    /// Its checkpoint is none that can be believed: it shows nothing.
    OfNothing,
    /// Nobody known made it.
    Unknown,
    /// By an authority: at the earliest.
    Stamped(u64),
    /// By witnesses.
    Cosigned(Vec<(VerifierKey, u64)>),
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
    /// By size, the latest moment at which an authority says that its entries were there.
    stamped: BTreeMap<u64, (u64, String)>,
    /// By size, when which witness cosigned it.
    cosigned: BTreeMap<u64, Vec<(VerifierKey, u64, String)>>,
}

impl Counts {
    /// One that is there and of which no byte is read.
    fn unread(&mut self, name: &str) {
        let of = if name.starts_with("tsa-") { &mut self.tokens } else { &mut self.cosignatures };
        of[1] += 1;
    }
}

/// The latest sizes with a quorum of the policy, and with a verified timestamp.
type Sizes = (Option<u64>, Option<u64>);

/// Checks every attestation.
pub(super) fn check(request: &Request<'_>, log: &Log, book: &mut Book) -> Result<Sizes, AuditError> {
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
    anchors(request.trust.policy, log, &counts, book);
    bounds(request.trust.policy, log, &counts, book);
    Ok((counts.witnessed, counts.stamped.keys().next_back().copied()))
}

fn fault(book: &mut Book, check: Check, code: &'static str, place: Place, message: Message) {
    book.find(Finding { check, level: Level::Fault, code, place, message });
}

/// One size.
fn folder(request: &Request<'_>, log: &Log, size: u64, counts: &mut Counts, book: &mut Book) -> Result<(), AuditError> {
    let at = |name: &str| format!("{ATTESTATIONS}/{size}/{name}");
    counts.folders += 1;
    let stamped = attestation(&log.tree, &at(CHECKPOINT))?;
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
    for (name, is_folder) in log.tree.names(&format!("{ATTESTATIONS}/{size}"))? {
        if name == CHECKPOINT {
            continue;
        }
        let Some(bytes) = attestation(&log.tree, &at(&name))?.filter(|_| !is_folder) else {
            // A link, a folder, or more than any attestation has: of what it is called, none was verified.
            counts.unread(&name);
            let place = Place::path(at(&name));
            fault(book, Check::Attested, "attested-malformed", place, Message::AuditAttestedMalformed {});
            continue;
        };
        let is_token = name.starts_with("tsa-");
        let of = if is_token { &mut counts.tokens } else { &mut counts.cosignatures };
        of[1] += 1;
        // What is over a checkpoint that is not of this log says nothing of it.
        let made = match (&text, &stamped) {
            (Some(_), Some(stamped)) if is_token => {
                let authorities = request.trust.authorities;
                let made = authorities.and_then(|known| token(&bytes, stamped, known, &at(&name), size, counts, book));
                made.map_or(Made::Unknown, Made::Stamped)
            }
            (Some(text), Some(_)) => match Note::parse(&bytes).ok().filter(|note| note.text() == text) {
                Some(note) => cosignature(request, &note, size, &at(&name), counts, &mut present),
                None => {
                    let message = Message::AuditCosignatureForeign {};
                    fault(book, Check::Cosignatures, "cosignature-foreign", Place::path(at(&name)), message);
                    Made::OfNothing
                }
            },
            _ => Made::OfNothing,
        };
        counts.anchors.insert(Digest::of(&bytes), Anchor { size, made });
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
    Missing,
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
            Wrong::Missing => (Level::Fault, "attested-missing", Message::AuditAttestedMissing {}),
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
    let note = Note::parse(bytes.ok_or(Wrong::Missing)?).map_err(|_| Wrong::Malformed)?;
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
            let latest = stamp.latest().unix();
            let kept = counts.stamped.entry(size).or_insert_with(|| (latest, name.to_owned()));
            if latest < kept.0 {
                *kept = (latest, name.to_owned());
            }
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

/// Notes the witnesses of the policy that made a cosignature, and when each of them did.
fn cosignature(
    request: &Request<'_>,
    note: &Note,
    size: u64,
    name: &str,
    counts: &mut Counts,
    present: &mut Vec<VerifierKey>,
) -> Made {
    let witnesses: Vec<_> =
        request.trust.policy.iter().flat_map(|policy| policy.witnesses().map(|(_, key)| key.clone())).collect();
    // One of a witness that is not of the policy shows nothing to whoever does not know it.
    let Ok(verified) = note.open(&witnesses) else { return Made::Unknown };
    counts.cosignatures[0] += 1;
    present.extend(verified.iter().map(|one| one.key.clone()));
    let times: Vec<(VerifierKey, u64)> =
        verified.iter().filter_map(|one| Some((one.key.clone(), one.time()?))).collect();
    let of_size = counts.cosigned.entry(size).or_default();
    of_size.extend(times.iter().map(|(key, time)| (key.clone(), *time, name.to_owned())));
    Made::Cosigned(times)
}

/// Whether each `ancla` names an attestation of before its entry. When an authority made it, its token shows; what
/// witnesses say of the time holds where enough of them say it, and what one says is told.
fn anchors(policy: Option<&Policy>, log: &Log, counts: &Counts, book: &mut Book) {
    let (mut passed, mut of) = (0, 0);
    let mut last: BTreeMap<&VerifierKey, u64> = BTreeMap::new();
    let (mut before, mut agreed): (Option<Digest>, Option<u64>) = (None, None);
    for (index, entry) in &log.entries {
        let Some(anchor) = entry.anchor else { continue };
        of += 1;
        let place = Place::default().entry(*index);
        let Some(found) = counts.anchors.get(&anchor) else {
            let message = Message::AuditAnchorUnknown { anchor: anchor.into() };
            fault(book, Check::Anchors, "anchor-unknown", place, message);
            continue;
        };
        if found.size > *index {
            let message = Message::AuditAnchorLater { size: found.size.into() };
            fault(book, Check::Anchors, "anchor-later", place, message);
            continue;
        }
        let is_new = before.replace(anchor) != Some(anchor);
        if let Made::Cosigned(times) = &found.made
            && is_new
        {
            for (key, time) in times {
                let known = last.entry(key).or_insert(*time);
                *known = (*known).max(*time);
            }
            let mut times: Vec<(&VerifierKey, u64)> = last.iter().map(|(key, time)| (*key, *time)).collect();
            times.sort_by_key(|(_, time)| std::cmp::Reverse(*time));
            agreed = policy.and_then(|policy| policy.reached(times));
        }
        let is_before = |moment: &u64| entry.time.unix().saturating_add(SKEW) < *moment;
        let message = || Message::AuditHourBeforeAnchor { hour: entry.time.to_string().into() };
        match &found.made {
            Made::OfNothing => {}
            Made::Stamped(earliest) if is_before(earliest) => {
                fault(book, Check::Anchors, "hour-before-anchor", place, message());
            }
            Made::Cosigned(_) if agreed.as_ref().is_some_and(is_before) => {
                fault(book, Check::Anchors, "hour-before-anchor", place, message());
            }
            Made::Cosigned(times) if times.iter().any(|(_, time)| is_before(time)) => {
                passed += 1;
                if is_new {
                    lone(book, place);
                }
            }
            _ => passed += 1,
        }
    }
    book.tally(Check::Anchors, passed, of);
}

/// Tells that one witness disputes an hour, of fewer than it takes.
fn lone(book: &mut Book, place: Place) {
    let (check, level, message) = (Check::Anchors, Level::Notice, Message::AuditHourLoneWitness {});
    book.find(Finding { check, level, code: "hour-lone-witness", place, message });
}

/// Whether what third parties saw at a moment has hours of before it. Hours never run backwards: the last entry of a size
/// is the latest of it. What witnesses saw of a larger log they saw of a smaller one.
fn bounds(policy: Option<&Policy>, log: &Log, counts: &Counts, book: &mut Book) {
    let last = |size: u64| {
        let after = log.entries.partition_point(|(index, _)| *index < size);
        after.checked_sub(1).and_then(|last| log.entries.get(last))
    };
    let mut tell = |size: u64, moment: u64, name: &str, is_enough: bool| {
        let Some((index, entry)) = last(size).filter(|(_, entry)| entry.time.unix() > moment.saturating_add(SKEW))
        else {
            return false;
        };
        let place = Place::path(name).entry(*index);
        match is_enough {
            true => {
                let message = Message::AuditHourAfterAttestation { hour: entry.time.to_string().into() };
                fault(book, Check::Anchors, "hour-after-attestation", place, message);
            }
            false => lone(book, place),
        }
        true
    };
    for (size, (moment, name)) in &counts.stamped {
        tell(*size, *moment, name, true);
    }
    let mut first: BTreeMap<&VerifierKey, u64> = BTreeMap::new();
    for (size, cosigned) in counts.cosigned.iter().rev() {
        for (key, time, _) in cosigned {
            let known = first.entry(key).or_insert(*time);
            *known = (*known).min(*time);
        }
        let mut times: Vec<(&VerifierKey, u64)> = first.iter().map(|(key, time)| (*key, *time)).collect();
        times.sort_by_key(|(_, time)| *time);
        let Some((_, time, name)) = cosigned.iter().min_by_key(|(_, time, _)| *time) else { continue };
        let enough = policy.and_then(|policy| policy.reached(times));
        if !enough.is_some_and(|moment| tell(*size, moment, name, true)) {
            tell(*size, *time, name, false);
        }
    }
}
