//! The store of large and removable files of this copy, the one of Git LFS: an object is put in its place whole, and erased.
//!
//! It is no part of git: what is erased here is gone from this copy, whatever its history names.

use std::{
    fs,
    io::{self, Read},
    path::Path,
};

use super::{
    error::SnapshotError,
    lfs::{LfsObject, LfsPointer, object_path},
    repository::GitRepository,
};
use crate::digest::Digest;

impl GitRepository {
    /// The object of a digest, unverified, where this copy has it.
    pub fn large_object(&self, digest: &Digest) -> Result<Option<LfsObject>, SnapshotError> {
        for store in self.large_stores() {
            let path = object_path(store, digest);
            let found = LfsObject::on_disk(path.clone()).map_err(|source| SnapshotError::Io { path, source })?;
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }

    /// Puts an object in the store: read in pieces, flushed, held to its pointer, and only then in its place.
    ///
    /// # Errors
    /// [`SnapshotError::Io`] also where what is read is not what the pointer names.
    pub fn store_large(&self, pointer: &LfsPointer, content: &mut dyn Read) -> Result<(), SnapshotError> {
        store(self.lfs_store(), pointer, content)
    }

    /// Moves an object from a store on its way in to that of this copy.
    pub(super) fn take_large(&self, from: &Path, pointer: &LfsPointer) -> Result<(), SnapshotError> {
        let (from, path) = (object_path(from, &pointer.digest), object_path(self.lfs_store(), &pointer.digest));
        let moved = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::rename(&from, &path));
        if moved.is_ok() {
            return Ok(());
        }
        // The store of this copy may be on another disk.
        let io = |source| SnapshotError::Io { path: from.clone(), source };
        let held = LfsObject::on_disk(from.clone()).map_err(io)?;
        let mut content = held.ok_or(io::ErrorKind::NotFound.into()).and_then(|object| object.open()).map_err(io)?;
        self.store_large(pointer, &mut content)
    }

    /// Erases an object from the store of this copy; whether it was there.
    pub fn erase_large(&self, digest: &Digest) -> Result<bool, SnapshotError> {
        let path = object_path(self.lfs_store(), digest);
        match fs::remove_file(&path) {
            Ok(()) => Ok(true),
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(false),
            Err(source) => Err(SnapshotError::Io { path, source }),
        }
    }
}

/// Puts an object in a store.
pub(super) fn store(store: &Path, pointer: &LfsPointer, content: &mut dyn Read) -> Result<(), SnapshotError> {
    let path = object_path(store, &pointer.digest);
    put(&path, pointer, content).map_err(|source| SnapshotError::Io { path, source })
}

fn put(path: &Path, pointer: &LfsPointer, content: &mut dyn Read) -> io::Result<()> {
    let folder = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
    fs::create_dir_all(folder)?;
    let mut file = tempfile::Builder::new().prefix(".mipg-").tempfile_in(folder)?;
    // One byte more than named is enough to see that it is another.
    let mut both = Tee { from: content.take(pointer.size.saturating_add(1)), to: file.as_file_mut() };
    let found = Digest::of_reader(&mut both)?;
    if found != (pointer.digest, pointer.size) {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "the file changed while it was being read"));
    }
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// Gives what it reads, and writes it too.
struct Tee<R, W> {
    from: R,
    to: W,
}

impl<R: Read, W: io::Write> Read for Tee<R, W> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(buffer)?;
        self.to.write_all(&buffer[..read])?;
        Ok(read)
    }
}
