//! Whether what the log says was published is in the history of main, byte for byte, where it should be.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Book, Check, Finding, Level, Place, Published, Tally, chronicle::State, completeness::View, facts::Held, log::Said,
};
use crate::{
    digest::Digest,
    messages::Message,
    model::{SubmissionPath, layout},
    snapshot::ObjectId,
    trail::entry::{DocumentEvent, Event, EventKind, Moment, Submission, SubmissionEvent},
};

/// A `publicado` entry beside the history.
pub(super) struct Seen<'a> {
    pub index: u64,
    pub entry: &'a Said,
    pub submission: &'a Submission,
    /// The manifest it names.
    pub manifest: Option<ObjectId>,
    /// Where in the line it was published: at the commit of the entry, else where its manifest came.
    pub at: Option<usize>,
    /// Whether another manifest took its place within its batch, as a rebase of drafts does: it was never published by
    /// itself.
    pub is_draft: bool,
    /// From where on its files have to be what it lists: where its manifest came to stand as it was published.
    pub from: usize,
    /// Where its batch ends: until then its files may come.
    pub end: usize,
}

/// The state of a file that is what a manifest lists.
#[derive(Clone, Copy)]
pub(super) struct Right {
    pub at: usize,
    /// Whether it is a pointer to the bytes.
    pub is_pointer: bool,
}

impl Seen<'_> {
    /// The first state of a file, since the manifest stood, which has this digest: the one in force then, or one that came
    /// before the batch ended.
    pub(super) fn right(&self, view: &View<'_>, states: &[State], digest: Digest) -> Option<Right> {
        let first = states.partition_point(|state| state.at <= self.from).saturating_sub(1);
        // Any version of the history will do for a draft.
        let first = if self.is_draft { 0 } else { first };
        let until = states.partition_point(|state| state.at <= self.end);
        states.get(first..until)?.iter().find_map(|state| match view.facts.held(state.object?) {
            Held::Bytes(held) if held == digest => Some(Right { at: state.at, is_pointer: false }),
            Held::Pointer(held) if held == digest => Some(Right { at: state.at, is_pointer: true }),
            _ => None,
        })
    }
}

/// Where in the line the entries are.
pub(super) struct Places<'a> {
    /// The `publicado` entries, in the order of the log.
    pub published: Vec<Seen<'a>>,
    /// How far the log goes: the last place that an entry is about.
    pub last: Option<usize>,
    /// Where each batch of entries ends, by its hour and its number.
    ends: BTreeMap<(Moment, usize), usize>,
}

impl Places<'_> {
    /// What the log says is published, by path: the last entry of each, with the title of its manifest.
    pub(super) fn titled(&self, view: &View<'_>) -> Vec<Published> {
        let mut last: BTreeMap<&SubmissionPath, &Seen<'_>> = BTreeMap::new();
        for seen in &self.published {
            last.insert(&seen.submission.path, seen);
        }
        let of = |(path, seen): (&SubmissionPath, &Seen<'_>)| Published {
            path: path.clone(),
            index: seen.index,
            time: seen.entry.time,
            manifest: seen.submission.manifest,
            files: seen.submission.files,
            title: seen.manifest.and_then(|object| view.facts.manifest(object)?.title.as_deref().map(str::to_owned)),
        };
        last.into_iter().map(of).collect()
    }

    /// Where the batch of an entry ends, if any of it is about a place of the line.
    pub(super) fn end(&self, view: &View<'_>, index: u64, entry: &Said) -> Option<usize> {
        self.ends.get(&(entry.time, view.log.batch(index))).copied()
    }

    /// Whether something of a place of the line should be in the log by now.
    pub(super) fn is_logged(&self, at: Option<usize>) -> bool {
        match (at, self.last) {
            (Some(at), Some(last)) => at <= last,
            // What has no place in the line came by no commit that could follow.
            (None, _) => true,
            (_, None) => false,
        }
    }
}

