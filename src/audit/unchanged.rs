//! Whether what was published is still what was published: changed by nothing, gone only by a withdrawal that names it.
//!
//! A manifest that was followed by another in one batch of entries was never published by itself: a rebase puts drafts on
//! the main line too.

use std::collections::BTreeMap;

use super::{
    Book, Check, Finding, Level, Place,
    chronicle::State,
    completeness::View,
    evidence::{Places, Seen},
    facts::Held,
};
use crate::{
    digest::Digest,
    messages::Message,
    model::{SubmissionPath, layout},
    snapshot::ObjectId,
};

/// Checks every submission that the log says was published: of those that it names.
pub(super) fn check(view: &View<'_>, places: &Places<'_>, book: &mut Book) {
    let mut submissions: BTreeMap<&SubmissionPath, Vec<&Seen<'_>>> = BTreeMap::new();
    for seen in &places.published {
        submissions.entry(&seen.submission.path).or_default().push(seen);
    }
    let (mut passed, mut external) = (0, 0);
    let of = submissions.len() as u64;
    for (path, versions) in submissions {
        if view.purges.paths.contains(path) {
            external += 1;
            continue;
        }
        let found = of_one(view, path, &versions);
        // What is not in history at all was found where it was looked for.
        let is_found = versions.iter().any(|seen| seen.manifest.is_some());
        passed += u64::from(found.is_empty() && is_found);
        found.into_iter().for_each(|finding| book.find(finding));
    }
    book.tallies.push(super::Tally { check: Check::Unchanged, passed, of: Some(of), external });
}

fn of_one(view: &View<'_>, path: &SubmissionPath, versions: &[&Seen<'_>]) -> Vec<Finding> {
    let mut found = Vec::new();
    let Some(last) = versions.iter().filter(|seen| seen.manifest.is_some()).max_by_key(|seen| (seen.at, seen.index))
    else {
        return found;
    };
    let (Some(manifest), Some(at)) = (last.manifest, last.at) else { return found };
    let fault = |code, name: &str, commit: Option<usize>, message| {
        let mut place = Place::path(path.file(name)).entry(last.index);
        place.commit = commit.map(|at| view.chronicle.commit(at).0);
        Finding { check: Check::Unchanged, level: Level::Fault, code, place, message }
    };
    // Published in one batch, and something else in another.
    if versions.iter().any(|seen| view.batch(seen) != view.batch(last)) {
        let message = Message::AuditManifestChanged {};
        found.push(fault("published-changed", layout::MANIFEST, Some(at), message));
    }
    let states = view.chronicle.states(path, layout::MANIFEST);
    let mut manifest_fault = None;
    for state in states.iter().filter(|state| state.at > at && state.object != Some(manifest)) {
        manifest_fault.get_or_insert(match state.object {
            Some(_) => fault("published-changed", layout::MANIFEST, Some(state.at), Message::AuditManifestChanged {}),
            None => fault("published-removed", layout::MANIFEST, Some(state.at), Message::AuditManifestRemoved {}),
        });
    }
    found.extend(manifest_fault);
    let Some(listing) = view.facts.manifest(manifest) else { return found };
    let withdrawn = withdrawn(view, path);
    for (name, digest) in &listing.files {
        let Some(digest) = *digest else { continue };
        let states = view.chronicle.states(path, name);
        if let Some((code, at, message)) = change(view, states, at, digest, withdrawn.contains(&&**name)) {
            found.push(fault(code, name, Some(at), message));
        }
    }
    found
}

/// The first change of a file after it was published that nothing makes lawful.
fn change(
    view: &View<'_>,
    states: &[State],
    published: usize,
    digest: Digest,
    is_withdrawn: bool,
) -> Option<(&'static str, usize, Message)> {
    let is_same = |object: ObjectId| match view.facts.held(object) {
        Held::Bytes(held) | Held::Pointer(held) => held == digest,
        // What cannot be read was told where it was looked for.
        Held::Unread => true,
    };
    states.iter().filter(|state| state.at > published).find_map(|state| match state.object {
        Some(object) if is_same(object) => None,
        Some(_) => Some(("published-changed", state.at, Message::AuditFileChanged {})),
        None if is_withdrawn => None,
        None => Some(("published-removed", state.at, Message::AuditFileRemoved {})),
    })
}

/// The files that the withdrawal of the head names, where there is one.
fn withdrawn<'a>(view: &'a View<'_>, path: &SubmissionPath) -> Vec<&'a str> {
    let states = view.chronicle.states(path, layout::WITHDRAWAL);
    let object = states.last().and_then(|state| state.object);
    object.map_or(Vec::new(), |object| view.facts.withdrawn(object).iter().map(String::as_str).collect())
}
