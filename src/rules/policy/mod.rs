//! Rules about policies, catalogues, settings and the evidence linked to criteria and questions.
//!
//! A file that could not be read is unknown, never absent: the rules about documents say why.

mod catalogue_dates_reversed;
mod catalogue_dimension_unknown;
mod catalogue_duplicate;
mod catalogue_file_name;
mod catalogue_policy_unknown;
mod catalogue_source_unknown;
mod contingency_dates_reversed;
mod criterion_duplicate;
mod criterion_validity_reversed;
mod exemption_dates_reversed;
mod exemption_obligation_unknown;
mod exemption_policy_unknown;
mod holiday_date_impossible;
mod holiday_duplicate;
mod holidays_missing;
mod leader_dates_reversed;
mod leader_office_unknown;
mod model_unknown;
mod obligation_dates_reversed;
mod obligation_duplicate;
mod obligation_office_unknown;
mod obligation_policy_not_in_force;
mod obligation_policy_unknown;
mod obligation_window_reversed;
mod plan_duplicate;
mod plan_successor_unknown;
mod policy_code_mismatch;
mod policy_folder_unknown;
mod policy_inactive;
mod policy_missing;
mod policy_name_mismatch;
mod policy_not_in_catalogue;
mod policy_not_in_force;
mod policy_slug_mismatch;
mod questionnaire_unknown;
mod supports_criterion_unknown;
mod supports_file_unknown;
mod supports_policy_mismatch;
mod supports_question_unknown;
mod supports_submission_unknown;
mod supports_without_policy;
mod supports_year_mismatch;
mod user_repeated;
mod user_unknown;
mod year_duplicate;

use std::collections::BTreeMap;

use super::Rule;
use crate::{
    model::{World, layout, layout::policy as policy_path, raw},
    repo_path::RepoPath,
};

/// Most findings of one rule about one file of supports; the rest are counted.
const MOST_SHOWN: usize = 200;

/// The rules of this group, sorted by id.
pub(super) static RULES: &[&Rule] = &[
    &catalogue_dates_reversed::RULE,
    &catalogue_dimension_unknown::RULE,
    &catalogue_duplicate::RULE,
    &catalogue_file_name::RULE,
    &catalogue_policy_unknown::RULE,
    &catalogue_source_unknown::RULE,
    &contingency_dates_reversed::RULE,
    &criterion_duplicate::RULE,
    &criterion_validity_reversed::RULE,
    &exemption_dates_reversed::RULE,
    &exemption_obligation_unknown::RULE,
    &exemption_policy_unknown::RULE,
    &holiday_date_impossible::RULE,
    &holiday_duplicate::RULE,
    &holidays_missing::RULE,
    &leader_dates_reversed::RULE,
    &leader_office_unknown::RULE,
    &model_unknown::RULE,
    &obligation_dates_reversed::RULE,
    &obligation_duplicate::RULE,
    &obligation_office_unknown::RULE,
    &obligation_policy_not_in_force::RULE,
    &obligation_policy_unknown::RULE,
    &obligation_window_reversed::RULE,
    &plan_duplicate::RULE,
    &plan_successor_unknown::RULE,
    &policy_code_mismatch::RULE,
    &policy_folder_unknown::RULE,
    &policy_inactive::RULE,
    &policy_missing::RULE,
    &policy_name_mismatch::RULE,
    &policy_not_in_catalogue::RULE,
    &policy_not_in_force::RULE,
    &policy_slug_mismatch::RULE,
    &questionnaire_unknown::RULE,
    &supports_criterion_unknown::RULE,
    &supports_file_unknown::RULE,
    &supports_policy_mismatch::RULE,
    &supports_question_unknown::RULE,
    &supports_submission_unknown::RULE,
    &supports_without_policy::RULE,
    &supports_year_mismatch::RULE,
    &user_repeated::RULE,
    &user_unknown::RULE,
    &year_duplicate::RULE,
];

/// The path of `repositorio.yaml`.
pub(super) fn repository_path() -> RepoPath {
    RepoPath::new(format!("{}/repositorio.yaml", layout::ROOT)).expect("a constant path is valid")
}

/// Each policy that the model in force lists: its key, what its folder says and what the catalogue says.
fn in_force(world: &World) -> impl Iterator<Item = (&str, &raw::Policy, &raw::CataloguePolicy)> {
    let listed = world.model().into_iter().flat_map(|model| model.policies.iter());
    listed.filter_map(|listed| {
        let slug = listed.policy.as_str();
        Some((slug, world.policies.get(slug)?, listed))
    })
}

/// The folder a file of a policy lies in: the key of that policy.
fn folder_of(path: &RepoPath) -> &str {
    path.segments().rev().nth(1).unwrap_or_default()
}

/// Each item whose key an earlier one has: its position and that of the first, both from 0.
fn repeated<K: Ord>(keys: impl IntoIterator<Item = K>) -> Vec<(usize, usize)> {
    let mut first = BTreeMap::new();
    let mut repeated = Vec::new();
    for (position, key) in keys.into_iter().enumerate() {
        match first.get(&key) {
            Some(&earlier) => repeated.push((position, earlier)),
            None => {
                first.insert(key, position);
            }
        }
    }
    repeated
}
