//! Making the proof of a submission's entry.

use std::error::Error;

use crate::{
    digest::Digest,
    model::SubmissionPath,
    trail::{
        checkpoint::{self, CheckpointOpenError},
        entry::{Entry, Event, Logged, SubmissionEvent},
        merkle::inclusion,
        note::{Note, VerifierKey},
        policy::Policy,
        proof::Proof,
        tile::{
            EntryReadError, HashReadError, TileHashes, TileKind, TilePath, TileReader, decode_bundle, fetch, read_entry,
        },
        witness::prefix_root,
    },
};

/// A receipt: what it proves, and the proof.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Issued {
    /// The entry, as it stands in the log.
    pub entry: Entry,
    /// The proof; its `extra` is the entry.
    pub proof: Proof,
    /// How many entries the checkpoint of the proof covers.
    pub size: u64,
    /// How many signatures beside that of the log the checkpoint bears; nobody verified them here.
    pub cosigned: usize,
    /// How many entries the log had.
    pub known_to: u64,
    /// What the log says of the submission after the entry, in its order.
    pub later: Vec<Later>,
}

/// What happened to a submission after the entry of a receipt.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Later {
    /// The index of the entry that says so.
    pub index: u64,
    /// What.
    pub event: SubmissionEvent,
    /// Whether it is of the same manifest.
    pub is_own: bool,
}

/// Which entry a receipt is of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wanted {
    /// `recibido`, else `publicado`; the first of each.
    Reception,
    /// The first of this event.
    Event(SubmissionEvent),
    /// The one of this index.
    Index(u64),
}

/// What a receipt is asked of.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The submission.
    pub submission: &'a SubmissionPath,
    /// The digest of its manifest.
    pub manifest: Digest,
    /// Which of its entries.
    pub wanted: Wanted,
    /// Checkpoints of the same log that others cosigned.
    pub attested: &'a [Note],
}

