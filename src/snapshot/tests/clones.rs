//! Clones as people make them, and stores as they break.

use super::*;
use crate::snapshot::{
    GitRepository, ObjectKind, SnapshotError, WorktreeSnapshot,
    history::{HistoryLimits, change},
};

fn error<T>(result: Result<T, SnapshotError>) -> SnapshotError {
    match result {
        Ok(_) => panic!("it was read"),
        Err(error) => error,
    }
}

fn two_commits() -> Repo {
    let repo = Repo::new();
    repo.write("policies/a.txt", "uno").commit();
    repo.write("policies/a.txt", "dos").write("policies/b/c.txt", "tres").commit();
    repo
}

#[test]
fn a_bare_clone_is_read_without_checkout() {
    let repo = two_commits();
    let clone = repo.clone("bare.git", &["--bare"]);
    let snapshot = GitSnapshot::open(&clone, "main").unwrap();
    assert_eq!(all(&snapshot), all(&repo.at("HEAD")));
    assert_eq!(names(&all(&snapshot))[1..3], ["policies/a.txt File", "policies/b Folder"]);
    assert_eq!(bytes(&snapshot, "policies/b/c.txt"), b"tres");
    assert_eq!(bytes(&GitSnapshot::open(&clone, "main~1").unwrap(), "policies/a.txt"), b"uno");
    assert!(matches!(error(WorktreeSnapshot::open(&clone)), SnapshotError::NoWorkTree { .. }));
}

#[test]
fn a_shallow_clone_is_read_but_its_history_is_not() {
    let repo = two_commits();
    let clone = repo.clone("shallow", &["--depth", "1"]);
    let snapshot = GitSnapshot::open(&clone, "HEAD").unwrap();
    assert_eq!(bytes(&snapshot, "policies/a.txt"), b"dos");
    assert!(snapshot.repository().is_shallow());
    let repository = GitRepository::open(&clone).unwrap();
    let limits = HistoryLimits::default();
    let same = change(&repository, "HEAD", "HEAD", &path("policies"), &limits).unwrap();
    assert!(snapshot.copy_state().unwrap().shallow && same.commits.is_empty() && same.changed.is_empty());
    assert!(!GitRepository::open(&repo.path).unwrap().is_shallow());
    let base = repo.head();
    repo.write("policies/n.txt", "n").commit();
    let head = repo.write("policies/n.txt", "m").commit();
    run(&clone, &["fetch", "-q", "--depth", "1", "origin", "main"], b"", 0);
    let cut = change(&repository, &base.to_string(), &head.to_string(), &path("policies"), &limits);
    assert!(matches!(error(cut), SnapshotError::Shallow { .. }));
}

#[test]
fn a_blobless_clone_lists_and_says_what_is_missing() {
    let repo = two_commits();
    repo.git(&["config", "uploadpack.allowFilter", "true"]);
    let clone = repo.clone("partial", &["--filter=blob:none", "--no-checkout"]);
    let snapshot = GitSnapshot::open(&clone, "HEAD").unwrap();
    assert_eq!(all(&snapshot), all(&repo.at("HEAD")));
    assert!(matches!(content(&snapshot, "policies/a.txt"), Content::Missing { promisor: true, .. }));
    let repository = snapshot.repository();
    let change = change(repository, "HEAD~1", "HEAD", &path("policies"), &HistoryLimits::default()).unwrap();
    assert_eq!(change.changed.len(), 2);
}

#[test]
fn a_blob_that_went_is_missing_without_a_promise() {
    let repo = two_commits();
    let id = repo.at("HEAD").entry(&path("policies/a.txt")).unwrap().unwrap().id.unwrap();
    fs::remove_file(repo.loose(id)).unwrap();
    let found = content(&repo.at("HEAD"), "policies/a.txt");
    assert!(matches!(found, Content::Missing { id: missing, promisor: false } if missing == id));
}

fn overwrite(path: &Path, bytes: &[u8]) {
    fs::remove_file(path).unwrap();
    fs::write(path, bytes).unwrap();
}

