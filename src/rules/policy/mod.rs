//! Rules about policies, catalogues and settings.

use super::Rule;

/// The rules of this group, sorted by id.
pub(super) static RULES: &[&Rule] = &[];
