//! Which files a commit takes away that it had from what was published, and not from the change itself.
//!
//! A parent holds a published file where it is a published commit, or where it left the file as some parent of its own
//! held it, down to a published commit. A branch that adds, on its own, the content that the base publishes meanwhile
//! and deletes it later takes nothing away: where the two are merged the file of the base stays, since the branch ends
//! without a difference from where both part. A branch that had the file from the base, by its start or by a merge,
//! does take it away, and whatever it adds afterwards does not undo that.
//!
//! Published commits are those outside the change and, of a range that was already received, those on the line of the
//! branch; of the latter every file of a submission counts, of the former those that the base still holds, and withdrawals
//! as they were before they grew to what the base holds.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::losses;
use crate::{
    model::Place,
    repo_path::RepoPath,
    rules::ChangeContext,
    snapshot::{ObjectId, PathChange, history::ParentChange},
};

/// A published file that a commit has otherwise than one of its parents.
#[derive(Clone, Copy, Debug)]
pub(super) struct Taken<'a> {
    /// The commit, by its place in the change.
    pub commit: usize,
    /// The parent, by its place in the commit.
    pub step: usize,
    /// What differs.
    pub change: &'a PathChange,
    /// The object that was published.
    pub published: ObjectId,
}

/// Paths looked at in one pass over the commits: the bits of a word.
const WORD: usize = 64;

/// A change of a path that matters, in a step.
struct Touch<'a> {
    commit: usize,
    step: usize,
    bit: u64,
    change: &'a PathChange,
}

/// Every published file that a commit of the change has otherwise than one of its parents held it, in the order of
/// commits, parents and paths. Files that may change after they are published are left out.
///
/// Takes as many steps as there are changed paths, and one for each commit and parent for every 64 paths that matter.
pub(super) fn taken<'a>(cx: &ChangeContext<'a>) -> Vec<Taken<'a>> {
    let change = cx.change;
    let places: HashMap<ObjectId, usize> =
        change.commits.iter().enumerate().map(|(at, commit)| (commit.id, at)).collect();
    let paths = paths(cx);
    let words = touches(cx, &paths);
    // The paths whose file the base holds: of no other is anything known outside the change.
    let mut in_base = vec![0_u64; words.len()];
    for (at, _) in paths.values().filter(|(_, published)| published.is_some()) {
        in_base[at / WORD] |= bit(*at);
    }
    let mut taken = Vec::new();
    for (touches, in_base) in words.iter().zip(in_base) {
        let mut held = vec![0_u64; change.commits.len()];
        let mut next = touches.iter().peekable();
        for (at, commit) in change.commits.iter().enumerate() {
            for (index, step) in commit.steps.iter().enumerate() {
                let mut from = match step.parent {
                    None => 0,
                    Some(parent) => match places.get(&parent) {
                        None => in_base,
                        Some(_) if cx.published.received().contains(&parent) => u64::MAX,
                        Some(&parent) => held[parent],
                    },
                };
                let mut gone = 0;
                while let Some(touch) = next.next_if(|touch| (touch.commit, touch.step) == (at, index)) {
                    gone |= touch.bit;
                    let (true, Some((kind, old))) = (from & touch.bit != 0, touch.change.old) else { continue };
                    let published = cx.published.object(&touch.change.path);
                    // A withdrawal may grow: each of its states was published, and not only that of the base. To take
                    // the base's own is never an alteration.
                    let was = match published {
                        Some(id) if losses::is_withdrawal(&touch.change.path) => {
                            touch.change.new.is_none_or(|(_, new)| new != id)
                        }
                        Some(id) => id == old,
                        None => true,
                    };
                    if kind.is_file() && was {
                        taken.push(Taken { commit: at, step: index, change: touch.change, published: old });
                    }
                }
                from &= !gone;
                held[at] |= from;
            }
        }
    }
    taken.sort_by(|a, b| (a.commit, a.step, &a.change.path).cmp(&(b.commit, b.step, &b.change.path)));
    taken
}

fn bit(at: usize) -> u64 {
    1 << (at % WORD)
}

/// Whether the path has another file, or none.
fn differs(change: &PathChange) -> bool {
    match (change.old, change.new) {
        (Some((old, before)), Some((new, after))) => !(before == after && old.is_file() && new.is_file()),
        _ => true,
    }
}

