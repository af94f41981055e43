//! What the log has seen of main where a merge took main's side for its second parent, as `git pull` makes them.
//!
//! The line follows first parents, so that after such a merge what somebody committed beside stands before what was logged
//! meanwhile, and no entry was ever about it: it is pending, and not left out. Once an entry names a commit that has it, it
//! is owed.

use std::{collections::HashSet, sync::Arc};

use super::{chronicle::Chronicle, log::Log, purge::Purges};
use crate::{
    repo_path::RepoPath,
    snapshot::{GitRepository, GitSnapshot, Limits, ObjectId, Snapshot as _, SnapshotError, history::ancestors},
};

/// The most commits off the line whose trees are looked into, from the last that an entry names: main grows, so that the
/// last ones have what those before had.
const RECENT: usize = 8;

/// Which commits entries are about.
pub(super) struct Followed {
    /// The last place of the line that an entry names.
    last: Option<usize>,
    /// What is named and off the line; none where nothing is.
    aside: Option<Aside>,
}

/// Commits off the line.
struct Aside {
    /// All that they follow, and they.
    before: HashSet<ObjectId>,
    /// The last of them.
    trees: Vec<GitSnapshot>,
}

impl Followed {
    /// Reads what entries name of what main reaches.
    pub(super) fn read(
        repository: &Arc<GitRepository>,
        log: &Log,
        chronicle: &Chronicle,
        purges: &Purges,
        reachable: &HashSet<ObjectId>,
        limit: usize,
    ) -> Result<Self, SnapshotError> {
        let named = || log.entries.iter().filter_map(|(_, entry)| entry.commit).map(|commit| purges.now(commit));
        let last = named().filter_map(|commit| chronicle.place(commit)).max();
        let mut known = HashSet::new();
        let is_off = |commit: &ObjectId| chronicle.place(*commit).is_none() && reachable.contains(commit);
        let mut off: Vec<ObjectId> = named().filter(is_off).filter(|commit| known.insert(*commit)).collect();
        if off.is_empty() {
            return Ok(Self { last, aside: None });
        }
        let before = ancestors(repository, off.clone(), limit)?;
        off.reverse();
        let tree = |commit: &ObjectId| GitSnapshot::at(repository.clone(), &commit.to_string(), Limits::default());
        let trees = off.iter().take(RECENT).map(tree).collect::<Result<_, SnapshotError>>()?;
        Ok(Self { last, aside: Some(Aside { before, trees }) })
    }

    /// Whether some entry is about a commit that follows the one at a place of the line, or that has this version of a file,
    /// or cannot be told from such.
    pub(super) fn has(
        &self,
        chronicle: &Chronicle,
        at: Option<usize>,
        version: Option<(&RepoPath, ObjectId)>,
    ) -> Result<bool, SnapshotError> {
        let (Some(aside), Some(at)) = (&self.aside, at) else { return Ok(true) };
        if self.last.is_some_and(|last| at <= last) || aside.before.contains(&chronicle.commit(at).0) {
            return Ok(true);
        }
        let Some((path, object)) = version else { return Ok(false) };
        for tree in &aside.trees {
            if tree.entry(path)?.is_some_and(|entry| entry.id == Some(object)) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
