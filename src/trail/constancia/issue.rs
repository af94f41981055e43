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
        proof::Proof,
        tile::{
            EntryReadError, HashReadError, TileHashes, TileKind, TilePath, TileReader, decode_bundle, fetch, read_entry,
        },
    },
};

/// A receipt: what it proves, and the proof.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Issued {
    /// The entry, as it stands in the log.
    pub entry: Entry,
    /// The proof; its `extra` is the entry.
    pub proof: Proof,
    /// How many entries the log had.
    pub size: u64,
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
}

/// The receipt of a submission with this manifest: of its `recibido`, else of its `publicado`, the first of each.
///
/// Reads the bundles of the log once, from the start; the entry found is proved to be in the tree of the checkpoint,
/// which one of `known` signed.
pub fn issue<R: TileReader>(
    reader: &mut R,
    note: &Note,
    known: &[VerifierKey],
    submission: &SubmissionPath,
    manifest: Digest,
) -> Result<Issued, IssueError<R::Error>> {
    let head = checkpoint::open(note, known)?.checkpoint.head;
    let (mut published, mut other) = (None, None);
    let mut received = None;
    let text = submission.to_string();
    let finder = memchr::memmem::Finder::new(text.as_bytes());
    'log: for bundle in 0..head.size.div_ceil(256) {
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
                Event::Submission(event, found) if found.path == *submission => match event {
                    _ if found.manifest != manifest => other = Some(index),
                    SubmissionEvent::Received => {
                        received = Some(index);
                        break 'log;
                    }
                    SubmissionEvent::Published => published = published.or(Some(index)),
                    _ => {}
                },
                _ => {}
            }
        }
    }
    let index = received.or(published).ok_or(IssueError::NotLogged { other })?;
    let bytes = read_entry(reader, &head, index)?;
    let entry = Logged::parse(&bytes).ok().and_then(Logged::known).ok_or(IssueError::NotLogged { other })?;
    let path = inclusion(&mut TileHashes::new(reader, head.size), index, head.size)?;
    Ok(Issued { entry, proof: Proof { extra: Some(bytes), index, path, checkpoint: note.clone() }, size: head.size })
}
