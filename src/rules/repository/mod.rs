//! Rules about tree entries, names and places.

use super::Rule;

/// The rules of this group, sorted by id.
pub(super) static RULES: &[&Rule] = &[];
