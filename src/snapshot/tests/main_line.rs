//! The main line of a revision, with what goes away and comes back.

use std::collections::BTreeMap;

use super::*;
use crate::snapshot::{
    GitRepository, SnapshotError,
    history::{HistoryLimits, LineCommit, main_line, reachable},
};

fn tree(repo: &Repo, files: &[(&str, &str)]) -> ObjectId {
    let blobs: BTreeMap<_, _> =
        files.iter().map(|(name, text)| (*name, repo.object("blob", text.as_bytes()))).collect();
    let entries: Vec<_> = blobs.iter().map(|(name, id)| ("100644", name.as_bytes(), *id)).collect();
    repo.tree_of(&[("40000", b"policies", repo.tree_of(&entries))])
}

/// What each commit did: `+a` came, `-a` went, `~a` changed.
fn told(line: &[LineCommit]) -> Vec<(ObjectId, Vec<String>)> {
    let change = |change: &crate::snapshot::PathChange| {
        let sign = match (&change.old, &change.new) {
            (None, _) => '+',
            (_, None) => '-',
            _ => '~',
        };
        format!("{sign}{}", change.path.name())
    };
    line.iter().map(|commit| (commit.id, commit.changes.iter().map(change).collect())).collect()
}

#[test]
fn it_follows_first_parents_whatever_the_dates() {
    let repo = Repo::new();
    let base = repo.commit_of(tree(&repo, &[("a", "1")]), &[], 100);
    let gone = repo.commit_of(tree(&repo, &[("b", "1")]), &[base], 50);
    let side = repo.commit_of(tree(&repo, &[("a", "1"), ("c", "1")]), &[base], 60);
    let merged = repo.commit_of(tree(&repo, &[("b", "2"), ("c", "1")]), &[gone, side], 10);
    let back = repo.commit_of(tree(&repo, &[("a", "1"), ("b", "2"), ("c", "1")]), &[merged], 5);
    let repository = GitRepository::open(&repo.path).unwrap();
    let limits = HistoryLimits::default();
    let line = main_line(&repository, back, &path("policies"), &limits).unwrap();
    let expected = [(base, vec!["+a"]), (gone, vec!["-a", "+b"]), (merged, vec!["~b", "+c"]), (back, vec!["+a"])];
    let expected: Vec<_> =
        expected.into_iter().map(|(id, told)| (id, told.into_iter().map(str::to_owned).collect::<Vec<_>>())).collect();
    assert_eq!(told(&line), expected);
    assert_eq!(line.iter().map(|commit| commit.seconds).collect::<Vec<_>>(), [100, 50, 10, 5]);
    let all = reachable(&repository, back, 100).unwrap();
    assert_eq!((all.len(), all.contains(&side)), (5, true));
    assert!(!reachable(&repository, merged, 100).unwrap().contains(&back));
    assert!(matches!(reachable(&repository, back, 4), Err(SnapshotError::TooManyCommits { limit: 4 })));
    let few = HistoryLimits { visited: 3, ..limits };
    let found = main_line(&repository, back, &path("policies"), &few);
    assert!(matches!(found, Err(SnapshotError::TooManyCommits { limit: 3 })));
    let few = HistoryLimits { changes: 5, ..limits };
    let found = main_line(&repository, back, &path("policies"), &few);
    assert!(matches!(found, Err(SnapshotError::TooManyChanges { limit: 5 })));
}

#[test]
fn long_lines_are_one_line() {
    let repo = Repo::new();
    let trees = ["0", "1"].map(|text| tree(&repo, &[("a", text)]));
    let mut head = None;
    // More than one task compares.
    for number in 0..260 {
        head = Some(repo.commit_of(trees[number as usize % 2], head.as_slice(), number));
    }
    let repository = GitRepository::open(&repo.path).unwrap();
    let line = main_line(&repository, head.unwrap(), &path("policies"), &HistoryLimits::default()).unwrap();
    assert_eq!((line.len(), line.last().unwrap().id), (260, head.unwrap()));
    assert!(line.iter().all(|commit| commit.changes.len() == 1));
    assert!(line.is_sorted_by_key(|commit| commit.seconds));
}
