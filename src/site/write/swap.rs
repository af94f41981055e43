//! The new folder in the place of the old one, and what a run that was cut short left behind.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use tempfile::TempDir;

use super::{WriteError, listed};

/// The file by which a run that goes on holds its folder.
const BUSY: &str = ".mipg-en-curso";

/// Where a site goes, and the names beside it.
pub(super) struct Place {
    pub(super) target: PathBuf,
    parent: PathBuf,
    name: String,
}

/// A folder in which a site is being made.
pub(super) struct Room {
    folder: TempDir,
    _busy: File,
}

impl Room {
    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }
}

impl Place {
    /// Follows a link that stands in the place of the folder; the folder it is in must exist.
    pub(super) fn of(out: &Path) -> Result<Self, WriteError> {
        let target = match fs::canonicalize(out) {
            Ok(target) => target,
            Err(_) => {
                let parent = out.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
                let parent = fs::canonicalize(parent).map_err(|_| WriteError::NoParent(parent.to_owned()))?;
                let name = out.file_name().ok_or_else(|| WriteError::NotAFolder(out.to_owned()))?;
                parent.join(name)
            }
        };
        let (Some(parent), Some(name)) = (target.parent(), target.file_name()) else {
            return Err(WriteError::NotAFolder(target));
        };
        let (parent, name) = (parent.to_owned(), name.to_string_lossy().into_owned());
        Ok(Self { target, parent, name })
    }

    /// Where an old site waits while two renames put the new one in its place.
    fn aside(&self) -> PathBuf {
        self.parent.join(format!(".{}.mipg-anterior", self.name))
    }

    fn prefix(&self) -> String {
        format!(".{}.mipg-nuevo-", self.name)
    }

    /// Puts back the old site where a run was cut between two renames, and removes what runs left that go on no more.
    pub(super) fn recover(&self) -> Result<(), WriteError> {
        let aside = self.aside();
        if listed(&aside)?.is_some() {
            if fs::symlink_metadata(&self.target).is_err() {
                fs::rename(&aside, &self.target).map_err(|error| WriteError::io(&aside, error))?;
            } else {
                fs::remove_dir_all(&aside).map_err(|error| WriteError::io(&aside, error))?;
            }
        }
        let prefix = self.prefix();
        for entry in fs::read_dir(&self.parent).map_err(|error| WriteError::io(&self.parent, error))? {
            let Ok(entry) = entry else { continue };
            let is_left = entry.file_name().to_string_lossy().starts_with(&prefix)
                && entry.file_type().is_ok_and(|kind| kind.is_dir());
            let busy = entry.path().join(BUSY);
            let is_free = |file: File| file.try_lock().is_ok();
            if is_left && File::options().write(true).open(&busy).is_ok_and(is_free) {
                fs::remove_dir_all(entry.path()).map_err(|error| WriteError::io(&entry.path(), error))?;
            }
        }
        Ok(())
    }

