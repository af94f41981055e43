use std::{fs, path::Path, sync::Arc};

use super::*;
use crate::{
    digest::Digest,
    snapshot::{GitRepository, LfsPointer, ObjectKind, Quarantine},
};

fn open(path: &Path) -> Arc<GitRepository> {
    Arc::new(GitRepository::open(path).unwrap())
}

fn stored(repo: &Repo) -> String {
    repo.git(&["cat-file", "--batch-all-objects", "--batch-check=%(objectname)"])
}

/// The folders that are left in the place for them.
fn rooms(git_dir: &Path) -> usize {
    fs::read_dir(git_dir.join("mipg")).unwrap().count()
}

#[test]
fn what_is_not_kept_leaves_nothing() {
    let repo = Repo::new();
    repo.write("a", "a").commit();
    let (before, repository) = (stored(&repo), open(&repo.path));
    let mut apart = Quarantine::of(&repository).unwrap();
    let id = apart.write(ObjectKind::Blob, b"1.047.382.910").unwrap();
    assert_eq!(apart.seen().stored(id, 100).unwrap(), b"1.047.382.910");
    assert!(apart.seen().resolve("HEAD").is_ok(), "beside what the repository has");
    assert!(repository.stored(id, 100).is_err());
    #[cfg(unix)]
    for entry in fs::read_dir(repo.path.join(".git/mipg")).unwrap() {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(entry.unwrap().metadata().unwrap().permissions().mode() & 0o777, 0o700);
    }
    assert_eq!((stored(&repo), rooms(&repo.path.join(".git"))), (before.clone(), 1));
    drop(apart);
    assert_eq!((stored(&repo), rooms(&repo.path.join(".git"))), (before, 0));
}

#[test]
fn what_is_kept_is_stored_as_git_would() {
    let repo = Repo::new();
    repo.write("a", "a").commit();
    let linked = repo.dir.path().join("linked");
    repo.git(&["worktree", "add", "-q", "--detach", linked.to_str().unwrap()]);
    for (at, bytes) in [(&repo.path, "uno"), (&linked, "dos")] {
        let repository = open(at);
        let mut apart = Quarantine::of(&repository).unwrap();
        let id = apart.write(ObjectKind::Blob, bytes.as_bytes()).unwrap();
        apart.write(ObjectKind::Blob, b"a").unwrap(); // it has this one
        apart.keep(&repository).unwrap();
        drop(apart);
        assert_eq!(repo.git(&["cat-file", "blob", &id.to_string()]), bytes);
        assert_eq!(rooms(repository.git_dir()), 0);
    }
    repo.git(&["fsck", "--strict"]);
}

/// What may have to be erased one day is not even in the store of this copy before it is kept.
#[test]
fn large_files_are_read_apart_and_kept_whole() {
    let repo = Repo::new();
    repo.write("a", "a").commit();
    let repository = open(&repo.path);
    let pointer = LfsPointer { digest: Digest::of(b"sal y foto"), size: 10 };
    let mut apart = Quarantine::of(&repository).unwrap();
    assert!(apart.hold(pointer, &mut &b"otra cosa."[..]).is_err(), "it is held to its pointer");
    apart.hold(pointer, &mut &b"sal y foto"[..]).unwrap();
    assert!(apart.seen().large_object(&pointer.digest).unwrap().is_some());
    assert!(repository.large_object(&pointer.digest).unwrap().is_none());
    assert!(!repo.path.join(".git/lfs").exists());
    drop(apart);
    assert_eq!(rooms(&repo.path.join(".git")), 0);
    let mut apart = Quarantine::of(&repository).unwrap();
    apart.hold(pointer, &mut &b"sal y foto"[..]).unwrap();
    apart.keep(&repository).unwrap();
    drop(apart);
    let mut bytes = Vec::new();
    let object = repository.large_object(&pointer.digest).unwrap().unwrap();
    std::io::Read::read_to_end(&mut object.open().unwrap(), &mut bytes).unwrap();
    assert_eq!(bytes, b"sal y foto");
}
