//! Makes git repositories from nothing: objects, commits, branches and, at the very end, one checkout.
//!
//! What it is not: a way to change a repository that exists. Nothing is read from the user's git configuration, the
//! environment or the clock: the same calls give the same object ids on every machine. Everything is made in a
//! temporary folder beside the place asked for, and put there in the end, so that an interruption leaves nothing.
//!
//! Objects are kept in memory until [`Writer::finish`], which writes them as one pack: meant for repositories whose
//! contents fit in memory.

mod error;
mod place;
mod tree;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use chrono::{DateTime, FixedOffset};

use self::place::Place;
pub use self::{
    error::RepositoryError,
    tree::{Leaf, Tree},
};
use crate::snapshot::{ObjectId, ObjectKind, prepare_libgit2};

/// The name of the branch every repository starts with.
pub const MAIN: &str = "main";

/// Who makes a commit: a role and the account it uses.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Identity {
    /// The role, for example «Secretaría General».
    pub name: String,
    /// The address.
    pub email: String,
}

/// A commit to be written.
#[derive(Clone, Copy, Debug)]
pub struct Commit<'a> {
    /// All its files.
    pub tree: &'a Tree,
    /// Its parents, in order.
    pub parents: &'a [ObjectId],
    /// Who wrote it and who committed it.
    pub by: &'a Identity,
    /// When; its offset is kept.
    pub moment: DateTime<FixedOffset>,
    /// The message, without the final line break.
    pub message: &'a str,
}

/// A repository under construction.
pub struct Writer {
    place: Place,
    objects: BTreeMap<ObjectId, (ObjectKind, Vec<u8>)>,
    order: Vec<ObjectId>,
    branches: BTreeMap<String, ObjectId>,
    commits: BTreeSet<ObjectId>,
}

impl std::fmt::Debug for Writer {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Writer")
            .field("place", &self.place)
            .field("objects", &self.objects.len())
            .finish_non_exhaustive()
    }
}

/// A repository that was made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Made {
    /// Its folder.
    pub path: PathBuf,
    /// The head of [`MAIN`].
    pub head: ObjectId,
    /// Commits written, on every branch.
    pub commits: usize,
    /// Branches, [`MAIN`] among them.
    pub branches: usize,
}

impl Writer {
    /// Starts a repository that will stand at `target`.
    ///
    /// # Errors
    ///
    /// [`RepositoryError::NotEmpty`], [`RepositoryError::NotAFolder`] and [`RepositoryError::NoParent`] for a place
    /// that cannot be used; [`RepositoryError::Io`].
    pub fn new(target: &Path) -> Result<Self, RepositoryError> {
        Ok(Self {
            place: Place::take(target)?,
            objects: BTreeMap::new(),
            order: Vec::new(),
            branches: BTreeMap::new(),
            commits: BTreeSet::new(),
        })
    }

    /// Keeps the bytes of a file; its id.
    pub fn blob(&mut self, bytes: Vec<u8>) -> ObjectId {
        self.keep(ObjectKind::Blob, bytes)
    }

    /// Keeps a commit and the folders of its tree; its id.
    ///
    /// # Errors
    ///
    /// [`RepositoryError::Text`] when a name, an address or the message cannot be written in a commit.
    pub fn commit(&mut self, commit: &Commit<'_>) -> Result<ObjectId, RepositoryError> {
        let tree = commit.tree.write(&mut |bytes| Ok(self.keep(ObjectKind::Tree, bytes.to_vec())))?;
        let Identity { name, email } = commit.by;
        let refused = |text: &String| text.trim() != text || text.is_empty() || text.contains(['<', '>', '\n', '\0']);
        if let Some(text) = [name, email].into_iter().find(|text| refused(text)) {
            return Err(RepositoryError::Text { text: text.clone() });
        }
        if commit.message.contains('\0') {
            return Err(RepositoryError::Text { text: commit.message.to_owned() });
        }
        let time = format!("{} {}", commit.moment.timestamp(), commit.moment.format("%z"));
        let mut text = format!("tree {tree}\n");
        for parent in commit.parents {
            text.push_str(&format!("parent {parent}\n"));
        }
        for role in ["author", "committer"] {
            text.push_str(&format!("{role} {name} <{email}> {time}\n"));
        }
        text.push_str(&format!("\n{}\n", commit.message));
        let id = self.keep(ObjectKind::Commit, text.into_bytes());
        self.commits.insert(id);
        Ok(id)
    }

