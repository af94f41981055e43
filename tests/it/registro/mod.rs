//! The audit trail read by programs that share no code, over one corpus of logs and receipts, good and bad.
//!
//! A case is a folder of `tests/fixtures/log`, named by what must be said of it:
//!
//! ```text
//! log/…                 the files of a log                   receipt.tlog-proof, entry, chain, given/…   a receipt, or
//! key, policy, kept-…   what the one who judges brings       expect   exit code, then one line for each finding
//! ```
//!
//! The folders are made by [`corpus`] from fixed seeds; `MIPG_REGENERATE=1` writes them again. Those that are too large for
//! a repository are made when they are judged.

mod cases;
mod interop;
mod make;
mod python;
mod rust;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use crate::support::fixtures;

/// A case: its name, its files by path, and what must be said.
pub struct Case {
    pub name: &'static str,
    pub files: BTreeMap<String, Vec<u8>>,
    pub expect: String,
    /// Whether it is too large for the repository.
    pub large: bool,
}

impl Case {
    /// Writes the files below `folder`.
    pub fn write(&self, folder: &Path) {
        let expect = ("expect".to_owned(), self.expect.clone().into_bytes());
        for (path, bytes) in self.files.iter().chain([(&expect.0, &expect.1)]) {
            let path = folder.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
    }
}

fn folder() -> PathBuf {
    fixtures().join("log")
}

/// Every case in a folder of its own: those of the repository, and the large ones, which live as long as the answer.
pub fn folders() -> (Vec<PathBuf>, tempfile::TempDir) {
    let scratch = tempfile::tempdir().unwrap();
    let mut folders = Vec::new();
    for case in cases::all() {
        let parent = if case.large { scratch.path() } else { &folder() };
        folders.push(parent.join(case.name));
        if case.large {
            case.write(&parent.join(case.name));
        }
    }
    (folders, scratch)
}

/// What is below a folder, by path relative to it.
fn read_all(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false => {
                    let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
                    files.insert(name, std::fs::read(path).unwrap());
                }
            }
        }
    }
    files
}

#[test]
fn the_corpus_is_what_its_generator_makes() {
    let cases = cases::all();
    let small = || cases.iter().filter(|case| !case.large);
    if std::env::var_os("MIPG_REGENERATE").is_some() {
        let _ = std::fs::remove_dir_all(folder());
        small().for_each(|case| case.write(&folder().join(case.name)));
    }
    let found = read_all(&folder());
    let mut expected = BTreeMap::new();
    for case in small() {
        expected.extend(case.files.iter().map(|(path, bytes)| (format!("{}/{path}", case.name), bytes.clone())));
        expected.insert(format!("{}/expect", case.name), case.expect.clone().into_bytes());
    }
    for (path, bytes) in &expected {
        assert!(found.get(path) == Some(bytes), "{path} is not what is made: run with MIPG_REGENERATE=1");
    }
    assert!(found.keys().eq(expected.keys()), "files of no case");
    assert!(found.values().map(Vec::len).sum::<usize>() < 1_000_000);
    assert!(cases.len() >= 120, "{}", cases.len());
    let names: std::collections::BTreeSet<_> = cases.iter().map(|case| case.name).collect();
    assert_eq!(names.len(), cases.len());
    for case in cases {
        let fails = case.expect.contains("finding ") || case.expect.starts_with("exit 11");
        assert_eq!(case.name.starts_with("fails-"), fails, "{}", case.name);
        assert_ne!(case.name.starts_with("fails-"), case.name.starts_with("passes-"), "{}", case.name);
    }
}
