//! Rules about what a manifest or a withdrawal says.

use super::Rule;

/// The rules of this group, sorted by id.
pub(super) static RULES: &[&Rule] = &[];
