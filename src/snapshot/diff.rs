//! The paths that differ between two trees: both are walked, and equal subtrees are skipped by their id.
//!
//! libgit2's own comparison is not used: in a walk of the history it costs a hundred times as much.

use std::cmp::Ordering;

use super::{
    Limits,
    entry::{EntryKind, ObjectId, place},
    error::SnapshotError,
    repository::GitRepository,
    tally::Tally,
    tree::{Entries, RawEntry, RawTree},
    trees::Trees,
};
use crate::repo_path::RepoPath;

/// One path that differs. A folder in place of a file is the file gone and the folder's files come, as in git.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct PathChange {
    /// Where; escaped where the name is not valid.
    pub path: RepoPath,
    /// The name as stored where it is not valid.
    pub raw_name: Option<Vec<u8>>,
    /// What was there; none for an addition.
    pub old: Option<(EntryKind, ObjectId)>,
    /// What is there now; none for a deletion.
    pub new: Option<(EntryKind, ObjectId)>,
}

/// Compares two trees (none is the empty tree), everywhere or within `scope`; sorted by path bytes.
///
/// [`EntryKind::Folder`] is given only for a folder that is empty on the new side, or that was and is gone. Folders
/// with unreadable names are given as one [`EntryKind::Unreadable`] and not entered.
pub fn tree_diff(
    repository: &GitRepository,
    old: Option<ObjectId>,
    new: Option<ObjectId>,
    scope: Option<&RepoPath>,
    limits: &Limits,
) -> Result<Vec<PathChange>, SnapshotError> {
    let mut trees = repository;
    tree_diff_in(&mut trees, old, new, scope, limits)
}

/// As [`tree_diff`], with the trees of a caller that compares many.
pub(super) fn tree_diff_in(
    trees: &mut dyn Trees,
    old: Option<ObjectId>,
    new: Option<ObjectId>,
    scope: Option<&RepoPath>,
    limits: &Limits,
) -> Result<Vec<PathChange>, SnapshotError> {
    let tally = Tally::new(limits);
    let mut walk = Walk { trees, scope, tally, pending: Vec::new(), changes: Vec::new() };
    if old != new {
        walk.pending.push(Pair { folder: None, old, new });
    }
    while let Some(pair) = walk.pending.pop() {
        walk.compare(&pair)?;
    }
    walk.changes.sort();
    Ok(walk.changes)
}

/// What one name is in two versions of a folder.
type Difference<'t> = (Option<RawEntry<'t>>, Option<RawEntry<'t>>);

/// Two versions of one folder, of which at least one exists.
struct Pair {
    folder: Option<RepoPath>,
    old: Option<ObjectId>,
    new: Option<ObjectId>,
}

struct Walk<'a> {
    trees: &'a mut dyn Trees,
    scope: Option<&'a RepoPath>,
    tally: Tally<'a>,
    pending: Vec<Pair>,
    changes: Vec<PathChange>,
}

impl Walk<'_> {
    fn compare(&mut self, pair: &Pair) -> Result<(), SnapshotError> {
        if let Some(folder) = &pair.folder {
            self.tally.check_depth(folder)?;
        }
        let mut read = |id: Option<ObjectId>| id.map(|id| self.trees.tree(id)).transpose();
        let (old, new) = (read(pair.old)?, read(pair.new)?);
        if let Some(folder) = &pair.folder {
            let empty_now = new.as_ref().is_some_and(|new| new.is_empty());
            let empty_before = new.is_none() && old.as_ref().is_some_and(|old| old.is_empty());
            if empty_now || empty_before {
                let kind = |id: Option<ObjectId>| id.map(|id| (EntryKind::Folder, id));
                let change =
                    PathChange { path: folder.clone(), raw_name: None, old: kind(pair.old), new: kind(pair.new) };
                self.changes.push(change);
            }
        }
        let only = self.name_in_scope(pair.folder.as_ref()).map(str::to_owned);
        let (old, new) = match (&old, &new) {
            // Entries of one name are met in their order, so that the first ones of both, alike, are never apart.
            (Some(old), Some(new)) => old.after_common(new),
            (old, new) => (all(old.as_deref()), all(new.as_deref())),
        };
        if let Some(differences) = only.is_none().then(|| in_order(old.clone(), new.clone())).flatten() {
            return differences.into_iter().try_for_each(|(old, new)| self.entry(pair.folder.as_ref(), old, new));
        }
        let (old, new) = (sorted(old, only.as_deref()), sorted(new, only.as_deref()));
        let (mut left, mut right) = (old.into_iter().peekable(), new.into_iter().peekable());
        loop {
            let side = match (left.peek(), right.peek()) {
                (None, None) => return Ok(()),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some(old), Some(new)) => order(old, new),
            };
            let old = if side.is_le() { left.next() } else { None };
            let new = if side.is_ge() { right.next() } else { None };
            self.entry(pair.folder.as_ref(), old, new)?;
        }
    }

    /// The one name of `folder` that leads to the scope; none where all names do.
    fn name_in_scope(&self, folder: Option<&RepoPath>) -> Option<&str> {
        let scope = self.scope?;
        let depth = folder.map_or(0, |folder| folder.segments().count());
        scope.segments().nth(depth)
    }

    fn entry(
        &mut self,
        folder: Option<&RepoPath>,
        old: Option<RawEntry<'_>>,
        new: Option<RawEntry<'_>>,
    ) -> Result<(), SnapshotError> {
        let Some(either) = old.or(new) else { return Ok(()) };
        if let (Some(old), Some(new)) = (old, new)
            && (old.mode, old.id) == (new.mode, new.id)
        {
            return Ok(());
        }
        let placed = place(folder, either.name);
        self.tally.count(&placed.path)?;
        if either.is_folder() && placed.raw_name.is_none() {
            let pair = Pair { folder: Some(placed.path), old: old.map(|old| old.id), new: new.map(|new| new.id) };
            self.pending.push(pair);
            return Ok(());
        }
        let unreadable = placed.raw_name.is_some();
        let side = |entry: RawEntry<'_>| match unreadable {
            true => (EntryKind::Unreadable, entry.id),
            false => (EntryKind::from_mode(entry.mode), entry.id),
        };
        let (old, new) = (old.map(side), new.map(side));
        self.changes.push(PathChange { path: placed.path, raw_name: placed.raw_name, old, new });
        Ok(())
    }
}