/// Looks for every manifest and file of the `publicado` entries.
pub(super) fn check<'a>(view: &View<'a>, book: &mut Book) -> Places<'a> {
    let places = places(view);
    let mut manifests = Tally { check: Check::Manifests, passed: 0, of: Some(0), external: 0 };
    let mut files = Tally { check: Check::Files, passed: 0, of: Some(0), external: 0 };
    for seen in &places.published {
        let count = u64::from(seen.submission.files);
        manifests.of = manifests.of.map(|of| of + 1);
        files.of = files.of.map(|of| of.saturating_add(count));
        let is_purged = view.purges.paths.contains(&seen.submission.path);
        let Some(object) = seen.manifest else {
            match is_purged {
                true => {
                    manifests.external += 1;
                    files.external = files.external.saturating_add(count);
                }
                false => book.find(no_manifest(view, seen)),
            }
            continue;
        };
        manifests.passed += 1;
        let before = files.passed;
        listed(view, seen, object, &mut files, book);
        // A manifest that lists more than was logged shows no more than was logged.
        files.passed = files.passed.min(before.saturating_add(count));
    }
    book.tallies.extend([manifests, files]);
    places
}

/// Finds the place of every entry that has one.
fn places<'a>(view: &View<'a>) -> Places<'a> {
    let mut published: Vec<Seen<'a>> = Vec::new();
    let mut known = BTreeSet::new();
    let mut ends: BTreeMap<(Moment, usize), usize> = BTreeMap::new();
    for (index, entry) in &view.log.entries {
        let commit = entry.commit.and_then(|commit| view.chronicle.place(commit));
        let at = match &entry.event {
            // What stands twice counts once.
            Event::Submission(SubmissionEvent::Published, submission)
                if known.insert((&submission.path, submission.manifest)) =>
            {
                let states = view.chronicle.states(&submission.path, layout::MANIFEST);
                let is_it = |object: &ObjectId| view.facts.held(*object) == Held::Bytes(submission.manifest);
                let found = states.iter().find_map(|state| Some((state.at, state.object.filter(is_it)?)));
                let (arrived, manifest) = (found.map(|found| found.0), found.map(|found| found.1));
                let at = commit.or(arrived);
                let (from, end) = (at.unwrap_or(0), at.unwrap_or(0));
                published.push(Seen { index: *index, entry, submission, manifest, at, is_draft: false, from, end });
                at
            }
            event if is_of_main(event.kind()) => commit,
            _ => None,
        };
        if let Some(at) = at {
            let end = ends.entry((entry.time, view.log.batch(*index))).or_insert(at);
            *end = at.max(*end);
        }
    }
    let last = ends.values().max().copied();
    bound(view, &mut published, &ends);
    Places { published, last, ends }
}

/// Whether it was in force at the end of its batch, its place, and its entry.
type Rank = (bool, Option<usize>, u64);

/// Says where what was published begins and its batch ends, and which of the manifests of a folder in one batch was
/// published: the one in force at the end of the batch, else the last one.
fn bound(view: &View<'_>, published: &mut [Seen<'_>], ends: &BTreeMap<(Moment, usize), usize>) {
    let mut finals: BTreeMap<(&SubmissionPath, (Moment, usize)), Rank> = BTreeMap::new();
    for seen in published.iter_mut().filter(|seen| seen.manifest.is_some()) {
        let batch = view.batch(seen);
        seen.end = ends.get(&batch).copied().unwrap_or(seen.end);
        let states = view.chronicle.states(&seen.submission.path, layout::MANIFEST);
        let in_force = states.iter().rfind(|state| state.at <= seen.end).filter(|state| state.object == seen.manifest);
        seen.from = in_force.map_or(seen.from, |state| state.at);
        let rank = (in_force.is_some(), seen.at, seen.index);
        let best = finals.entry((&seen.submission.path, batch)).or_insert(rank);
        *best = rank.max(*best);
    }
    for seen in published.iter_mut().filter(|seen| seen.manifest.is_some()) {
        let best = finals.get(&(&seen.submission.path, view.batch(seen)));
        seen.is_draft = best.is_some_and(|best| best.2 != seen.index);
    }
}

/// Whether the commit of such an entry is one of main.
fn is_of_main(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::Submission(SubmissionEvent::Published | SubmissionEvent::Superseded | SubmissionEvent::Withdrawn)
            | EventKind::Document(DocumentEvent::Catalogue | DocumentEvent::Removed)
            // All of main was looked at, up to the commit it names.
            | EventKind::Heartbeat
    )
}

