//! The pipeline: a snapshot and a moment in, a report out.
//!
//! [`check`] judges a whole tree; with a [`Change`] it judges only what the change touches, and what the change does
//! to history. Both visit the same rules with the same contexts: for the paths of a change they say the same.
//! Nothing here prints or reads the clock, and nothing is skipped in silence: what was not read is not counted.

mod contents;
mod index;
pub(crate) mod loader;
mod places;
mod policies;
mod published;
mod received;
mod root;
mod said;
mod scope;
mod submissions;
pub(crate) mod tree;

use std::collections::BTreeSet;

use chrono::{DateTime, FixedOffset};
use rayon::prelude::*;

use crate::{
    diagnostic::{Checked, Count, Finding, Group, Inputs, Report, RunRules, Severity},
    messages::Lang,
    model::{Accounts, Actor, FileKind, Moment, Place, Reading, Settings, Submission, World, layout},
    repo_path::RepoPath,
    rules::{self, Check, Published},
    schedule::DueDates,
    snapshot::{CopyState, Depth, Entry, PathChange, Snapshot, SnapshotError, history::Change},
};
use loader::{Extent, LoadedWorld, Loader};
use places::Excerpts;
use policies::Policies;
pub use published::{OpenCommit, PublishedTrees, Standing};
pub use received::Receptions;
use scope::Scope;

/// What is asked of [`check`].
pub struct Request<'a> {
    /// The tree that is judged.
    pub snapshot: &'a dyn Snapshot,
    /// Its name for the report: an object id, or none for a work tree.
    pub revision: Option<String>,
    /// The change that leads to it, when only that is judged.
    pub change: Option<ChangeRequest<'a>>,
    /// What the audit trail says was received; asked only about what a whole tree is found to have wrong.
    pub receptions: Option<&'a dyn Receptions>,
    /// The moment asked, in Colombia's time.
    pub as_of: DateTime<FixedOffset>,
    /// The language of the report.
    pub lang: Lang,
    /// Told after each submission: how many of how many.
    pub progress: &'a (dyn Fn(u64, u64) + Sync),
    /// Shown each submission of the scope as it was read and before it is judged; in no order, on any thread.
    pub observe: &'a (dyn Fn(&Submission) + Sync),
}

/// A change, and the tree it starts from.
pub struct ChangeRequest<'a> {
    /// Commits, paths and flags.
    pub change: &'a Change,
    /// The tree of the base: its settings judge.
    pub base: &'a dyn Snapshot,
    /// What the base has published.
    pub published: &'a dyn Published,
    /// Who makes it; none where nobody knows.
    pub actor: Option<&'a Actor>,
}

