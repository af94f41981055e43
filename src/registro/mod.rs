//! The audit trail in its repository: on a branch of its own, as git objects.
//!
//! ```text
//! refs/heads/registro ─▶ commit ─▶ tree ─▶ checkpoint, vkey, tile/…, atestacion/<size>/…, revisado
//! Trail::open ─▶ TrailReader (a TileReader) ─▶ Index ───────┐
//!      └▶ Reach ─▶ pending_since(), or pending() ─▶ occurrences, Reach
//! main, settings ──┘                                        └▶ append() ─▶ objects, one swap of the branch
//! ```
//!
//! What a log is, how it grows and how it is verified is [`crate::trail`], which is pure; here its files are found in git
//! objects, never checked out, and written as such. [`pending()`] says what a repository has to log, [`append()`] logs it,
//! [`attach`] puts attestations beside it. Nothing here reads the clock: moments are arguments. What is read is bounded
//! and not believed: an append checks the whole log against its checkpoint first.

mod append;
mod attach;
mod clock;
mod continues;
mod error;
pub mod example;
mod former;
mod held;
mod index;
pub(crate) mod line;
mod pending;
mod purge;
mod read;
mod read_back;
mod reported;
mod rotation;
mod terms;
#[cfg(test)]
mod tests;
pub mod times;
mod writes;

pub use append::{Appended, Batch, append, append_on, purge, rotate, rotate_on};
pub use attach::{Attached, attach, signed_at};
pub use continues::{Growth, continues};
pub use error::RegistroError;
pub use former::{Trace, traces};
pub use held::last_held;
pub use index::{EachEntry, Index, IndexError, each_entry};
pub use pending::{
    Had, Occurrence, Open, Pending, Reach, ReachError, Versions, entity_label, is_plain, pending, pending_on,
    pending_since, received, settings_on, stated_origin,
};
pub use purge::{Erased, ErasureError, erased};
pub(crate) use read::attestation;
pub use read::{Tip, Trail, TrailReader, read_keys, signed_by};
pub use reported::before_reports;
pub use rotation::successors;
pub use terms::Terms;
pub use times::{Times, TimesError};
pub use writes::{GitWrites, Writes};

/// The branch, by its full name.
pub const BRANCH: &str = "refs/heads/registro";
/// The branch as the remote had it, by its full name.
pub const REMOTE_BRANCH: &str = "refs/remotes/origin/registro";
/// The file with the checkpoint.
pub const CHECKPOINT: &str = "checkpoint";
/// The file with the public keys of the log, one on each line, the one in use last.
pub const KEYS: &str = "vkey";
/// The file with how far the log reaches into the main line.
pub const REACH: &str = "revisado";
/// The folder of attestations.
pub const ATTESTATIONS: &str = "atestacion";

/// Who commits to the branch: the program, whoever runs it.
const NAME: &str = "mipg";
/// An address that nobody has.
const EMAIL: &str = "registro@mipg.invalid";
