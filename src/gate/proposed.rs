//! What the branches of a server propose.

use std::sync::Arc;

use super::BRANCHES;
use chrono::NaiveDate;

use crate::{
    model::{Accounts, Proposed, layout, raw::Account},
    registro, rules,
    snapshot::{GitRepository, ObjectId, SnapshotError, history},
};

/// The most references looked at.
const MAX_REFERENCES: usize = 20_000;
/// The most commits of one branch: one with more proposes nothing that is known.
const MAX_COMMITS: usize = 5_000;

/// What the branches of a server, and what it keeps of those that were received, change of the default branch at `base`.
/// Each came in by a push that the accounts of then allowed; one that cannot be followed proposes nothing.
///
/// # Errors
/// Where the repository cannot be read.
pub fn proposed(repository: &Arc<GitRepository>, default: &str, base: ObjectId) -> Result<Proposed, SnapshotError> {
    let limits = history::HistoryLimits { commits: MAX_COMMITS, ..history::HistoryLimits::default() };
    let mut heads: Vec<ObjectId> = Vec::new();
    for (name, head) in repository.references(MAX_REFERENCES)? {
        let is_branch = name.starts_with(BRANCHES) && name != default && name != registro::BRANCH;
        if is_branch || name.starts_with(super::kept::RECEIVED) {
            heads.push(head);
        }
    }
    heads.sort_unstable();
    heads.dedup();
    let mut proposed = Proposed::new();
    for head in heads {
        let change = history::change(repository, &base.to_string(), &head.to_string(), &layout::root(), &limits);
        let Some(change) = change.ok().filter(|change| change.merge_base.is_some()) else { continue };
        proposed.extend(change.changed.into_iter().map(|changed| (changed.path, changed.new)));
    }
    Ok(proposed)
}

/// Whether an account may take away what a branch at `old` proposes to the default branch at `base`: it publishes, or might
/// have proposed all of it.
///
/// # Errors
/// Where the repository cannot be read.
pub fn may_take_away(
    repository: &Arc<GitRepository>,
    accounts: &Accounts,
    account: Account,
    (base, old): (ObjectId, ObjectId),
    day: NaiveDate,
) -> Result<bool, SnapshotError> {
    if accounts.publishes(account) {
        return Ok(true);
    }
    let (base, old, limits) = (base.to_string(), old.to_string(), history::HistoryLimits::default());
    let change = history::change(repository, &base, &old, &layout::root(), &limits)?;
    Ok(change.changed.iter().all(|changed| rules::may_propose(accounts, account, &changed.path, day)))
}
