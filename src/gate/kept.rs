//! What a server keeps of what came in, under names that no push reaches: each commit that was received, whatever becomes of
//! its branch, and those that the audit trail does not have yet.

use std::sync::Arc;

use crate::snapshot::{GitRepository, Move, ObjectId, SnapshotError};

/// The folder of references that a server keeps for itself.
pub const KEPT: &str = "refs/mipg";
/// Where what was received is kept: one reference for each commit, by its id.
const RECEIVED: &str = "refs/mipg/recibido/";
/// Where what is still to be logged is named, in the same way.
const AWAITING: &str = "refs/mipg/pendiente/";
/// The most references looked at.
pub(super) const MAX_REFERENCES: usize = 1_000_000;
/// Who names them.
const WHO: (&str, &str) = ("mipg", "registro@mipg.invalid");

/// Keeps a commit that was received, and names it as still to be logged.
///
/// # Errors
/// Where it cannot be written.
pub fn keep(repository: &GitRepository, commit: ObjectId, seconds: i64) -> Result<(), SnapshotError> {
    for folder in [RECEIVED, AWAITING] {
        put(repository, &format!("{folder}{commit}"), commit, seconds)?;
    }
    Ok(())
}

/// Names a commit. A name that is there already is of the same: it has the id of what it points at.
pub(super) fn put(
    repository: &GitRepository,
    reference: &str,
    commit: ObjectId,
    seconds: i64,
) -> Result<(), SnapshotError> {
    let (name, email) = WHO;
    let asked = Move { reference, from: None, to: commit, name, email, seconds, message: "mipg: recibido" };
    repository.move_reference(&asked).map(drop)
}

/// The commits that are still to be logged, by their ids.
///
/// # Errors
/// Where the repository cannot be read.
pub fn awaiting(repository: &Arc<GitRepository>) -> Result<Vec<ObjectId>, SnapshotError> {
    let all = repository.references(MAX_REFERENCES)?;
    Ok(all.into_iter().filter(|(name, _)| name.starts_with(AWAITING)).map(|(_, commit)| commit).collect())
}

/// No longer names a commit as still to be logged; it is kept.
///
/// # Errors
/// Where it cannot be written.
pub fn logged(repository: &GitRepository, commit: ObjectId) -> Result<(), SnapshotError> {
    repository.remove_reference(&format!("{AWAITING}{commit}"))
}
