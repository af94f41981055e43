//! What shows that there was a log where its branch is not: a log that was deleted, or never fetched, is not begun anew.
//!
//! A second log under one name contradicts every receipt and checkpoint of the first. Nothing here proves that there was
//! one; it is enough that whoever appends should look first.

use std::sync::Arc;

use super::{CHECKPOINT, Occurrence, RegistroError, read::parse_checkpoint, stated_origin};
use crate::{
    model::layout,
    snapshot::{GitRepository, ObjectId, SnapshotError, StoredTree},
    trail::{
        checkpoint::Origin,
        entry::{DocumentEvent, Event},
        note::MAX_NOTE,
        policy::Policy,
    },
};

/// The most references that are looked at.
const MAX_REFERENCES: usize = 10_000;
/// The most versions of the settings that are looked at, from the first.
const MAX_SETTINGS: usize = 1_000;
/// How the name of a reference to the branch of a log ends.
const TAIL: &str = "/registro";

/// Something that shows that there was a log.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Trace {
    /// This reference has a log of that name, or is called as its branch is and cannot be read.
    Reference(String),
    /// The trust policy of whoever appends has a key of it.
    Policy,
    /// The settings of the main branch name it, or once named one: also what a new institution begins with.
    Settings(Origin),
}

impl Trace {
    /// Whether it shows no more than that a log is meant to be, so that someone who knows may say that there was none.
    pub fn is_doubtful(&self) -> bool {
        !matches!(self, Trace::Reference(_))
    }
}

/// What shows that there was a log called `origin`, in a repository that has no branch of it; sorted.
///
/// `occurrences` is all that its main branch has to log, `settings` the name that its head states.
///
/// # Errors
/// Where references or settings cannot be read.
pub fn traces(
    repository: &Arc<GitRepository>,
    origin: &Origin,
    settings: Option<&Origin>,
    occurrences: &[Occurrence],
    policy: Option<&Policy>,
) -> Result<Vec<Trace>, RegistroError> {
    let mut found = Vec::new();
    for (name, commit) in repository.references(MAX_REFERENCES)? {
        if is_log(repository, &name, commit, origin) {
            found.push(Trace::Reference(name));
        }
    }
    if policy.is_some_and(|policy| policy.logs().iter().any(|key| key.name().as_str() == origin.as_str())) {
        found.push(Trace::Policy);
    }
    found.extend(match settings {
        Some(origin) => Some(Trace::Settings(origin.clone())),
        None => once_stated(repository, occurrences)?.map(Trace::Settings),
    });
    found.sort();
    Ok(found)
}

/// Whether a reference has a log of this name at its root.
fn is_log(repository: &Arc<GitRepository>, name: &str, commit: ObjectId, origin: &Origin) -> bool {
    let bytes =
        StoredTree::of_commit(repository.clone(), commit).and_then(|tree| tree.file(CHECKPOINT, MAX_NOTE as u64));
    let found = bytes.ok().flatten().and_then(|bytes| parse_checkpoint(&bytes).ok());
    match found {
        Some((_, checkpoint)) => checkpoint.origin == *origin,
        None => name.ends_with(TAIL),
    }
}

/// The name of a log that the settings stated once, where the head states none.
fn once_stated(repository: &Arc<GitRepository>, occurrences: &[Occurrence]) -> Result<Option<Origin>, SnapshotError> {
    let settings = layout::settings();
    let is_it = |event: &Event| matches!(event, Event::Document(DocumentEvent::Catalogue, one) if one.path == settings);
    let commits = occurrences.iter().filter(|one| is_it(&one.event)).filter_map(|one| one.commit);
    for commit in commits.take(MAX_SETTINGS) {
        if let Some(origin) = stated_origin(repository, &commit.to_string())? {
            return Ok(Some(origin));
        }
    }
    Ok(None)
}
