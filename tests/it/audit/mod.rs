//! `mipg audit` on real repositories: frauds that must be found and named, and honest uses that must pass.

mod branch;
mod command;
mod documents;
mod frauds;
mod honest;
mod names;
mod owed;
mod pulls;
mod report;
mod rotations;
mod settings;
mod stamps;
mod swaps;

use std::{
    cell::Cell,
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    sync::Arc,
};

use ::mipg::{
    digest::Digest,
    registro::{self, Batch, GitWrites, Index, Occurrence, Trail, each_entry, pending},
    snapshot::GitRepository,
    trail::{
        checkpoint::{Checkpoint, Origin},
        entry::{Entry, Logged, Moment},
        note::{Algorithm, KeyName, SignerKey},
        tile::RightEdge,
    },
};
use serde_json::Value;

use crate::support::{
    mipg::{self, Run},
    repo::{Repo, base},
};

const ORIGIN: &str = "mipg.example.gov.co/alcaldia/1";
/// The submission of the base.
const FIRST: &str = "gobierno-digital/2026/11/reporte-1f3a";
/// A second one.
const SECOND: &str = "gobierno-digital/2026/11/reporte-2c4d";
/// 2026-11-20T15:00:00Z: an hour after the commits of the tests.
const START: u64 = 1_795_186_800;

/// A key of the log, by its seed.
fn key(seed: u8) -> SignerKey {
    SignerKey::from_seed(KeyName::new(ORIGIN).unwrap(), Algorithm::Ed25519, &[seed; 32])
}

/// A repository whose log grows by an hour with each append.
struct Trial {
    repo: Repo,
    hour: Cell<u64>,
    files: tempfile::TempDir,
}

impl Trial {
    /// The base, logged.
    fn new() -> Self {
        let trial = Self { repo: base(), hour: Cell::new(0), files: tempfile::tempdir().unwrap() };
        trial.log();
        trial
    }

    /// The base and a second submission, each logged at its hour, with the checkpoints kept as `uno` and `dos`.
    fn two() -> Self {
        let trial = Self::new();
        trial.keep("uno");
        trial.hand_in(SECOND, "Acta de prueba.\n", "");
        trial.repo.commit("segunda");
        trial.log();
        trial.keep("dos");
        trial
    }

    fn open(&self) -> Arc<GitRepository> {
        Arc::new(GitRepository::open(self.repo.path()).unwrap())
    }

    fn now(&self) -> Moment {
        Moment::from_unix(START + self.hour.get() * 3600).unwrap()
    }

    /// Logs what main asks for, at the next hour.
    fn log(&self) {
        let due = pending(&self.open(), "main", &|_| false).unwrap();
        self.append(&due.occurrences);
    }

    /// Logs these, at the next hour.
    fn append(&self, occurrences: &[Occurrence]) {
        let repository = self.open();
        let (origin, key) = (Origin::new(ORIGIN).unwrap(), key(5));
        let batch = Batch {
            origin: &origin,
            entity: "Alcaldía",
            tool: "mipg",
            now: self.now(),
            key: Some(&key),
            occurrences,
            reach: None,
        };
        registro::append(&repository, &mut GitWrites::new(&repository), &mut Index::new(), &batch).unwrap();
        self.hour.set(self.hour.get() + 1);
    }

    /// The entries of the log.
    fn entries(&self) -> Vec<Entry> {
        let (_, trail) = Trail::open(&self.open()).unwrap().unwrap();
        let mut entries = Vec::new();
        each_entry(&mut trail.reader(), 0, trail.checkpoint().head.size, &mut |_, bytes| {
            entries.extend(Logged::parse(bytes).unwrap().known());
            Ok(())
        })
        .unwrap();
        entries
    }

    /// The place of the `publicado` of a submission.
    fn published(&self, path: &str) -> usize {
        let is_it =
            |entry: &Entry| entry.event.kind().key() == "publicado" && entry.event.path().as_deref() == Some(path);
        self.entries().iter().position(is_it).unwrap()
    }

    /// Makes the log and its branch anew, with other entries and a key: what whoever holds that key can do.
    fn forge(&self, entries: &[Vec<u8>], key: &SignerKey) {
        self.forge_after(entries, key);
        let tree = self.repo.git(&["rev-parse", "registro^{tree}"]);
        let one = self.repo.git(&["commit-tree", &tree, "-m", "de nuevo"]);
        self.repo.git(&["update-ref", "refs/heads/registro", &one]);
    }