/// The paths of submissions that some step takes away or alters, numbered in order, with the object the base holds.
fn paths<'a>(cx: &ChangeContext<'a>) -> BTreeMap<&'a RepoPath, (usize, Option<ObjectId>)> {
    let ranged = !cx.published.received().is_empty();
    let altered = steps(cx)
        .flat_map(|(.., step)| &step.changes)
        .filter(|change| change.raw_name.is_none() && change.old.is_some());
    let altered: BTreeSet<&RepoPath> = altered.map(|change| &change.path).collect();
    let published = altered
        .into_iter()
        .filter(|path| Place::of(path).submission().is_some() && !losses::may_change(path))
        .map(|path| (path, cx.published.object(path)))
        .filter(|(_, published)| ranged || published.is_some());
    published.enumerate().map(|(at, (path, published))| (path, (at, published))).collect()
}

/// What every step does to these paths, by the word of the path and then in the order of the commits.
fn touches<'a>(
    cx: &ChangeContext<'a>,
    paths: &BTreeMap<&'a RepoPath, (usize, Option<ObjectId>)>,
) -> Vec<Vec<Touch<'a>>> {
    let mut words: Vec<Vec<Touch<'a>>> = Vec::new();
    words.resize_with(paths.len().div_ceil(WORD), Vec::new);
    if paths.is_empty() {
        return words;
    }
    for (commit, step, changes) in steps(cx) {
        for change in changes.changes.iter().filter(|change| change.raw_name.is_none() && differs(change)) {
            if let Some((at, _)) = paths.get(&change.path) {
                words[at / WORD].push(Touch { commit, step, bit: bit(*at), change });
            }
        }
    }
    words
}

