//! What a snapshot lists: object ids, entries and their kinds.

use std::{fmt, str::FromStr};

use crate::repo_path::RepoPath;

/// The longest name of one entry that is read as text, in bytes; a longer one is [`EntryKind::Unreadable`].
pub const MAX_NAME: usize = 4096;

/// An object id of git: the SHA-1 of kind, length and bytes. Text form: 40 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectId([u8; 20]);

/// The text is not 40 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("not 40 lower-case hexadecimal digits")]
pub struct ObjectIdError;

impl ObjectId {
    /// The tree without entries, which git knows without storing it.
    pub(super) const EMPTY_TREE: Self = Self([
        0x4b, 0x82, 0x5d, 0xc6, 0x42, 0xcb, 0x6e, 0xb9, 0xa0, 0x60, 0xe5, 0x4b, 0xf8, 0xd6, 0x92, 0x88, 0xfb, 0xee,
        0x49, 0x04,
    ]);

    /// The id with these 20 bytes.
    pub fn from_bytes(bytes: [u8; 20]) -> Self {
        Self(bytes)
    }

    /// The 20 bytes.
    pub fn as_bytes(&self) -> &[u8; 20] {
        &self.0
    }

    /// The id git gives to `bytes` as an object of `kind`, computed here.
    pub fn of(kind: ObjectKind, bytes: &[u8]) -> Self {
        let id = git2::Oid::hash_object(kind.to_git(), bytes).expect("hashing bytes in memory cannot fail");
        Self::from_git(id)
    }

    pub(super) fn from_git(id: git2::Oid) -> Self {
        let mut bytes = [0; 20];
        bytes.copy_from_slice(&id.as_bytes()[..20]);
        Self(bytes)
    }

    pub(super) fn to_git(self) -> git2::Oid {
        git2::Oid::from_bytes(&self.0).expect("20 bytes are an object id")
    }
}

impl FromStr for ObjectId {
    type Err = ObjectIdError;

    fn from_str(text: &str) -> Result<Self, ObjectIdError> {
        let mut bytes = [0; 20];
        if text.len() != 40 {
            return Err(ObjectIdError);
        }
        data_encoding::HEXLOWER.decode_mut(text.as_bytes(), &mut bytes).map_err(|_| ObjectIdError)?;
        Ok(Self(bytes))
    }
}

impl fmt::Display for ObjectId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&data_encoding::HEXLOWER.encode(&self.0))
    }
}

impl fmt::Debug for ObjectId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "ObjectId({self})")
    }
}

/// The kind of a git object.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ObjectKind {
    /// A file's bytes, or the target of a symbolic link.
    Blob,
    /// A folder.
    Tree,
    /// A commit.
    Commit,
}

impl ObjectKind {
    pub(super) fn to_git(self) -> git2::ObjectType {
        match self {
            Self::Blob => git2::ObjectType::Blob,
            Self::Tree => git2::ObjectType::Tree,
            Self::Commit => git2::ObjectType::Commit,
        }
    }
}

impl fmt::Display for ObjectKind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Blob => "blob",
            Self::Tree => "tree",
            Self::Commit => "commit",
        })
    }
}

/// What an entry of a folder is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum EntryKind {
    /// A regular file (mode 100644).
    File,
    /// A regular file with the execute bit (mode 100755).
    Executable,
    /// A symbolic link (mode 120000); its content is the text of its target.
    Symlink,
    /// Another repository: a submodule (mode 160000), or a nested clone in a work tree.
    Submodule,
    /// A folder (mode 40000).
    Folder,
    /// A name that is not UTF-8, is empty, `.`, `..` or `.git` in any case, holds `/` or is longer than
    /// [`MAX_NAME`]. It is neither opened nor descended into.
    Unreadable,
    /// A mode git does not write today, or a device, socket or pipe in a work tree.
    Unknown {
        /// The mode as stored.
        mode: u32,
    },
}

impl EntryKind {
    /// The kind a tree entry has by its mode alone.
    pub fn from_mode(mode: u32) -> Self {
        match mode {
            0o100644 => Self::File,
            0o100755 => Self::Executable,
            0o120000 => Self::Symlink,
            0o160000 => Self::Submodule,
            0o040000 => Self::Folder,
            mode => Self::Unknown { mode },
        }
    }

