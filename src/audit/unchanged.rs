//! Whether what was published is still what was published: changed by nothing, gone only by a withdrawal that names it.
//!
//! A manifest that was followed by another in one batch of entries was never published by itself: a rebase puts drafts on
//! the main line too.

use std::collections::BTreeMap;

use super::{
    Book, Check, Finding, Level, Place,
    completeness::View,
    evidence::{Places, Seen},
    facts::Held,
};
use crate::{
    messages::Message,
    model::{SubmissionPath, layout},
    trail::entry::{Event, SubmissionEvent},
};

/// Checks every submission that the log says was published: of those that it names.
pub(super) fn check(view: &View<'_>, places: &Places<'_>, book: &mut Book) {
    let mut submissions: BTreeMap<&SubmissionPath, Vec<&Seen<'_>>> = BTreeMap::new();
    for seen in &places.published {
        submissions.entry(&seen.submission.path).or_default().push(seen);
    }
    let withdrawn = logged_withdrawals(view, places);
    let (mut passed, mut external) = (0, 0);
    let of = submissions.len() as u64;
    for (path, versions) in submissions {
        let is_purged = view.purges.paths.contains(path);
        if is_purged && versions.iter().all(|seen| seen.manifest.is_none()) {
            external += 1;
            continue;
        }
        let Fate { mut found, is_right, is_external } = of_one(view, path, &versions);
        found.extend(withdrawn.get(path).and_then(|logged| withdrawal_altered(view, path, *logged)));
        passed += u64::from(found.is_empty() && is_right && !is_external);
        external += u64::from(found.is_empty() && is_right && is_external);
        found.into_iter().for_each(|finding| book.find(finding));
    }
    book.tallies.push(super::Tally { check: Check::Unchanged, passed, of: Some(of), external });
}

/// The entry of each withdrawal, and where its batch ends.
fn logged_withdrawals<'a>(view: &View<'a>, places: &Places<'_>) -> BTreeMap<&'a SubmissionPath, (u64, usize)> {
    let mut found = BTreeMap::new();
    for (index, entry) in &view.log.entries {
        if let Event::Submission(SubmissionEvent::Withdrawn, one) = &entry.event
            && let Some(end) = places.end(view, *index, entry)
        {
            found.entry(&one.path).or_insert((*index, end));
        }
    }
    found
}

/// Whether the record of a withdrawal that the log notes was taken away, or changed other than to name more files: it is all
/// that is left of why evidence is gone.
fn withdrawal_altered(view: &View<'_>, path: &SubmissionPath, (index, end): (u64, usize)) -> Option<Finding> {
    let states = view.chronicle.states(path, layout::WITHDRAWAL);
    let first = states.partition_point(|state| state.at <= end).saturating_sub(1);
    let finding = |level, code, at: usize, message| {
        let mut place = Place::path(path.file(layout::WITHDRAWAL)).entry(index);
        place.commit = Some(view.chronicle.commit(at).0);
        Finding { check: Check::Unchanged, level, code, place, message }
    };
    states.get(first..)?.windows(2).find_map(|pair| {
        let [before, after] = pair else { return None };
        let old = before.object?;
        let Some(new) = after.object else {
            let message = Message::AuditWithdrawalRemoved {};
            return Some(finding(Level::Fault, "withdrawal-altered", after.at, message));
        };
        if [old, new].iter().any(|object| view.facts.held(*object) == Held::Unread) {
            return Some(finding(Level::Unchecked, "object-unread", after.at, Message::AuditObjectUnread {}));
        }
        let (old, new) = (view.facts.withdrawn(old), view.facts.withdrawn(new));
        let is_grown = old.iter().all(|name| new.contains(name)) && new.iter().any(|name| !old.contains(name));
        let message = Message::AuditWithdrawalAltered {};
        (!is_grown).then(|| finding(Level::Fault, "withdrawal-altered", after.at, message))
    })
}

/// What became of a published submission.
struct Fate {
    found: Vec<Finding>,
    /// Whether it was there, as the log says: where it was not, that was told where it was looked for.
    is_right: bool,
    /// Whether bytes of it were put elsewhere afterwards.
    is_external: bool,
}

