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
mod exemption_issued_in_future;
mod exemption_without_due_date;
mod obligation_days_merge;
mod obligation_window_empty;
mod obligation_without_due_date;
mod period_off_due_date;
mod plan_not_due;
mod schedule_date_absurd;

use chrono::NaiveDate;

use super::{Rule, SubmissionContext, manifest::is_absurd_due};
use crate::{model::raw, repo_path::RepoPath};

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
    &exemption_issued_in_future::RULE,
    &exemption_without_due_date::RULE,
    &obligation_days_merge::RULE,
    &obligation_window_empty::RULE,
    &obligation_without_due_date::RULE,
    &period_off_due_date::RULE,
    &plan_not_due::RULE,
    &schedule_date_absurd::RULE,
];

/// The manifest of a submission of a policy, its path and the due date it states; nothing where obligations could not be
/// read, or where another rule says that the date cannot be believed.
fn stated<'a>(cx: &SubmissionContext<'a>) -> Option<(&'a raw::Manifest, &'a RepoPath, NaiveDate)> {
    let submission = cx.submission;
    cx.common.repository()?;
    let manifest = submission.manifest.read().filter(|_| !submission.path.is_model())?;
    let due = manifest.due?.get();
    (!is_absurd_due(due, cx.today())).then_some((manifest, &submission.manifest_path, due))
}