    /// A new folder beside the target, so that a rename puts it in its place.
    pub(super) fn room(&self) -> Result<Room, WriteError> {
        let failed = |error| WriteError::io(&self.parent, error);
        let mut builder = tempfile::Builder::new();
        let prefix = self.prefix();
        builder.prefix(&prefix);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            // Another program serves it: as any folder that is made, or as the one that is there.
            let mode = fs::metadata(&self.target).map_or(0o777, |found| found.permissions().mode() & 0o7777);
            builder.permissions(fs::Permissions::from_mode(mode | 0o700));
        }
        let folder = builder.tempdir_in(&self.parent).map_err(failed)?;
        let busy = File::create_new(folder.path().join(BUSY)).map_err(failed)?;
        busy.try_lock().map_err(|error| failed(error.into()))?;
        Ok(Room { folder, _busy: busy })
    }

    /// Has everything that was written reach the disk: the old site goes only once the new one would outlast a power cut.
    pub(super) fn settle(&self, room: &Room) -> Result<(), WriteError> {
        reach_the_disk(room.path()).map_err(|error| WriteError::io(room.path(), error))
    }

    /// Puts the new site in the place of the old one, which is then removed.
    pub(super) fn swap(&self, room: Room, is_there: bool) -> Result<(), WriteError> {
        let made = room.folder.path().to_owned();
        fs::remove_file(made.join(BUSY)).map_err(|error| WriteError::io(&made, error))?;
        let failed = |error| WriteError::io(&self.target, error);
        if !is_there {
            fs::rename(&made, &self.target).map_err(failed)?;
            let _ = room.folder.keep();
            return keep_names(&self.parent).map_err(failed);
        }
        if exchange(&made, &self.target).is_ok() {
            keep_names(&self.parent).map_err(failed)?;
            // What stands there now is the old site: it goes with the folder.
            return room.folder.close().map_err(|error| WriteError::io(&made, error));
        }
        let aside = self.aside();
        fs::rename(&self.target, &aside).map_err(failed)?;
        if let Err(error) = fs::rename(&made, &self.target) {
            fs::rename(&aside, &self.target).map_err(failed)?;
            return Err(failed(error));
        }
        let _ = room.folder.keep();
        keep_names(&self.parent).map_err(failed)?;
        fs::remove_dir_all(&aside).map_err(|error| WriteError::io(&aside, error))
    }
}

/// In one step for the whole file system, where the system can: a site has thousands of files.
#[cfg(target_os = "linux")]
fn reach_the_disk(folder: &Path) -> io::Result<()> {
    Ok(rustix::fs::syncfs(File::open(folder)?)?)
}

/// File by file.
#[cfg(not(target_os = "linux"))]
fn reach_the_disk(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if fs::symlink_metadata(&path)?.is_dir() {
            reach_the_disk(&path)?;
        } else {
            File::options().write(true).open(&path)?.sync_all()?;
        }
    }
    keep_names(folder)
}

/// Has the names of a folder reach the disk, where they are kept apart from the files.
fn keep_names(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// Exchanges two folders in one step, where the system can.
#[cfg(target_os = "linux")]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(target_os = "linux"))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::write::{FIRST, MARKER};

    fn site(folder: &Path, page: &str) {
        fs::create_dir(folder).unwrap();
        fs::write(folder.join("index.html"), page).unwrap();
        fs::write(folder.join(MARKER), format!("{FIRST}\nindex.html\n")).unwrap();
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_run_cut_between_two_renames_is_undone() {
        let parent = tempfile::tempdir().unwrap();
        site(&parent.path().join(".sitio.mipg-anterior"), "viejo");
        Place::of(&parent.path().join("sitio")).unwrap().recover().unwrap();
        assert_eq!(names(parent.path()), ["sitio"]);
        assert_eq!(fs::read_to_string(parent.path().join("sitio/index.html")).unwrap(), "viejo");
    }

    #[test]
    fn what_a_dead_run_left_is_removed_and_a_live_one_kept() {
        let parent = tempfile::tempdir().unwrap();
        let place = Place::of(&parent.path().join("sitio")).unwrap();
        let live = place.room().unwrap();
        let dead = parent.path().join(".sitio.mipg-nuevo-x");
        fs::create_dir(&dead).unwrap();
        fs::write(dead.join(BUSY), "").unwrap();
        let other = parent.path().join(".sitio.mipg-nuevo-de-alguien");
        fs::create_dir(&other).unwrap();
        place.recover().unwrap();
        assert!(live.path().exists() && !dead.exists() && other.exists());
    }

    #[test]
    fn the_new_site_takes_the_place_of_the_old_one_whole() {
        let parent = tempfile::tempdir().unwrap();
        site(&parent.path().join("sitio"), "viejo");
        let place = Place::of(&parent.path().join("sitio")).unwrap();
        let room = place.room().unwrap();
        fs::write(room.path().join("index.html"), "nuevo").unwrap();
        place.swap(room, true).unwrap();
        assert_eq!(names(parent.path()), ["sitio"]);
        assert_eq!(fs::read_to_string(parent.path().join("sitio/index.html")).unwrap(), "nuevo");
        assert_eq!(names(&parent.path().join("sitio")), ["index.html"]);
    }
}