/// Every version that was published by itself is followed from where it was: a later one washes no earlier one.
fn of_one(view: &View<'_>, path: &SubmissionPath, versions: &[&Seen<'_>]) -> Fate {
    let mut versions: Vec<&Seen<'_>> =
        versions.iter().filter(|seen| seen.manifest.is_some() && !seen.is_draft).copied().collect();
    versions.sort_by_key(|seen| seen.index);
    let mut fate = Fate { found: Vec::new(), is_right: !versions.is_empty(), is_external: false };
    let withdrawn = withdrawn(view, path);
    let manifests = view.chronicle.states(path, layout::MANIFEST);
    for (place, seen) in versions.iter().enumerate() {
        let finding = |level, code, name: &str, commit: Option<usize>, message| {
            let mut place = Place::path(path.file(name)).entry(seen.index);
            place.commit = commit.map(|at| view.chronicle.commit(at).0);
            Finding { check: Check::Unchanged, level, code, place, message }
        };
        let fault = |code, name: &str, commit, message| finding(Level::Fault, code, name, commit, message);
        // The entry that logged something else as published in its place.
        let other = versions.get(place + 1).map(|other| (other.index, other.from));
        let changed = manifests.iter().find(|state| state.at > seen.end && state.object != seen.manifest);
        let message = || match other {
            Some((index, _)) => Message::AuditManifestChangedAndLogged { index: index.into() },
            None => Message::AuditManifestChanged {},
        };
        match changed {
            Some(state) if state.object.is_some() => {
                fate.found.push(fault("published-changed", layout::MANIFEST, Some(state.at), message()));
            }
            Some(state) => {
                let message = Message::AuditManifestRemoved {};
                fate.found.push(fault("published-removed", layout::MANIFEST, Some(state.at), message));
            }
            // Published in one batch, and something else in another.
            None => fate
                .found
                .extend(other.map(|(_, at)| fault("published-changed", layout::MANIFEST, Some(at), message()))),
        }
        let Some(listing) = seen.manifest.and_then(|manifest| view.facts.manifest(manifest)) else {
            fate.is_right = false;
            continue;
        };
        for (name, digest) in &listing.files {
            let Some(digest) = *digest else { continue };
            let states = view.chronicle.states(path, name);
            let Some(right) = seen.right(view, states, digest) else {
                match view.purges.excuses(path, states) {
                    true => fate.is_external = true,
                    false => fate.is_right = false,
                }
                continue;
            };
            let is_withdrawn = match &withdrawn {
                Withdrawn::Names(names) => names.contains(&&**name),
                Withdrawn::Unread => false,
            };
            for state in states.iter().filter(|state| state.at > right.at) {
                let (level, code, message) = match state.object.map(|object| view.facts.held(object)) {
                    Some(Held::Bytes(held)) if held == digest => continue,
                    Some(Held::Pointer(held)) if held == digest => {
                        fate.is_external |= !right.is_pointer;
                        continue;
                    }
                    Some(Held::Unread) => (Level::Unchecked, "object-unread", Message::AuditObjectUnread {}),
                    Some(_) => (Level::Fault, "published-changed", Message::AuditFileChanged {}),
                    None if is_withdrawn => continue,
                    None if matches!(withdrawn, Withdrawn::Unread) => {
                        (Level::Unchecked, "withdrawal-unread", Message::AuditWithdrawalUnread {})
                    }
                    None => (Level::Fault, "published-removed", Message::AuditFileRemoved {}),
                };
                let is_last = level == Level::Fault;
                fate.found.push(finding(level, code, name, Some(state.at), message));
                // The first change that nothing makes lawful tells enough.
                if is_last {
                    break;
                }
            }
        }
    }
    fate
}

/// The files that the withdrawal of the head names.
enum Withdrawn<'a> {
    /// None where there is no withdrawal, or it names none.
    Names(Vec<&'a str>),
    /// This clone lacks it.
    Unread,
}

fn withdrawn<'a>(view: &'a View<'_>, path: &SubmissionPath) -> Withdrawn<'a> {
    let states = view.chronicle.states(path, layout::WITHDRAWAL);
    match states.last().and_then(|state| state.object) {
        Some(object) if view.facts.held(object) == Held::Unread => Withdrawn::Unread,
        Some(object) => Withdrawn::Names(view.facts.withdrawn(object).iter().map(String::as_str).collect()),
        None => Withdrawn::Names(Vec::new()),
    }
}