/// Judges a tree, or a change to it.
///
/// # Errors
/// Only where the repository itself cannot be listed; what is wrong with one file is a finding.
pub fn check(request: &Request<'_>) -> Result<Report, SnapshotError> {
    let mut findings = Vec::new();
    let loader = Loader::new();
    let scope = match &request.change {
        Some(asked) => Scope::of_change(asked.change),
        None => Scope::All,
    };
    let top = request.snapshot.list(&layout::root(), Depth::One)?;
    let extent = if scope.needs_whole_world() { Extent::Whole } else { Extent::Judging };
    let mut loaded = loader.world(request.snapshot, &top, extent)?;
    // The settings of the base judge a change; where it has none, the defaults do, and never those of the head.
    let (settings, settings_refused) = match &request.change {
        Some(asked) => {
            let base = match &loaded.settings {
                // A change that leaves settings alone has those of its base, unless the base has moved on.
                Some(own) if loader.same_settings(request.snapshot, asked.base)? => {
                    Reading::Read(Box::new(own.clone()))
                }
                _ => loader.settings(asked.base)?,
            };
            (base.read().cloned().unwrap_or_default(), base == Reading::Refused)
        }
        None => (loaded.settings.clone().unwrap_or_default(), false),
    };
    let tree = tree::Tree::read(request.snapshot, &scope, &top)?;

    entries(&tree, &scope, &settings, &mut findings);
    root::judge(request, &scope, &tree, &settings, &mut findings)?;
    for document in &loaded.documents {
        if scope.holds(&document.path) {
            rules::document(&document.context(), &mut findings);
        }
    }
    if extent == Extent::Whole {
        let mut world_findings = Vec::new();
        rules::world(&loaded.world, &mut world_findings);
        let dated = rules::DatedWorldContext { world: &loaded.world, as_of: request.as_of };
        rules::dated_world(&dated, &mut world_findings);
        findings.extend(world_findings.into_iter().filter(|finding| scope.holds_finding(finding)));
    }

    let left = std::mem::take(&mut loaded.policies_left);
    let policies = Policies::new(&loaded.world, left, request.snapshot, &loader);
    let mut checked = Checked { policies: count_policies(&loaded, &policies, &scope), ..Checked::default() };
    let obligations = loaded.world.repository.read().map_or(&[][..], |repository| &repository.obligations);
    let due_dates = DueDates::new(obligations);
    let against =
        submissions::Against { world: &loaded.world, policies: &policies, settings: &settings, due_dates: &due_dates };
    let filed = submissions::judge(request, &loader, &against, &scope, &tree, &mut findings, &mut checked)?;
    let mut unread = policies.into_unread()?;
    if extent == Extent::Judging {
        // Where the whole is read, the rules about documents say so themselves; `repositorio.yaml` is told apart.
        let is_other = |path: &&RepoPath| Place::of(path).file_kind() != Some(FileKind::Repository);
        unread.extend(loaded.world.unread.iter().filter(is_other).cloned());
    }

    let copy = rules::CopyContext {
        state: request.snapshot.copy_state()?,
        ignored: request.snapshot.ignored_folders(),
        judged: request.change.is_some(),
    };
    rules::copy(&copy, &mut findings);
    let of_contents = contents::judge(request, &scope, &settings)?;
    let who = match &request.change {
        Some(asked) => who(asked, &loader)?,
        None => None,
    };
    if let Some(asked) = &request.change {
        let before = loader.before(asked.base, asked.change, &loaded.world)?;
        let rewritten = before.as_ref().map(|before| rules::Rewritten { before, world: &loaded.world });
        let named = loader.named(asked.base, asked.change, &loaded.world, asked.actor.map(|by| by.account.forge))?;
        let judged_by = rules::JudgedBy {
            settings: &settings,
            refused: settings_refused,
            unread: &unread,
            rewritten,
            named: named.as_ref(),
        };
        let context = rules::ChangeContext::new(asked.change, asked.published, judged_by, request.as_of);
        rules::change(&context, &mut findings);
        said::keep_what_history_does_not_say(&mut findings);
        scope.mark_inherited(&mut findings);
        findings.extend(of_contents);
        if let Some((actor, accounts)) = &who {
            let day = request.as_of.date_naive();
            let context = rules::PermissionContext { change: asked.change, actor, accounts, filed: &filed, day };
            rules::permission(&context, &mut findings);
        }
    } else {
        findings.extend(of_contents);
        if let Some(receptions) = request.receptions {
            received::mark_inherited(&mut findings, receptions, request.snapshot, &loader, &settings)?;
        }
    }
    said::tell_once(&mut findings, &scope);
    let excerpts = Excerpts::new(request.snapshot, &settings);
    let inputs = Inputs {
        revision: request.revision.clone(),
        base: request.change.as_ref().map(|asked| asked.change.base.to_string()),
        as_of: request.as_of,
        lang: request.lang,
        rules_version: rules::version(),
    };
    let is_beside = |changed: &&PathChange| Place::of(&changed.path) == Place::Outside;
    let beside =
        request.change.as_ref().map_or(0, |asked| asked.change.changed.iter().filter(is_beside).count() as u64);
    Ok(Report::new(
        inputs,
        run_rules(request, &scope, &copy.state, who.as_ref().map(|(actor, _)| *actor)),
        checked,
        (scope.is_applicable(), beside),
        findings,
        &excerpts,
    ))
}

/// Settings, catalogues and policies of a tree, without judging them; what could not be read is in [`World::unread`], and
/// what cannot be believed at that moment in [`World::withheld`].
///
/// # Errors
/// Only where the repository itself cannot be listed.
pub fn world(snapshot: &dyn Snapshot, moment: Moment) -> Result<World, SnapshotError> {
    let top = snapshot.list(&layout::root(), Depth::One)?;
    Ok(Loader::new().world(snapshot, &top, Extent::Whole)?.into_schedule(moment).0)
}

