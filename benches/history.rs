//! Reads what every commit of a main line changes, and nothing else: the work of `git log --raw -m --first-parent`.
//!
//! `cargo bench --bench history -- REPOSITORY [REVISION]`. `benches/compare.py` runs it beside git.
#![allow(clippy::disallowed_macros, clippy::disallowed_methods, reason = "a benchmark reads its arguments and prints")]

use std::{error::Error, path::Path};

use mipg::{
    repo_path::RepoPath,
    snapshot::{
        GitRepository, Limits,
        history::{HistoryLimits, main_line},
    },
};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench"); // which cargo adds
    let Some(path) = arguments.next() else {
        println!("skipped: give it a repository");
        return Ok(());
    };
    let rev = arguments.next().unwrap_or_else(|| "HEAD".to_owned());
    let repository = GitRepository::open(Path::new(&path))?;
    let trees = Limits { entries: 20_000_000, path_bytes: 2 << 30, ..Limits::default() };
    let limits = HistoryLimits { visited: 2_000_000, changes: 20_000_000, trees, ..HistoryLimits::default() };
    let line = main_line(&repository, repository.resolve(&rev)?, &RepoPath::new("policies")?, &limits)?;
    let changes: usize = line.iter().map(|commit| commit.changes.len()).sum();
    println!("{} commits, {changes} changes", line.len());
    Ok(())
}
