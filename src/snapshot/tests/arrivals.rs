//! When each version of a file came, and when it reached the main line.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::snapshot::{
    GitRepository, SnapshotError,
    history::{HistoryLimits, arrivals},
};

/// A tree with these files below `policies/`.
fn tree(repo: &Repo, files: &BTreeMap<String, String>) -> ObjectId {
    let blobs: Vec<_> = files.iter().map(|(name, text)| (name, repo.object("blob", text.as_bytes()))).collect();
    let entries: Vec<_> = blobs.iter().map(|(name, id)| ("100644", name.as_bytes(), *id)).collect();
    let policies = repo.tree_of(&entries);
    repo.tree_of(&[("40000", b"policies", policies)])
}

fn files(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

/// Path and text of each version, with the commits and times that brought it first and to the main line.
type Times = BTreeMap<(String, String), ((i64, ObjectId), (i64, ObjectId))>;

fn times(repo: &Repo, head: ObjectId, texts: &[&str]) -> Times {
    let repository = GitRepository::open(&repo.path).unwrap();
    let limits = HistoryLimits::default();
    let found = arrivals(&repository, head, &path("policies"), &|path| path.name() != "otro", &limits).unwrap();
    found
        .into_iter()
        .map(|((path, id), arrival)| {
            let text = texts.iter().find(|text| repo.object("blob", text.as_bytes()) == id).unwrap();
            let (first, main) = (arrival.first, arrival.main);
            ((path.name().to_owned(), (*text).to_owned()), ((first.seconds, first.commit), (main.seconds, main.commit)))
        })
        .collect()
}

/// A commit made: its id, its parents by their places, its files and its time.
type Made = (ObjectId, Vec<usize>, BTreeMap<String, String>, i64);

fn key(name: &str, text: &str) -> (String, String) {
    (name.to_owned(), text.to_owned())
}

#[test]
fn a_branch_brings_and_its_merge_publishes() {
    let repo = Repo::new();
    let base = repo.commit_of(tree(&repo, &files(&[("a", "1")])), &[], 10);
    let draft = repo.commit_of(tree(&repo, &files(&[("a", "1"), ("b", "1"), ("otro", "1")])), &[base], 20);
    let ready = repo.commit_of(tree(&repo, &files(&[("a", "1"), ("b", "2")])), &[draft], 30);
    let aside = repo.commit_of(tree(&repo, &files(&[("a", "1"), ("c", "1")])), &[base], 35);
    let merged = repo.commit_of(tree(&repo, &files(&[("a", "1"), ("b", "2"), ("c", "1")])), &[aside, ready], 40);
    let found = times(&repo, merged, &["1", "2"]);
    assert_eq!(found[&key("a", "1")], ((10, base), (10, base)));
    assert_eq!(found[&key("b", "1")], ((20, draft), (20, draft)));
    assert_eq!(found[&key("b", "2")], ((30, ready), (40, merged)));
    assert_eq!(found[&key("c", "1")], ((35, aside), (35, aside)));
    assert_eq!(found.len(), 4);
}

#[test]
fn what_a_merge_itself_changes_came_with_it() {
    let repo = Repo::new();
    let base = repo.commit_of(tree(&repo, &files(&[("a", "1")])), &[], 10);
    let branch = repo.commit_of(tree(&repo, &files(&[("a", "2")])), &[base], 20);
    let merged = repo.commit_of(tree(&repo, &files(&[("a", "3")])), &[base, branch], 30);
    let found = times(&repo, merged, &["1", "2", "3"]);
    assert_eq!(found[&key("a", "3")], ((30, merged), (30, merged)));
    assert_eq!(found[&key("a", "2")], ((20, branch), (20, branch)));
}

#[test]
fn what_is_brought_again_came_the_first_time() {
    let repo = Repo::new();
    let with = tree(&repo, &files(&[("a", "1")]));
    let base = repo.commit_of(with, &[], 10);
    let without = repo.commit_of(tree(&repo, &files(&[])), &[base], 20);
    let again = repo.commit_of(with, &[without], 30);
    assert_eq!(times(&repo, again, &["1"])[&key("a", "1")], ((10, base), (10, base)));
}

#[test]
fn a_shallow_clone_cannot_tell() {
    let repo = Repo::new();
    repo.write("policies/a", "1");
    repo.commit();
    repo.write("policies/b", "1");
    repo.commit();
    let clone = repo.clone("shallow", &["--depth", "1"]);
    let repository = GitRepository::open(&clone).unwrap();
    let head = repository.resolve("HEAD").unwrap();
    let found = arrivals(&repository, head, &path("policies"), &|_| true, &HistoryLimits::default());
    assert!(matches!(found, Err(SnapshotError::Shallow { .. })), "{found:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Over random histories: the first commit is the earliest whose tree has a version that none of its parents has,
    /// and the main one the earliest of the first parents that has it.
    #[test]
    fn arrivals_are_those_of_every_commit_looked_at(
        steps in prop::collection::vec((0_u8..3, 0_u8..3, 0_usize..4, prop::option::of(0_usize..4), 0_i64..50), 1..12),
    ) {
        let repo = Repo::new();
        let texts = ["0", "1", "2"];
        let mut commits: Vec<Made> = Vec::new();
        for (name, text, back, other, time) in steps {
            let parent = commits.len().checked_sub(1 + back % commits.len().max(1));
            let mut parents: Vec<usize> = parent.into_iter().collect();
            if let (Some(other), false) = (other, commits.is_empty()) {
                let other = commits.len() - 1 - other % commits.len();
                if !parents.contains(&other) {
                    parents.push(other);
                }
            }
            let mut held = parent.map(|at| commits[at].2.clone()).unwrap_or_default();
            for &parent in parents.iter().skip(1) {
                held.extend(commits[parent].2.clone());
            }
            held.insert(["a", "b", "c"][usize::from(name)].to_owned(), texts[usize::from(text)].to_owned());
            let ids: Vec<ObjectId> = parents.iter().map(|&at| commits[at].0).collect();
            let id = repo.commit_of(tree(&repo, &held), &ids, time);
            commits.push((id, parents, held, time));
        }
        let head = commits.len() - 1;
        let mut reached = vec![head];
        let mut at = 0;
        while at < reached.len() {
            for &parent in &commits[reached[at]].1 {
                if !reached.contains(&parent) {
                    reached.push(parent);
                }
            }
            at += 1;
        }
        let mut line = vec![head];
        while let Some(&parent) = commits[*line.last().unwrap()].1.first() {
            line.push(parent);
        }
        let mut expected: Times = BTreeMap::new();
        let mut on_line: BTreeMap<(String, String), (i64, ObjectId)> = BTreeMap::new();
        for &at in &reached {
            let (id, parents, held, time) = &commits[at];
            for version in held.iter().map(|(name, text)| (name.clone(), text.clone())) {
                let has = |parent: &usize| commits[*parent].2.get(&version.0) == Some(&version.1);
                if !parents.iter().any(has) {
                    let known = expected.entry(version.clone()).or_insert(((*time, *id), (0, *id)));
                    known.0 = known.0.min((*time, *id));
                }
                if line.contains(&at) && !parents.first().is_some_and(has) {
                    let known = on_line.entry(version).or_insert((*time, *id));
                    *known = (*known).min((*time, *id));
                }
            }
        }
        for (version, times) in &mut expected {
            times.1 = on_line.get(version).copied().unwrap_or(times.0);
        }
        prop_assert_eq!(times(&repo, commits[head].0, &texts), expected);
    }
}
