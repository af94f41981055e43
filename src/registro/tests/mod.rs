//! Logs in real repositories, judged by the real program beside our own readers.

#![expect(clippy::disallowed_methods, reason = "tests run programs and read their environment")]

mod beside;
mod continues;
mod crash;
mod held;
mod log;
mod reported;
mod signer;
mod since;
mod times;

use std::{
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::Arc,
};

use super::*;
use crate::{
    digest::Digest,
    model::SubmissionPath,
    snapshot::{GitRepository, ObjectId},
    trail::{
        checkpoint::Origin,
        entry::{Entry, Event, Logged, Moment, Submission, SubmissionEvent},
        merkle::{self, leaf_hash},
        note::{Algorithm, KeyName, Note, SignerKey},
        tile::files,
    },
};

const ORIGIN: &str = "mipg.example.gov.co/alcaldia/1";

/// A repository in a folder of its own, apart from the configuration of the machine.
struct Repo {
    _folder: tempfile::TempDir,
    path: PathBuf,
}

impl Repo {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("repo");
        std::fs::create_dir(&path).unwrap();
        let repo = Self { _folder: folder, path };
        repo.git(&["init", "-q", "-b", "main", "--object-format=sha1", "--template="]);
        repo
    }

    fn git(&self, arguments: &[&str]) -> String {
        git(&self.path, arguments, 1_790_000_000)
    }

    /// A copy of it, byte for byte.
    fn copy(&self) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("repo");
        let copied = Command::new("cp").arg("-a").arg(&self.path).arg(&path).status().unwrap();
        assert!(copied.success());
        Self { _folder: folder, path }
    }

    fn open(&self) -> Arc<GitRepository> {
        Arc::new(GitRepository::open(&self.path).unwrap())
    }
}

fn run(folder: &Path, arguments: &[&str], date: u64) -> Output {
    let date = format!("{date} -0500");
    let mut command = Command::new("git");
    command.args(arguments).current_dir(folder).env_clear().env("PATH", std::env::var_os("PATH").unwrap());
    for role in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{role}_NAME"), "A").env(format!("GIT_{role}_EMAIL"), "a@example.gov.co");
        command.env(format!("GIT_{role}_DATE"), &date);
    }
    command.env("HOME", "/nonexistent").env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    command.output().unwrap()
}

fn git(folder: &Path, arguments: &[&str], date: u64) -> String {
    let output = run(folder, arguments, date);
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
}

fn origin() -> Origin {
    Origin::new(ORIGIN).unwrap()
}

fn key() -> SignerKey {
    SignerKey::from_seed(KeyName::new(ORIGIN).unwrap(), Algorithm::Ed25519, &[7; 32])
}

fn at(seconds: u64) -> Moment {
    Moment::from_unix(1_790_000_000 + seconds).unwrap()
}

/// Submission `number`, received.
fn received_one(number: usize) -> Occurrence {
    let path = SubmissionPath::parse(&format!("gobierno-digital/2026/11/r-{number}")).unwrap();
    let submission = Submission { path, manifest: Digest::of(&number.to_be_bytes()), files: 1 };
    Occurrence { event: Event::Submission(SubmissionEvent::Received, submission), commit: None, time: None, turn: 0 }
}

fn numbered(from: usize, to: usize) -> Vec<Occurrence> {
    (from..to).map(received_one).collect()
}

/// Appends with a key at a moment.
fn append_with<W: Writes>(
    repo: &Repo,
    writes: &mut W,
    key: Option<&SignerKey>,
    occurrences: &[Occurrence],
) -> Result<Appended, RegistroError> {
    let batch = Batch {
        origin: &origin(),
        entity: "Alcaldía de Ejemplo",
        tool: "mipg prueba",
        now: at(0),
        key,
        occurrences,
        reach: None,
    };
    append(&repo.open(), writes, &mut Index::new(), &batch)
}

/// As [`append_with`] the key, on these terms and at this second.
fn append_at(
    repo: &Repo,
    second: u64,
    terms: &Terms<'_>,
    occurrences: &[Occurrence],
) -> Result<Appended, RegistroError> {
    let (origin, key) = (origin(), key());
    let batch = Batch {
        origin: &origin,
        entity: "Alcaldía de Ejemplo",
        tool: "mipg prueba",
        now: at(second),
        key: Some(&key),
        occurrences,
        reach: None,
    };
    append_on(&repo.open(), &mut GitWrites::new(&repo.open()), &mut Index::new(), &batch, terms)
}

/// Signs for the first time a log that never was.
fn adopt(repo: &Repo, occurrences: &[Occurrence]) -> Result<Appended, RegistroError> {
    append_at(repo, 0, &Terms { adopts: true, ..Terms::default() }, occurrences)
}

fn log(repo: &Repo, occurrences: &[Occurrence]) -> Appended {
    append_with(repo, &mut GitWrites::new(&repo.open()), Some(&key()), occurrences).unwrap()
}

/// The log of the local branch, held to everything that must be true of one: its entries.
#[track_caller]
fn whole(repo: &Repo) -> Vec<Entry> {
    let repository = repo.open();
    let (tip, trail) = Trail::open(&repository).unwrap().expect("there is a log");
    let head = trail.checkpoint().head;
    signed_by(&trail, &[key().verifier().clone()]).unwrap();
    assert_eq!(trail.keys(), [key().verifier().clone()]);
    let mut expected: Vec<String> = files(head.size).map(|path| path.to_string()).collect();
    expected.extend(["checkpoint".to_owned(), "vkey".to_owned()]);
    expected.sort();
    let listed = repo.git(&["ls-tree", "-r", "--name-only", &tip.commit.to_string()]);
    let mut listed: Vec<&str> = listed.lines().collect();
    listed.sort_unstable();
    assert_eq!(listed, expected);
    let mut entries = Vec::new();
    let mut hashes = Vec::new();
    each_entry(&mut trail.reader(), 0, head.size, &mut |_, bytes| {
        hashes.push(leaf_hash(bytes));
        entries.push(Logged::parse(bytes).unwrap().known().unwrap());
        Ok(())
    })
    .unwrap();
    assert_eq!(merkle::root(hashes), head.root);
    entries
}

/// git finds nothing wrong with any object.
fn sound(repo: &Repo) {
    let fsck = run(&repo.path, &["fsck", "--strict", "--no-dangling"], 0);
    assert!(fsck.status.success(), "{}", String::from_utf8_lossy(&fsck.stderr));
}

/// The submissions of entries, in order.
fn names(entries: &[Entry]) -> Vec<String> {
    entries.iter().map(|entry| entry.event.path().unwrap_or_default()).collect()
}

/// The numbered submissions, as [`names`] gives them.
fn expected(from: usize, to: usize) -> Vec<String> {
    (from..to).map(|number| format!("gobierno-digital/2026/11/r-{number}")).collect()
}

fn branch(repo: &Repo) -> Option<ObjectId> {
    repo.open().reference(BRANCH).unwrap()
}
