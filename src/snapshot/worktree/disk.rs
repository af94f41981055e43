//! The few things asked of the disk beside folders and files themselves.

use std::{
    borrow::Cow,
    ffi::OsStr,
    fs::{self, Metadata},
    io::{self, Read},
    path::{Path, PathBuf},
};

use super::super::{MAX_ATTRIBUTES, attributes::converting_attributes, error::SnapshotError};
use crate::repo_path::RepoPath;

/// A settings file: empty where there is none, none where it is too large or not a file.
pub(super) fn small_file(path: &Path) -> Result<Option<Vec<u8>>, SnapshotError> {
    let read = || {
        let metadata = fs::metadata(path)?;
        if !metadata.is_file() || metadata.len() > MAX_ATTRIBUTES {
            return Ok(None);
        }
        let mut bytes = Vec::new();
        open(path)?.take(MAX_ATTRIBUTES).read_to_end(&mut bytes)?;
        Ok(Some(bytes))
    };
    match read() {
        Err(error) if is_absent(&error) => Ok(Some(Vec::new())),
        result => result.map_err(|source| SnapshotError::Io { path: path.to_owned(), source }),
    }
}

/// Whether the attribute file at `path` may convert content.
pub(super) fn converts(path: &Path) -> Result<bool, SnapshotError> {
    Ok(small_file(path)?.is_none_or(|text| !converting_attributes(&text).is_empty()))
}

/// Whether the `.gitattributes` of a folder of the work tree may convert; git does not follow a link there.
pub(super) fn folder_converts(folder: &Path) -> Result<bool, SnapshotError> {
    let path = folder.join(".gitattributes");
    match fs::symlink_metadata(&path) {
        Ok(metadata) if metadata.is_file() => converts(&path),
        Ok(_) => Ok(false),
        Err(error) if is_absent(&error) => Ok(false),
        Err(source) => Err(SnapshotError::Io { path, source }),
    }
}

/// Where the system keeps a settings file of git: beside its configuration, or in `/etc`.
pub(super) fn system_file(name: &str) -> PathBuf {
    match git2::Config::find_system() {
        Ok(config) => config.with_file_name(name),
        Err(_) => Path::new("/etc").join(name),
    }
}

/// Where the user keeps a settings file of git that no configuration names.
pub(super) fn user_file(name: &str) -> Option<PathBuf> {
    match git2::Config::find_xdg() {
        Ok(config) => Some(config.with_file_name(name)),
        Err(_) => Some(std::env::home_dir()?.join(".config").join("git").join(name)),
    }
}

/// Whether an error says that there is nothing of that name.
pub(super) fn is_absent(error: &io::Error) -> bool {
    use io::ErrorKind::{InvalidFilename, NotADirectory, NotFound};
    matches!(error.kind(), NotFound | NotADirectory | InvalidFilename)
}

/// What is at `path` itself, never what a link points to; none where there is nothing.
pub(super) fn look(path: &Path) -> Result<Option<Metadata>, SnapshotError> {
    match fs::symlink_metadata(path) {
        Ok(metadata) => Ok(Some(metadata)),
        Err(error) if is_absent(&error) => Ok(None),
        Err(source) => Err(SnapshotError::Io { path: path.to_owned(), source }),
    }
}

#[expect(clippy::disallowed_methods, reason = "the disk belongs to this folder")]
pub(super) fn open(path: &Path) -> io::Result<fs::File> {
    fs::File::open(path)
}

/// Opens a regular file of that very name: never what a link points to, and without waiting for the other end of a pipe.
/// None where there is no such file.
pub(super) fn open_itself(path: &Path) -> Result<Option<(fs::File, Metadata)>, SnapshotError> {
    let failed = |source| SnapshotError::Io { path: path.to_owned(), source };
    #[cfg(unix)]
    let opened = {
        use std::os::unix::fs::OpenOptionsExt;
        let mut options = fs::OpenOptions::new();
        options.read(true).custom_flags(libc::O_NOFOLLOW | libc::O_NONBLOCK);
        match options.open(path) {
            // A link (POSIX open: ELOOP), or a socket.
            Err(error) if matches!(error.raw_os_error(), Some(libc::ELOOP | libc::ENXIO)) => return Ok(None),
            opened => opened,
        }
    };
    #[cfg(not(unix))]
    let opened = match look(path)?.is_some_and(|metadata| metadata.is_file()) {
        true => open(path),
        false => return Ok(None),
    };
    let file = match opened {
        Err(error) if is_absent(&error) => return Ok(None),
        opened => opened.map_err(failed)?,
    };
    let metadata = file.metadata().map_err(failed)?;
    Ok(metadata.is_file().then_some((file, metadata)))
}

/// The place of `path` below `root`; none where this system would read a name otherwise than as one name.
pub(super) fn place(root: &Path, path: &RepoPath) -> Option<PathBuf> {
    let foreign = cfg!(windows) && path.as_str().contains(['\\', ':']);
    (!foreign).then(|| root.join(path.as_str()))
}

/// The bytes git stores for a name of the disk.
pub(super) fn name_bytes(name: &OsStr) -> Cow<'_, [u8]> {
    #[cfg(unix)]
    return Cow::Borrowed(std::os::unix::ffi::OsStrExt::as_bytes(name));
    // Not valid UTF-8 either way where the name is not valid Unicode.
    #[cfg(not(unix))]
    return Cow::Borrowed(name.as_encoded_bytes());
}

/// Whether the owner may execute it.
pub(super) fn is_executable(metadata: &Metadata) -> bool {
    #[cfg(unix)]
    return std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()) & 0o100 != 0;
    #[cfg(not(unix))]
    {
        let _ = metadata;
        false
    }
}

/// Its mode with the bits of its type.
pub(super) fn mode(metadata: &Metadata) -> u32 {
    #[cfg(unix)]
    return std::os::unix::fs::MetadataExt::mode(metadata);
    #[cfg(not(unix))]
    return u32::from(metadata.permissions().readonly());
}
