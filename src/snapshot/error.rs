//! Why a repository could not be read. An error is never a finding: it stops the check with "could not check".

use std::{io, path::PathBuf};

use super::entry::{ObjectId, ObjectKind};
use crate::repo_path::RepoPath;

/// Why a snapshot could not be opened, listed or read.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotError {
    /// There is no git repository at the path. The turn is of who named the path.
    #[error("no git repository at `{path}`")]
    NotARepository {
        /// The path given.
        path: PathBuf,
    },
    /// The repository belongs to another user of the machine. The turn is of who runs the program: they declare
    /// the folder in git's `safe.directory`, or run as its owner.
    #[error("the repository `{path}` is owned by another user")]
    Owner {
        /// Its folder, whole.
        path: PathBuf,
    },
    /// The repository uses a format this program does not read. The turn is of who keeps the repository.
    #[error("the repository uses a format that is not supported: {what}")]
    UnsupportedFormat {
        /// The format, in git's own words: `object format 'sha256'`, `extensions.refstorage`.
        what: String,
    },
    /// A work tree was asked of a bare repository. The turn is of who runs the program: they name a revision.
    #[error("the repository `{path}` has no work tree")]
    NoWorkTree {
        /// The path given.
        path: PathBuf,
    },
    /// The text is not accepted as a revision: empty, too long, with control characters, starting with `-`, or a
    /// search (`:/…`, `^{{/…`) or a date (`@{{…`), whose answer is not stable. The turn is of who named it.
    #[error("not accepted as a revision: {rev:?}")]
    RevisionRefused {
        /// The revision, at most 100 characters of it.
        rev: String,
    },
    /// Nothing has that name. The turn is of who named it.
    #[error("revision not found: {rev:?}")]
    RevisionNotFound {
        /// The revision.
        rev: String,
    },
    /// More than one object has that abbreviation. The turn is of who named it.
    #[error("ambiguous revision: {rev:?}")]
    AmbiguousRevision {
        /// The revision.
        rev: String,
    },
    /// The revision names something that is not a commit. The turn is of who named it.
    #[error("not a commit: {rev:?}")]
    NotACommit {
        /// The revision.
        rev: String,
    },
    /// The object store lacks an object it needs. The turn is of who cloned: with `promisor` the clone is
    /// partial and `git` can fetch the object; without, the store is broken.
    #[error("object {id} ({kind}) is missing")]
    ObjectMissing {
        /// The object.
        id: ObjectId,
        /// What it should be.
        kind: ObjectKind,
        /// Whether the clone is partial, and a remote has promised the object.
        promisor: bool,
    },
    /// The bytes stored for an object are not its own. The turn is of who keeps the repository.
    #[error("object {id} ({kind}) is damaged")]
    ObjectDamaged {
        /// The object asked for.
        id: ObjectId,
        /// What it should be.
        kind: ObjectKind,
        /// The id of the bytes found; none where they could not even be decompressed.
        found: Option<ObjectId>,
    },
    /// The bytes of a tree or commit are its own but have no meaning. The turn is of who made the object.
    #[error("object {id} ({kind}) is malformed")]
    ObjectMalformed {
        /// The object.
        id: ObjectId,
        /// What it should be.
        kind: ObjectKind,
    },
    /// An object is of another kind than what names it says. The turn is of who made what names it.
    #[error("object {id} is not a {expected}")]
    ObjectKindDiffers {
        /// The object.
        id: ObjectId,
        /// What it should be.
        expected: ObjectKind,
    },
    /// A tree or commit is larger than is read. The turn is of who made it.
    #[error("object {id} ({kind}) has {size} bytes")]
    ObjectTooLarge {
        /// The object.
        id: ObjectId,
        /// What it is.
        kind: ObjectKind,
        /// Its size in bytes.
        size: u64,
    },
    /// The clone is shallow and the question needs the commits it lacks. The turn is of who cloned
    /// (`git fetch --unshallow`).
    #[error("shallow clone: the parents of {commit} are absent")]
    Shallow {
        /// The oldest commit present on that line.
        commit: ObjectId,
    },
    /// The system refused an operation. The turn is of who runs the program.
    #[error("cannot read `{path}`")]
    Io {
        /// What could not be read.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// Two readings of the same head differ. The turn is of who keeps the repository, or ours.
    #[error("`{path}` is in the comparison of two revisions and not in the listing of the head")]
    Unlisted {
        /// The path, as the comparison gives it.
        path: RepoPath,
    },
    /// A file of the work tree changed, or went, while it was read. The turn is of who runs the program: again.
    #[error("`{path}` changed while it was read")]
    Changed {
        /// The file.
        path: RepoPath,
    },
    /// A folder on the way to a file of the work tree is a symbolic link. The turn is of who made the link.
    #[error("`{path}` is reached through a symbolic link")]
    ThroughSymlink {
        /// The link.
        path: RepoPath,
    },
    /// The index holds a merge conflict: git would commit nothing. The turn is of who merges.
    #[error("unresolved merge conflict in `{path}`")]
    Unmerged {
        /// The first path in conflict.
        path: RepoPath,
    },
    /// There are more entries, or longer paths in all, than the limit. The turn is of who added them.
    #[error("more than {limit} entries")]
    TooManyEntries {
        /// The limit: entries, or bytes of all paths together.
        limit: usize,
    },
    /// Folders are nested deeper than the limit. The turn is of who made them.
    #[error("`{path}` is nested deeper than {limit} folders")]
    TooDeep {
        /// The folder.
        path: RepoPath,
        /// The limit.
        limit: usize,
    },
    /// A change holds, or needs to look at, more commits than the limit. The turn is of who proposes it.
    #[error("more than {limit} commits")]
    TooManyCommits {
        /// The limit.
        limit: usize,
    },
    /// A change touches more paths, counting each commit, than the limit. The turn is of who proposes it.
    #[error("more than {limit} changed paths")]
    TooManyChanges {
        /// The limit.
        limit: usize,
    },
    /// git did not write an object or a reference. The turn is of who runs the program: a full disk, no permission.
    #[error("git could not write `{what}`")]
    Unwritten {
        /// What: `objects`, or the full name of a reference.
        what: String,
        /// The library's reason, in its own words.
        source: git2::Error,
    },
    /// git's store answered in a way that has no name above. The turn is of who keeps the repository.
    #[error("the git repository could not be read")]
    Store {
        /// The library's reason, in its own words.
        #[source]
        source: git2::Error,
    },
}

impl From<git2::Error> for SnapshotError {
    fn from(source: git2::Error) -> Self {
        Self::Store { source }
    }
}
