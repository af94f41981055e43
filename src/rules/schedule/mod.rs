//! Rules about obligations, what is due and what excuses it.
//!
//! They hold a submission to the days that obligations name and obligations to themselves; lateness is no defect and
//! is told elsewhere. Where `repositorio.yaml` could not be read they stay silent: the rules about documents say why.

mod act_missing;
mod act_unnumbered;
mod act_vague;
mod class_not_owed;
mod deadline_unsourced;
mod due_date_not_measured;
mod due_date_unknown;
mod due_window_not_open;
mod exemption_issued_in_future;
mod exemption_without_due_date;
mod obligation_days_merge;
mod obligation_due_date_shared;
mod obligation_window_empty;
mod obligation_without_due_date;
mod period_off_due_date;
mod plan_not_due;
mod schedule_date_absurd;

use chrono::{Datelike as _, NaiveDate};

use super::{Rule, SubmissionContext, manifest::is_absurd_due};
use crate::{model::raw, repo_path::RepoPath, schedule::NotNamed};

pub(super) use act_missing::is_about_acts;

/// The rules of this group, sorted by id.
pub(super) static RULES: &[&Rule] = &[
    &act_missing::RULE,
    &act_unnumbered::RULE,
    &act_vague::RULE,
    &class_not_owed::RULE,
    &deadline_unsourced::RULE,
    &due_date_not_measured::RULE,
    &due_date_unknown::RULE,
    &due_window_not_open::RULE,
    &exemption_issued_in_future::RULE,
    &exemption_without_due_date::RULE,
    &obligation_days_merge::RULE,
    &obligation_due_date_shared::RULE,
    &obligation_window_empty::RULE,
    &obligation_without_due_date::RULE,
    &period_off_due_date::RULE,
    &plan_not_due::RULE,
    &schedule_date_absurd::RULE,
];

/// The manifest of a submission of a policy as far as it is sound, its path and the due date it states; nothing where its
/// class or obligations could not be read, or where another rule says that the date cannot be believed.
fn stated<'a>(cx: &SubmissionContext<'a>) -> Option<(&'a raw::Manifest, &'a RepoPath, NaiveDate)> {
    let submission = cx.submission;
    cx.common.repository()?;
    let manifest = submission.stated().filter(|_| submission.states_class() && !submission.path.is_model())?;
    let due = manifest.due?.get();
    (!is_absurd_due(due, cx.today())).then_some((manifest, &submission.manifest_path, due))
}

/// What [`stated`] gives where the due date is of the month of the folder: of any other the rule about folders says that
/// one of them is misspelt, and what follows from it is not said again.
fn stated_in_folder<'a>(cx: &SubmissionContext<'a>) -> Option<(&'a raw::Manifest, &'a RepoPath, NaiveDate)> {
    let folder = &cx.submission.path;
    let is_own = |due: NaiveDate| (due.year(), due.month()) == (i32::from(folder.year), u32::from(folder.month));
    stated(cx).filter(|(_, _, due)| is_own(*due))
}

/// Whether no obligation takes the class that a submission states from its policy.
pub(super) fn is_not_owed(cx: &SubmissionContext<'_>) -> bool {
    let policy = cx.submission.path.owner.as_str();
    stated(cx).is_some_and(|(manifest, _, due)| cx.due_dates.on(manifest.class, policy, due) == Err(NotNamed::NotOwed))
}
