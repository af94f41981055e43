//! Why the log could not be read or made longer. It stays as it was.

use crate::{
    repo_path::RepoPath,
    snapshot::{ObjectId, SnapshotError},
    trail::{
        append::AppendError,
        checkpoint::{CheckpointError, CheckpointOpenError, Origin},
        entry::Moment,
        note::{KeyError, NoteError, SignError},
        rotation::RotationError,
        tile::{EdgeError, TilePath},
    },
};

use super::index::IndexError;

/// Why the log could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum RegistroError {
    /// The repository could not be read or written.
    #[error(transparent)]
    Snapshot(#[from] SnapshotError),
    /// The branch and that of the remote went apart: neither follows the other.
    #[error("the local log ({local}) and that of the remote ({remote}) have diverged")]
    Diverged {
        /// The commit of the local branch.
        local: ObjectId,
        /// The commit of the remote one.
        remote: ObjectId,
    },
    /// The branch has no checkpoint.
    #[error("the log has no `checkpoint`")]
    NoCheckpoint,
    /// The checkpoint is neither a signed note nor an unsigned one.
    #[error("`checkpoint`: {0}")]
    Note(NoteError),
    /// The checkpoint is a note, and its text is no checkpoint.
    #[error("`checkpoint`: {0}")]
    Checkpoint(CheckpointError),
    /// A line of `vkey` is no key of a log.
    #[error("`vkey`, line {line}: {source}")]
    Key {
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        source: KeyError,
    },
    /// `vkey` is longer than is read, or is no text.
    #[error("`vkey` is no list of keys")]
    Keys,
    /// The checkpoint is not signed by the keys beside it.
    #[error("`checkpoint`: {0}")]
    Signature(#[from] CheckpointOpenError),
    /// The log has a key, and its checkpoint no signature.
    #[error("the log has a key, and its checkpoint is not signed")]
    Unsigned,
    /// The log was signed once, or had a key, and now has none: who signs it now vouches for what others put there.
    #[error("the log had a key or a signature before, and has none now")]
    Stripped,
    /// The log was never signed: signing it vouches for all that it holds.
    #[error("the log was never signed, and what it holds is not vouched for")]
    Adoption,
    /// The branch once had a checkpoint that this key signed and that the log does not extend.
    #[error("its key signed a log of {signed} entries that this one, of {found}, does not extend")]
    Contradicted {
        /// The size that was signed.
        signed: u64,
        /// The size of the log.
        found: u64,
    },
    /// There is no log, and whoever appends kept a checkpoint of one.
    #[error("there is no log, and a checkpoint of {signed} entries was kept")]
    Gone {
        /// The size of the checkpoint.
        signed: u64,
    },
    /// The log does not extend a checkpoint that whoever appends kept.
    #[error("the log, of {found} entries, does not extend the checkpoint of {kept} that was kept")]
    Forgotten {
        /// The size of the checkpoint.
        kept: u64,
        /// The size of the log.
        found: u64,
    },
    /// The log is signed, and no key was given.
    #[error("the log is signed, and no key was given")]
    KeyNeeded,
    /// The key given is not the one in use.
    #[error("the log is signed by another key than `{given}`")]
    OtherKey {
        /// Name and id of the key given.
        given: String,
    },
    /// The record of a change of key does not start from the key in use, or is not signed by both.
    #[error("the record of the change of key: {0}")]
    Rotation(RotationError),
    /// The clock is before what others attested of the log.
    #[error("the clock says {now}, and the log was attested at {attested}")]
    Clock {
        /// The clock.
        now: Moment,
        /// The latest attestation.
        attested: Moment,
    },
    /// The clock is far beyond all that is known of the time.
    #[error("the clock says {now}, far beyond {last}, the latest hour that is known")]
    ClockAhead {
        /// The clock.
        now: Moment,
        /// The hour of the last entry, or the latest attestation that was verified.
        last: Moment,
    },
    /// The key given has another name than the log, as its origin is.
    #[error("the key is called `{name}`, the log `{origin}`")]
    KeyName {
        /// The name of the key.
        name: String,
        /// The origin.
        origin: Origin,
    },
    /// The key of the example, which everybody has.
    #[error("the key of the example signs no other log")]
    ExampleKey,
    /// The log has another name than the settings.
    #[error("the log is `{found}`, not `{expected}`")]
    Origin {
        /// The origin of its checkpoint.
        found: Origin,
        /// The one asked for.
        expected: Origin,
    },
    /// The log is not what its checkpoint says.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// Nothing could be appended.
    #[error(transparent)]
    Append(#[from] AppendError<SnapshotError>),
    /// What was written is not what is read back.
    #[error("`{0}` was written and is not read back as it was")]
    ReadBack(TilePath),
    /// What was written makes another tree.
    #[error("what was written is not read back as it was: {0}")]
    ReadBackRoot(EdgeError<SnapshotError>),
    /// The checkpoint could not be signed.
    #[error(transparent)]
    Sign(#[from] SignError),
    /// Others moved the branch every time.
    #[error("others wrote to the log {0} times in a row")]
    Contended(u32),
    /// Another program holds the lock of the branch.
    #[error("another program holds the lock of `{0}`")]
    Locked(&'static str),
    /// There is no log to attach to.
    #[error("there is no log yet")]
    Absent,
    /// An attestation would take the place of another.
    #[error("`{0}` is there already, with other bytes")]
    Taken(String),
    /// A file is none that a log has, or one that is not changed so.
    #[error("`{0}` is no file of a log, or may not be changed so")]
    Foreign(RepoPath),
    /// A name is not one of an attestation.
    #[error("`{0}` is not a name below `atestacion/`")]
    Name(String),
}