/// Why there is no receipt.
#[derive(Debug, thiserror::Error)]
pub enum IssueError<E: Error + Send + Sync + 'static> {
    /// The checkpoint must not be believed.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointOpenError),
    /// A file of the log is missing, damaged or unreadable.
    #[error(transparent)]
    Tile(#[from] HashReadError<E>),
    /// The entry is not the one the tree holds.
    #[error(transparent)]
    Entry(#[from] EntryReadError<E>),
    /// The log has no `recibido` nor `publicado` of this submission with this manifest.
    #[error("the log has no entry of this submission with this manifest")]
    NotLogged {
        /// The last entry of the submission with another manifest, if it has one.
        other: Option<u64>,
    },
    /// The log says other things of this submission with this manifest than the one asked for.
    #[error("the log has no such entry of this submission with this manifest")]
    NotWanted {
        /// The entries it has.
        has: Vec<Later>,
    },
}

/// The receipt of a submission with a manifest.
///
/// Reads the bundles of the log once, from the start; the entry found is proved to be in the tree of the checkpoint,
/// which one of `known` signed: of those given that hold the entry and are of this log, the one with most cosignatures,
/// and of equals the earliest.
pub fn issue<R: TileReader>(
    reader: &mut R,
    note: &Note,
    known: &[VerifierKey],
    request: &Request<'_>,
) -> Result<Issued, IssueError<R::Error>> {
    let opened = checkpoint::open(note, known)?.checkpoint;
    let head = opened.head;
    let (mut own, mut others) = (Vec::new(), Vec::new());
    let text = request.submission.to_string();
    let finder = memchr::memmem::Finder::new(text.as_bytes());
    for bundle in 0..head.size.div_ceil(256) {
        let width = (head.size - bundle * 256).min(256) as u16;
        let path = TilePath::new(TileKind::Entries, bundle, width);
        let bytes = fetch(reader, path)?;
        let entries = decode_bundle(width, &bytes).map_err(|source| HashReadError::Damaged { path, source })?;
        for (index, bytes) in (bundle * 256..).zip(entries) {
            if finder.find(bytes).is_none() {
                continue;
            }
            let Some(entry) = Logged::parse(bytes).ok().and_then(Logged::known) else { continue };
            match &entry.event {
                Event::Submission(event, found) if found.path == *request.submission => {
                    let is_own = found.manifest == request.manifest;
                    let list = if is_own { &mut own } else { &mut others };
                    list.push(Later { index, event: *event, is_own });
                }
                _ => {}
            }
        }
    }
    let index = pick(request.wanted, &own, &others)?;
    let bytes = read_entry(reader, &head, index)?;
    let other = others.last().map(|one| one.index);
    let entry = Logged::parse(&bytes).ok().and_then(Logged::known).ok_or(IssueError::NotLogged { other })?;
    let mut hashes = TileHashes::new(reader, head.size);
    let mut best = (extra(note), head.size, note);
    for candidate in request.attested {
        let Ok(attested) = checkpoint::open(candidate, known).map(|opened| opened.checkpoint) else { continue };
        let size = attested.head.size;
        let is_better = (extra(candidate), std::cmp::Reverse(size)) > (best.0, std::cmp::Reverse(best.1));
        if is_better
            && attested.origin == opened.origin
            && (index + 1..=head.size).contains(&size)
            && prefix_root(&mut hashes, size)? == attested.head.root
        {
            best = (extra(candidate), size, candidate);
        }
    }
    let (cosigned, size, note) = best;
    let path = inclusion(&mut hashes, index, size)?;
    let mut later: Vec<Later> = own.into_iter().chain(others).filter(is_news).collect();
    later.retain(|one| one.index > index);
    later.sort_by_key(|one| one.index);
    let proof = Proof { extra: Some(bytes), index, path, checkpoint: note.clone() };
    Ok(Issued { entry, proof, size, cosigned, known_to: head.size, later })
}

/// Whether what the log says later is told: that this version was received changes nothing; of another, it is told that
/// it came, and not what became of it.
pub(super) fn is_news(one: &Later) -> bool {
    match one.event {
        SubmissionEvent::Received => !one.is_own,
        SubmissionEvent::Superseded | SubmissionEvent::Withdrawn => one.is_own,
        SubmissionEvent::Published | SubmissionEvent::Purged => true,
    }
}

/// The signatures of a note beyond the one its log needs.
pub(super) fn extra(note: &Note) -> usize {
    note.signatures().len().saturating_sub(1)
}

/// The index of the entry asked for, among those of the submission with its manifest.
fn pick<E: Error + Send + Sync + 'static>(
    wanted: Wanted,
    own: &[Later],
    others: &[Later],
) -> Result<u64, IssueError<E>> {
    let of = |event: SubmissionEvent| own.iter().find(|one| one.event == event);
    let found = match wanted {
        Wanted::Reception => of(SubmissionEvent::Received).or_else(|| of(SubmissionEvent::Published)),
        Wanted::Event(event) => of(event),
        Wanted::Index(index) => own.iter().find(|one| one.index == index),
    };
    match found {
        Some(one) => Ok(one.index),
        None if wanted == Wanted::Reception || own.is_empty() => {
            let other = others.last().map(|one| one.index);
            Err(IssueError::NotLogged { other })
        }
        None => Err(IssueError::NotWanted { has: own.to_vec() }),
    }
}

/// One note of the signatures that several notes of the same text bear; none where the first is no note.
///
/// With a policy only the cosignatures of its witnesses are taken, those that hold. Without one nobody can say which hold:
/// verifiers that know the key judge them.
pub fn gathered(files: &[Vec<u8>], policy: Option<&Policy>) -> Option<Note> {
    let mut notes = files.iter().filter_map(|bytes| Note::parse(bytes).ok());
    let first = notes.next()?;
    let mut whole = Note::new(first.text()).ok()?;
    let witnesses: Option<Vec<VerifierKey>> =
        policy.map(|policy| policy.witnesses().map(|(_, key)| key.clone()).collect());
    let origin = first.text().split('\n').next().unwrap_or_default().to_owned();
    for note in std::iter::once(first).chain(notes) {
        let is_same = note.text() == whole.text();
        for signature in note.signatures().iter().filter(|_| is_same) {
            let mut alone = Note::new(note.text()).ok()?;
            let is_taken = signature.name().as_str() == origin
                || witnesses
                    .as_ref()
                    .is_none_or(|keys| alone.add(signature.clone()).is_ok() && alone.open(keys).is_ok());
            if is_taken && whole.add(signature.clone()).is_err() {
                return Some(whole); // as many as a note holds
            }
        }
    }
    Some(whole)
}
