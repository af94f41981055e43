//! Receipts of submissions (*constancia de recepción en el repositorio*): made, verified, and printed.
//!
//! ```text
//! tiles, checkpoint, manifest ─▶ issue ─▶ Issued ─┬▶ .tlog-proof   what proves
//!                                                 └▶ page          what people read, with a QR of the proof
//! .tlog-proof, files, trust   ─▶ judge ─▶ Judgement ─▶ exit code, words, JSON
//! ```
//!
//! The `extra` line of the proof holds the bytes of the entry, so that whoever verifies needs nothing else of the log.
//! Nobody vouches for that line; it is believed because its hash is the leaf that the proof shows to be in the tree.
//!
//! Nothing here reads the disk, the clock or the network.

mod all;
mod files;
mod issue;
mod judge;
mod manifest;
mod page;
mod qr;
mod say;
#[cfg(test)]
pub(crate) mod tests;

pub use all::issue_all;
pub use issue::{IssueError, Issued, Later, Request, Wanted, gathered, issue};
pub use judge::{FileCheck, Given, JudgeError, Judgement, ManifestCheck, Trust, Witnesses, judge};
pub use manifest::{ListedFile, Manifest, ManifestError, withdrawn};
pub use page::{Page, PageError, proof_name};
pub use say::{checkpoint as checkpoint_refusal, event, human, json, later, refusal};

/// The folder of a published site where proofs stand, below its domain.
pub const PUBLISHED: &str = "constancias";