fn steps<'a>(cx: &ChangeContext<'a>) -> impl Iterator<Item = (usize, usize, &'a ParentChange)> {
    let commits = cx.change.commits.iter().enumerate();
    commits.flat_map(|(at, commit)| commit.steps.iter().enumerate().map(move |(index, step)| (at, index, step)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        model::Settings,
        rules::{NamedFile, Published, Reception},
        snapshot::{
            EntryKind,
            history::{Change, CommitStep},
        },
    };

    /// The files of a commit: path, and a number for its content.
    type Files = BTreeMap<RepoPath, u8>;

    struct Trees {
        base: Files,
        received: BTreeSet<ObjectId>,
        withdrawals: BTreeMap<RepoPath, Vec<NamedFile>>,
    }

    impl Published for Trees {
        fn object(&self, path: &RepoPath) -> Option<ObjectId> {
            self.base.get(path).map(|content| id(1000 + usize::from(*content)))
        }

        fn reception(&self) -> Reception {
            Reception::Followed
        }

        fn received(&self) -> &BTreeSet<ObjectId> {
            &self.received
        }

        fn withdrawn(&self, _: &RepoPath, _: ObjectId) -> bool {
            false
        }

        fn withdrawals(&self) -> &BTreeMap<RepoPath, Vec<NamedFile>> {
            &self.withdrawals
        }

        fn grown(&self, _: ObjectId, _: ObjectId) -> bool {
            false
        }
    }

    fn id(number: usize) -> ObjectId {
        format!("{number:040x}").parse().unwrap()
    }

    fn path(number: u8) -> RepoPath {
        RepoPath::new(format!("policies/integridad/2026/11/entrega/archivo-{number:03}.txt")).unwrap()
    }

    /// What differs between two commits.
    fn compare(old: &Files, new: &Files) -> Vec<PathChange> {
        let side = |content: Option<&u8>| content.map(|content| (EntryKind::File, id(1000 + usize::from(*content))));
        let paths: BTreeSet<&RepoPath> = old.keys().chain(new.keys()).collect();
        paths
            .into_iter()
            .filter(|path| old.get(*path) != new.get(*path))
            .map(|path| PathChange {
                path: path.clone(),
                raw_name: None,
                old: side(old.get(path)),
                new: side(new.get(path)),
            })
            .collect()
    }

    /// One commit: its parents (of those before it) and its files.
    type Drawn = (Vec<usize>, Vec<(u8, u8)>);

    /// A history whose first `published` commits are the base's, the last of them its tip.
    fn histories() -> impl Strategy<Value = (Vec<Drawn>, usize, BTreeSet<usize>)> {
        let commit = (
            proptest::collection::vec(0..100_usize, 0..4),
            // more paths than a word holds
            proptest::collection::vec((prop_oneof![0..3_u8, 60..70_u8], 0..3_u8), 0..12),
        );
        (proptest::collection::vec(commit, 2..14), 1..4_usize, proptest::collection::btree_set(0..14_usize, 0..3))
    }

    /// Whether the commit holds the path as published, by definition: file by file, parent by parent.
    fn holds(
        at: usize,
        path: &RepoPath,
        commits: &[(Vec<usize>, Files)],
        is_published: &dyn Fn(usize) -> bool,
    ) -> bool {
        let Some(content) = commits[at].1.get(path) else { return false };
        is_published(at)
            || commits[at].0.iter().any(|&parent| {
                commits[parent].1.get(path) == Some(content) && holds(parent, path, commits, is_published)
            })
    }

    proptest! {
        #[test]
        fn what_is_taken_is_what_the_definition_says((drawn, published, received) in histories()) {
            let published = published.min(drawn.len() - 1);
            let commits: Vec<(Vec<usize>, Files)> = drawn
                .iter()
                .enumerate()
                .map(|(at, (parents, files))| {
                    let mut unique: Vec<usize> = Vec::new();
                    for parent in parents.iter().filter(|_| at > 0).map(|parent| parent % at.max(1)) {
                        if !unique.contains(&parent) {
                            unique.push(parent);
                        }
                    }
                    (unique, files.iter().map(|(name, content)| (path(*name), *content)).collect())
                })
                .collect();
            let base = &commits[published - 1].1;
            let added = published..commits.len();
            let steps = added.clone().map(|at| {
                let (parents, files) = &commits[at];
                let mut steps: Vec<ParentChange> = parents
                    .iter()
                    .map(|&parent| ParentChange {
                        parent: Some(id(parent)),
                        parent_time: None,
                        changes: compare(&commits[parent].1, files),
                        beside: Vec::new(),
                    })
                    .collect();
                if steps.is_empty() {
                    let changes = compare(&Files::new(), files);
                    steps.push(ParentChange { parent: None, parent_time: None, changes, beside: Vec::new() });
                }
                CommitStep {
                    id: id(at),
                    parents: parents.iter().copied().map(id).collect(),
                    author_email: String::new(),
                    committer_email: String::new(),
                    committer_time: 0,
                    committer_offset: 0,
                    steps,
                }
            });
            let change = Change {
                base: id(published - 1),
                head: id(commits.len() - 1),
                merge_base: Some(id(0)),
                commits: steps.collect(),
                changed: Vec::new(),
            };
            let received: BTreeSet<usize> = received.into_iter().filter(|at| added.contains(at)).collect();
            let trees = Trees {
                base: base.clone(),
                received: received.iter().copied().map(id).collect(),
                withdrawals: BTreeMap::new(),
            };
            let settings = Settings::default();
            let as_of = "2026-11-22T10:00:00-05:00".parse().unwrap();
            let by = crate::rules::JudgedBy {
                settings: &settings,
                refused: false,
                unread: &BTreeSet::new(),
                rewritten: None,
                named: None,
            };
            let cx = ChangeContext::new(&change, &trees, by, as_of);
            let found: BTreeSet<(usize, usize, RepoPath)> =
                taken(&cx).iter().map(|taken| (taken.commit, taken.step, taken.change.path.clone())).collect();
            let mut expected = BTreeSet::new();
            for at in added {
                for (step, &parent) in commits[at].0.iter().enumerate() {
                    for (path, content) in &commits[parent].1 {
                        let in_base = base.get(path);
                        let of_base = |commit: usize| commit < published || received.contains(&commit);
                        let of_range = |commit: usize| received.contains(&commit);
                        let taken = commits[at].1.get(path) != Some(content)
                            && match in_base {
                                Some(kept) => kept == content && holds(parent, path, &commits, &of_base),
                                None => holds(parent, path, &commits, &of_range),
                            };
                        if taken {
                            expected.insert((at - published, step, path.clone()));
                        }
                    }
                }
            }
            prop_assert_eq!(found, expected);
        }
    }
}
