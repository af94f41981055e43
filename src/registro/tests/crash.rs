//! A failure and a death at every step of a write: the log is the old one or the new one, and a second run completes.

use super::*;
use crate::snapshot::{Move, Moved, ObjectKind, SnapshotError};

/// How a step fails.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Fault {
    /// Nothing is done.
    Before,
    /// It is done, and said not to be.
    After,
    /// It is said to be done, and is not.
    Silent,
    /// The bytes written are not those given, under the id of those given.
    Torn,
    /// The process dies before it.
    Killed,
    /// The process dies after it.
    KilledAfter,
}

/// Fails at one step.
pub(super) struct Faulty {
    inner: GitWrites,
    repository: Arc<GitRepository>,
    pub(super) step: usize,
    at: usize,
    fault: Fault,
}

impl Faulty {
    pub(super) fn new(repo: &Repo, at: usize, fault: Fault) -> Self {
        let repository = repo.open();
        Self { inner: GitWrites::new(&repository), repository, step: 0, at, fault }
    }

    /// The result of a step, where this one fails.
    fn step<T>(
        &mut self,
        silent: Option<T>,
        torn: impl FnOnce(&mut Self),
        does: impl FnOnce(&mut GitWrites) -> Result<T, SnapshotError>,
    ) -> Result<T, SnapshotError> {
        let number = self.step;
        self.step += 1;
        if number != self.at {
            return does(&mut self.inner);
        }
        let full = || SnapshotError::Io { path: "disco".into(), source: std::io::ErrorKind::StorageFull.into() };
        match (self.fault, silent) {
            (Fault::Before, _) => Err(full()),
            (Fault::After, _) => does(&mut self.inner).and(Err(full())),
            (Fault::Silent, Some(value)) => Ok(value),
            (Fault::Torn, Some(value)) => {
                torn(self);
                Ok(value)
            }
            (Fault::Silent | Fault::Torn, None) => does(&mut self.inner),
            (Fault::Killed, _) => std::process::abort(),
            (Fault::KilledAfter, _) => {
                let _ = does(&mut self.inner);
                std::process::abort()
            }
        }
    }
}

impl Writes for Faulty {
    fn object(&mut self, kind: ObjectKind, bytes: &[u8]) -> Result<ObjectId, SnapshotError> {
        let id = ObjectId::of(kind, bytes);
        let torn = |this: &mut Self| {
            // A loose object whose content is that of another, cut.
            let other = this.inner.object(kind, &bytes[..bytes.len() / 2]).unwrap();
            let loose = |id: ObjectId| {
                let text = id.to_string();
                this.repository.git_dir().join("objects").join(&text[..2]).join(&text[2..])
            };
            std::fs::create_dir_all(loose(id).parent().unwrap()).unwrap();
            if !loose(id).exists() {
                std::fs::copy(loose(other), loose(id)).unwrap();
            }
        };
        self.step(Some(id), torn, |inner| inner.object(kind, bytes))
    }

    fn flush(&mut self, objects: &[ObjectId]) -> Result<(), SnapshotError> {
        self.step(None, |_| {}, |inner| inner.flush(objects))
    }

    fn swap(&mut self, asked: &Move<'_>) -> Result<Moved, SnapshotError> {
        self.step(None, |_| {}, |inner| inner.swap(asked))
    }

    fn wait(&mut self, _: u32) {}
}

/// A log of 250 entries, and how many steps it takes to make it 260 long: tiles become full on the way.
fn start() -> (Repo, usize) {
    let repo = Repo::new();
    log(&repo, &numbered(0, 250));
    let copy = repo.copy();
    let mut writes = Faulty::new(&copy, usize::MAX, Fault::Before);
    append_with(&copy, &mut writes, Some(&key()), &numbered(245, 260)).unwrap();
    // Bundles and tiles full and partial, folders, flush, checkpoint, folder, commit, flush, branch.
    assert!(writes.step >= 14, "{}", writes.step);
    (repo, writes.step)
}

/// What a crash left is the old log or the new one, and a second run completes.
#[track_caller]
fn recovers(repo: &Repo, before: Option<ObjectId>, what: &str) {
    let after = branch(repo);
    let (_, trail) = Trail::open(&repo.open()).unwrap().unwrap();
    let size = if after == before { 250 } else { 260 };
    assert_eq!(trail.checkpoint().head.size, size, "{what}");
    let mut index = Index::new();
    index.advance(&mut trail.reader(), &trail.checkpoint().head).unwrap();
    let again = log(repo, &numbered(245, 260));
    assert_eq!(again.after.size, 260, "{what}");
    assert_eq!(again.commit.is_none(), size == 260, "{what}");
    assert_eq!(names(&whole(repo)), expected(0, 260), "{what}");
}

#[test]
fn a_failure_at_any_step_leaves_the_old_log() {
    let (repo, steps) = start();
    for at in 0..steps {
        for fault in [Fault::Before, Fault::After] {
            let (copy, what) = (repo.copy(), format!("step {at}, {fault:?}"));
            let before = branch(&copy);
            let mut writes = Faulty::new(&copy, at, fault);
            let error = append_with(&copy, &mut writes, Some(&key()), &numbered(245, 260)).unwrap_err();
            assert!(error.to_string().contains("disco"), "{what}: {error}");
            // Only where the branch itself was moved, and said not to be, is the log the new one.
            let is_moved = (at, fault) == (steps - 1, Fault::After);
            assert_eq!(branch(&copy) != before, is_moved, "{what}");
            recovers(&copy, before, &what);
        }
    }
}