    /// Whether its bytes are a file's: a regular file, executable or not.
    pub fn is_file(self) -> bool {
        matches!(self, Self::File | Self::Executable)
    }
}

/// One entry of a folder.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Entry {
    /// Where it is; escaped as [`RepoPath::escaped`] does, `/` too, where the name is not valid.
    pub path: RepoPath,
    /// What it is.
    pub kind: EntryKind,
    /// The object it names; none for what a work tree holds and git has not stored.
    pub id: Option<ObjectId>,
    /// The name as stored (at most [`MAX_NAME`] bytes of it) where it is not valid; none for a valid one.
    pub raw_name: Option<Vec<u8>>,
}

/// A name placed below a folder.
pub(super) struct Placed {
    pub path: RepoPath,
    /// Present when the name is not valid.
    pub raw_name: Option<Vec<u8>>,
}

/// Puts `name` below `folder` (the root where none), escaping it when it is not valid.
pub(super) fn place(folder: Option<&RepoPath>, name: &[u8]) -> Placed {
    if let Some(path) = valid_child(folder, name) {
        return Placed { path, raw_name: None };
    }
    let kept = &name[..name.len().min(MAX_NAME)];
    let shown = match kept {
        [] => "%00".to_owned(),
        // `.git` holds no byte that `escaped` escapes.
        name if name.eq_ignore_ascii_case(b".git") => format!("%2E{}", String::from_utf8_lossy(&name[1..])),
        name => RepoPath::escaped(&name[..name.len().min(255)]).as_str().replace('/', "%2F"),
    };
    let path = match folder {
        Some(folder) => folder.join(&shown),
        None => RepoPath::new(shown),
    };
    Placed { path: path.expect("an escaped name is a path segment"), raw_name: Some(kept.to_vec()) }
}

fn valid_child(folder: Option<&RepoPath>, name: &[u8]) -> Option<RepoPath> {
    if name.len() > MAX_NAME || name.contains(&b'/') || name.eq_ignore_ascii_case(b".git") {
        return None;
    }
    let name = std::str::from_utf8(name).ok()?;
    match folder {
        // `a/` + `` would be caught by the check of the whole path as well.
        Some(folder) => folder.join(name).ok(),
        None => RepoPath::new(name).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bad_names_are_shown_and_kept() {
        let folder = RepoPath::new("policies/año").unwrap();
        let shown = |name: &[u8]| place(Some(&folder), name).path.to_string();
        assert_eq!(shown("acción.pdf".as_bytes()), "policies/año/acción.pdf");
        assert_eq!(shown(b".."), "policies/año/%2E%2E");
        assert_eq!(shown(b".git"), "policies/año/%2Egit");
        assert_eq!(shown(b".GIT"), "policies/año/%2EGIT");
        assert_eq!(shown(b"a/b"), "policies/año/a%2Fb");
        assert_eq!(shown(b""), "policies/año/%00");
        assert_eq!(shown(b"\xff"), "policies/año/%FF");
        assert_eq!(place(None, b"\xff").raw_name.as_deref(), Some(&b"\xff"[..]));
        assert_eq!(place(None, b"x").raw_name, None);
        let long = vec![b'x'; MAX_NAME + 1];
        assert_eq!(place(None, &long).raw_name.map(|raw| raw.len()), Some(MAX_NAME));
        assert_eq!(place(None, &long[1..]).raw_name, None);
    }

    #[test]
    fn ids_are_those_git_gives() {
        assert_eq!(ObjectId::of(ObjectKind::Blob, b"").to_string(), "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
        assert_eq!(ObjectId::of(ObjectKind::Tree, b""), ObjectId::EMPTY_TREE);
        assert_eq!(ObjectId::of(ObjectKind::Tree, b"").to_string(), "4b825dc642cb6eb9a060e54bf8d69288fbee4904");
        let text = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
        assert_eq!(text.parse::<ObjectId>().unwrap().to_string(), text);
        assert!(text.to_uppercase().parse::<ObjectId>().is_err());
        assert!(text[1..].parse::<ObjectId>().is_err());
    }
}
