//! What a published withdrawal took away, erased from the store of this copy; and what this copy cannot erase.

use std::process::Command;

use mipg::{
    digest::Digest,
    messages::Lang,
    model::{
        Place, Settings, SubmissionPath, layout,
        raw::{EvidenceFile, Manifest, Sha256Text, Store, Withdrawal},
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
    /// Its object is in this copy and stays: another published file names it.
    Named(String),
    /// Another policy's file was handed in later with its commitment, which is of one file alone: it has no object now.
    Copied(String),
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
        let elsewhere = elsewhere(listed);
        let here = match bound(listed) {
            // Whatever the manifest says, what the store has of it is erased.
            Some(digest) if elsewhere.is_some() => repository.large_object(&digest)?.is_some(),
            _ => elsewhere.is_none(),
        };
        if here {
            let (fate, copies) = fate(repository, published, listed, limit, is_dry)?;
            let all = std::iter::once(fate).chain(copies.into_iter().map(Fate::Copied));
            fates.extend(all.map(|fate| (name.as_str().to_owned(), fate)));
        }
        fates.extend(elsewhere.map(|fate| (name.as_str().to_owned(), fate)));
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
) -> Result<(Fate, Vec<String>), Failure> {
    let alone = |fate| Ok((fate, Vec::new()));
    let Some(digest) = bound(listed) else { return alone(Fate::InGit) };
    if repository.large_object(&digest)?.is_none() {
        // What is small and public went into git; what is not, by Git LFS.
        let is_large = listed.commitment.is_some() || listed.bytes.get() > limit;
        return alone(if is_large { Fate::NotHere(digest) } else { Fate::InGit });
    }
    let mut copies = Vec::new();
    for other in naming(published, &digest)? {
        if listed.commitment.is_none() || !is_copy(repository, published, &other) {
            return alone(Fate::Named(other.name));
        }
        copies.push(other.name);
    }
    if is_dry {
        return Ok((Fate::WouldErase(digest), copies));
    }
    repository.erase_large(&digest)?;
    Ok(match repository.large_object(&digest)? {
        None => (Fate::Erased(digest), copies),
        Some(_) => (Fate::Stays(digest), Vec::new()),
    })
}

/// Something else that is published and names a digest.
struct Other {
    /// The file, or the folder where no more can be told.
    name: String,
    /// Its submission, where its manifest could be read.
    path: Option<SubmissionPath>,
}

/// Whether what has the same commitment is of another policy and was published later: the salt of a commitment is random, and
/// so it was copied.
fn is_copy(repository: &GitRepository, published: &Published<'_>, other: &Other) -> bool {
    let Some(other) = other.path.as_ref().filter(|other| other.owner != published.path.owner) else { return false };
    let (own, other) = (published.path.manifest().to_string(), other.manifest().to_string());
    let commit = published.head.commit().to_string();
    let mut git = Command::new("git");
    git.arg("--git-dir").arg(repository.git_dir()).args(["--literal-pathspecs", "log", "--first-parent", "-m"]);
    git.args(["--diff-filter=A", "--no-renames", "--name-only", "--format=%x00", commit.as_str(), "--", &own, &other]);
    let Ok(found) = git.output() else { return false };
    // Each commit that brought one of them, the latest first.
    let text = String::from_utf8_lossy(&found.stdout);
    let commits: Vec<&str> = text.split('\0').collect();
    let first = |path: &str| commits.iter().rposition(|commit| commit.lines().any(|line| line == path));
    match (first(&own), first(&other)) {
        (Some(own), Some(other)) => found.status.success() && other < own,
        _ => false,
    }
}

/// Who keeps it, where the manifest says that a system of the entity does.
fn elsewhere(listed: &EvidenceFile) -> Option<Fate> {
    let custody = listed.custody.as_ref().filter(|custody| custody.store == Store::External)?;
    let location = custody.location.as_ref().map(|location| location.as_str().to_owned());
    Some(Fate::Elsewhere(custody.keeper.as_str().to_owned(), location))
}

/// What else is published and names the digest: a file that no withdrawal takes away, of this submission or another; of
/// one whose manifest has the digest and cannot be read, its folder.
fn naming(published: &Published<'_>, digest: &Digest) -> Result<Vec<Other>, Failure> {
    let text = digest.to_string();
    let mut found = Vec::new();
    for entry in published.head.list(&layout::root(), Depth::All)? {
        if entry.path.name() != layout::MANIFEST || !entry.kind.is_file() {
            continue;
        }
        let folder = || Other { name: entry.path.parent().unwrap_or_else(layout::root).to_string(), path: None };
        let Content::Bytes(bytes) = published.head.read(&entry, MANIFEST_BYTES, Trust::Verify)? else {
            found.push(folder());
            continue;
        };
        if memchr::memmem::find(&bytes, text.as_bytes()).is_none() {
            continue;
        }
        let (Place::Submission(path, _), Some(manifest)) = (Place::of(&entry.path), super::read::<Manifest>(&bytes))
        else {
            found.push(folder());
            continue;
        };
        let withdrawal = super::withdrawal(published.head, &path)?;
        if let Some(file) = left(&manifest, withdrawal.as_ref(), digest) {
            found.push(Other { name: path.file(file.path.as_str()).to_string(), path: Some(path) });
        }
    }
    Ok(found)
}

/// The first file of a manifest with the digest that the withdrawal beside it does not take away.
fn left<'m>(manifest: &'m Manifest, withdrawal: Option<&Withdrawal>, digest: &Digest) -> Option<&'m EvidenceFile> {
    let is_withdrawn = |file: &EvidenceFile| withdrawal.is_some_and(|one| one.files.contains(&file.path));
    manifest.files.iter().find(|file| bound(file).as_ref() == Some(digest) && !is_withdrawn(file))
}

/// The commitment that binds a file, or its digest.
fn bound(file: &EvidenceFile) -> Option<Digest> {
    let commitment = file.commitment.as_ref().map(|commitment| commitment.value.digest());
    commitment.or_else(|| file.sha256.as_ref().map(Sha256Text::digest))
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
