//! The main line of a revision, with what goes away and comes back.

use std::collections::BTreeMap;

use super::*;
use crate::snapshot::{
    GitRepository, SnapshotError,
    history::{HistoryLimits, LineCommit, LinePart, ancestors, line_part, main_line, reachable},
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
    let all = reachable(&repository, &line, 100).unwrap();
    assert_eq!((all.len(), all.contains(&side)), (5, true));
    assert!(!reachable(&repository, &line[..3], 100).unwrap().contains(&back));
    assert!(matches!(reachable(&repository, &line, 4), Err(SnapshotError::TooManyCommits { limit: 4 })));
    assert_eq!(ancestors(&repository, vec![side], 3).unwrap(), [base, side].into());
    assert_eq!(ancestors(&repository, Vec::new(), 0).unwrap(), [].into());
    assert!(matches!(ancestors(&repository, vec![side], 1), Err(SnapshotError::TooManyCommits { limit: 1 })));
    let few = HistoryLimits { visited: 3, ..limits };
    let found = main_line(&repository, back, &path("policies"), &few);
    assert!(matches!(found, Err(SnapshotError::TooManyCommits { limit: 3 })));
    let few = HistoryLimits { changes: 5, ..limits };
    let found = main_line(&repository, back, &path("policies"), &few);
    assert!(matches!(found, Err(SnapshotError::TooManyChanges { limit: 5 })));
}

#[test]
fn a_part_of_a_line_is_as_in_the_whole_one() {
    let repo = Repo::new();
    let texts = ["0", "1", "2", "3", "4"];
    let mut ids = Vec::new();
    for (time, text) in (0..).zip(texts) {
        ids.push(repo.commit_of(
            tree(&repo, &[("a", text), (text, "b")]),
            ids.last().map_or(&[], std::slice::from_ref),
            time,
        ));
    }
    let aside = repo.commit_of(tree(&repo, &[("a", "2")]), &[ids[1]], 9);
    let repository = GitRepository::open(&repo.path).unwrap();
    let (limits, scope) = (HistoryLimits::default(), path("policies"));
    let whole = main_line(&repository, ids[4], &scope, &limits).unwrap();
    for (place, id) in ids.iter().enumerate() {
        let part = LinePart { head: ids[4], after: Some(*id), scope: &scope, wanted: &|_| true };
        assert_eq!(line_part(&repository, &part, &limits).unwrap().unwrap(), whole[place + 1..], "{place}");
        let part = LinePart { wanted: &|path| path.name() == "a", ..part };
        let found = line_part(&repository, &part, &limits).unwrap().unwrap();
        assert!(found.iter().all(|commit| commit.changes.len() == 1 && commit.changes[0].path.name() == "a"));
    }
    // What is not on the line is no place to begin at, also where the line was rewritten.
    for after in [aside, ObjectId::from_bytes([7; 20])] {
        let part = LinePart { head: ids[4], after: Some(after), scope: &scope, wanted: &|_| true };
        assert_eq!(line_part(&repository, &part, &limits).unwrap(), None);
    }
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
