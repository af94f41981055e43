//! Rules about the evidence files: what is there, what it weighs, what it is, and what it carries inside.

mod digest_mismatch;

use super::Rule;

/// The rules of this group, sorted by id.
pub(super) static RULES: &[&Rule] = &[&digest_mismatch::RULE];
