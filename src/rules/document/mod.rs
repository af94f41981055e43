//! Rules about YAML files of any kind: reading, shape and values.

mod comment_after_text;
mod document_not_a_file;
mod document_object_damaged;
mod document_object_missing;
mod document_undecodable;
mod field_bad_form;
mod field_missing;
mod field_not_allowed_value;
mod field_not_applicable;
mod field_out_of_range;
mod field_unknown;
mod field_wrong_type;
mod problems;
mod problems_not_shown;
mod version_unknown;
mod yaml_anchor;
mod yaml_duplicate_key;
mod yaml_forbidden_character;
mod yaml_key_not_text;
mod yaml_not_a_mapping;
mod yaml_not_utf8;
mod yaml_number;
mod yaml_several_documents;
mod yaml_syntax;
mod yaml_tag;
mod yaml_too_deep;
mod yaml_too_large;
mod yaml_two_readings;

use super::Rule;

/// The rules of this group, sorted by id.
pub(super) static RULES: &[&Rule] = &[
    &comment_after_text::RULE,
    &document_not_a_file::RULE,
    &document_object_damaged::RULE,
    &document_object_missing::RULE,
    &document_undecodable::RULE,
    &field_bad_form::RULE,
    &field_missing::RULE,
    &field_not_allowed_value::RULE,
    &field_not_applicable::RULE,
    &field_out_of_range::RULE,
    &field_unknown::RULE,
    &field_wrong_type::RULE,
    &problems_not_shown::RULE,
    &version_unknown::RULE,
    &yaml_anchor::RULE,
    &yaml_duplicate_key::RULE,
    &yaml_forbidden_character::RULE,
    &yaml_key_not_text::RULE,
    &yaml_not_a_mapping::RULE,
    &yaml_not_utf8::RULE,
    &yaml_number::RULE,
    &yaml_several_documents::RULE,
    &yaml_syntax::RULE,
    &yaml_tag::RULE,
    &yaml_too_deep::RULE,
    &yaml_too_large::RULE,
    &yaml_two_readings::RULE,
];
