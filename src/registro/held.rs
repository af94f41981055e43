//! Which state of the branch was the last that its key vouches for, where what lies on it now is not.

use std::{collections::BTreeSet, sync::Arc};

use super::{
    Times, Trail,
    error::RegistroError,
    read::{Tip, signed_by},
    times::Trust,
};
use crate::{
    snapshot::{GitRepository, ObjectId, SnapshotError},
    trail::{checkpoint::Origin, note::VerifierKey},
};

/// The most commits that are looked at, from the tip back.
const MAX_COMMITS: usize = 2_000;
/// The most of them that are read whole.
const MAX_READ: usize = 20;

/// The state of the branch with most entries that one of these keys signed and that holds whole; none where no commit near its
/// end is such a one. All parents are followed: whoever puts a commit upon others chooses which it names first.
///
/// # Errors
/// Where the repository cannot be read.
pub fn last_held(
    repository: &Arc<GitRepository>,
    keys: &[VerifierKey],
    expected: Option<&Origin>,
) -> Result<Option<ObjectId>, RegistroError> {
    let Some(tip) = Tip::find(repository)? else { return Ok(None) };
    let mut signed: Vec<Trail> = Vec::new();
    for commit in line(repository, tip.commit)? {
        let found = Trail::at(repository, commit).ok();
        signed.extend(found.filter(|trail| signed_by(trail, keys).is_ok()));
    }
    // Of as many entries the newest, which has what was put beside them.
    signed.sort_by_key(|trail| std::cmp::Reverse(trail.checkpoint().head.size));
    let trust = Trust { keys: Some(keys), ..Trust::default() };
    let holds = |trail: &&Trail| Times::read(trail, &trust, expected).is_ok();
    Ok(signed.iter().take(MAX_READ).find(holds).map(Trail::commit))
}

/// The commits of the branch, the nearest first.
fn line(repository: &GitRepository, tip: ObjectId) -> Result<Vec<ObjectId>, SnapshotError> {
    let (mut line, mut seen) = (vec![tip], BTreeSet::from([tip]));
    let mut at = 0;
    while let Some(commit) = line.get(at).copied().filter(|_| line.len() < MAX_COMMITS) {
        line.extend(repository.parents(commit)?.into_iter().filter(|parent| seen.insert(*parent)));
        at += 1;
    }
    Ok(line)
}
