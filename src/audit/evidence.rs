//! Whether what the log says was published is in the history of main, byte for byte, where it should be.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Book, Check, Finding, Level, Place, Published, Tally, chronicle::State, completeness::View, facts::Held, log::Said,
};
use crate::{
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
}

/// Where in the line the entries are.
pub(super) struct Places<'a> {
    /// The `publicado` entries, in the order of the log.
    pub published: Vec<Seen<'a>>,
    /// How far each batch of entries goes: those that one append wrote, at one hour.
    pub ends: BTreeMap<(Moment, usize), usize>,
    /// How far the log goes: the last place that an entry is about.
    pub last: Option<usize>,
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
        let end = places.ends.get(&view.batch(seen)).copied().or(seen.at);
        let before = files.passed;
        listed(view, seen, object, end, &mut files, book);
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
                published.push(Seen { index: *index, entry, submission, manifest, at });
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
    Places { published, ends, last }
}

/// Whether the commit of such an entry is one of main.
fn is_of_main(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::Submission(SubmissionEvent::Published | SubmissionEvent::Superseded | SubmissionEvent::Withdrawn)
            | EventKind::Document(DocumentEvent::Catalogue)
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

/// Looks for the files of one manifest, which must have been there by the end of their batch.
fn listed(view: &View<'_>, seen: &Seen<'_>, object: ObjectId, end: Option<usize>, files: &mut Tally, book: &mut Book) {
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
    let is_purged = view.purges.paths.contains(path);
    let is_erased = |states: &[State]| states.iter().filter_map(|state| state.object).any(|id| view.purges.erased(id));
    for (name, digest) in &manifest.files {
        let Some(digest) = *digest else {
            files.external += 1;
            continue;
        };
        let states = view.chronicle.states(path, name);
        let with = |held: Held| states.iter().find(|state| state.object.is_some_and(|id| view.facts.held(id) == held));
        if let Some(state) = with(Held::Bytes(digest)) {
            match end.is_none_or(|end| state.at <= end) {
                true => files.passed += 1,
                false => book.find(fault("file-later", name, Message::AuditFileLater {})),
            }
        } else if with(Held::Pointer(digest)).is_some() || is_erased(states) || (states.is_empty() && is_purged) {
            files.external += 1;
        } else if with(Held::Unread).is_some() {
            let message = Message::AuditObjectUnread {};
            let (check, level) = (Check::Files, Level::Unchecked);
            book.find(Finding { check, level, code: "object-unread", place: place(name), message });
        } else if states.is_empty() {
            book.find(fault("file-gone", name, Message::AuditFileGone { digest: digest.into() }));
        } else {
            book.find(fault("file-differs", name, Message::AuditFileDiffers { digest: digest.into() }));
        }
    }
}
