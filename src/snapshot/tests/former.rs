//! What folders of a branch once had and have no longer.

use std::collections::BTreeSet;

use super::*;
use crate::snapshot::{GitRepository, SnapshotError, files_of, former_roots, lost};

/// A folder with files of these names and texts.
fn folder(repo: &Repo, files: &[(&str, &str)]) -> ObjectId {
    let blobs: Vec<_> =
        files.iter().map(|(name, text)| (name.as_bytes(), repo.object("blob", text.as_bytes()))).collect();
    let entries: Vec<_> = blobs.iter().map(|(name, id)| ("100644", *name, *id)).collect();
    repo.tree_of(&entries)
}

/// A folder with folders.
fn above(repo: &Repo, folders: &[(&[u8], ObjectId)]) -> ObjectId {
    let entries: Vec<_> = folders.iter().map(|(name, id)| ("40000", *name, *id)).collect();
    repo.tree_of(&entries)
}

/// What `dir` of a root lost, of these objects that it was.
fn told(repo: &Repo, root: ObjectId, former: &[ObjectId]) -> Vec<String> {
    let repository = GitRepository::open(&repo.path).unwrap();
    lost(&repository, root, "dir", &former.iter().copied().collect()).unwrap().into_iter().collect()
}

#[test]
fn what_is_only_added_to_lost_nothing() {
    let repo = Repo::new();
    let before = folder(&repo, &[("a", "1")]);
    let after = folder(&repo, &[("a", "1"), ("b", "2")]);
    let root = above(&repo, &[(b"dir", after)]);
    assert!(told(&repo, root, &[before, after]).is_empty());
    assert!(told(&repo, root, &[]).is_empty());
    // A folder that never was is not missed.
    assert!(told(&repo, folder(&repo, &[]), &[]).is_empty());
}

#[test]
fn what_went_or_changed_is_told_by_its_path() {
    let repo = Repo::new();
    let former = folder(&repo, &[("a", "1"), ("b", "2"), ("c", "3")]);
    // One is gone, one has other bytes, one is as it was; a folder takes the place of another.
    let now = folder(&repo, &[("a", "1"), ("b", "otro")]);
    assert_eq!(told(&repo, above(&repo, &[(b"dir", now)]), &[former, now]), ["dir/b", "dir/c"]);
    let below = folder(&repo, &[("x", "1")]);
    assert_eq!(
        told(&repo, above(&repo, &[(b"dir", above(&repo, &[(b"a", below), (b"b", below), (b"c", below)]))]), &[former]),
        ["dir/a", "dir/b", "dir/c"]
    );
    // The folder itself, or a file in its place.
    assert_eq!(told(&repo, folder(&repo, &[]), &[former]), ["dir"]);
    assert_eq!(told(&repo, folder(&repo, &[("dir", "archivo")]), &[former]), ["dir"]);
    // What came and went between two states that both had it is in one of them, and is told once.
    let between = folder(&repo, &[("a", "1"), ("d", "4")]);
    assert_eq!(told(&repo, above(&repo, &[(b"dir", now)]), &[between, former, now]), ["dir/b", "dir/c", "dir/d"]);
}

#[test]
fn folders_in_folders_are_looked_into_as_deep_as_they_go_in_a_log() {
    let repo = Repo::new();
    let (leaf, other) = (folder(&repo, &[("hoja", "1"), ("otra", "2")]), folder(&repo, &[("otra", "2")]));
    let nested = |leaf: ObjectId, depth: usize| {
        let mut tree = leaf;
        for _ in 0..depth {
            tree = above(&repo, &[(b"x", tree)]);
        }
        tree
    };
    for depth in 0..=3 {
        let root = above(&repo, &[(b"dir", nested(other, depth))]);
        let path = format!("dir/{}hoja", "x/".repeat(depth));
        assert_eq!(told(&repo, root, &[nested(leaf, depth)]), [path], "{depth}");
    }
    // Deeper there is nothing of ours: the folder is told, and that it lost nothing is not claimed.
    let root = above(&repo, &[(b"dir", nested(other, 4))]);
    assert_eq!(told(&repo, root, &[nested(leaf, 4)]), ["dir/x/x/x/x"]);
    // A name that is no text is told, with its odd bytes replaced.
    let odd = repo.tree_of(&[("100644", b"\xff.tsr", repo.object("blob", b"1"))]);
    assert_eq!(told(&repo, above(&repo, &[(b"dir", other)]), &[odd]), ["dir/\u{fffd}.tsr"]);
}

#[test]
fn every_parent_is_followed_for_what_roots_had() {
    let repo = Repo::new();
    let with = above(&repo, &[(b"dir", folder(&repo, &[("a", "1")]))]);
    let without = folder(&repo, &[("otra", "x")]);
    let base = repo.commit_of(without, &[], 10);
    let side = repo.commit_of(with, &[base], 20);
    let merged = repo.commit_of(without, &[base, side], 30);
    let repository = std::sync::Arc::new(GitRepository::open(&repo.path).unwrap());
    let had = former_roots(&repository, merged, None, ["dir", "nada"], 3).unwrap();
    let folders: BTreeSet<_> = had.iter().filter_map(|[dir, _]| *dir).collect();
    assert_eq!((had.len(), folders.len()), (2, 1));
    let dir = folders.into_iter().next().unwrap();
    assert!(dir.is_folder && had.iter().all(|[_, other]| other.is_none()));
    assert_eq!(files_of(&repository, dir.id).unwrap(), BTreeSet::from([repo.object("blob", b"1")]));
    // What comes before one that is known is left out, and it is not.
    let rest = former_roots(&repository, merged, Some(side), ["dir"], 3).unwrap();
    assert_eq!((rest.len(), rest.contains(&[Some(dir)])), (2, true));
    let many = former_roots(&repository, merged, None, ["dir"], 2).unwrap_err();
    assert!(matches!(many, SnapshotError::TooManyCommits { limit: 2 }), "{many}");
}
