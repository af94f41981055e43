//! The folder where a repository will stand: refused if it holds anything, and filled at the very end.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::error::RepositoryError;

/// A temporary folder beside the place asked for. Dropped without [`Place::fill`], it disappears.
#[derive(Debug)]
pub(super) struct Place {
    target: PathBuf,
    staging: tempfile::TempDir,
    existed: bool,
}

impl Place {
    /// Takes the place `target`: it must not exist, or be an empty folder; its parent must exist.
    pub(super) fn take(target: &Path) -> Result<Self, RepositoryError> {
        let existed = is_empty_folder(target)?;
        // an existing folder may be named `.` or `..`: only its real path has a parent to stand in
        let target = if existed { target.canonicalize().map_err(RepositoryError::io(target))? } else { target.into() };
        let parent = target.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        if !parent.is_dir() {
            return Err(RepositoryError::NoParent { path: parent.into() });
        }
        let mut builder = tempfile::Builder::new();
        builder.prefix(".mipg-");
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o777)); // the user's mask narrows it
        let staging = builder.tempdir_in(parent).map_err(|error| {
            // the parent is there: a system that answers otherwise (`/proc`) keeps no files
            let keeps_none = error.kind() == io::ErrorKind::NotFound;
            RepositoryError::io(parent)(if keeps_none { io::ErrorKind::Unsupported.into() } else { error })
        })?;
        Ok(Self { target, staging, existed })
    }

    /// The temporary folder.
    pub(super) fn staging(&self) -> &Path {
        self.staging.path()
    }

    /// Puts what was made in its place: in one step where the folder is new, name by name where an empty one existed
    /// (it may be the current folder of whoever asked), undone if any step fails.
    pub(super) fn fill(self) -> Result<PathBuf, RepositoryError> {
        if !self.existed {
            fs::rename(self.staging.path(), &self.target).map_err(RepositoryError::io(&self.target))?;
            // nothing is left at the path of the temporary folder
            let _ = self.staging.keep();
            return Ok(self.target);
        }
        if !is_empty_folder(&self.target)? {
            return Err(RepositoryError::NotEmpty { path: self.target });
        }
        let mut names: Vec<_> = fs::read_dir(self.staging.path())
            .and_then(|entries| entries.map(|entry| Ok(entry?.file_name())).collect::<io::Result<_>>())
            .map_err(RepositoryError::io(self.staging.path()))?;
        names.sort_by_key(|name| name == ".git"); // git sees a repository only when all the rest is there
        for (done, name) in names.iter().enumerate() {
            if let Err(source) = fs::rename(self.staging.path().join(name), self.target.join(name)) {
                for moved in &names[..done] {
                    // best effort: what cannot go back is at least named in the error
                    let _ = fs::rename(self.target.join(moved), self.staging.path().join(moved));
                }
                return Err(RepositoryError::Io { path: self.target.join(name), source });
            }
        }
        Ok(self.target)
    }
}

/// Whether the place is an empty folder (true) or does not exist (false); anything else is refused.
fn is_empty_folder(path: &Path) -> Result<bool, RepositoryError> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(source) => Err(RepositoryError::Io { path: path.into(), source }),
        Ok(metadata) if !metadata.is_dir() => Err(RepositoryError::NotAFolder { path: path.into() }),
        Ok(_) => match fs::read_dir(path).map_err(RepositoryError::io(path))?.next() {
            None => Ok(true),
            Some(_) => Err(RepositoryError::NotEmpty { path: path.into() }),
        },
    }
}
