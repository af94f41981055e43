//! Whether one state of the branch continues another, as far as their files show it: for whoever lets the branch move.
//!
//! Each commit is held to the one before it. It may make the log longer, signed by its key, and put beside it what was
//! looked at here: what lay there stays, and there is nothing else.

use std::sync::Arc;

use super::{
    CHECKPOINT, Index, KEYS, REACH,
    error::RegistroError,
    read::{Trail, signed_by},
    rotation::successors,
};
use crate::{
    digest::Digest,
    registro::{ATTESTATIONS, attach::is_name},
    repo_path::RepoPath,
    snapshot::{EntryKind, GitRepository, Limits, ObjectId, PathChange, SnapshotError, tree_diff},
    trail::{
        checkpoint::{self, Checkpoint},
        merkle::{TreeHead, consistency, verify_consistency},
        note::{MAX_NOTE, Note, VerifierKey},
        purge::{PURGES, Purge},
        rotation::Rotation,
        succession::ROTATIONS,
        tile::{TileHashes, TilePath, is_of, is_written, replaced},
        timestamp,
    },
};

/// The most commits of one push.
const MAX_COMMITS: usize = 10_000;
/// The most bytes of a record of a purge: a line for each commit of a long history.
const MAX_RECORD: u64 = 64 << 20;

/// What a state of the branch brings that the one before it had not: the weightiest of it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Growth {
    /// More entries, under a signature of the key in use: who has that key made them.
    Signed,
    /// Attestations, or nothing at all: anybody may have put them there.
    Attested,
    /// More entries of a log that nobody signs.
    Unsigned,
    /// The first key of a log that had none.
    Keyed,
    /// A log where there was none.
    Begun,
}

/// Whether the log at `new` is whole and continues the one at `old`, and what it brings: it has the same name, extends its
/// entries, and is signed by its keys, or by those that the records beside it lead to from them. Where there is no `old`
/// one, whether it is whole, signed by a key of its own, or has none.
///
/// # Errors
/// [`RegistroError::Snapshot`] where either cannot be read; any other says that it does not.
pub fn continues(
    repository: &Arc<GitRepository>,
    old: Option<ObjectId>,
    new: ObjectId,
) -> Result<Growth, RegistroError> {
    let Some(old) = old else {
        let begun = Trail::at(repository, new)?;
        Index::new().advance(&mut begun.reader(), &begun.checkpoint().head)?;
        signed(&begun, begun.keys())?;
        changes(repository, None, &begun, begun.keys())?;
        return Ok(Growth::Begun);
    };
    let mut before = Trail::at(repository, old)?;
    let mut index = Index::new();
    index.advance(&mut before.reader(), &before.checkpoint().head)?;
    let mut brought = Growth::Signed;
    for commit in commits(repository, old, new)? {
        let after = Trail::at(repository, commit)?;
        let growth = step(repository, &before, &after)?;
        index.advance(&mut after.reader(), &after.checkpoint().head)?;
        brought = brought.max(growth);
        before = after;
    }
    // What lies beside it is of whoever signs the log as it now is.
    let grew = before.checkpoint().head.size > Trail::at(repository, old)?.checkpoint().head.size;
    Ok(if grew && brought == Growth::Attested { Growth::Signed } else { brought })
}

/// The commits after `old` up to `new`, the earliest first.
fn commits(repository: &GitRepository, old: ObjectId, new: ObjectId) -> Result<Vec<ObjectId>, SnapshotError> {
    let (mut line, mut at) = (Vec::new(), Some(new));
    while let Some(commit) = at.filter(|commit| *commit != old) {
        if line.len() == MAX_COMMITS {
            return Err(SnapshotError::TooManyCommits { limit: MAX_COMMITS });
        }
        line.push(commit);
        at = repository.parents(commit)?.first().copied();
    }
    line.reverse();
    Ok(line)
}

/// What one commit brings that the one before it had not.
fn step(repository: &Arc<GitRepository>, old: &Trail, new: &Trail) -> Result<Growth, RegistroError> {
    let (before, after) = (old.checkpoint(), new.checkpoint());
    if before.origin != after.origin {
        return Err(RegistroError::Origin { found: after.origin.clone(), expected: before.origin.clone() });
    }
    if !has(new, &before.head, &after.head) {
        return Err(RegistroError::Contradicted { signed: before.head.size, found: after.head.size });
    }
    let mut keys: Vec<VerifierKey> = old.keys().to_vec();
    keys.extend(successors(new, old.keys())?.into_keys());
    let is_keyed = keys.is_empty() && old.note().is_none() && !new.keys().is_empty();
    if is_keyed {
        keys = new.keys().to_vec();
    }
    signed(new, &keys)?;
    if !new.keys().iter().all(|key| keys.contains(key)) {
        return Err(RegistroError::Keys);
    }
    changes(repository, Some(old), new, &keys)?;
    Ok(match before.head.size == after.head.size {
        _ if is_keyed => Growth::Keyed,
        true => Growth::Attested,
        false if keys.is_empty() => Growth::Unsigned,
        false => Growth::Signed,
    })
}

/// Whether the log with the head `whole` begins with the one of `part`.
fn has(trail: &Trail, part: &TreeHead, whole: &TreeHead) -> bool {
    if part.size > whole.size {
        return false;
    }
    let path = consistency(&mut TileHashes::new(trail.reader(), whole.size), part.size, whole.size);
    path.is_ok_and(|path| verify_consistency(part, whole, &path).is_ok())
}

/// Whether one of these keys signed the log; without any, whether it has no signature.
fn signed(trail: &Trail, keys: &[VerifierKey]) -> Result<(), RegistroError> {
    match keys {
        [] if trail.note().is_none() => Ok(()),
        keys => signed_by(trail, keys).map(drop),
    }
}