#[test]
fn damaged_objects_are_told_apart() {
    let repo = two_commits();
    let snapshot = repo.at("HEAD");
    let blob = |at: &str| snapshot.entry(&path(at)).unwrap().unwrap().id.unwrap();
    let (damaged, other) = (blob("policies/a.txt"), blob("policies/b/c.txt"));
    let right = fs::read(repo.loose(damaged)).unwrap();

    let mut flipped = right.clone();
    *flipped.last_mut().unwrap() ^= 1; // the checksum of zlib.
    overwrite(&repo.loose(damaged), &flipped);
    let found = content(&repo.at("HEAD"), "policies/a.txt");
    assert!(matches!(found, Content::Damaged { expected, found: None } if expected == damaged), "{found:?}");

    overwrite(&repo.loose(damaged), &fs::read(repo.loose(other)).unwrap());
    let found = content(&repo.at("HEAD"), "policies/a.txt");
    assert!(matches!(found, Content::Damaged { expected, found: Some(id) } if (expected, id) == (damaged, other)));
    let again = repo.at("HEAD");
    let entry = again.entry(&path("policies/a.txt")).unwrap().unwrap();
    let unverified = again.read(&entry, 99, Trust::Digest).unwrap();
    assert!(matches!(unverified, Content::Bytes(bytes) if bytes == "tres"), "left to the digest of the manifest");
    overwrite(&repo.loose(damaged), &right);

    let tree = blob("policies");
    let kept = fs::read(repo.loose(tree)).unwrap();
    overwrite(&repo.loose(tree), &fs::read(repo.loose(snapshot.tree())).unwrap());
    let found = error(repo.at("HEAD").list_under(None, Depth::All));
    assert!(matches!(found, SnapshotError::ObjectDamaged { id, kind: ObjectKind::Tree, found: Some(_) } if id == tree));
    fs::remove_file(repo.loose(tree)).unwrap();
    let found = error(repo.at("HEAD").list_under(None, Depth::All));
    assert!(matches!(found, SnapshotError::ObjectMissing { id, promisor: false, .. } if id == tree));
    overwrite(&repo.loose(snapshot.tree()), &kept);

    let commit = snapshot.commit();
    let parent = repo.git(&["rev-parse", "HEAD~1"]).parse().unwrap();
    overwrite(&repo.loose(commit), &fs::read(repo.loose(parent)).unwrap());
    let found = error(GitSnapshot::open(&repo.path, "main"));
    assert!(
        matches!(found, SnapshotError::ObjectDamaged { id, kind: ObjectKind::Commit, found: Some(_) } if id == commit)
    );
}

#[test]
fn formats_and_owners_that_cannot_be_read_have_their_own_error() {
    let sha256 = Repo::init(&["--object-format=sha256"]);
    let found = error(GitRepository::open(&sha256.path));
    assert!(matches!(&found, SnapshotError::UnsupportedFormat { what } if what.contains("sha256")), "{found:?}");
    let empty = tempfile::tempdir().unwrap();
    let reftable = empty.path().join("reftable");
    if run(empty.path(), &["init", "-q", "--ref-format=reftable", "reftable"], b"", 1).status.success() {
        let found = error(GitRepository::open(&reftable));
        assert!(
            matches!(&found, SnapshotError::UnsupportedFormat { what } if what.contains("refstorage")),
            "{found:?}"
        );
    } else {
        eprintln!("skipped: this git does not know reftable");
    }
    assert!(matches!(error(GitRepository::open(empty.path())), SnapshotError::NotARepository { .. }));
    assert!(matches!(error(GitRepository::open(&empty.path().join("x"))), SnapshotError::NotARepository { .. }));
}

#[cfg(unix)]
#[test]
fn a_repository_of_another_user_is_refused() {
    let repo = two_commits();
    let give = |owner| {
        [repo.path.clone(), repo.path.join(".git")]
            .iter()
            .all(|at| std::os::unix::fs::chown(at, Some(owner), None).is_ok())
    };
    if !give(12_345) {
        eprintln!("skipped: only root can give a folder away");
        return;
    }
    let found = error(GitRepository::open(&repo.path));
    assert!(give(0));
    assert!(matches!(found, SnapshotError::Owner { .. }), "{found:?}");
    assert!(GitRepository::open(&repo.path).is_ok());
}

#[test]
fn revisions_are_hostile_text() {
    let repo = two_commits();
    let tag = repo.git(&["rev-parse", "HEAD"]);
    repo.git(&["tag", "-a", "-m", "x", "v1"]);
    repo.git(&["tag", "blob", "HEAD:policies/a.txt"]);
    let found = |rev: &str| GitRepository::open(&repo.path).unwrap().resolve(rev);
    for rev in ["HEAD", "@", "main", "refs/heads/main", "v1", "v1^0", &tag, &tag.to_uppercase(), &tag[..10], "HEAD^0"] {
        assert_eq!(found(rev).unwrap().to_string(), tag, "{rev}");
    }
    let long = "a".repeat(1001);
    for rev in
        ["", "-x", "--all", "a\nb", ":/x", "HEAD^{/x}", "HEAD^{}", "HEAD@{yesterday}", "HEAD:policies", "\u{7f}", &long]
    {
        assert!(matches!(found(rev), Err(SnapshotError::RevisionRefused { .. })), "{rev}");
    }
    for rev in ["nothing", "HEAD~99", "a..b", "^", "~", "..", "HEAD^99", &"0".repeat(40), &"a".repeat(1000)] {
        let found = found(rev);
        assert!(matches!(found, Err(SnapshotError::RevisionNotFound { .. })), "{rev}: {found:?}");
    }
    assert!(matches!(found("blob"), Err(SnapshotError::NotACommit { .. })));
    assert!(matches!(found(&repo.git(&["rev-parse", "HEAD^{tree}"])), Err(SnapshotError::NotACommit { .. })));
    let unborn = Repo::new();
    let found = GitRepository::open(&unborn.path).unwrap().resolve("HEAD");
    assert!(matches!(found, Err(SnapshotError::RevisionNotFound { .. })), "{found:?}");
}
