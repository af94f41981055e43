//! A folder of the work tree as it is mended: read within bounds, and written so that a cut loses nothing.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    io::Read as _,
    path::{Path, PathBuf},
};

use mipg::{
    intake::Mended,
    model::{Settings, layout},
};

use crate::output;

/// Why what is there was not read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Unread {
    /// It is larger than git takes.
    Large,
    /// A link or a folder.
    NoFile,
}

/// What a folder holds.
pub(super) struct Folder {
    pub files: BTreeMap<String, Vec<u8>>,
    pub unread: BTreeMap<String, Unread>,
    /// Those that are marked as a program.
    pub programs: BTreeSet<String>,
}

impl Folder {
    /// The names of what was not read.
    pub(super) fn unread_names(&self) -> BTreeSet<String> {
        self.unread.keys().cloned().collect()
    }
}

/// Reads a folder, in the order of its names; none where it has more files than a submission takes, which are then not read.
pub(super) fn read(place: &Path, settings: &Settings) -> io::Result<Option<Folder>> {
    let Some(names) = names(place, settings.files_per_submission)? else { return Ok(None) };
    let mut folder = Folder { files: BTreeMap::new(), unread: BTreeMap::new(), programs: BTreeSet::new() };
    for name in names {
        if is_program(&place.join(&name))? {
            folder.programs.insert(name.clone());
        }
        match one(&place.join(&name), settings.file_bytes)? {
            Ok(bytes) => drop(folder.files.insert(name, bytes)),
            Err(why) => drop(folder.unread.insert(name, why)),
        }
    }
    Ok(Some(folder))
}

/// The names of a folder but those that a system leaves behind; none where there are more than `most` beside its records.
fn names(place: &Path, most: u64) -> io::Result<Option<BTreeSet<String>>> {
    let (mut names, mut count) = (BTreeSet::new(), 0);
    for entry in fs::read_dir(place)? {
        let name = entry?.file_name();
        let Some(name) = name.to_str().filter(|name| !layout::is_of_the_system(name)) else { continue };
        count += u64::from(![layout::MANIFEST, layout::WITHDRAWAL].contains(&name));
        if count > most {
            return Ok(None);
        }
        names.insert(name.to_owned());
    }
    Ok(Some(names))
}

fn one(path: &Path, limit: u64) -> io::Result<Result<Vec<u8>, Unread>> {
    let metadata = fs::symlink_metadata(path)?;
    if !metadata.is_file() {
        return Ok(Err(Unread::NoFile));
    }
    if metadata.len() > limit {
        return Ok(Err(Unread::Large));
    }
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(limit + 1).read_to_end(&mut bytes)?;
    Ok(if bytes.len() as u64 > limit { Err(Unread::Large) } else { Ok(bytes) })
}

/// Whether a file is marked as a program, where the system has such a mark.
fn is_program(path: &Path) -> io::Result<bool> {
    let metadata = fs::symlink_metadata(path)?;
    Ok(metadata.is_file() && mode(&metadata) & PROGRAM != 0)
}

/// The marks by which anybody may run a file.
const PROGRAM: u32 = 0o111;

#[cfg(unix)]
fn mode(metadata: &fs::Metadata) -> u32 {
    std::os::unix::fs::MetadataExt::mode(metadata)
}

#[cfg(not(unix))]
fn mode(_: &fs::Metadata) -> u32 {
    0
}

/// Takes the mark of a program away.
#[cfg(unix)]
pub(super) fn unmark(place: &Path, programs: &BTreeSet<String>) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    for name in programs {
        let path = place.join(name);
        let plain = mode(&fs::symlink_metadata(&path)?) & !PROGRAM;
        fs::set_permissions(path, fs::Permissions::from_mode(plain))?;
    }
    Ok(())
}

#[cfg(not(unix))]
pub(super) fn unmark(_: &Path, _: &BTreeSet<String>) -> io::Result<()> {
    Ok(())
}

/// Writes the photos, then the names, then the manifest: cut anywhere, the rest is done the next time.
pub(super) fn write(place: &Path, mended: &Mended) -> io::Result<()> {
    for (name, bytes) in &mended.rewritten {
        output::write(&place.join(name), bytes)?;
    }
    for (from, to) in &mended.renamed {
        let (from, to): (PathBuf, PathBuf) = (place.join(from), place.join(to));
        // On a disk without capitals the two may be the same file.
        if fs::symlink_metadata(&to).is_ok() && fs::canonicalize(&to)? != fs::canonicalize(&from)? {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        fs::rename(from, to)?;
    }
    match &mended.manifest {
        Some(manifest) => output::write(&place.join(layout::MANIFEST), manifest),
        None => Ok(()),
    }
}