/// Who makes a change and who may do what, where both are known: an account of a forge that the base names accounts of.
fn who<'a>(asked: &ChangeRequest<'a>, loader: &Loader) -> Result<Option<(&'a Actor, Accounts)>, SnapshotError> {
    let Some(actor) = asked.actor else { return Ok(None) };
    let accounts = loader.accounts(asked.base)?;
    Ok(accounts.knows(actor.account.forge).then_some((actor, accounts)))
}

/// Accounts of leaders and roles, as a tree names them.
///
/// # Errors
/// Only where the repository itself cannot be listed; a file that cannot be read names nobody.
pub fn accounts(snapshot: &dyn Snapshot) -> Result<Accounts, SnapshotError> {
    Loader::new().accounts(snapshot)
}

/// Rules of history need a base and all the history from it, those of permission an account; the others need something to
/// look at.
fn run_rules(request: &Request<'_>, scope: &Scope, copy: &CopyState, actor: Option<&Actor>) -> RunRules {
    let count = |is_of: fn(&Check) -> bool| rules::all().filter(|rule| is_of(&rule.check)).count() as u64;
    let of = count(|_| true);
    let history = count(|check| matches!(check, Check::Change(_)));
    let permission = count(|check| matches!(check, Check::Permission(..)));
    let others = if scope.is_applicable() { of - history - permission } else { 0 };
    let is_whole = *copy == CopyState::default();
    let is_known = request
        .change
        .as_ref()
        .is_some_and(|asked| is_whole && asked.change.merge_base.is_some() && asked.published.reception().is_known());
    let run = if is_known { history } else { 0 };
    let permitted = actor.map_or(0, |actor| rules::of_permission(&actor.deed).count() as u64);
    RunRules {
        run: others + run + permitted,
        of,
        history: Count { done: run, of: history },
        permission: Count { done: permitted, of: permission },
    }
}

/// Policies read, of those of the model in force; of those with a file, where no model could be read. For a change, of
/// those whose folders it touches.
fn count_policies(loaded: &LoadedWorld, policies: &Policies<'_>, scope: &Scope) -> Count {
    let present = loaded.documents.iter().filter_map(|document| match Place::of(&document.path) {
        Place::Document(FileKind::Policy, slug) => slug,
        _ => None,
    });
    let present: BTreeSet<String> = present.collect();
    let expected: BTreeSet<&str> = match scope {
        Scope::Change(touched) if !touched.settings => touched.policies().collect(),
        _ if loaded.world.model().is_none() => present.iter().map(String::as_str).collect(),
        _ => loaded.world.expected_policies().collect(),
    };
    let read = expected.iter().filter(|slug| rules::Policies::policy(policies, slug).is_some()).count();
    Count { done: read as u64, of: expected.len() as u64 }
}

fn entries(tree: &tree::Tree, scope: &Scope, settings: &Settings, findings: &mut Vec<Finding>) {
    let each: Vec<Vec<Finding>> = tree
        .entries()
        .par_chunks(ENTRIES_AT_ONCE)
        .map(|entries| {
            let mut found = Vec::new();
            for entry in entries {
                let place = Place::of(&entry.path);
                rules::entry(&rules::EntryContext { entry, place: &place, settings }, &mut found);
            }
            found
        })
        .collect();
    let folders = tree.each_folder(&|folder: &RepoPath, entries: &[Entry], found: &mut Vec<Finding>| {
        rules::siblings(&rules::SiblingsContext { folder, entries, settings }, found);
    });
    let found = each.into_iter().flatten().chain(folders);
    findings.extend(found.filter(|finding| scope.holds_finding(finding)));
}

/// Entries that one task judges: a rule about one takes less than handing it over.
const ENTRIES_AT_ONCE: usize = 256;

/// Whether findings of a group are never *heredados*: digests, history and trail are always judged.
fn always_judged(finding: &Finding) -> bool {
    finding.rule.group == Group::History
        || finding.severity == Severity::Unchecked
        || ALWAYS_JUDGED.contains(&finding.rule.id)
}

/// The rules that hold what was handed in to its digest.
const ALWAYS_JUDGED: [&str; 5] =
    ["digest-mismatch", "file-missing", "pointer-mismatch", "pointer-object-mismatch", "size-mismatch"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_that_are_always_judged_are_rules() {
        for id in ALWAYS_JUDGED {
            assert!(rules::find(id).is_some(), "{id}");
        }
    }
}
