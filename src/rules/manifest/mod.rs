//! Rules about what a manifest or a withdrawal says.
//!
//! Where a manifest could not be read they stay silent: the rules about documents say why.

mod also_serves_unknown;
mod alternative_text_missing;
mod alternative_text_poor;
mod captions_unknown;
mod capture_unknown;
mod class_misplaced;
mod commitment_repeated;
mod commitment_used_as_digest;
mod commitment_without_ground;
mod committed_file_in_git;
mod complements_itself;
mod complements_unknown;
mod criterion_unknown;
mod date_absurd;
mod date_in_future;
mod duplicate_content;
mod exception_incomplete;
mod exception_not_expected;
mod link_without_capture;
mod manifest_missing;
mod month_mismatch;
mod office_unknown;
mod people_in_git;
mod people_undeclared;
mod people_without_authorisation;
mod period_reversed;
mod period_too_long;
mod personal_data_in_text;
mod plan_file_unknown;
mod plan_repeated;
mod plan_unknown;
mod plans_missing;
mod plans_not_expected;
mod policy_mismatch;
mod public_version_restricted;
mod public_version_unknown;
mod receiver_without_sigob;
mod reference_impossible;
mod restricted_in_git;
mod sigob_before_period;
mod sigob_cover_missing;
mod sigob_cover_unknown;
mod sigob_filing_form;
mod supersedes_cycle;
mod supersedes_digest;
mod supersedes_other_owner;
mod supersedes_twice;
mod supersedes_unknown;
mod supersedes_without_evidence;
mod typology_unknown;
mod video_without_captions;
mod withdrawal_date_in_future;
mod withdrawal_file_present;
mod withdrawal_file_unknown;
mod withdrawal_without_manifest;

use std::collections::BTreeSet;

use super::{DocumentContext, Index, Problem, RelationContext, Rule, SubmissionContext};
use crate::{
    model::{FileKind, Listing, SubmissionPath, layout, raw},
    repo_path::RepoPath,
    source::{Route, Step, structure::StructureProblemKind},
};

pub(super) use date_absurd::{is_absurd_due, is_absurd_period};

/// The rules of this group, sorted by id.
pub(super) static RULES: &[&Rule] = &[
    &also_serves_unknown::RULE,
    &alternative_text_missing::RULE,
    &alternative_text_poor::RULE,
    &captions_unknown::RULE,
    &capture_unknown::RULE,
    &class_misplaced::RULE,
    &commitment_repeated::RULE,
    &commitment_used_as_digest::RULE,
    &commitment_without_ground::RULE,
    &committed_file_in_git::RULE,
    &complements_itself::RULE,
    &complements_unknown::RULE,
    &criterion_unknown::RULE,
    &date_absurd::RULE,
    &date_in_future::RULE,
    &duplicate_content::RULE,
    &exception_incomplete::RULE,
    &exception_not_expected::RULE,
    &link_without_capture::RULE,
    &manifest_missing::RULE,
    &month_mismatch::RULE,
    &office_unknown::RULE,
    &people_in_git::RULE,
    &people_undeclared::RULE,
    &people_without_authorisation::RULE,
    &period_reversed::RULE,
    &period_too_long::RULE,
    &personal_data_in_text::RULE,
    &plan_file_unknown::RULE,
    &plan_repeated::RULE,
    &plan_unknown::RULE,
    &plans_missing::RULE,
    &plans_not_expected::RULE,
    &policy_mismatch::RULE,
    &public_version_restricted::RULE,
    &public_version_unknown::RULE,
    &receiver_without_sigob::RULE,
    &reference_impossible::RULE,
    &restricted_in_git::RULE,
    &sigob_before_period::RULE,
    &sigob_cover_missing::RULE,
    &sigob_cover_unknown::RULE,
    &sigob_filing_form::RULE,
    &supersedes_cycle::RULE,
    &supersedes_digest::RULE,
    &supersedes_other_owner::RULE,
    &supersedes_twice::RULE,
    &supersedes_unknown::RULE,
    &supersedes_without_evidence::RULE,
    &typology_unknown::RULE,
    &video_without_captions::RULE,
    &withdrawal_date_in_future::RULE,
    &withdrawal_file_present::RULE,
    &withdrawal_file_unknown::RULE,
    &withdrawal_without_manifest::RULE,
];

