//! The branch as it is: which reference is used, and the files of the log.

use std::sync::Arc;

use super::{ATTESTATIONS, BRANCH, CHECKPOINT, KEYS, REACH, REMOTE_BRANCH, Reach, error::RegistroError};
use crate::{
    digest::Digest,
    snapshot::{GitRepository, ObjectId, SnapshotError, StoredTree},
    trail::{
        checkpoint::{self, Checkpoint},
        note::{Algorithm, KeyError, MAX_NOTE, Note, NoteError, VerifierKey},
        succession::ROTATIONS,
        tile::{TileKind, TilePath, TileReader},
    },
};

/// The most commits of the branch looked at to know whether two of them diverge.
const MAX_COMMITS: usize = 1_000_000;
/// The most bytes of `vkey`.
const MAX_KEYS: u64 = 64 * 1024;
/// The most keys of `vkey`.
const MAX_LINES: usize = 64;
/// The most bytes of a tile of hashes.
const MAX_HASHES: u64 = 256 * 32;
/// The most bytes of a bundle: 256 entries of 65,535 bytes and their lengths.
const MAX_BUNDLE: u64 = 256 * (65_535 + 2);

/// Where the branch is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Tip {
    /// The reference it was read from.
    pub reference: &'static str,
    /// Its commit.
    pub commit: ObjectId,
    /// The commit of the local branch, which is moved; none where there is only the remote one.
    pub local: Option<ObjectId>,
}

impl Tip {
    /// Finds the branch, by full names alone: the local one, else that of the remote. Where both exist and one follows
    /// the other, the one ahead is used, so that what others have pushed is never left out.
    ///
    /// # Errors
    /// [`RegistroError::Diverged`] where neither follows the other.
    pub fn find(repository: &GitRepository) -> Result<Option<Self>, RegistroError> {
        let local = repository.reference(BRANCH)?;
        let Some(remote) = repository.reference(REMOTE_BRANCH)? else {
            return Ok(local.map(|commit| Self { reference: BRANCH, commit, local }));
        };
        let Some(here) = local else {
            return Ok(Some(Self { reference: REMOTE_BRANCH, commit: remote, local }));
        };
        if repository.is_ancestor(remote, here, MAX_COMMITS)? {
            Ok(Some(Self { reference: BRANCH, commit: here, local }))
        } else if repository.is_ancestor(here, remote, MAX_COMMITS)? {
            Ok(Some(Self { reference: REMOTE_BRANCH, commit: remote, local }))
        } else {
            Err(RegistroError::Diverged { local: here, remote })
        }
    }
}

/// The log at one commit of its branch. Nothing is verified: see [`signed_by`] and [`super::Index`].
#[derive(Clone, Debug)]
pub struct Trail {
    commit: ObjectId,
    tree: StoredTree,
    note: Option<Note>,
    checkpoint: Checkpoint,
    keys: Vec<VerifierKey>,
}

impl Trail {
    /// The log of a repository, and where its branch is; none where there is no branch.
    pub fn open(repository: &Arc<GitRepository>) -> Result<Option<(Tip, Self)>, RegistroError> {
        let Some(tip) = Tip::find(repository)? else { return Ok(None) };
        Ok(Some((tip, Self::at(repository, tip.commit)?)))
    }

    /// The log at a commit of its branch.
    pub fn at(repository: &Arc<GitRepository>, commit: ObjectId) -> Result<Self, RegistroError> {
        let tree = StoredTree::of_commit(repository.clone(), commit)?;
        let bytes = tree.file(CHECKPOINT, MAX_NOTE as u64)?.ok_or(RegistroError::NoCheckpoint)?;
        let (note, checkpoint) = parse_checkpoint(&bytes)?;
        let keys = match tree.file(KEYS, MAX_KEYS)? {
            Some(bytes) => read_keys(&bytes)?,
            None => Vec::new(),
        };
        Ok(Self { commit, tree, note, checkpoint, keys })
    }

    /// The commit of the branch.
    pub fn commit(&self) -> ObjectId {
        self.commit
    }

    /// What the log says of itself.
    pub fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// The signed checkpoint; none where the log is not signed: then its file is the text of the checkpoint alone.
    pub fn note(&self) -> Option<&Note> {
        self.note.as_ref()
    }

    /// The public keys that lie beside the checkpoint, the one in use last. They prove nothing: whoever writes the log
    /// writes them.
    pub fn keys(&self) -> &[VerifierKey] {
        &self.keys
    }

    /// Reads the tiles of this commit.
    pub fn reader(&self) -> TrailReader {
        TrailReader { tree: self.tree.clone() }
    }

    /// How far this log reaches into the main line, where `key` signed that it does.
    pub fn reach(&self, key: &VerifierKey) -> Result<Option<Reach>, SnapshotError> {
        let Some(bytes) = self.tree.file(REACH, MAX_NOTE as u64)? else { return Ok(None) };
        Ok(Reach::open(&bytes, &self.checkpoint.origin, &self.checkpoint.head, key).ok())
    }

