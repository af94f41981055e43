//! Published files that a change takes away: which, how, where first and how often.
//!
//! Published is what the base holds in the folder of a submission. Every commit of the change is judged against each
//! of its parents that had the file from there ([`inherited`]), so that what was deleted and put back, or dropped by a
//! merge, is found too; and what the head changes since both part is judged against the base, which is what merging
//! would do. What the change itself adds and then alters was never published.

use std::collections::BTreeMap;

use super::inherited::{self, Taken};
use crate::{
    model::{FileKind, Place, layout},
    repo_path::RepoPath,
    rules::ChangeContext,
    snapshot::{EntryKind, ObjectId, PathChange},
};

/// The published files that a change takes away, by their path.
pub(in crate::rules) type Losses = BTreeMap<RepoPath, Lost>;

/// A published file that some commit takes away.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::rules) struct Lost {
    /// What happens to it first.
    pub how: Loss,
    /// The first commit where it happens.
    first: ObjectId,
    /// In how many commits it happens.
    pub commits: usize,
}

/// What happens to a published file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::rules) enum Loss {
    /// Another content stands in its place.
    Changed,
    /// It is gone, and no withdrawal names it.
    Removed,
    /// It is gone, and the same content appears elsewhere.
    Renamed(RepoPath),
}

impl Lost {
    /// The first commit where it happens, as people quote it: ten digits.
    pub(super) fn commit(&self) -> String {
        short(self.first)
    }
}

/// The first ten digits of an object id.
pub(super) fn short(id: ObjectId) -> String {
    id.to_string().chars().take(10).collect()
}

/// Every published file that the change takes away unlawfully, sorted by path; found once for all the rules. Empty for
/// unrelated histories, of which another rule speaks.
pub(super) fn losses<'c>(cx: &'c ChangeContext<'_>) -> &'c Losses {
    cx.losses.get_or_init(|| find(cx))
}

fn find(cx: &ChangeContext<'_>) -> Losses {
    let mut lost = Losses::new();
    if cx.change.merge_base.is_none() {
        return lost;
    }
    let taken = inherited::taken(cx);
    for of_commit in taken.chunk_by(|a, b| a.commit == b.commit) {
        let commit = &cx.change.commits[of_commit[0].commit];
        let mut here = BTreeMap::new();
        for of_step in of_commit.chunk_by(|a, b| a.step == b.step) {
            let added = added(&commit.steps[of_step[0].step].changes);
            for Taken { change, published, .. } in of_step {
                if let Some(how) = judge(cx, commit.id, change, *published, &added) {
                    here.entry(&change.path).or_insert(how);
                }
            }
        }
        for (path, how) in here {
            let fresh = Lost { how, first: commit.id, commits: 0 };
            lost.entry(path.clone()).or_insert(fresh).commits += 1;
        }
    }
    let added = added(&cx.change.changed);
    for change in &cx.change.changed {
        let Some(published) = published(cx, change) else { continue };
        if let Some(how) = judge(cx, cx.change.head, change, published, &added) {
            let fresh = Lost { how, first: cx.change.head, commits: 1 };
            lost.entry(change.path.clone()).or_insert(fresh);
        }
    }
    lost
}

/// The object published at the path, for files of submissions and supports.
fn published(cx: &ChangeContext<'_>, change: &PathChange) -> Option<ObjectId> {
    let readable = change.raw_name.is_none();
    if readable && (may_change(&change.path) || Place::of(&change.path).submission().is_some()) {
        cx.published.object(&change.path)
    } else {
        None
    }
}

/// Where each object is added by the same step; the first path of each.
fn added(changes: &[PathChange]) -> BTreeMap<ObjectId, &RepoPath> {
    let mut added = BTreeMap::new();
    for change in changes {
        if let (None, Some((_, id))) = (change.old, change.new) {
            added.entry(id).or_insert(&change.path);
        }
    }
    added
}

fn judge(
    cx: &ChangeContext<'_>,
    commit: ObjectId,
    change: &PathChange,
    published: ObjectId,
    added: &BTreeMap<ObjectId, &RepoPath>,
) -> Option<Loss> {
    match change.new {
        Some((kind, id)) if id == published && kind.is_file() => None,
        Some((kind, _)) if kind.is_file() && may_change(&change.path) => None,
        Some((kind, id)) if kind.is_file() && is_withdrawal(&change.path) && cx.published.grown(published, id) => None,
        Some((kind, _)) if kind != EntryKind::Folder => Some(Loss::Changed),
        _ if !is_kept_for_ever(&change.path) && cx.published.withdrawn(&change.path, commit) => None,
        _ => match added.get(&published) {
            Some(&to) => Some(Loss::Renamed(to.clone())),
            None => Some(Loss::Removed),
        },
    }
}

/// Whether not even a withdrawal lets the file go: manifests and withdrawals themselves.
fn is_kept_for_ever(path: &RepoPath) -> bool {
    matches!(path.name(), layout::MANIFEST | layout::WITHDRAWAL)
}

/// Whether the path is a file that may change after it is published, and not go: the supports of a year. What a
/// commit does to it in between does not count, only what is left.
pub(super) fn may_change(path: &RepoPath) -> bool {
    Place::of(path).file_kind() == Some(FileKind::Supports)
}

/// Whether the path is the withdrawal of a submission.
pub(super) fn is_withdrawal(path: &RepoPath) -> bool {
    path.name() == layout::WITHDRAWAL
}
