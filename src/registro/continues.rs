//! Whether one state of the branch continues another, as far as their files show it: for whoever lets the branch move.

use std::sync::Arc;

use super::{
    Index,
    error::RegistroError,
    read::{Trail, signed_by},
    rotation::successors,
};
use crate::{
    snapshot::{GitRepository, ObjectId},
    trail::{
        merkle::{consistency, verify_consistency},
        note::VerifierKey,
        tile::TileHashes,
    },
};

/// Whether the log at `new` is whole and continues the one at `old`: it has the same name, extends its entries, and is
/// signed by its keys, or by those that the records beside it lead to from them. Where there is no `old` one, whether it
/// is whole and signed by a key of its own, or has none.
///
/// # Errors
/// [`RegistroError::Snapshot`] where either cannot be read; any other says that it does not.
pub fn continues(repository: &Arc<GitRepository>, old: Option<ObjectId>, new: ObjectId) -> Result<(), RegistroError> {
    let new = Trail::at(repository, new)?;
    let head = new.checkpoint().head;
    Index::new().advance(&mut new.reader(), &head)?;
    let Some(old) = old.map(|old| Trail::at(repository, old)).transpose()? else {
        return signed(&new, new.keys());
    };
    let (before, after) = (old.checkpoint(), new.checkpoint());
    if before.origin != after.origin {
        return Err(RegistroError::Origin { found: after.origin.clone(), expected: before.origin.clone() });
    }
    let contradicted = || RegistroError::Contradicted { signed: before.head.size, found: head.size };
    if before.head.size > head.size {
        return Err(contradicted());
    }
    let path = consistency(&mut TileHashes::new(new.reader(), head.size), before.head.size, head.size);
    if !path.is_ok_and(|path| verify_consistency(&before.head, &head, &path).is_ok()) {
        return Err(contradicted());
    }
    let mut keys: Vec<VerifierKey> = old.keys().to_vec();
    keys.extend(successors(&new, old.keys())?.into_keys());
    if keys.is_empty() && old.note().is_none() {
        return signed(&new, new.keys()); // it had no key: the first one is taken from here on
    }
    signed(&new, &keys)
}

/// Whether one of these keys signed the log; without any, whether it has no signature.
fn signed(trail: &Trail, keys: &[VerifierKey]) -> Result<(), RegistroError> {
    match keys {
        [] if trail.note().is_none() => Ok(()),
        keys => signed_by(trail, keys).map(drop),
    }
}
