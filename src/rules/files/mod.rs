//! Rules about the evidence files: what is there, what it weighs, what it is, and what it carries inside.
//!
//! Each trait of a file belongs to one rule, and a file's type has at most one defect: [`held`] and [`kind`] decide which
//! rule speaks, so that no two say the same.

mod archive_bomb;
mod archive_nested;
mod archive_opaque;
mod archive_path_escape;
mod digest_mismatch;
mod extension_mismatch;
mod file_corrupt;
mod file_embedded;
mod file_empty;
mod file_encrypted;
mod file_executable_inside;
mod file_external_reference;
mod file_linked_data;
mod file_listed_twice;
mod file_macros;
mod file_missing;
mod file_not_listed;
mod file_object_damaged;
mod file_object_missing;
mod file_polyglot;
mod file_script;
mod file_too_complex;
mod file_too_large;
mod file_trailing_data;
mod file_truncated;
mod file_unconvertible;
mod held;
mod image_too_many_pixels;
mod kind;
mod pdf_script;
mod personal_data_suspected;
mod photo_location;
mod photo_location_published;
mod pointer_mismatch;
mod pointer_not_needed;
mod pointer_object_mismatch;
mod pointer_of_external;
mod pointer_unseen;
mod size_mismatch;
mod sound_cut;
mod table_formula;
mod table_ragged;
mod text_deceptive_character;
mod too_many_files;
mod type_mismatch;
mod type_not_accepted;
mod type_undetermined;

use super::Rule;

/// The rules of this group, sorted by id.
pub(super) static RULES: &[&Rule] = &[
    &archive_bomb::RULE,
    &archive_nested::RULE,
    &archive_opaque::RULE,
    &archive_path_escape::RULE,
    &digest_mismatch::RULE,
    &extension_mismatch::RULE,
    &file_corrupt::RULE,
    &file_embedded::RULE,
    &file_empty::RULE,
    &file_encrypted::RULE,
    &file_executable_inside::RULE,
    &file_external_reference::RULE,
    &file_linked_data::RULE,
    &file_listed_twice::RULE,
    &file_macros::RULE,
    &file_missing::RULE,
    &file_not_listed::RULE,
    &file_object_damaged::RULE,
    &file_object_missing::RULE,
    &file_polyglot::RULE,
    &file_script::RULE,
    &file_too_complex::RULE,
    &file_too_large::RULE,
    &file_trailing_data::RULE,
    &file_truncated::RULE,
    &file_unconvertible::RULE,
    &image_too_many_pixels::RULE,
    &pdf_script::RULE,
    &personal_data_suspected::RULE,
    &photo_location::RULE,
    &photo_location_published::RULE,
    &pointer_mismatch::RULE,
    &pointer_not_needed::RULE,
    &pointer_object_mismatch::RULE,
    &pointer_of_external::RULE,
    &pointer_unseen::RULE,
    &size_mismatch::RULE,
    &sound_cut::RULE,
    &table_formula::RULE,
    &table_ragged::RULE,
    &text_deceptive_character::RULE,
    &too_many_files::RULE,
    &type_mismatch::RULE,
    &type_not_accepted::RULE,
    &type_undetermined::RULE,
];
