//! Real repositories, made with the real program: what it commits, shows and compares is the yardstick.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests make real files and say what they skip"
)]

mod arrivals;
mod clones;
mod former;
mod history;
mod hostile;
mod main_line;
mod memory;
mod quarantine;
#[cfg(unix)] // links, pipes, modes and names that are not UTF-8
mod worktree;

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use super::{Content, Depth, Entry, GitSnapshot, ObjectId, Snapshot, Trust};
use crate::repo_path::RepoPath;

/// A repository in a folder of its own, apart from the configuration of the machine.
struct Repo {
    dir: tempfile::TempDir,
    path: PathBuf,
}

impl Repo {
    fn new() -> Self {
        Self::init(&["--object-format=sha1"])
    }

    fn init(options: &[&str]) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("repo");
        fs::create_dir(&path).unwrap();
        let repo = Self { dir, path };
        repo.git(&[&["init", "-q", "-b", "main", "--template="][..], options].concat());
        repo.configure();
        repo
    }

    fn configure(&self) {
        for (key, value) in [("core.autocrlf", "false"), ("user.name", "A"), ("user.email", "a@example.org")] {
            self.git(&["config", key, value]);
        }
    }

    /// A clone made beside this repository, through the protocol.
    fn clone(&self, name: &str, options: &[&str]) -> PathBuf {
        let url = format!("file://{}", self.path.display());
        let to = self.dir.path().join(name);
        self.git(&[&["clone", "-q"][..], options, &[&url, to.to_str().unwrap()]].concat());
        to
    }

    fn git(&self, arguments: &[&str]) -> String {
        self.git_with(arguments, b"", 1_700_000_000)
    }

    fn git_with(&self, arguments: &[&str], input: &[u8], date: i64) -> String {
        let output = run(&self.path, arguments, input, date);
        assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
    }

    fn write(&self, path: &str, bytes: impl AsRef<[u8]>) -> &Self {
        let path = self.path.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    fn commit(&self) -> ObjectId {
        self.commit_at(1_700_000_000)
    }

    fn commit_at(&self, date: i64) -> ObjectId {
        self.git(&["add", "-A"]);
        self.git_with(&["commit", "-q", "--allow-empty", "-m", "x"], b"", date);
        self.head()
    }

    fn head(&self) -> ObjectId {
        self.git(&["rev-parse", "HEAD"]).parse().unwrap()
    }

    /// Writes an object without asking whether it makes sense.
    fn object(&self, kind: &str, bytes: &[u8]) -> ObjectId {
        let arguments = ["hash-object", "-w", "--literally", "-t", kind, "--stdin"];
        self.git_with(&arguments, bytes, 0).parse().unwrap()
    }

    fn tree_of(&self, entries: &[(&str, &[u8], ObjectId)]) -> ObjectId {
        let mut bytes = Vec::new();
        for (mode, name, id) in entries {
            bytes.extend_from_slice(&[mode.as_bytes(), b" ", name, b"\0", id.as_bytes()].concat());
        }
        self.object("tree", &bytes)
    }

    fn commit_of(&self, tree: ObjectId, parents: &[ObjectId], date: i64) -> ObjectId {
        let parents: String = parents.iter().map(|id| format!("parent {id}\n")).collect();
        let people = format!("author A <a@b.co> {date} -0500\ncommitter C <c@d.co> {date} -0500\n");
        self.object("commit", format!("tree {tree}\n{parents}{people}\nx\n").as_bytes())
    }

    fn loose(&self, id: ObjectId) -> PathBuf {
        let text = id.to_string();
        self.path.join(".git/objects").join(&text[..2]).join(&text[2..])
    }

    fn at(&self, rev: &str) -> GitSnapshot {
        GitSnapshot::open(&self.path, rev).unwrap()
    }
}

fn run(dir: &Path, arguments: &[&str], input: &[u8], date: i64) -> Output {
    let date = format!("{date} -0500");
    let mut child = Command::new("git")
        .args(arguments)
        .current_dir(dir)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap())
        .env("HOME", "/nonexistent")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_ATTR_NOSYSTEM", "1")
        .env("GIT_AUTHOR_DATE", &date)
        .env("GIT_COMMITTER_DATE", &date)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

fn path(text: &str) -> RepoPath {
    RepoPath::new(text).unwrap()
}

fn all(snapshot: &dyn Snapshot) -> Vec<Entry> {
    snapshot.list_under(None, Depth::All).unwrap()
}

fn names(entries: &[Entry]) -> Vec<String> {
    entries.iter().map(|entry| format!("{} {:?}", entry.path, entry.kind)).collect()
}

fn content(snapshot: &dyn Snapshot, at: &str) -> Content {
    let entry = snapshot.entry(&path(at)).unwrap().unwrap_or_else(|| panic!("`{at}` is absent"));
    snapshot.read(&entry, 1 << 20, Trust::Verify).unwrap()
}

fn bytes(snapshot: &dyn Snapshot, at: &str) -> Vec<u8> {
    match content(snapshot, at) {
        Content::Bytes(bytes) => bytes.into_vec(),
        other => panic!("`{at}`: {other:?}"),
    }
}
