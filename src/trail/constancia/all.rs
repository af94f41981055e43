//! The proofs of every entry about some submissions, as a site publishes them: the log is read once.

use std::{cmp::Reverse, collections::BTreeMap};

use super::issue::{IssueError, Issued, Later, extra, is_news};
use crate::{
    model::SubmissionPath,
    trail::{
        checkpoint,
        entry::{Entry, Event, Logged},
        merkle::{inclusion, leaf_hash, verify_inclusion},
        note::{Note, VerifierKey},
        proof::Proof,
        tile::{EntryReadError, HashReadError, TileHashes, TileKind, TilePath, TileReader, decode_bundle, fetch},
        witness::prefix_root,
    },
};

/// An entry about a submission: where it stands, its bytes and what they say.
struct Found {
    index: u64,
    bundle: TilePath,
    bytes: Vec<u8>,
    entry: Entry,
}

/// A checkpoint that a proof may end in: how many signatures beside the log's, how many entries, and its note.
type Ending<'a> = (usize, u64, &'a Note);

/// The receipt of every entry about the submissions that `is_wanted`, by index; each is proved to be in the tree of the
/// checkpoint, which one of `known` signed, and ends in the checkpoint that [`issue`](super::issue) would choose.
///
/// # Errors
/// Where the checkpoint must not be believed, or a file of the log is missing, damaged or does not belong to it.
pub fn issue_all<R: TileReader>(
    reader: &mut R,
    note: &Note,
    known: &[VerifierKey],
    attested: &[Note],
    is_wanted: &dyn Fn(&SubmissionPath) -> bool,
) -> Result<BTreeMap<u64, Issued>, IssueError<R::Error>> {
    let opened = checkpoint::open(note, known)?.checkpoint;
    let head = opened.head;
    let of_path = found(reader, head.size, is_wanted)?;
    let mut hashes = TileHashes::new(reader, head.size);
    let mut endings: Vec<Ending<'_>> = vec![(extra(note), head.size, note)];
    for candidate in attested {
        let Ok(one) = checkpoint::open(candidate, known).map(|opened| opened.checkpoint) else { continue };
        let size = one.head.size;
        let is_of_log = one.origin == opened.origin && (1..=head.size).contains(&size);
        if is_of_log && prefix_root(&mut hashes, size)? == one.head.root {
            endings.push((extra(candidate), size, candidate));
        }
    }
    let mut all = BTreeMap::new();
    for of_one in of_path.into_values() {
        for found in &of_one {
            all.insert(found.index, issued(&mut hashes, &head, &endings, found, &of_one)?);
        }
    }
    Ok(all)
}

/// The entries about the submissions wanted, of each in the order of the log.
fn found<R: TileReader>(
    reader: &mut R,
    size: u64,
    is_wanted: &dyn Fn(&SubmissionPath) -> bool,
) -> Result<BTreeMap<SubmissionPath, Vec<Found>>, IssueError<R::Error>> {
    let mut all: BTreeMap<SubmissionPath, Vec<Found>> = BTreeMap::new();
    for bundle in 0..size.div_ceil(256) {
        let width = (size - bundle * 256).min(256) as u16;
        let path = TilePath::new(TileKind::Entries, bundle, width);
        let read = fetch(reader, path)?;
        let entries = decode_bundle(width, &read).map_err(|source| HashReadError::Damaged { path, source })?;
        for (index, bytes) in (bundle * 256..).zip(entries) {
            let Some(entry) = Logged::parse(bytes).ok().and_then(Logged::known) else { continue };
            let Event::Submission(_, about) = &entry.event else { continue };
            if is_wanted(&about.path) {
                let of_one = all.entry(about.path.clone()).or_default();
                of_one.push(Found { index, bundle: path, bytes: bytes.to_vec(), entry });
            }
        }
    }
    Ok(all)
}

/// The receipt of one entry among those of its submission.
fn issued<R: TileReader>(
    hashes: &mut TileHashes<&mut R>,
    head: &crate::trail::merkle::TreeHead,
    endings: &[Ending<'_>],
    found: &Found,
    of_one: &[Found],
) -> Result<Issued, IssueError<R::Error>> {
    let index = found.index;
    let whole = inclusion(hashes, index, head.size)?;
    verify_inclusion(head, index, leaf_hash(&found.bytes), &whole).map_err(|source| EntryReadError::Foreign {
        path: found.bundle,
        index,
        source,
    })?;
    let fitting = endings.iter().filter(|(_, size, _)| *size > index);
    // Of equals the first: the log's own, then in the order given.
    let best = fitting.rev().max_by_key(|(extra, size, _)| (*extra, Reverse(*size)));
    let (cosigned, size, note) = *best.expect("invariant: the checkpoint of the log has the entry");
    let path = if size == head.size { whole } else { inclusion(hashes, index, size)? };
    let manifest = |entry: &Entry| match &entry.event {
        Event::Submission(event, about) => Some((*event, about.manifest)),
        _ => None,
    };
    let own = manifest(&found.entry).map(|(_, manifest)| manifest);
    let told = |one: &Found| {
        let (event, manifest) = manifest(&one.entry)?;
        Some(Later { index: one.index, event, is_own: Some(manifest) == own })
    };
    let later = of_one.iter().filter(|one| one.index > index).filter_map(told).filter(is_news).collect();
    let proof = Proof { extra: Some(found.bytes.clone()), index, path, checkpoint: note.clone() };
    Ok(Issued { entry: found.entry.clone(), proof, size, cosigned, known_to: head.size, later })
}