    /// The files of the branch at this commit.
    pub fn tree(&self) -> &StoredTree {
        &self.tree
    }

    /// The sizes of the log for which there are attestations, ascending.
    pub fn attested(&self) -> Result<Vec<u64>, SnapshotError> {
        let names = self.tree.names(ATTESTATIONS)?.into_iter();
        let size = |name: &str| name.parse::<u64>().ok().filter(|size| size.to_string() == *name);
        let mut sizes: Vec<u64> = names.filter(|(_, folder)| *folder).filter_map(|(name, _)| size(&name)).collect();
        sizes.sort_unstable();
        Ok(sizes)
    }

    /// The names of the files under `atestacion/<size>/`, sorted.
    pub fn attestations(&self, size: u64) -> Result<Vec<String>, SnapshotError> {
        let names = self.tree.names(&format!("{ATTESTATIONS}/{size}"))?;
        Ok(names.into_iter().filter(|(_, folder)| !folder).map(|(name, _)| name).collect())
    }

    /// The bytes of a file under `atestacion/<size>/`; none where there is none, or it is larger than an attestation is:
    /// what anyone may put there stops nobody.
    pub fn attestation(&self, size: u64, name: &str) -> Result<Option<Vec<u8>>, SnapshotError> {
        attestation(&self.tree, &format!("{ATTESTATIONS}/{size}/{name}"))
    }
}

/// Reads the tiles of one tree of the branch, straight from git objects.
#[derive(Clone, Debug)]
pub struct TrailReader {
    tree: StoredTree,
}

impl TrailReader {
    /// Reads from a tree of the branch.
    pub fn of(tree: StoredTree) -> Self {
        Self { tree }
    }
}

impl TileReader for TrailReader {
    type Error = SnapshotError;

    fn tile(&mut self, path: &TilePath) -> Result<Option<Vec<u8>>, SnapshotError> {
        let limit = match path.kind() {
            TileKind::Entries => MAX_BUNDLE,
            TileKind::Hashes(_) => MAX_HASHES,
        };
        self.tree.file(&path.to_string(), limit)
    }

    fn record(&mut self, digest: &Digest) -> Result<Option<Vec<u8>>, SnapshotError> {
        self.tree.file(&format!("{ROTATIONS}/{digest}"), MAX_NOTE as u64)
    }
}

/// The bytes of a file below `atestacion/`; none where there is no file, or it is larger than an attestation is.
pub(crate) fn attestation(tree: &StoredTree, path: &str) -> Result<Option<Vec<u8>>, SnapshotError> {
    match tree.file(path, MAX_NOTE as u64) {
        Err(SnapshotError::ObjectTooLarge { .. }) => Ok(None),
        read => read,
    }
}

/// Verifies the checkpoint with these keys of the log.
pub fn signed_by<'a>(trail: &'a Trail, keys: &'a [VerifierKey]) -> Result<checkpoint::Opened<'a>, RegistroError> {
    match &trail.note {
        Some(note) => Ok(checkpoint::open(note, keys)?),
        None => Err(RegistroError::Unsigned),
    }
}

/// A signed checkpoint, or the three lines of one without a signature.
pub(super) fn parse_checkpoint(bytes: &[u8]) -> Result<(Option<Note>, Checkpoint), RegistroError> {
    match Note::parse(bytes) {
        Ok(note) => {
            let checkpoint = note.text().parse().map_err(RegistroError::Checkpoint)?;
            Ok((Some(note), checkpoint))
        }
        Err(error @ NoteError::Separator) => {
            let text = std::str::from_utf8(bytes).map_err(|_| RegistroError::Note(error))?;
            Ok((None, text.parse().map_err(RegistroError::Checkpoint)?))
        }
        Err(error) => Err(RegistroError::Note(error)),
    }
}

/// The keys of a log as its file `vkey` has them, one on each line, the one in use last.
///
/// # Errors
/// Where one is no key of a log, the last line is not ended, or there are more than 64.
pub fn read_keys(bytes: &[u8]) -> Result<Vec<VerifierKey>, RegistroError> {
    let text = std::str::from_utf8(bytes).map_err(|_| RegistroError::Keys)?;
    let text = text.strip_suffix('\n').ok_or(RegistroError::Keys)?;
    if text.split('\n').count() > MAX_LINES {
        return Err(RegistroError::Keys);
    }
    let keys = (1..).zip(text.split('\n')).map(|(line, text)| {
        let key: VerifierKey = text.parse().map_err(|source| RegistroError::Key { line, source })?;
        match key.algorithm() {
            Algorithm::Ed25519 => Ok(key),
            other => Err(RegistroError::Key { line, source: KeyError::Type(other.byte()) }),
        }
    });
    keys.collect()
}
