//! Attestations put beside the log: cosignatures of witnesses and tokens of time, append-only.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    ATTESTATIONS,
    append::Log,
    error::RegistroError,
    line::Line,
    read::Trail,
    writes::{Writes, swap},
};
use crate::{
    snapshot::{GitRepository, ObjectId, SnapshotError, StoredTree},
    trail::{
        checkpoint,
        entry::Moment,
        note::{MAX_NOTE, Note},
    },
};

/// How often it begins again because others were faster.
const MAX_TRIES: u32 = 100;

/// What was attached.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Attached {
    /// The names added, in order; those that were there with the same bytes are left out.
    pub added: Vec<String>,
    /// The commit the branch was moved to; none where nothing was new.
    pub commit: Option<ObjectId>,
}

/// Puts files below `atestacion/`, by their whole names (`atestacion/812/cosig-…`). What is there is never replaced.
///
/// # Errors
/// [`RegistroError::Taken`] where a name has other bytes already; [`RegistroError::Name`]; nothing was attached then.
pub fn attach<W: Writes>(
    repository: &Arc<GitRepository>,
    writes: &mut W,
    files: &BTreeMap<String, Vec<u8>>,
    now: Moment,
) -> Result<Attached, RegistroError> {
    if let Some(name) = files.keys().find(|name| !is_name(name)) {
        return Err(RegistroError::Name(name.clone()));
    }
    for number in 1..=MAX_TRIES {
        let (tip, trail) = Trail::open(repository)?.ok_or(RegistroError::Absent)?;
        let mut log = Log { repository, writes, written: Vec::new() };
        let mut changes = BTreeMap::new();
        for (name, bytes) in files {
            match trail.tree().file(name, MAX_NOTE as u64)? {
                Some(found) if found == *bytes => {}
                Some(_) => return Err(RegistroError::Taken(name.clone())),
                None => drop(changes.insert(name.clone(), Some(log.blob(bytes)?))),
            }
        }
        let added: Vec<String> = changes.keys().cloned().collect();
        if added.is_empty() {
            return Ok(Attached { added, commit: None });
        }
        let tree = log.tree(Some(trail.tree().id()), &changes)?;
        let message = format!("registro: {}", added.join(", ").chars().take(200).collect::<String>());
        let commit = log.commit(tree, Some(&tip), now, &message)?;
        log.flush()?;
        let stored = StoredTree::of_commit(repository.clone(), commit)?;
        for name in &added {
            if stored.file(name, MAX_NOTE as u64)?.as_ref() != files.get(name) {
                return Err(RegistroError::Taken(name.clone()));
            }
        }
        if swap(writes, Some(&tip), commit, now, &message)? {
            return Ok(Attached { added, commit: Some(commit) });
        }
        writes.wait(number);
    }
    Err(RegistroError::Contended(MAX_TRIES))
}

/// The checkpoint with this text that the log signed, as its branch has or had it; none where it never lay there.
///
/// # Errors
/// Where the history of the branch cannot be read.
pub fn signed_at(repository: &Arc<GitRepository>, trail: &Trail, text: &str) -> Result<Option<Note>, SnapshotError> {
    let is_it = |note: &&Note| note.text() == text && checkpoint::open(note, trail.keys()).is_ok();
    if let Some(note) = trail.note().filter(is_it) {
        return Ok(Some(note.clone()));
    }
    let line = Line::read(repository, trail.commit())?;
    Ok(line.checkpoints.iter().filter_map(|one| one.note.as_ref()).find(is_it).cloned())
}

/// `atestacion/<size>/<name>`, the name of plain letters.
pub(super) fn is_name(name: &str) -> bool {
    let mut parts = name.split('/');
    let (Some(ATTESTATIONS), Some(size), Some(file), None) = (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    let is_size = size.parse::<u64>().is_ok_and(|number| number.to_string() == size);
    is_size && (1..=150).contains(&file.len()) && file.bytes().all(is_plain) && !file.starts_with('.')
}
