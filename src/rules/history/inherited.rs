//! Which files a commit takes away that it had from what was published, and not from the change itself.
//!
//! A parent holds a published file where it is a published commit, or where it left the file as some parent of its own
//! held it, down to a published commit. A branch that adds, on its own, the content that the base publishes meanwhile
//! and deletes it later takes nothing away: where the two are merged the file of the base stays, since the branch ends
//! without a difference from where both part. A branch that had the file from the base, by its start or by a merge,
//! does take it away, and whatever it adds afterwards does not undo that.
//!
//! Published commits are those outside the change and, of a range that was already received, the merges that received
//! it; of the latter every file of a submission counts, of the former those that the base still holds.

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
    let mut taken = Vec::new();
    for (word, touches) in words.iter().enumerate() {
        // The paths whose file the base holds: of no other is anything known outside the change.
        let own = paths.iter().filter(|(_, (at, published))| at / WORD == word && published.is_some());
        let in_base = own.fold(0, |bits, (_, (at, _))| bits | bit(*at));
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
                    if kind.is_file() && published.is_none_or(|id| id == old) {
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