#[test]
fn what_a_disk_loses_or_tears_is_found_before_it_is_signed() {
    let (repo, steps) = start();
    let mut found = 0;
    for at in 0..steps {
        for fault in [Fault::Silent, Fault::Torn] {
            let (copy, what) = (repo.copy(), format!("step {at}, {fault:?}"));
            let before = branch(&copy);
            let mut writes = Faulty::new(&copy, at, fault);
            match append_with(&copy, &mut writes, Some(&key()), &numbered(245, 260)) {
                Err(_) => {
                    found += 1;
                    assert_eq!(branch(&copy), before, "{what}");
                }
                // Flushes and the branch do not lie here; nor does writing what was there already.
                Ok(appended) => {
                    assert_eq!(appended.after.size, 260, "{what}");
                    assert_eq!(names(&whole(&copy)), expected(0, 260), "{what}");
                }
            }
        }
    }
    assert!(found >= 2 * (steps - 4), "{found} of {steps} steps");
}

#[test]
fn a_death_at_any_step_leaves_a_log_that_a_second_run_completes() {
    let (repo, steps) = start();
    for at in 0..steps {
        for fault in ["Killed", "KilledAfter"] {
            let (copy, what) = (repo.copy(), format!("step {at}, {fault}"));
            let before = branch(&copy);
            let child = Command::new(std::env::current_exe().unwrap())
                .args(["--exact", "--ignored", "registro::tests::crash::the_one_who_dies"])
                .env("REGISTRO_REPO", &copy.path)
                .env("REGISTRO_STEP", at.to_string())
                .env("REGISTRO_FAULT", fault)
                .output()
                .unwrap();
            assert_eq!(child.status.code(), None, "{what}: {}", String::from_utf8_lossy(&child.stdout));
            recovers(&copy, before, &what);
        }
    }
}

#[test]
#[ignore = "run by the test above, which it dies for"]
fn the_one_who_dies() {
    let Some(path) = std::env::var_os("REGISTRO_REPO") else { return };
    let step = std::env::var("REGISTRO_STEP").unwrap().parse().unwrap();
    let fault = if std::env::var("REGISTRO_FAULT").unwrap() == "Killed" { Fault::Killed } else { Fault::KilledAfter };
    let repo = Repo { _folder: tempfile::tempdir().unwrap(), path: path.into() };
    let mut writes = Faulty::new(&repo, step, fault);
    let _ = append_with(&repo, &mut writes, Some(&key()), &numbered(245, 260));
}

#[test]
fn a_lock_left_behind_is_told_and_not_broken() {
    let repo = Repo::new();
    log(&repo, &numbered(0, 1));
    let before = branch(&repo);
    let lock = repo.path.join(".git/refs/heads/registro.lock");
    std::fs::write(&lock, "").unwrap();
    let mut writes = Faulty::new(&repo, usize::MAX, Fault::Before);
    let error = append_with(&repo, &mut writes, Some(&key()), &numbered(1, 2)).unwrap_err();
    assert!(matches!(error, RegistroError::Locked(BRANCH)), "{error}");
    assert_eq!(branch(&repo), before);
    std::fs::remove_file(lock).unwrap();
    log(&repo, &numbered(1, 2));
    assert_eq!(names(&whole(&repo)), expected(0, 2));
}

/// Others append each time, just before the branch is moved.
struct Overtaken<'a>(GitWrites, &'a Repo, usize);

impl Writes for Overtaken<'_> {
    fn object(&mut self, kind: ObjectKind, bytes: &[u8]) -> Result<ObjectId, SnapshotError> {
        self.0.object(kind, bytes)
    }

    fn flush(&mut self, objects: &[ObjectId]) -> Result<(), SnapshotError> {
        self.0.flush(objects)
    }

    fn swap(&mut self, asked: &Move<'_>) -> Result<Moved, SnapshotError> {
        if self.2 < 500 {
            log(self.1, &numbered(self.2, self.2 + 1));
            self.2 += 1;
        }
        self.0.swap(asked)
    }

    fn wait(&mut self, _: u32) {}
}

#[test]
fn whoever_is_overtaken_reads_again_and_gives_up_in_the_end() {
    let repo = Repo::new();
    // Even the first append of all: the branch did not exist.
    let mut writes = Overtaken(GitWrites::new(&repo.open()), &repo, 497);
    let appended = append_with(&repo, &mut writes, Some(&key()), &numbered(0, 2)).unwrap();
    assert_eq!((appended.before.size, appended.after.size, appended.tries), (3, 5, 4));
    assert_eq!(names(&whole(&repo)), [expected(497, 500), expected(0, 2)].concat());
    // What the others logged meanwhile is not logged twice.
    let mut writes = Overtaken(GitWrites::new(&repo.open()), &repo, 2);
    let appended = append_with(&repo, &mut writes, Some(&key()), &numbered(2, 3)).unwrap();
    assert_eq!((appended.entries.len(), appended.known, appended.tries), (0, 1, 2));
    let mut writes = Overtaken(GitWrites::new(&repo.open()), &repo, 100);
    let error = append_with(&repo, &mut writes, Some(&key()), &numbered(600, 601)).unwrap_err();
    assert!(matches!(error, RegistroError::Contended(100)), "{error}");
}
