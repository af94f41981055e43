//! Trees no program would write: duplicates, odd modes, names that are not names, loops without end.

use super::*;
use crate::snapshot::{
    EntryKind, GitRepository, Limits, SnapshotError,
    history::{HistoryLimits, change},
    tree_diff,
};

#[test]
fn what_git_would_hide_is_listed() {
    let repo = Repo::new();
    let [one, two] = [repo.object("blob", b"one"), repo.object("blob", b"two")];
    let inner = repo.tree_of(&[("100644", b"x", one)]);
    let tree = repo.tree_of(&[
        ("100644", b"twice", one),
        ("100644", b"twice", two),
        ("40000", b"..", inner),
        ("40000", b".Git", inner),
        ("40000", b"sub/folder", inner),
        ("100644", b"\xff\n", one),
        ("100644", b"", one),
        ("100664", b"group", one),
        ("040000", b"padded", inner),
        ("40000", b"blob-as-folder", inner),
        ("100644", b"folder-as-file", inner),
        ("160000", b"module", one),
    ]);
    let commit = repo.commit_of(tree, &[], 1);
    let snapshot = repo.at(&commit.to_string());
    let listed = all(&snapshot);
    let expected = [
        "%00 Unreadable",
        "%2E%2E Unreadable",
        "%2EGit Unreadable",
        "%FF%0A Unreadable",
        "blob-as-folder Folder",
        "blob-as-folder/x File",
        "folder-as-file File",
        "group Unknown { mode: 33204 }",
        "module Submodule",
        "padded Folder",
        "padded/x File",
        "sub%2Ffolder Unreadable",
        "twice File",
        "twice File",
    ];
    assert_eq!(names(&listed), expected);
    let raw: Vec<_> = listed.iter().filter_map(|entry| entry.raw_name.as_deref()).collect();
    assert_eq!(raw, [&b""[..], b"..", b".Git", b"\xff\n", b"sub/folder"]);
    let twice: Vec<_> = listed.iter().filter(|entry| entry.path.as_str() == "twice").map(|entry| entry.id).collect();
    assert_eq!(twice.len(), 2);
    assert!(twice.contains(&Some(one)) && twice.contains(&Some(two)));
    assert!(matches!(content(&snapshot, "folder-as-file"), Content::NotAFile));
    assert!(matches!(content(&snapshot, "module"), Content::NotAFile));
    for entry in listed.iter().filter(|entry| entry.kind == EntryKind::Unreadable) {
        assert!(matches!(snapshot.read(entry, 99, Trust::Verify).unwrap(), Content::NotAFile));
    }
    assert_eq!(snapshot.entry(&path(".Git")).unwrap(), None);
    assert_eq!(snapshot.list(&path(".Git"), Depth::All).unwrap(), []);
}

#[test]
fn a_blob_in_place_of_a_folder_is_an_error() {
    let repo = Repo::new();
    let blob = repo.object("blob", b"one");
    let tree = repo.tree_of(&[("40000", b"policies", blob)]);
    let commit = repo.commit_of(tree, &[], 1);
    let found = repo.at(&commit.to_string()).list_under(None, Depth::All);
    assert!(matches!(found, Err(SnapshotError::ObjectKindDiffers { id, .. }) if id == blob));
    let malformed = repo.object("tree", b"100644 a");
    let commit = repo.commit_of(malformed, &[], 1);
    let found = repo.at(&commit.to_string()).root();
    assert!(matches!(found, Err(SnapshotError::ObjectMalformed { id, .. }) if id == malformed));
}

#[test]
fn a_tree_of_trees_without_end_is_stopped() {
    let repo = Repo::new();
    let mut tree = repo.tree_of(&[("100644", b"x", repo.object("blob", b"x"))]);
    for _ in 0..12 {
        let names: Vec<Vec<u8>> = (0..10).map(|digit: u8| vec![b'a' + digit]).collect();
        let entries: Vec<_> = names.iter().map(|name| ("40000", name.as_slice(), tree)).collect();
        tree = repo.tree_of(&entries);
    }
    let commit = repo.commit_of(tree, &[], 1);
    let limits = Limits { entries: 50_000, ..Limits::default() };
    let repository = std::sync::Arc::new(GitRepository::open(&repo.path).unwrap());
    let snapshot = GitSnapshot::at(repository.clone(), &commit.to_string(), limits).unwrap();
    let found = snapshot.list_under(None, Depth::All);
    assert!(matches!(found, Err(SnapshotError::TooManyEntries { limit: 50_000 })));
    let found = tree_diff(&repository, None, Some(tree), None, &limits);
    assert!(matches!(found, Err(SnapshotError::TooManyEntries { limit: 50_000 })));
}

#[test]
fn duplicates_empty_folders_and_bad_names_show_in_a_comparison() {
    let repo = Repo::new();
    let blob = repo.object("blob", b"one");
    let other = repo.object("blob", b"two");
    let (empty, inner) = (repo.tree_of(&[]), repo.tree_of(&[("100644", b"x", blob)]));
    let old = repo.tree_of(&[("40000", b"policies", inner)]);
    let new = repo.tree_of(&[
        ("40000", b"policies", inner),
        ("40000", b"policies", repo.tree_of(&[("100644", b"x", other), ("40000", b"empty", empty)])),
        ("40000", b"..", inner),
    ]);
    let repository = GitRepository::open(&repo.path).unwrap();
    let diff = |scope: Option<&RepoPath>| {
        let changes = tree_diff(&repository, Some(old), Some(new), scope, &Limits::default()).unwrap();
        changes.into_iter().map(|change| (change.path.to_string(), change.new.unwrap().0)).collect::<Vec<_>>()
    };
    let within = [("policies/empty".to_owned(), EntryKind::Folder), ("policies/x".to_owned(), EntryKind::File)];
    assert_eq!(diff(Some(&path("policies"))), within);
    assert_eq!(diff(None)[0], ("%2E%2E".to_owned(), EntryKind::Unreadable));
    assert_eq!(diff(None)[1..], within);
}

#[test]
fn a_commit_with_no_date_is_an_error_only_where_it_is_judged() {
    let repo = Repo::new();
    let tree = repo.tree_of(&[]);
    let odd = repo.object("commit", format!("tree {tree}\nauthor A\ncommitter A\n\nx").as_bytes());
    let base = repo.commit_of(tree, &[odd], 10);
    let head = repo.commit_of(tree, &[base], 20);
    let repository = GitRepository::open(&repo.path).unwrap();
    let limits = HistoryLimits::default();
    let read = |base: ObjectId, head: ObjectId| {
        change(&repository, &base.to_string(), &head.to_string(), &path("policies"), &limits)
    };
    assert_eq!(read(base, head).unwrap().commits.len(), 1);
    let other = repo.commit_of(tree, &[], 5);
    assert!(matches!(read(other, head), Err(SnapshotError::ObjectMalformed { id, .. }) if id == odd));
}
