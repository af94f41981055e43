//! Rules about tree entries, names and places.

mod attributes_change_content;
mod entry_duplicate;
mod entry_executable;
mod entry_submodule;
mod entry_symlink;
mod entry_unknown_mode;
mod folder_ignored;
mod names;
mod path_case_collision;
mod path_control_character;
mod path_deceptive_character;
mod path_forbidden_character;
mod path_git_form;
mod path_invalid;
mod path_look_alike;
mod path_misplaced;
mod path_not_nfc;
mod path_not_utf8;
mod path_reserved_name;
mod path_too_long;
mod path_trailing_dot_or_space;
mod private_key_committed;
mod settings_missing;
mod submission_name;
mod submission_not_flat;
mod too_many_submissions;

use super::Rule;

/// The rules of this group, sorted by id.
pub(super) static RULES: &[&Rule] = &[
    &attributes_change_content::RULE,
    &entry_duplicate::RULE,
    &entry_executable::RULE,
    &entry_submodule::RULE,
    &entry_symlink::RULE,
    &entry_unknown_mode::RULE,
    &folder_ignored::RULE,
    &path_case_collision::RULE,
    &path_control_character::RULE,
    &path_deceptive_character::RULE,
    &path_forbidden_character::RULE,
    &path_git_form::RULE,
    &path_invalid::RULE,
    &path_look_alike::RULE,
    &path_misplaced::RULE,
    &path_not_nfc::RULE,
    &path_not_utf8::RULE,
    &path_reserved_name::RULE,
    &path_too_long::RULE,
    &path_trailing_dot_or_space::RULE,
    &private_key_committed::RULE,
    &settings_missing::RULE,
    &submission_name::RULE,
    &submission_not_flat::RULE,
    &too_many_submissions::RULE,
];
