//! What a forge says happened, and what is judged because of it.
//!
//! ```text
//! event.json ─▶ Event::parse() ─▶ task() ─▶ what check() judges, or why nothing is ─▶ annotations, summary (the caller)
//! ```
//!
//! The payload comes from the platform, but nearly every text in it was written by whoever opened the proposal: only ids,
//! numbers and names of branches are read, each bounded and strict. Nothing here reads a repository, the network or the
//! environment. The judge of a proposal is its base: what is proposed is data.

mod event;
mod reviews;
mod task;
#[cfg(test)]
mod tests;

pub use event::{Event, EventError, MAX_EVENT, PullRequest};
pub use reviews::approvals;
pub use task::{Task, Why, task};
