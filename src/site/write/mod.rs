//! Puts a site in its folder: made beside it, and only then in its place, whole.
//!
//! ```text
//! tree of pages ─▶ .NAME.mipg-XXXXXX/ ─ swap ─▶ NAME/   (what was there before is then removed)
//! ```
//!
//! Whatever interrupts it, `NAME` is the old site or the new one. A file whose bytes are those of the old site is the same
//! file, with its time. Nothing that this program did not write is ever removed: the list [`MARKER`] says what is ours, and
//! a folder with anything else is refused.
#![expect(clippy::disallowed_methods, reason = "the one part of the site that touches the disk")]

mod files;
mod swap;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
};

use rayon::prelude::*;

use super::{Content, Reader, SiteError};
use crate::snapshot::SnapshotError;

/// The list of the files of a site, in its folder.
pub const MARKER: &str = ".mipg-sitio";
/// The first line of the list.
const FIRST: &str = "mipg: archivos de este sitio, versión 1";
/// Foreign files that are named.
const NAMED: usize = 5;
/// The largest list that is read, in bytes.
const MAX_LIST: u64 = 512 << 20;

/// Why a site could not be put in its folder. The old one stands.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The folder has files that are not of a site; the first of them.
    #[error("`{folder}` has files that are not of a site: {found:?}")]
    Foreign {
        /// The folder.
        folder: PathBuf,
        /// The first of them.
        found: Vec<String>,
    },
    /// It is there and is no folder.
    #[error("`{0}` is not a folder")]
    NotAFolder(PathBuf),
    /// The folder it would be made in does not exist.
    #[error("there is no folder `{0}`")]
    NoParent(PathBuf),
    /// The disk said no.
    #[error("`{path}`: {source}")]
    Io {
        /// Where.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The bytes of a file of evidence could not be had, or are others than when they were judged.
    #[error("the bytes of `{0}` could not be had")]
    Evidence(String),
    /// A file of evidence could not be read.
    #[error(transparent)]
    Snapshot(#[from] SnapshotError),
    /// A page could not be made.
    #[error(transparent)]
    Site(#[from] SiteError),
}

impl WriteError {
    fn io(path: &Path, source: io::Error) -> Self {
        WriteError::Io { path: path.to_owned(), source }
    }
}

/// What was written.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Written {
    /// Files of the site.
    pub files: u64,
    /// Those that are as they were in the old one.
    pub unchanged: u64,
    /// Bytes of all of them.
    pub bytes: u64,
}

/// Counts, from any thread.
#[derive(Default)]
pub(super) struct Tally {
    unchanged: AtomicU64,
    bytes: AtomicU64,
    done: AtomicU64,
}

/// Whether a site may be put at `out`.
///
/// # Errors
/// Where it may not: it is no folder, or has files of others.
pub fn usable(out: &Path) -> Result<(), WriteError> {
    let place = swap::Place::of(out)?;
    place.recover()?;
    owned(&place.target)?;
    // One is made there and goes, so that whether that may be is known before anything else is done.
    place.room().map(drop)
}

/// Makes a site at `out`, in the place of the one that is there.
///
/// # Errors
/// Where `out` holds what is not of a site, where bytes could not be had, or the disk says no; `out` is then as it was.
pub fn write(
    out: &Path,
    tree: &BTreeMap<String, Content<'_>>,
    reader: Reader<'_>,
    progress: &(dyn Fn(u64, u64) + Sync),
) -> Result<Written, WriteError> {
    let place = swap::Place::of(out)?;
    place.recover()?;
    let old = owned(&place.target)?;
    let room = place.room()?;
    let folders: BTreeSet<&str> = tree.keys().filter_map(|path| Some(path.rsplit_once('/')?.0)).collect();
    for folder in folders {
        let path = room.path().join(folder);
        fs::create_dir_all(&path).map_err(|error| WriteError::io(&path, error))?;
    }
    let tally = Tally::default();
    let one = |(path, content): (&String, &Content<'_>)| -> Result<(), WriteError> {
        let before = old.as_ref().filter(|old| old.contains(path)).map(|_| place.target.join(path));
        files::make(&room.path().join(path), before.as_deref(), content, reader, &tally)?;
        progress(tally.done.fetch_add(1, Ordering::Relaxed) + 1, tree.len() as u64);
        Ok(())
    };
    tree.par_iter().try_for_each(one)?;
    let mut list = format!("{FIRST}\n");
    tree.keys().for_each(|path| {
        list.push_str(path);
        list.push('\n');
    });
    let marker = room.path().join(MARKER);
    fs::write(&marker, list).map_err(|error| WriteError::io(&marker, error))?;
    place.settle(&room)?;
    place.swap(room, old.is_some())?;
    Ok(Written { files: tree.len() as u64, unchanged: tally.unchanged.into_inner(), bytes: tally.bytes.into_inner() })
}

/// The files of the site that is there; none where nothing is, or an empty folder.
fn owned(target: &Path) -> Result<Option<BTreeSet<String>>, WriteError> {
    match fs::symlink_metadata(target) {
        Ok(found) if found.is_dir() => {}
        Ok(_) => return Err(WriteError::NotAFolder(target.to_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(WriteError::io(target, error)),
    }
    let ours = listed(target)?.unwrap_or_default();
    let mut found = Vec::new();
    foreign(target, "", &ours, &mut found)?;
    if !found.is_empty() {
        found.sort();
        found.truncate(NAMED);
        return Err(WriteError::Foreign { folder: target.to_owned(), found });
    }
    Ok(Some(ours))
}

/// The list that a site has of its files; none where there is none that can be read.
pub(super) fn listed(folder: &Path) -> Result<Option<BTreeSet<String>>, WriteError> {
    let marker = folder.join(MARKER);
    match fs::symlink_metadata(&marker) {
        Ok(found) if found.is_file() && found.len() <= MAX_LIST => {}
        Ok(_) => return Ok(None),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(WriteError::io(&marker, error)),
    }
    let bytes = fs::read(&marker).map_err(|error| WriteError::io(&marker, error))?;
    let Ok(text) = String::from_utf8(bytes) else { return Ok(None) };
    let mut lines = text.lines();
    let is_ours = lines.next() == Some(FIRST);
    Ok(is_ours.then(|| lines.map(str::to_owned).collect()))
}

/// What is below a folder and on no list: files, links and whatever else; folders are only gone through.
fn foreign(folder: &Path, below: &str, ours: &BTreeSet<String>, found: &mut Vec<String>) -> Result<(), WriteError> {
    for entry in fs::read_dir(folder).map_err(|error| WriteError::io(folder, error))? {
        let entry = entry.map_err(|error| WriteError::io(folder, error))?;
        let kind = entry.file_type().map_err(|error| WriteError::io(&entry.path(), error))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if below.is_empty() { name } else { format!("{below}/{name}") };
        if found.len() > 1_000 {
            return Ok(());
        }
        // Sites are never so deep: what is, is not ours.
        if kind.is_dir() && path.matches('/').count() < 16 {
            foreign(&entry.path(), &path, ours, found)?;
        } else if !(kind.is_file() && (ours.contains(&path) || path == MARKER)) {
            found.push(path);
        }
    }
    Ok(())
}
