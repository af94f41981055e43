//! What the branches of a server propose.

use std::{collections::BTreeSet, sync::Arc};

use super::{BRANCHES, kept::MAX_REFERENCES, proposer::remembered};
use chrono::NaiveDate;

use crate::{
    model::{Accounts, Proposed, layout, raw::Account},
    registro, rules,
    snapshot::{
        GitRepository, ObjectId, SnapshotError,
        history::{self, Change},
    },
};

/// The most commits of one branch: one with more proposes nothing that is known.
const MAX_COMMITS: usize = 5_000;

/// What the branches of a server change of the default branch at `base`, each with the accounts that pushed it, as far as the
/// server remembers them. Each came in by a push that the accounts of then allowed; a branch that cannot be followed proposes
/// nothing, and neither does one that is there no more.
///
/// # Errors
/// Where the repository cannot be read.
pub fn proposed(repository: &Arc<GitRepository>, default: &str, base: ObjectId) -> Result<Proposed, SnapshotError> {
    let references = repository.references(MAX_REFERENCES)?;
    let is_branch = |name: &str| name.starts_with(BRANCHES) && name != default && name != registro::BRANCH;
    let heads: BTreeSet<ObjectId> =
        references.iter().filter(|(name, _)| is_branch(name)).map(|(_, head)| *head).collect();
    // What several branches have is of whoever pushed it in any of them, and is told once.
    let mut remembered = remembered(&references);
    let mut proposed = Proposed::new();
    for head in heads {
        let Some(whole) = change(repository, base, head) else { continue };
        add(&mut proposed, &whole, &BTreeSet::new());
        for commit in &whole.commits {
            let Some(accounts) = remembered.remove(&commit.id) else { continue };
            if commit.id == head {
                add(&mut proposed, &whole, &accounts);
            } else if let Some(part) = change(repository, base, commit.id) {
                add(&mut proposed, &part, &accounts);
            }
        }
    }
    Ok(proposed)
}

/// What a commit changes of the default branch; none where it cannot be followed.
fn change(repository: &GitRepository, base: ObjectId, head: ObjectId) -> Option<Change> {
    let limits = history::HistoryLimits { commits: MAX_COMMITS, ..history::HistoryLimits::default() };
    let change = history::change(repository, &base.to_string(), &head.to_string(), &layout::root(), &limits);
    change.ok().filter(|change| change.merge_base.is_some())
}

fn add(proposed: &mut Proposed, change: &Change, accounts: &BTreeSet<Account>) {
    for changed in &change.changed {
        proposed.entry((changed.path.clone(), changed.new)).or_default().extend(accounts);
    }
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