/// Why the manifest of an entry was not found.
fn no_manifest(view: &View<'_>, seen: &Seen<'_>) -> Finding {
    let states = view.chronicle.states(&seen.submission.path, layout::MANIFEST);
    let unread = |object: ObjectId| view.facts.held(object) == Held::Unread;
    let place = Place::path(seen.submission.path.manifest()).entry(seen.index);
    let digest = seen.submission.manifest.into();
    let check = Check::Manifests;
    if states.iter().filter_map(|state| state.object).any(unread) {
        let message = Message::AuditObjectUnread {};
        return Finding { check, level: Level::Unchecked, code: "object-unread", place, message };
    }
    let (code, message) = match states.is_empty() {
        true => ("manifest-gone", Message::AuditManifestGone { digest }),
        false => ("manifest-replaced", Message::AuditManifestReplaced { digest }),
    };
    Finding { check, level: Level::Fault, code, place, message }
}

/// Looks for the files of one manifest, which must have stood beside it by the end of their batch.
fn listed(view: &View<'_>, seen: &Seen<'_>, object: ObjectId, files: &mut Tally, book: &mut Book) {
    let path = &seen.submission.path;
    let place = |name: &str| Place::path(path.file(name)).entry(seen.index);
    let fault = |code, name: &str, message| Finding {
        check: Check::Files,
        level: Level::Fault,
        code,
        place: place(name),
        message,
    };
    let states = view.chronicle.states(path, layout::MANIFEST);
    let arrived = states.iter().find(|state| state.object == Some(object)).map(|state| state.at);
    if seen.at < arrived {
        book.find(fault("manifest-later", layout::MANIFEST, Message::AuditManifestLater {}));
    }
    let Some(manifest) = view.facts.manifest(object) else {
        book.find(fault("manifest-unreadable", layout::MANIFEST, Message::AuditManifestUnreadable {}));
        return;
    };
    if manifest.files.len() as u64 != u64::from(seen.submission.files) {
        let message =
            Message::AuditFileCount { logged: seen.submission.files.into(), listed: manifest.files.len().into() };
        book.find(fault("file-count", layout::MANIFEST, message));
    }
    for (name, digest) in &manifest.files {
        let Some(digest) = *digest else {
            files.external += 1;
            continue;
        };
        let states = view.chronicle.states(path, name);
        match seen.right(view, states, digest) {
            Some(Right { is_pointer: false, .. }) => files.passed += 1,
            Some(Right { is_pointer: true, .. }) => files.external += 1,
            None if view.purges.excuses(path, states) => files.external += 1,
            None => book.find(not_right(view, seen, name, states, digest)),
        }
    }
}

/// Why a file is not what its manifest lists.
fn not_right(view: &View<'_>, seen: &Seen<'_>, name: &str, states: &[State], digest: Digest) -> Finding {
    let with = |held: Held| states.iter().find(|state| state.object.is_some_and(|id| view.facts.held(id) == held));
    let until = &states[..states.partition_point(|state| state.at <= seen.end)];
    let is_unread = |state: &State| state.object.is_some_and(|id| view.facts.held(id) == Held::Unread);
    let in_force = until.last().filter(|state| state.object.is_some());
    let unread = (Level::Unchecked, "object-unread", Message::AuditObjectUnread {});
    let (level, code, message) = match with(Held::Bytes(digest)).or_else(|| with(Held::Pointer(digest))) {
        _ if in_force.is_some_and(is_unread) => unread,
        Some(state) if state.at > seen.end => (Level::Fault, "file-later", Message::AuditFileLater {}),
        Some(_) => (Level::Fault, "file-replaced", Message::AuditFileReplaced { digest: digest.into() }),
        // What was in force and was read is something else, whatever cannot be read of before and after.
        None if in_force.is_none() && states.iter().any(is_unread) => unread,
        None if states.is_empty() => (Level::Fault, "file-gone", Message::AuditFileGone { digest: digest.into() }),
        None => (Level::Fault, "file-differs", Message::AuditFileDiffers { digest: digest.into() }),
    };
    let place = Place::path(seen.submission.path.file(name)).entry(seen.index);
    Finding { check: Check::Files, level, code, place, message }
}
