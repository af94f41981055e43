//! Rules about YAML files of any kind: reading, shape and values.

use super::Rule;

/// The rules of this group, sorted by id.
pub(super) static RULES: &[&Rule] = &[];