/// The manifest and its path, where it could be read.
fn manifest<'a>(cx: &SubmissionContext<'a>) -> Option<(&'a raw::Manifest, &'a RepoPath)> {
    let submission = cx.submission;
    Some((submission.manifest.read()?, &submission.manifest_path))
}

/// What the manifest states at its top, and its path: for rules about a field that is there, and never about one that
/// is not; see [`crate::model::Submission::stated`].
fn stated<'a>(cx: &SubmissionContext<'a>) -> Option<(&'a raw::Manifest, &'a RepoPath)> {
    let submission = cx.submission;
    Some((submission.stated()?, &submission.manifest_path))
}

/// The withdrawal and its path, where it could be read.
fn withdrawal<'a>(cx: &SubmissionContext<'a>) -> Option<(&'a raw::Withdrawal, RepoPath)> {
    let submission = cx.submission;
    Some((submission.withdrawal.read()?, submission.path.file(layout::WITHDRAWAL)))
}

/// Whether the manifest lists a file of this name.
fn lists(manifest: &raw::Manifest, name: &raw::FileName) -> bool {
    manifest.files.iter().any(|file| file.path == *name)
}

/// The names the manifest lists, in its order.
fn listed_names(manifest: &raw::Manifest) -> impl Iterator<Item = &str> {
    manifest.files.iter().map(|file| file.path.as_str())
}

/// The places in `archivos` of the files that lack a field the schema asks of images and videos, with the name of each where
/// it can be read; only in manifests.
fn files_without<'a>(cx: &DocumentContext<'a>, field: &'a str) -> impl Iterator<Item = (usize, Option<&'a str>)> + 'a {
    let entries = cx.listing.map_or(&[][..], Listing::entries);
    let name = move |index: usize| {
        let at = entries.binary_search_by_key(&index, |entry| entry.index).ok()?;
        Some(entries[at].path.as_str())
    };
    let problems = if cx.kind == FileKind::Manifest { cx.problems } else { &[] };
    problems.iter().filter_map(move |problem| {
        let Problem::Structure(problem) = problem else { return None };
        match (&problem.kind, problem.route.steps()) {
            (StructureProblemKind::MissingField { field: missing }, [Step::Key(list), Step::Index(index), _])
                if missing == field && list == "archivos" =>
            {
                Some((*index, name(*index)))
            }
            _ => None,
        }
    })
}

/// The place of a listed file.
fn listed_file(index: usize) -> Route {
    Route::root().key("archivos").index(index)
}

/// What follows from what a submission supersedes.
enum Chain {
    /// It ends after these submissions, from the one superseded back.
    Ends,
    /// It comes back to the submission itself.
    Returns,
    /// It is longer than [`Chain::LIMIT`].
    TooLong,
}

impl Chain {
    /// Most submissions, one superseded by the next, that are followed.
    const LIMIT: usize = 100;

    /// Follows what `cx` supersedes.
    fn of(cx: &RelationContext<'_>) -> Self {
        let own = &cx.summary.path;
        let mut visited: BTreeSet<SubmissionPath> = BTreeSet::new();
        let mut next = cx.summary.links.supersedes.as_ref().map(|(target, _)| target.clone());
        while let Some(target) = next {
            if target == *own {
                return Chain::Returns;
            }
            if visited.len() == Self::LIMIT {
                return Chain::TooLong;
            }
            next = cx.index.links(&target).and_then(|links| links.supersedes).map(|(target, _)| target);
            if !visited.insert(target) {
                // a cycle of others: each of them says so
                return Chain::Ends;
            }
        }
        Chain::Ends
    }
}

/// Whether `later` supersedes `earlier`, directly or through others.
fn corrects(index: &dyn Index, later: &SubmissionPath, earlier: &SubmissionPath) -> bool {
    let mut next = later.clone();
    for _ in 0..Chain::LIMIT {
        match index.links(&next).and_then(|links| links.supersedes) {
            Some((target, _)) if target == *earlier => return true,
            Some((target, _)) => next = target,
            None => return false,
        }
    }
    false
}
