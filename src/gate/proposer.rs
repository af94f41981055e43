//! Who pushed what branches propose, as a server remembers it: a reference of its own for each push, below that of its account.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::kept::{MAX_REFERENCES, put};
use crate::{
    model::{
        is_one,
        raw::{Account, Forge},
    },
    snapshot::{GitRepository, ObjectId, SnapshotError},
};

/// Where they are: forge, number, and the second and the commit of the push.
const PROPOSED: &str = "refs/mipg/propuesto/";
/// The most that are remembered of one account; the oldest go.
const MOST: usize = 1_000;
/// The most commits looked at to know whether the main branch has one.
const MAX_COMMITS: usize = 2_000_000;

/// Remembers that an account pushed branches that end in those commits, in that second since 1970.
///
/// # Errors
/// Where it cannot be written.
pub fn remember(
    repository: &Arc<GitRepository>,
    account: Account,
    commits: &BTreeSet<ObjectId>,
    seconds: i64,
) -> Result<(), SnapshotError> {
    let all = repository.references(MAX_REFERENCES)?;
    let own: Vec<&(String, ObjectId)> =
        all.iter().filter(|(name, _)| read(name).is_some_and(|one| is_one(one, account))).collect();
    let known: BTreeSet<ObjectId> = own.iter().map(|(_, commit)| *commit).collect();
    let unknown: Vec<ObjectId> = commits.difference(&known).copied().collect();
    // Names of one account are in the order of their seconds.
    for (name, _) in own.iter().take((own.len() + unknown.len()).saturating_sub(MOST)) {
        repository.remove_reference(name)?;
    }
    unknown.into_iter().try_for_each(|commit| put(repository, &name(account, commit, seconds), commit, seconds))
}

/// Forgets what the main branch has by now.
///
/// # Errors
/// Where the repository cannot be read or written.
pub fn forget_published(repository: &Arc<GitRepository>, main: ObjectId) -> Result<(), SnapshotError> {
    for (name, commit) in repository.references(MAX_REFERENCES)? {
        if name.starts_with(PROPOSED) && repository.is_ancestor(commit, main, MAX_COMMITS)? {
            repository.remove_reference(&name)?;
        }
    }
    Ok(())
}

/// Whose each commit is, among references.
pub(super) fn remembered(references: &[(String, ObjectId)]) -> BTreeMap<ObjectId, BTreeSet<Account>> {
    let mut all: BTreeMap<ObjectId, BTreeSet<Account>> = BTreeMap::new();
    for (name, commit) in references {
        if let Some(account) = read(name) {
            all.entry(*commit).or_default().insert(account);
        }
    }
    all
}

fn name(account: Account, commit: ObjectId, seconds: i64) -> String {
    let forge = match account.forge {
        Forge::GitHub => "github",
        Forge::GitLab => "gitlab",
        Forge::Gitea => "gitea",
        Forge::Forgejo => "forgejo",
    };
    format!("{PROPOSED}{forge}/{}/{:012}-{commit}", account.id, seconds.max(0))
}

/// Whose a reference is, where it is one of these.
fn read(name: &str) -> Option<Account> {
    let mut parts = name.strip_prefix(PROPOSED)?.split('/');
    let (forge, id) = (parts.next()?, parts.next()?);
    format!("{forge}:{id}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_whose_it_is_and_sorts_by_its_second() {
        let commit: ObjectId = "1111111111111111111111111111111111111111".parse().unwrap();
        for text in ["github:7", "gitlab:12", "gitea:3", "forgejo:18446744073"] {
            let account: Account = text.parse().unwrap();
            assert_eq!(read(&name(account, commit, 1_700_000_000)), Some(account), "{text}");
            assert!(name(account, commit, 999_999_999) < name(account, commit, 1_000_000_000));
        }
        for other in
            ["refs/heads/x", "refs/mipg/recibido/1111", "refs/mipg/propuesto/x/1/2", "refs/mipg/propuesto/gitea"]
        {
            assert_eq!(read(other), None, "{other}");
        }
    }
}
