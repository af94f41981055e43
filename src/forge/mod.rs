//! What a forge says happened, and what is judged because of it.
//!
//! ```text
//! event.json ─▶ Event::parse() ─▶ task() ─▶ what check() judges, or why nothing is ─▶ annotations, summary (the caller)
//! Report, what the audit trail has ─▶ Comment ─┐
//! Reminders ───────────────────────────────────┤
//! what the platform lists ─▶ listing() ────────┴▶ Plan: what a workflow asks of the platform
//! ```
//!
//! The payload comes from the platform, but nearly every text in it was written by whoever opened the proposal: only ids,
//! numbers and names of branches are read, each bounded and strict. Nothing here reads a repository, the network or the
//! environment. The judge of a proposal is its base: what is proposed is data.

mod activity;
mod codeowners;
mod comment;
mod event;
mod plan;
mod pulls;
mod reception;
mod reminders;
mod reviews;
mod task;
#[cfg(test)]
mod tests;

pub use activity::{Pushed, pushes};
pub use codeowners::{CODEOWNERS, Owners, codeowners};
pub use comment::{Comment, MARKER, RunPage, Told, paragraphs};
pub use event::{Event, EventError, MAX_EVENT, PullRequest};
pub use plan::{BOT, Listed, ListingError, MAX_LISTING, Method, Plan, Request, comment, listing};
pub use pulls::{Open, Versions, open_pulls};
pub use reception::{Noted, Unreceived};
pub use reminders::{reminders, since};
pub use reviews::approvals;
pub use task::{Task, Why, task};
