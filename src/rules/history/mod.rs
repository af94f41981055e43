//! Rules about what a change does to what was published.

mod accounts_removed;
mod change_mixes_evidence_and_code;
mod commit_date_backwards;
mod commit_date_in_future;
mod committer_outside_institution;
mod history_grafted;
mod history_line_broken;
mod history_replaced;
mod history_rewound;
mod history_shallow;
mod history_unrelated;
mod inherited;
mod left_in_history;
mod losses;
mod measuring_stops;
mod past;
mod past_judged_anew;
mod published_changed;
mod published_removed;
mod published_renamed;
mod settings_unreadable;
mod withdrawal_altered;
mod withdrawal_of_unpublished;

pub(super) use losses::Losses;

use super::Rule;

/// The rules of this group, sorted by id.
pub(super) static RULES: &[&Rule] = &[
    &accounts_removed::RULE,
    &change_mixes_evidence_and_code::RULE,
    &commit_date_backwards::RULE,
    &commit_date_in_future::RULE,
    &committer_outside_institution::RULE,
    &history_grafted::RULE,
    &history_line_broken::RULE,
    &history_replaced::RULE,
    &history_rewound::RULE,
    &history_shallow::RULE,
    &history_unrelated::RULE,
    &left_in_history::RULE,
    &measuring_stops::RULE,
    &past_judged_anew::RULE,
    &published_changed::RULE,
    &published_removed::RULE,
    &published_renamed::RULE,
    &settings_unreadable::RULE,
    &withdrawal_altered::RULE,
    &withdrawal_of_unpublished::RULE,
];