    /// Points the branch `name` at a commit.
    pub fn branch(&mut self, name: &str, commit: ObjectId) {
        self.branches.insert(name.to_owned(), commit);
    }

    /// Writes everything and checks out `head` on [`MAIN`] as the work tree, byte for byte.
    ///
    /// # Errors
    ///
    /// [`RepositoryError::Store`] and [`RepositoryError::Io`]; then nothing is left at the place.
    pub fn finish(self, head: ObjectId) -> Result<Made, RepositoryError> {
        self.finish_with(head, |_| Ok(()))
    }

    /// As [`Writer::finish`]; before the repository is put at its place, `then` may add to it where it is made.
    ///
    /// # Errors
    ///
    /// Those of [`Writer::finish`] and of `then`; then nothing is left at the place.
    pub fn finish_with<E: From<RepositoryError>>(
        mut self,
        head: ObjectId,
        then: impl FnOnce(&Path) -> Result<(), E>,
    ) -> Result<Made, E> {
        self.branch(MAIN, head);
        let (commits, branches) = (self.commits.len(), self.branches.len());
        self.store()?;
        self.check_out(head)?;
        then(self.place.staging())?;
        let path = self.place.fill()?;
        Ok(Made { path, head, commits, branches })
    }

    fn keep(&mut self, kind: ObjectKind, bytes: Vec<u8>) -> ObjectId {
        let id = ObjectId::of(kind, &bytes);
        if self.objects.insert(id, (kind, bytes)).is_none() {
            self.order.push(id);
        }
        id
    }

    fn options() -> git2::RepositoryInitOptions {
        let mut options = git2::RepositoryInitOptions::new();
        options.external_template(false).no_reinit(true).initial_head(MAIN);
        options
    }

    /// Writes the objects as one pack, in the order they were made.
    fn store(&mut self) -> Result<(), RepositoryError> {
        prepare_libgit2();
        let repository = git2::Repository::init_opts(self.place.staging(), &Self::options())?;
        {
            let odb = repository.odb()?;
            let memory = odb.add_new_mempack_backend(1000)?;
            for id in &self.order {
                let (kind, bytes) = self.objects.remove(id).expect("every id of the order is kept once");
                let kind = match kind {
                    ObjectKind::Blob => git2::ObjectType::Blob,
                    ObjectKind::Tree => git2::ObjectType::Tree,
                    ObjectKind::Commit => git2::ObjectType::Commit,
                };
                odb.write(kind, &bytes)?;
            }
            let mut pack = repository.packbuilder()?;
            pack.set_threads(0);
            for id in &self.order {
                pack.insert_object(git2::Oid::from_bytes(id.as_bytes())?, None)?;
            }
            pack.write(&repository.path().join("objects").join("pack"), 0o444)?;
            drop(pack);
            memory.reset()?;
        }
        Ok(())
    }

    /// Writes the branches, and the files of the head into the work tree.
    fn check_out(&self, head: ObjectId) -> Result<(), RepositoryError> {
        let repository = git2::Repository::open(self.place.staging())?;
        for (name, commit) in &self.branches {
            let id = git2::Oid::from_bytes(commit.as_bytes())?;
            repository.reference(&format!("refs/heads/{name}"), id, false, "")?;
        }
        repository.set_head(&format!("refs/heads/{MAIN}"))?;
        let commit = repository.find_commit(git2::Oid::from_bytes(head.as_bytes())?)?;
        let mut options = git2::build::CheckoutBuilder::new();
        options.force().disable_filters(true);
        repository.checkout_tree(commit.as_object(), Some(&mut options))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
