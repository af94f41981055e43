//! What a published withdrawal took away, erased from the store of this copy; and what this copy cannot erase.

use std::process::Command;

use mipg::{
    digest::Digest,
    messages::Lang,
    model::{
        Settings, layout,
        raw::{EvidenceFile, Store},
    },
    snapshot::{Content, Depth, GitRepository, Snapshot as _, Trust},
};

use super::{Published, words};
use crate::{errors::Failure, output};

/// The largest manifest that is searched.
const MANIFEST_BYTES: u64 = 4 * 1024 * 1024;

/// What became of a withdrawn file.
pub(super) enum Fate {
    /// Its object was in this copy and is no longer.
    Erased(Digest),
    /// Its object is to be erased, and was not because nothing was asked to be.
    WouldErase(Digest),
    /// This copy has no object of it.
    NotHere(Digest),
    /// Its object is in this copy and stays: another published submission names it.
    Named(String),
    /// Its object is in this copy still.
    Stays(Digest),
    /// A system of the entity keeps it: who answers for it, and where it is found.
    Elsewhere(String, Option<String>),
    /// It is in the history of git.
    InGit,
}

/// Erases it, and says all of what happened.
pub(super) fn run(
    repository: &GitRepository,
    published: &Published<'_>,
    is_dry: bool,
    lang: Lang,
) -> Result<u8, Failure> {
    let Some(withdrawal) = &published.earlier else { return Err(words::not_withdrawn(&published.path, lang)) };
    let limit = limit(published)?;
    let mut fates = Vec::new();
    for name in withdrawal.files.iter() {
        let listed = published.manifest.files.iter().find(|file| file.path == *name);
        let Some(listed) = listed else { continue };
        fates.push((name.as_str().to_owned(), fate(repository, published, listed, limit, is_dry)?));
    }
    let is_left = fates.iter().any(|(_, fate)| matches!(fate, Fate::Named(..) | Fate::Stays(_) | Fate::InGit));
    let printed = output::print(&words::erased(&fates, remote(repository).as_deref(), is_dry, lang), lang);
    Ok(printed.max(u8::from(is_left)))
}

fn fate(
    repository: &GitRepository,
    published: &Published<'_>,
    listed: &EvidenceFile,
    limit: u64,
    is_dry: bool,
) -> Result<Fate, Failure> {
    let custody = listed.custody.as_ref();
    if let Some(custody) = custody.filter(|custody| custody.store == Store::External) {
        let location = custody.location.as_ref().map(|location| location.as_str().to_owned());
        return Ok(Fate::Elsewhere(custody.keeper.as_str().to_owned(), location));
    }
    let digest = match (&listed.commitment, &listed.sha256) {
        (Some(commitment), _) => commitment.value.digest(),
        (None, Some(sha256)) => sha256.digest(),
        (None, None) => return Ok(Fate::InGit),
    };
    if repository.large_object(&digest)?.is_none() {
        // What is small and public went into git; what is not, by Git LFS.
        let is_large = listed.commitment.is_some() || listed.bytes.get() > limit;
        return Ok(if is_large { Fate::NotHere(digest) } else { Fate::InGit });
    }
    if let Some(other) = naming(published, &digest)? {
        return Ok(Fate::Named(other));
    }
    if is_dry {
        return Ok(Fate::WouldErase(digest));
    }
    repository.erase_large(&digest)?;
    Ok(match repository.large_object(&digest)? {
        None => Fate::Erased(digest),
        Some(_) => Fate::Stays(digest),
    })
}

/// Another published submission whose manifest has the digest; one that cannot be read is taken to.
fn naming(published: &Published<'_>, digest: &Digest) -> Result<Option<String>, Failure> {
    let own = published.path.manifest();
    let digest = digest.to_string();
    for entry in published.head.list(&layout::root(), Depth::All)? {
        if entry.path.name() != layout::MANIFEST || entry.path == own || !entry.kind.is_file() {
            continue;
        }
        let is_named = match published.head.read(&entry, MANIFEST_BYTES, Trust::Verify)? {
            Content::Bytes(bytes) => memchr::memmem::find(&bytes, digest.as_bytes()).is_some(),
            _ => true,
        };
        if is_named {
            return Ok(entry.path.parent().map(|folder| folder.to_string()));
        }
    }
    Ok(None)
}

fn limit(published: &Published<'_>) -> Result<u64, Failure> {
    let day = published.earlier.as_ref().map_or(chrono::NaiveDate::MIN, |one| one.date.get());
    let world = mipg::check::world(published.head, mipg::model::Moment { asked: day, written: None })?;
    Ok(world.repository.read().map_or_else(Settings::default, Settings::of).file_bytes)
}

/// Where this copy came from.
fn remote(repository: &GitRepository) -> Option<String> {
    let found =
        Command::new("git").arg("--git-dir").arg(repository.git_dir()).args(["remote", "get-url", "origin"]).output();
    let found = found.ok().filter(|found| found.status.success())?;
    Some(String::from_utf8_lossy(&found.stdout).trim().to_owned())
}