    /// The same, as one more commit of the branch.
    fn forge_after(&self, entries: &[Vec<u8>], key: &SignerKey) {
        let mut edge = RightEdge::new();
        let mut files = Vec::new();
        entries.iter().for_each(|entry| edge.push(entry.clone(), &mut files));
        files.extend(edge.partials());
        let mut files: BTreeMap<String, Vec<u8>> =
            files.into_iter().map(|(path, bytes)| (path.to_string(), bytes)).collect();
        let note = Checkpoint::new(Origin::new(ORIGIN).unwrap(), edge.head()).sign(key).unwrap();
        files.insert("checkpoint".to_owned(), note.to_string().into_bytes());
        files.insert("vkey".to_owned(), format!("{}\n", key.verifier()).into_bytes());
        self.edit_log(|folder| {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                match path.file_name().unwrap().to_str().unwrap() {
                    ".git" | "atestacion" => {}
                    _ if path.is_dir() => std::fs::remove_dir_all(path).unwrap(),
                    _ => std::fs::remove_file(path).unwrap(),
                }
            }
            for (name, bytes) in &files {
                let path = folder.join(name);
                std::fs::create_dir_all(path.parent().unwrap()).unwrap();
                std::fs::write(path, bytes).unwrap();
            }
        });
    }

    /// The same, from the entries as they are.
    fn reforge(&self, change: impl FnOnce(&mut Vec<Entry>)) {
        let mut entries = self.entries();
        change(&mut entries);
        let bytes: Vec<Vec<u8>> = entries.iter().map(|entry| entry.encode().unwrap()).collect();
        self.forge(&bytes, &key(5));
    }

    /// Changes files of the log by hand.
    fn edit_log(&self, edit: impl FnOnce(&Path)) {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("registro");
        let place_text = place.to_str().unwrap();
        self.repo.git(&["worktree", "add", "-q", "-f", place_text, "registro"]);
        edit(&place);
        let git = |arguments: &[&str]| {
            let output = crate::support::repo::git(&place, arguments);
            assert!(output.status.success(), "{arguments:?} {}", String::from_utf8_lossy(&output.stderr));
        };
        git(&["add", "-A", "-f"]);
        git(&["commit", "-q", "--allow-empty", "-m", "a mano"]);
        self.repo.git(&["worktree", "remove", "--force", place_text]);
    }

    /// Flips a bit of a file of the log, at a place from its end.
    fn flip(&self, name: &str, from_end: usize) {
        self.edit_log(|folder| {
            let path = folder.join(name);
            let mut bytes = std::fs::read(&path).unwrap();
            let at = bytes.len() - from_end;
            bytes[at] ^= 1;
            std::fs::write(path, bytes).unwrap();
        });
    }

    /// Keeps the checkpoint of now under a name.
    fn keep(&self, name: &str) {
        let note = self.repo.try_git(&["show", "registro:checkpoint"]).stdout;
        std::fs::write(self.file(name), note).unwrap();
    }

    fn file(&self, name: &str) -> PathBuf {
        self.files.path().join(name)
    }

    /// A submission of one file in the work tree.
    fn hand_in(&self, path: &str, text: &str, more: &str) {
        self.repo.write(&format!("policies/{path}/acta.txt"), text);
        self.manifest(path, text, more);
    }

    /// Its manifest alone.
    fn manifest(&self, path: &str, text: &str, more: &str) {
        let manifest = format!(
            "version: 1\npolitica: gobierno-digital\nclase: reporte\ntitulo: Entrega de prueba\ncorte: 2026-11-05\narchivos:\n  \
             - ruta: acta.txt\n    sha256: {}\n    bytes: {}\n    formato: text/plain\n{more}",
            Digest::of(text.as_bytes()),
            text.len()
        );
        self.repo.write(&format!("policies/{path}/manifiesto.yaml"), manifest);
    }

    /// Runs the audit, as JSON, with these arguments; `@name` is a file of the trial.
    fn run(&self, arguments: &[&str]) -> Run {
        self.run_in(self.repo.path(), arguments)
    }

    fn run_in(&self, folder: &Path, arguments: &[&str]) -> Run {
        let arguments: Vec<String> = arguments
            .iter()
            .map(|argument| match argument.strip_prefix('@') {
                Some(name) => self.file(name).to_str().unwrap().to_owned(),
                None => (*argument).to_owned(),
            })
            .collect();
        let all = ["audit", "--format", "json", "--as-of", "2026-11-22T10:00:00-05:00"];
        mipg::run(folder, &all.into_iter().chain(arguments.iter().map(String::as_str)).collect::<Vec<_>>())
    }

    /// Runs it with the key of the log, had from elsewhere.
    #[track_caller]
    fn audit(&self, code: i32, arguments: &[&str]) -> Value {
        let key = key(5).verifier().to_string();
        self.run(&[&["--key", &key], arguments].concat()).expect(code).json()
    }
}

/// Check and code of every finding.
fn said(audit: &Value) -> BTreeSet<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    audit["findings"].as_array().unwrap().iter().map(|one| (text(&one["check"]), text(&one["code"]))).collect()
}

/// What is expected of it.
fn pairs(pairs: &[(&str, &str)]) -> BTreeSet<(String, String)> {
    pairs.iter().map(|(check, code)| ((*check).to_owned(), (*code).to_owned())).collect()
}

/// Asserts exactly these findings.
#[track_caller]
fn finds(audit: &Value, expected: &[(&str, &str)]) {
    assert_eq!(said(audit), pairs(expected), "{audit:#}");
}
