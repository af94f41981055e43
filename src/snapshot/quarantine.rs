//! Objects that are looked at before they are kept, apart from the repository's own, in a folder of this user alone.
//!
//! What git stores is read by whoever reads the repository, copied by every clone, and stays long after whatever named it
//! went. So what may yet be refused is written to `<git dir>/mipg/prueba-…`, read beside the repository's own objects as git
//! does with a push that arrives, and goes with the value unless it is kept.

use std::{
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, SystemTime},
};

use super::{
    entry::{ObjectId, ObjectKind},
    error::SnapshotError,
    large,
    lfs::LfsPointer,
    repository::GitRepository,
};

/// What the names of the folders begin with.
const PREFIX: &str = "prueba-";
/// How long a folder lasts that nothing took away: its run was cut short.
const LEFT: Duration = Duration::from_secs(24 * 60 * 60);

/// Objects apart from those of a repository, until they are kept.
///
/// What has them open goes before their folder does: the order of the fields.
pub struct Quarantine {
    seen: Arc<GitRepository>,
    store: GitRepository,
    written: Vec<(ObjectKind, ObjectId)>,
    /// Where large files are held, and those that are.
    large: PathBuf,
    held: Vec<LfsPointer>,
    _folder: tempfile::TempDir,
}

impl std::fmt::Debug for Quarantine {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Quarantine({})", self.written.len())
    }
}

impl Quarantine {
    /// Room for objects beside those of a repository. Rooms that were left there more than a day ago go.
    pub fn of(repository: &GitRepository) -> Result<Self, SnapshotError> {
        let home = repository.git_dir().join("mipg");
        let io = |source| SnapshotError::Io { path: home.clone(), source };
        let folder = room(&home).map_err(io)?;
        sweep(&home, folder.path()).map_err(io)?;
        git2::Repository::init_bare(folder.path())?;
        let store = GitRepository::open(folder.path())?;
        let large = folder.path().join("lfs");
        let seen = Arc::new(repository.beside(&folder.path().join("objects"), large.clone())?);
        Ok(Self { seen, store, written: Vec::new(), large, held: Vec::new(), _folder: folder })
    }

    /// The repository as if it had these objects. Nothing is to be written to it.
    pub fn seen(&self) -> &Arc<GitRepository> {
        &self.seen
    }

    /// Writes an object apart; its id.
    pub fn write(&mut self, kind: ObjectKind, bytes: &[u8]) -> Result<ObjectId, SnapshotError> {
        let id = self.store.write_object(kind, bytes)?;
        self.written.push((kind, id));
        Ok(id)
    }

    /// Holds a large file apart, as its pointer names it.
    pub fn hold(&mut self, pointer: LfsPointer, content: &mut dyn Read) -> Result<(), SnapshotError> {
        large::store(&self.large, &pointer, content)?;
        self.held.push(pointer);
        Ok(())
    }

    /// Puts large files in their store, and nothing else.
    pub fn keep_large(&self, repository: &GitRepository) -> Result<(), SnapshotError> {
        self.held.iter().try_for_each(|pointer| repository.take_large(&self.large, pointer).map(|_| ()))
    }

    /// Puts large files in their store, then the objects in that of the repository, in the order they were written, and waits
    /// until they are on the disk. Nothing names them yet.
    pub fn keep(&self, repository: &GitRepository) -> Result<(), SnapshotError> {
        self.keep_large(repository)?;
        for (kind, id) in &self.written {
            let copied = self.store.with(|handle| {
                let odb = handle.odb()?;
                let object = odb.read(id.to_git()).map_err(|error| self.store.object_error(error, *id, *kind))?;
                repository.write_object(*kind, object.data())
            })?;
            if copied != *id {
                return Err(SnapshotError::ObjectDamaged { id: *id, kind: *kind, found: Some(copied) });
            }
        }
        let ids: Vec<ObjectId> = self.written.iter().map(|(_, id)| *id).collect();
        repository.flush_objects(&ids)
    }
}

/// A new folder, of this user alone, as is the one it is in where that is new.
fn room(home: &Path) -> io::Result<tempfile::TempDir> {
    let mut above = fs::DirBuilder::new();
    let mut room = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
        above.mode(0o700);
        room.permissions(fs::Permissions::from_mode(0o700));
    }
    above.recursive(true).create(home)?;
    room.prefix(PREFIX).tempdir_in(home)
}

/// Takes away the folders that were last changed long before this new one: the disk's own clock says when that was. What does
/// not go now goes another day.
fn sweep(home: &Path, new: &Path) -> io::Result<()> {
    let now = fs::metadata(new)?.modified()?;
    let is_left = |then: SystemTime| now.duration_since(then).is_ok_and(|since| since > LEFT);
    for entry in fs::read_dir(home)?.flatten() {
        let is_room = entry.file_name().to_str().is_some_and(|name| name.starts_with(PREFIX));
        // Of a link, the link itself is looked at, and no link is a room.
        let is_old = || entry.metadata().is_ok_and(|it| it.is_dir() && it.modified().is_ok_and(is_left));
        if is_room && is_old() {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
    Ok(())
}
