//! What is staged, as the commit that git would make of it.

use std::path::Path;

use super::{
    entry::{ObjectId, ObjectKind},
    error::SnapshotError,
    repository::GitRepository,
    worktree::index::{STAGE, index_error, place_path},
};

/// What is staged, and by whom.
#[derive(Clone, Copy, Debug)]
pub struct Staging<'a> {
    /// The index that git is committing, where it is not the usual one.
    pub index: Option<&'a Path>,
    /// The address that commits; none is that of the configuration.
    pub email: Option<&'a str>,
    /// When, in seconds since 1970-01-01T00:00:00Z.
    pub seconds: i64,
}

impl GitRepository {
    /// Writes what is staged as a commit that follows `HEAD` and that nothing names: git forgets it in its time.
    ///
    /// # Errors
    /// [`SnapshotError::Unmerged`] in a conflict.
    pub fn staged(&self, asked: &Staging<'_>) -> Result<ObjectId, SnapshotError> {
        let (tree, email) = self.with(|handle| {
            let opened = asked.index.map_or_else(|| handle.index(), git2::Index::open);
            let mut index = opened.map_err(index_error)?;
            if let Some(entry) = index.iter().find(|entry| entry.flags & STAGE != 0) {
                return Err(SnapshotError::Unmerged { path: place_path(&entry.path) });
            }
            let tree = ObjectId::from_git(index.write_tree_to(handle)?);
            let configured = handle.signature().ok().and_then(|who| who.email().ok().map(str::to_owned));
            Ok((tree, asked.email.map(str::to_owned).or(configured).unwrap_or_default()))
        })?;
        let email: String = email.chars().filter(|character| !"<>\n\0".contains(*character)).collect();
        let parent = self.reference("HEAD")?.map_or_else(String::new, |parent| format!("parent {parent}\n"));
        let who = format!("mipg <{email}> {} +0000", asked.seconds);
        let text = format!("tree {tree}\n{parent}author {who}\ncommitter {who}\n\n");
        self.write_object(ObjectKind::Commit, text.as_bytes())
    }
}
