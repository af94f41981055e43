//! The snapshot in memory answers as the others do.

use super::*;
use crate::snapshot::{EntryKind, LfsPointer, Limits, MemorySnapshot, SnapshotError};

#[test]
fn every_kind_has_its_answer() {
    let snapshot = MemorySnapshot::from_files([("policies/a/f.txt", "f"), ("policies/a/g", "g")])
        .executable("policies/x", "x")
        .symlink("policies/s", "a/f.txt")
        .submodule("policies/m")
        .folder("policies/empty")
        .file("policies/a/g", "again")
        .raw_name("policies", b"\xff")
        .missing("policies/missing", true)
        .damaged("policies/damaged")
        .unknown("policies/odd", 0o100_664)
        .pointer("policies/big", "object");
    let expected = [
        "policies/%FF Unreadable",
        "policies/a Folder",
        "policies/big File",
        "policies/damaged File",
        "policies/empty Folder",
        "policies/m Submodule",
        "policies/missing File",
        "policies/odd Unknown { mode: 33204 }",
        "policies/s Symlink",
        "policies/x Executable",
    ];
    assert_eq!(names(&snapshot.list(&path("policies"), Depth::One).unwrap()), expected);
    let below = snapshot.list(&path("policies/a"), Depth::All).unwrap();
    assert_eq!(names(&below), ["policies/a/f.txt File", "policies/a/g File", "policies/a/g File"]);
    let duplicates: Vec<_> = below[1..].iter().map(|entry| snapshot.read(entry, 9, Trust::Verify).unwrap()).collect();
    let texts: Vec<_> = duplicates.iter().map(|content| matches!(content, Content::Bytes(b) if *b == "g")).collect();
    assert_eq!(texts.iter().filter(|is_g| **is_g).count(), 1);
    assert_eq!(bytes(&snapshot, "policies/s"), b"a/f.txt");
    assert!(matches!(content(&snapshot, "policies/missing"), Content::Missing { promisor: true, .. }));
    assert!(matches!(content(&snapshot, "policies/damaged"), Content::Damaged { found: Some(_), .. }));
    assert!(matches!(content(&snapshot, "policies/m"), Content::NotAFile));
    let Content::Pointer { pointer, object: Some(object) } = content(&snapshot, "policies/big") else { panic!() };
    assert_eq!((pointer, object.size()), (LfsPointer { digest: crate::digest::Digest::of(b"object"), size: 6 }, 6));
    let file = snapshot.entry(&path("policies/a/f.txt")).unwrap().unwrap();
    assert!(matches!(snapshot.read(&file, 0, Trust::Digest).unwrap(), Content::TooLarge { size: 1 }));
    assert_eq!(names(&snapshot.root().unwrap()), ["policies Folder"]);
    assert_eq!(snapshot.list(&path("absent"), Depth::All).unwrap(), []);
    assert_eq!(snapshot.without("policies").root().unwrap(), []);
}

#[test]
fn ids_are_those_of_a_real_repository() {
    let repo = Repo::new();
    repo.write("a/b.txt", "texto\n").commit();
    let memory = MemorySnapshot::from_files([("a/b.txt", "texto\n")]);
    assert_eq!(memory.entry(&path("a/b.txt")).unwrap(), repo.at("HEAD").entry(&path("a/b.txt")).unwrap());
}

#[test]
fn limits_stop_every_kind_of_snapshot() {
    let repo = Repo::new();
    repo.write("a/b/c", "1").write("a/d", "2").commit();
    let few = |entries, depth| Limits { entries, depth, ..Limits::default() };
    let memory = MemorySnapshot::from_files([("a/b/c", "1"), ("a/d", "2")]);
    let open = || std::sync::Arc::new(crate::snapshot::GitRepository::open(&repo.path).unwrap());
    let list = |limits: Limits| {
        let git = GitSnapshot::at(open(), "HEAD", limits).unwrap();
        let worktree = crate::snapshot::WorktreeSnapshot::of(open(), limits).unwrap();
        let memory = memory.clone().limits(limits);
        let all: [&dyn Snapshot; 3] = [&git, &worktree, &memory];
        all.map(|snapshot| snapshot.list_under(None, Depth::All))
    };
    assert!(list(few(4, 2)).into_iter().all(|listed| listed.unwrap().len() == 4));
    let is_too_many = |listed: &Result<_, _>| matches!(listed, Err(SnapshotError::TooManyEntries { limit: 3 }));
    assert!(list(few(3, 2)).iter().all(is_too_many));
    let is_too_deep = |listed: &Result<_, _>| matches!(listed, Err(SnapshotError::TooDeep { limit: 1, .. }));
    assert!(list(few(4, 1)).iter().all(is_too_deep));
    let narrow = Limits { path_bytes: 10, ..Limits::default() };
    assert!(list(narrow).iter().all(|listed| matches!(listed, Err(SnapshotError::TooManyEntries { limit: 10 }))));
    assert_eq!(names(&list(few(4, 2))[0].as_ref().unwrap()[..1]), [format!("a {:?}", EntryKind::Folder)]);
}