/// Whether every file that differs is one that a log has, and may differ so.
fn changes(
    repository: &GitRepository,
    old: Option<&Trail>,
    new: &Trail,
    keys: &[VerifierKey],
) -> Result<(), RegistroError> {
    let before = old.map(|old| old.tree().id());
    for change in tree_diff(repository, before, Some(new.tree().id()), None, &Limits::default())? {
        let change = Change { old, new, keys, change: &change };
        if !change.may_be()? {
            return Err(RegistroError::Foreign(change.change.path.clone()));
        }
    }
    Ok(())
}

/// A file that differs.
struct Change<'a> {
    old: Option<&'a Trail>,
    new: &'a Trail,
    keys: &'a [VerifierKey],
    change: &'a PathChange,
}

impl Change<'_> {
    fn may_be(&self) -> Result<bool, SnapshotError> {
        let PathChange { path, raw_name, old, new } = self.change;
        if raw_name.is_some() || new.is_some_and(|(kind, _)| kind != EntryKind::File) {
            return Ok(false);
        }
        let (had, has) = (old.is_some(), new.is_some());
        Ok(match path.as_str() {
            CHECKPOINT => has,
            KEYS => has && self.is_longer()?,
            REACH if has => self.is_reach()?,
            // Of a log that grew it may be gone: it told of the one before.
            REACH => self.old.is_none_or(|old| old.checkpoint().head != self.new.checkpoint().head),
            name => match name.split('/').next() {
                Some("tile") if had != has => self.is_tile(has),
                Some(ATTESTATIONS) if !had => self.is_attestation(name)?,
                Some(ROTATIONS) if !had => self.is_rotation(path)?,
                Some(PURGES) if !had => self.is_purge(path)?,
                _ => false,
            },
        })
    }

    /// The most bytes of it; none where there is no such file.
    fn bytes(&self, limit: u64) -> Result<Option<Vec<u8>>, SnapshotError> {
        match self.new.tree().file(self.change.path.as_str(), limit) {
            Err(SnapshotError::ObjectTooLarge { .. }) => Ok(None),
            read => read,
        }
    }

    /// Whether the keys are those there were, and more.
    fn is_longer(&self) -> Result<bool, SnapshotError> {
        let Some(old) = self.old else { return Ok(true) };
        let before = old.tree().file(KEYS, MAX_NOTE as u64)?.unwrap_or_default();
        Ok(self.bytes(MAX_NOTE as u64)?.is_some_and(|now| now.starts_with(&before)))
    }

    /// Whether one of the keys signed how far the log reaches.
    fn is_reach(&self) -> Result<bool, SnapshotError> {
        for key in self.keys {
            if self.new.reach(key)?.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether a tile comes with the entries that came, or goes because a wider one took its place.
    fn is_tile(&self, comes: bool) -> bool {
        let Ok(path) = self.change.path.as_str().parse::<TilePath>() else { return false };
        let (before, now) = (self.old.map_or(0, |old| old.checkpoint().head.size), self.new.checkpoint().head.size);
        match comes {
            true => is_of(now, &path) && is_written(before, &path),
            false => replaced(before, now).any(|gone| gone == path),
        }
    }

    /// Whether it is over a state of this log: a checkpoint of its keys, a token or a cosignature of that. Who made either
    /// of both is for the audit to know.
    fn is_attestation(&self, name: &str) -> Result<bool, SnapshotError> {
        let mut parts = name.split('/').skip(1);
        let (Some(Ok(size)), Some(file)) = (parts.next().map(str::parse::<u64>), parts.next()) else {
            return Ok(false);
        };
        let Some(beside) = self.new.attestation(size, CHECKPOINT)?.filter(|_| is_name(name)) else { return Ok(false) };
        let Some(note) = self.attested(&beside, size) else { return Ok(false) };
        let Some(bytes) = self.bytes(MAX_NOTE as u64)? else { return Ok(false) };
        Ok(match file {
            CHECKPOINT => true,
            token if token.starts_with("tsa-") => timestamp::imprint(&bytes) == Some(Digest::of(&beside)),
            _ => Note::parse(&bytes).is_ok_and(|one| one.text() == note.text()),
        })
    }

    /// The checkpoint of that size, if it is of this log.
    fn attested(&self, bytes: &[u8], size: u64) -> Option<Note> {
        let note = Note::parse(bytes).ok()?;
        let checkpoint: Checkpoint = note.text().parse().ok()?;
        let now = self.new.checkpoint();
        let is_ours = checkpoint.origin == now.origin && checkpoint.head.size == size;
        let is_signed = is_ours && checkpoint::open(&note, self.keys).is_ok();
        (is_signed && has(self.new, &checkpoint.head, &now.head)).then_some(note)
    }

    /// Whether it is a record of a change of key that one of the keys signed, under its digest.
    fn is_rotation(&self, path: &RepoPath) -> Result<bool, SnapshotError> {
        let Some(bytes) = self.bytes(MAX_NOTE as u64)? else { return Ok(false) };
        let is_signed = |note: Note| self.keys.iter().any(|key| Rotation::open(&note, key).is_ok());
        Ok(path.name() == Digest::of(&bytes).to_string() && Note::parse(&bytes).is_ok_and(is_signed))
    }

    /// Whether it is a record of a purge, under its digest.
    fn is_purge(&self, path: &RepoPath) -> Result<bool, SnapshotError> {
        let Some(bytes) = self.bytes(MAX_RECORD)? else { return Ok(false) };
        let is_record = std::str::from_utf8(&bytes).is_ok_and(|text| text.parse::<Purge>().is_ok());
        Ok(path.name() == format!("{}.txt", Digest::of(&bytes)) && is_record)
    }
}
