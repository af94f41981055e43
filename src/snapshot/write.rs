//! Writing: objects into the store, a reference moved by comparison, and what the settings of a server need. Nothing else of a
//! repository is ever changed.
//!
//! An object changes nothing until something names it, though whoever reads the repository reads it too (what may yet be
//! refused is written apart, to a [`super::Quarantine`]), so that whatever fails before the branch moves leaves the repository as
//! it was. The branch moves under git's own lock: the writers of other programs are kept out as well.

use std::{fs, io, path::Path};

use super::{
    commit::Commit,
    entry::{ObjectId, ObjectKind},
    error::SnapshotError,
    repository::GitRepository,
};

/// What became of a branch that was to be moved.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Moved {
    /// It points where it was asked to.
    Done,
    /// It no longer was where it was expected; it stays.
    Lost,
    /// Another program holds its lock; it stays.
    Locked,
}

/// A branch to be moved.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Move<'a> {
    /// The full name of the reference, such as `refs/heads/registro`.
    pub reference: &'a str,
    /// Where it is now; none where it does not exist.
    pub from: Option<ObjectId>,
    /// Where it goes.
    pub to: ObjectId,
    /// Who moves it, for the log of references.
    pub name: &'a str,
    /// Their address.
    pub email: &'a str,
    /// When, in seconds since 1970-01-01T00:00:00Z.
    pub seconds: i64,
    /// Why, in one line.
    pub message: &'a str,
}

impl GitRepository {
    /// Writes an object; its id. One that is there already is not written again.
    pub fn write_object(&self, kind: ObjectKind, bytes: &[u8]) -> Result<ObjectId, SnapshotError> {
        let id = ObjectId::of(kind, bytes);
        self.with(|handle| {
            let written = handle.odb().and_then(|odb| odb.write(kind.to_git(), bytes));
            match written.map_err(unwritten("objects"))? {
                found if ObjectId::from_git(found) == id => Ok(id),
                found => Err(SnapshotError::ObjectDamaged { id, kind, found: Some(ObjectId::from_git(found)) }),
            }
        })
    }

    /// Waits until the objects are on the disk and not only in the memory of the system. Those kept in packs are.
    pub fn flush_objects(&self, ids: &[ObjectId]) -> Result<(), SnapshotError> {
        let objects = self.common_dir().join("objects");
        let mut folders = std::collections::BTreeSet::new();
        for id in ids {
            let text = id.to_string();
            let folder = objects.join(&text[..2]);
            if sync(&folder.join(&text[2..]))? {
                folders.insert(folder);
            }
        }
        folders.insert(objects);
        folders.iter().try_for_each(|folder| sync(folder).map(drop))
    }

    /// The commit a reference points at, by its full name; none where it does not exist.
    pub fn reference(&self, name: &str) -> Result<Option<ObjectId>, SnapshotError> {
        self.with(|handle| target(handle, name))
    }

    /// The full name of the reference that `HEAD` follows, whether or not it exists; none where `HEAD` follows none.
    pub fn head(&self) -> Result<Option<String>, SnapshotError> {
        self.with(|handle| Ok(handle.find_reference("HEAD")?.symbolic_target()?.map(str::to_owned)))
    }

    /// Whether a reference is another name of one: what is written to it is written there.
    pub fn is_alias(&self, name: &str) -> Result<bool, SnapshotError> {
        self.with(|handle| match handle.find_reference(name) {
            Ok(reference) => Ok(reference.symbolic_target_bytes().is_some()),
            Err(error) if error.code() == git2::ErrorCode::NotFound => Ok(false),
            Err(error) => Err(error.into()),
        })
    }

    /// Every reference that points at a commit, by its full name; those whose name is no text are left out.
    ///
    /// # Errors
    /// [`SnapshotError::TooManyEntries`] for more than `limit`.
    pub fn references(&self, limit: usize) -> Result<Vec<(String, ObjectId)>, SnapshotError> {
        self.with(|handle| {
            let mut found = Vec::new();
            for (count, reference) in handle.references()?.enumerate() {
                if count >= limit {
                    return Err(SnapshotError::TooManyEntries { limit });
                }
                let Ok(reference) = reference else { continue };
                let commit = reference.peel(git2::ObjectType::Commit).map(|commit| ObjectId::from_git(commit.id()));
                if let (Ok(name), Ok(commit)) = (reference.name(), commit) {
                    found.push((name.to_owned(), commit));
                }
            }
            found.sort();
            Ok(found)
        })
    }