fn all(tree: Option<&RawTree>) -> Entries<'_> {
    tree.map(RawTree::iter).unwrap_or_default()
}

/// What differs between entries that are in order up to where both end alike; none where one is out of order.
fn in_order<'t>(mut old: Entries<'t>, mut new: Entries<'t>) -> Option<Vec<Difference<'t>>> {
    let mut differences = Vec::new();
    let (mut left, mut right) = (old.next(), new.next());
    while left.is_some() || right.is_some() {
        let side = match (&left, &right) {
            (Some(old), Some(new)) => order(old, new),
            (left, _) => {
                if left.is_some() {
                    Ordering::Less
                } else {
                    Ordering::Greater
                }
            }
        };
        let taken = (left.filter(|_| side.is_le()), right.filter(|_| side.is_ge()));
        if side.is_le() {
            left = after(&mut old, left)?;
        }
        if side.is_ge() {
            right = after(&mut new, right)?;
        }
        if taken.0 != taken.1 {
            differences.push(taken);
        }
        if left == right && old == new {
            break;
        }
    }
    Some(differences)
}

/// The entry after another one, which must be greater: the end, or none where it is not.
fn after<'t>(entries: &mut Entries<'t>, last: Option<RawEntry<'t>>) -> Option<Option<RawEntry<'t>>> {
    let next = entries.next();
    let is_in_order = next.zip(last).is_none_or(|(next, last)| order(&last, &next).is_lt());
    is_in_order.then_some(next)
}

/// The entries, or those named `only`, in the order they are compared in. Entries of one name keep theirs.
fn sorted<'t>(entries: Entries<'t>, only: Option<&str>) -> Vec<RawEntry<'t>> {
    let within = |entry: &RawEntry<'_>| only.is_none_or(|name| name.as_bytes() == entry.name);
    let mut entries: Vec<RawEntry<'t>> = entries.filter(within).collect();
    entries.sort_by(order); // linear where they are in order, as nearly all are.
    entries
}

fn order(left: &RawEntry<'_>, right: &RawEntry<'_>) -> Ordering {
    (left.name, left.is_folder()).cmp(&(right.name, right.is_folder()))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    /// Name and whether it is a folder, and the object, of few, so that two trees share most.
    type Stored = BTreeMap<(String, bool), u8>;

    fn stored() -> impl Strategy<Value = Stored> {
        proptest::collection::btree_map(("[ab]{1,3}", any::<bool>()), 0..2_u8, 0..12)
    }

    fn parsed<'a>(entries: impl IntoIterator<Item = (&'a (String, bool), &'a u8)>) -> RawTree {
        let mut bytes = Vec::new();
        for ((name, is_folder), object) in entries {
            let mode = if *is_folder { "40000" } else { "100644" };
            bytes.extend_from_slice(format!("{mode} {name}\0").as_bytes());
            bytes.extend_from_slice(&[*object; 20]);
        }
        RawTree::parse(&bytes).unwrap()
    }

    type Told = Option<(String, bool, u8)>;

    fn told(difference: &Difference<'_>) -> (Told, Told) {
        let side = |entry: Option<RawEntry<'_>>| {
            entry.map(|entry| {
                (String::from_utf8(entry.name.to_vec()).unwrap(), entry.is_folder(), entry.id.as_bytes()[0])
            })
        };
        (side(difference.0), side(difference.1))
    }

    proptest! {
        #[test]
        fn what_is_in_order_differs_as_maps_do(old in stored(), new in stored()) {
            let (left, right) = (parsed(&old), parsed(&new));
            let (before, after) = left.after_common(&right);
            let found: Vec<_> = in_order(before, after).unwrap().iter().map(told).collect();
            let names: std::collections::BTreeSet<_> = old.keys().chain(new.keys()).collect();
            let side = |all: &Stored, key: &(String, bool)| all.get(key).map(|object| (key.0.clone(), key.1, *object));
            let expected: Vec<_> = names
                .into_iter()
                .filter(|key| old.get(key) != new.get(key))
                .map(|key| (side(&old, key), side(&new, key)))
                .collect();
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn what_is_out_of_order_before_both_are_alike_is_left_to_sorting(old in stored(), object in 2..4_u8) {
            prop_assume!(old.len() > 1);
            // The first is changed in both, so that all of it is looked at up to there.
            let reversed = parsed(old.iter().rev());
            let other: Stored = old.keys().map(|key| (key.clone(), object)).collect();
            let other = parsed(other.iter().rev());
            prop_assert_eq!(in_order(reversed.iter(), other.iter()).map(|found| found.len()), None);
        }
    }
}
