//! The gate of a server of one's own: what a push asks of each reference, and what is judged before any of them moves.
//!
//! ```text
//! old new reference ─▶ pushes() ─▶ plan() ─▶ Step: refused, free, or what check() judges ─▶ accepted or not (the caller)
//! ```
//!
//! The judge is what the default branch has before the push, never what the push brings. Nothing here judges evidence,
//! prints or moves a reference. What arrives is read where git keeps it apart
//! ([`GitRepository::open_quarantined`](crate::snapshot::GitRepository::open_quarantined)); all of it is hostile.

mod kept;
mod plan;
mod proposed;
mod proposer;
mod push;
mod pusher;
mod refusal;
#[cfg(test)]
mod tests;

pub use kept::{KEPT, awaiting, keep, logged};
pub use plan::{Step, default_branch, plan};
pub use proposed::{may_take_away, proposed};
pub use proposer::{forget_published, remember};
pub use push::{MAX_INPUT, MAX_PUSHES, Push, PushError, pushes};
pub use pusher::Pusher;
pub use refusal::Refusal;

/// Where branches are.
const BRANCHES: &str = "refs/heads/";
/// Where tags are.
const TAGS: &str = "refs/tags/";