    /// Moves a branch if it still is where it is expected.
    pub fn move_reference(&self, asked: &Move<'_>) -> Result<Moved, SnapshotError> {
        let failed = || unwritten(asked.reference);
        let moved = self.with(|handle| {
            let who = git2::Signature::new(asked.name, asked.email, &git2::Time::new(asked.seconds, 0));
            let who = who.map_err(failed())?;
            let mut transaction = handle.transaction().map_err(failed())?;
            match transaction.lock_ref(asked.reference) {
                Err(error) if error.code() == git2::ErrorCode::Locked => return Ok(Moved::Locked),
                locked => locked.map_err(failed())?,
            }
            // Read under the lock: nobody moves it between this and what follows.
            if target(handle, asked.reference)? != asked.from {
                return Ok(Moved::Lost);
            }
            transaction
                .set_target(asked.reference, asked.to.to_git(), Some(&who), asked.message)
                .and_then(|()| transaction.commit())
                .map_err(failed())?;
            Ok(Moved::Done)
        })?;
        if moved == Moved::Done {
            let file = self.common_dir().join(asked.reference);
            sync(&file)?;
            if let Some(folder) = file.parent() {
                sync(folder)?;
            }
        }
        Ok(moved)
    }

    /// Takes a reference away, where it is.
    pub fn remove_reference(&self, name: &str) -> Result<(), SnapshotError> {
        self.with(|handle| match handle.find_reference(name) {
            Err(error) if error.code() == git2::ErrorCode::NotFound => Ok(()),
            found => found.and_then(|mut reference| reference.delete()).map_err(unwritten(name)),
        })
    }

    /// Puts a value among the settings of the repository itself; of a name that may have several, beside the others.
    pub fn configure(&self, name: &str, value: &str, is_one_of_several: bool) -> Result<(), SnapshotError> {
        self.with(|handle| {
            let mut config = handle.config().and_then(|config| config.open_level(git2::ConfigLevel::Local));
            let config = config.as_mut().map_err(|error| git2::Error::from_str(error.message()));
            let put = config.and_then(|config| match is_one_of_several {
                true => config.set_multivar(name, &format!("^{value}$"), value),
                false => config.set_str(name, value),
            });
            put.map_err(unwritten(name))
        })
    }

    /// Whether one commit is another or an ancestor of it, by true parents.
    ///
    /// # Errors
    /// [`SnapshotError::TooManyCommits`] where more than `limit` would have to be looked at; [`SnapshotError::Shallow`].
    pub fn is_ancestor(&self, ancestor: ObjectId, descendant: ObjectId, limit: usize) -> Result<bool, SnapshotError> {
        let mut seen = std::collections::HashSet::from([descendant]);
        let mut waiting = std::collections::VecDeque::from([descendant]);
        while let Some(id) = waiting.pop_front() {
            if id == ancestor {
                return Ok(true);
            }
            for parent in Commit::read(self, id)?.parents {
                if seen.insert(parent) {
                    waiting.push_back(parent);
                }
            }
            if seen.len() > limit {
                return Err(SnapshotError::TooManyCommits { limit });
            }
        }
        Ok(false)
    }

    /// The one or more commits that `commit` follows, in its order.
    pub fn parents(&self, commit: ObjectId) -> Result<Vec<ObjectId>, SnapshotError> {
        Ok(Commit::read(self, commit)?.parents)
    }
}

fn target(handle: &git2::Repository, name: &str) -> Result<Option<ObjectId>, SnapshotError> {
    let found = handle.find_reference(name).and_then(|reference| reference.resolve());
    match found {
        Ok(reference) => Ok(reference.target().map(ObjectId::from_git)),
        Err(error) if error.code() == git2::ErrorCode::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn unwritten(what: &str) -> impl FnOnce(git2::Error) -> SnapshotError {
    let what = what.to_owned();
    move |source| SnapshotError::Unwritten { what, source }
}

/// Flushes a file or a folder; whether it is there.
#[cfg(unix)]
#[expect(clippy::disallowed_methods, reason = "what git wrote is opened to be flushed, and not read")]
fn sync(path: &Path) -> Result<bool, SnapshotError> {
    match fs::File::open(path).and_then(|file| file.sync_all()) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(source) => Err(SnapshotError::Io { path: path.to_owned(), source }),
    }
}

/// Only files opened for writing are flushed here, and objects are not: whether it is there.
#[cfg(not(unix))]
fn sync(path: &Path) -> Result<bool, SnapshotError> {
    match fs::metadata(path) {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(source) => Err(SnapshotError::Io { path: path.to_owned(), source }),
    }
}
