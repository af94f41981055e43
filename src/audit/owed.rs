//! Whether everything that main holds is in the log, up to what the log is about.
//!
//! Where something came to main is told by the order of its line: the commit that `pending` names is the earliest by date,
//! and dates are free text.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Book, Check, Finding, Level, Place,
    aside::Followed,
    completeness::{PUBLISHED, View, word},
    evidence::Places,
    facts::Held,
};
use crate::{
    digest::Digest,
    messages::Message,
    model::{SubmissionPath, layout},
    registro::{Occurrence, Pending},
    repo_path::RepoPath,
    snapshot::{ObjectId, SnapshotError},
    trail::entry::{Event, EventKind, Key, MAX_ENTRY, Submission, SubmissionEvent, can_hold},
};

/// What is asked of main, against what is logged.
struct Owed<'a> {
    view: &'a View<'a>,
    logged: &'a BTreeMap<Key, u64>,
    asked: BTreeSet<Key>,
    /// Where a version came to be superseded.
    superseded: BTreeMap<(&'a SubmissionPath, Digest), usize>,
}

/// What main asks for: counted up to the last logged commit; how much came later, by check. `due` leaves out what the log
/// says is published: that counts where it was found on main.
pub(super) fn check(
    view: &View<'_>,
    due: &Pending,
    places: &Places<'_>,
    followed: &Followed,
    logged: &BTreeMap<Key, u64>,
    book: &mut Book,
) -> Result<BTreeMap<Check, u64>, SnapshotError> {
    let asked = due.occurrences.iter().map(Occurrence::key).collect();
    let owed = Owed { view, logged, asked, superseded: superseded(view) };
    let found = places.published.iter().filter(|seen| seen.manifest.is_some()).count() as u64;
    let mut counts: BTreeMap<Check, [u64; 3]> =
        [Check::Submissions, Check::Events, Check::Settings].map(|check| (check, [0; 3])).into();
    counts.insert(Check::Submissions, [found, found, 0]);
    let (mut told, mut awaited) = (BTreeSet::new(), BTreeSet::new());
    for occurrence in &due.occurrences {
        let kind = occurrence.event.kind();
        let check = of(kind);
        let count = counts.entry(check).or_default();
        let is_known = logged.contains_key(&occurrence.key());
        if !is_known && !owed.can_be_logged(&occurrence.event) {
            if let Some(finding) = owed.unloggable(check, occurrence, &mut told) {
                book.find(finding);
            }
            count[1] += u64::from(owed.is_there(&occurrence.event));
            continue;
        }
        let is_pending = match is_known {
            true => None,
            false => owed.pending(followed, places, occurrence)?,
        };
        if let Some(is_aside) = is_pending {
            count[2] += 1;
            awaited.extend(occurrence.event.submission().filter(|_| kind == PUBLISHED).map(|one| &one.path));
            if is_aside {
                let message = Message::AuditNotLoggedAside { event: word(kind) };
                book.find(said(occurrence, check, Level::Notice, "not-logged-aside", message));
            }
            continue;
        }
        count[1] += 1;
        if is_known {
            count[0] += 1;
            continue;
        }
        let message = Message::AuditNotLogged { event: word(kind) };
        book.find(said(occurrence, check, Level::Fault, "not-logged", message));
    }
    for path in &due.unread {
        let (check, level, code, message) = owed.unread(path);
        if level != Level::Notice {
            counts.entry(check).or_default()[1] += 1;
        }
        book.find(Finding { check, level, code, place: Place::path(path), message });
    }
    for (path, is_there) in view.chronicle.unread() {
        let (level, code, message) = match is_there {
            true => (Level::Unchecked, "name-unread", Message::AuditNameUnread {}),
            false => (Level::Notice, "name-unread-once", Message::AuditNameUnreadOnce {}),
        };
        counts.entry(Check::Submissions).or_default()[1] += u64::from(*is_there);
        book.find(Finding { check: Check::Submissions, level, code, place: Place::path(path), message });
    }
    for seen in &places.published {
        awaited.remove(&seen.submission.path); // what became of these is told by the log
    }
    altered(view, &awaited).into_iter().for_each(|finding| book.find(finding));
    for (check, [passed, of, _]) in &counts {
        book.tally(*check, *passed, *of);
    }
    Ok(counts.into_iter().map(|(check, [.., later])| (check, later)).collect())
}

/// What main itself shows of submissions that no entry is about yet: those with a file that changed or went after it came,
/// each once. A draft does so too, and only an entry says what was published: it is to be known, and decides nothing.
fn altered(view: &View<'_>, awaited: &BTreeSet<&SubmissionPath>) -> Vec<Finding> {
    let mut first: BTreeMap<SubmissionPath, (usize, &RepoPath)> = BTreeMap::new();
    for (path, states) in view.chronicle.paths() {
        let mut states = states.iter().skip_while(|state| state.object.is_none());
        let Some(came) = states.next() else { continue };
        let Some(left) = states.find(|state| state.object != came.object) else { continue };
        let layout::Place::Submission(submission, name) = layout::Place::of(path) else { continue };
        if name != layout::WITHDRAWAL && awaited.contains(&submission) {
            let found = first.entry(submission).or_insert((left.at, path));
            *found = (*found).min((left.at, path));
        }
    }
    let finding = |(at, path): (usize, &RepoPath)| Finding {
        check: Check::Submissions,
        level: Level::Notice,
        code: "pending-altered",
        place: Place::path(path).commit(view.chronicle.commit(at).0),
        message: Message::AuditPendingAltered {},
    };
    first.into_values().map(finding).collect()
}

/// A finding about something that main asks for.
fn said(occurrence: &Occurrence, check: Check, level: Level, code: &'static str, message: Message) -> Finding {
    let place = Place { commit: occurrence.commit, ..Place::path(occurrence.event.path().unwrap_or_default()) };
    Finding { check, level, code, place, message }
}

/// The check that an event counts for.
fn of(kind: EventKind) -> Check {
    match kind {
        EventKind::Submission(SubmissionEvent::Published) => Check::Submissions,
        EventKind::Submission(_) => Check::Events,
        _ => Check::Settings,
    }
}

impl Owed<'_> {
    /// Whether an entry of this log can hold it.
    fn can_be_logged(&self, event: &Event) -> bool {
        self.view.log.checkpoint.as_ref().is_none_or(|checkpoint| can_hold(&checkpoint.origin, event))
    }

    /// Whether the head has the manifest that it is about.
    fn is_there(&self, event: &Event) -> bool {
        let states = event.submission().map(|one| self.view.chronicle.states(&one.path, layout::MANIFEST));
        states.and_then(<[_]>::last).is_none_or(|state| state.object.is_some())
    }

    /// What no entry can hold, told of each path once for each check.
    fn unloggable(
        &self,
        check: Check,
        occurrence: &Occurrence,
        told: &mut BTreeSet<(Check, String)>,
    ) -> Option<Finding> {
        let path = occurrence.event.path().unwrap_or_default();
        let (level, code, message) = match self.is_there(&occurrence.event) {
            true => (Level::Fault, "name-unloggable", Message::AuditNameUnloggable { limit: MAX_ENTRY.into() }),
            false => {
                (Level::Notice, "name-unloggable-once", Message::AuditNameUnloggableOnce { limit: MAX_ENTRY.into() })
            }
        };
        told.insert((check, path)).then(|| said(occurrence, check, level, code, message))
    }

    /// Whether no entry is about what has it, and then whether that is since it came by another side of a merge.
    fn pending(
        &self,
        followed: &Followed,
        places: &Places<'_>,
        occurrence: &Occurrence,
    ) -> Result<Option<bool>, SnapshotError> {
        let at = self.place(occurrence);
        if !places.is_logged(at) {
            return Ok(Some(false));
        }
        let version = self.version(&occurrence.event);
        let version = version.as_ref().map(|(path, object)| (path, *object));
        Ok((!followed.has(self.view.chronicle, at, version)?).then_some(true))
    }

    /// The version of a file that it is about, where that can be told.
    fn version(&self, event: &Event) -> Option<(RepoPath, ObjectId)> {
        match event {
            Event::Submission(SubmissionEvent::Published, one) => {
                let states = self.view.chronicle.states(&one.path, layout::MANIFEST);
                let is_it = |object: &ObjectId| self.view.facts.held(*object) == Held::Bytes(one.manifest);
                let found = states.iter().filter_map(|state| state.object).find(is_it)?;
                Some((one.path.manifest(), found))
            }
            Event::Submission(SubmissionEvent::Withdrawn, one) => {
                let states = self.view.chronicle.states(&one.path, layout::WITHDRAWAL);
                Some((one.path.file(layout::WITHDRAWAL), states.iter().find_map(|state| state.object)?))
            }
            _ => None,
        }
    }

    /// Where in the line something came to main.
    fn place(&self, occurrence: &Occurrence) -> Option<usize> {
        let manifest = |one: &Submission| {
            let states = self.view.chronicle.states(&one.path, layout::MANIFEST);
            let is_it = |object| self.view.facts.held(object) == Held::Bytes(one.manifest);
            states.iter().find(|state| state.object.is_some_and(is_it)).map(|state| state.at)
        };
        let of_event = match &occurrence.event {
            Event::Submission(SubmissionEvent::Published, one) => manifest(one),
            Event::Submission(SubmissionEvent::Superseded, one) => {
                self.superseded.get(&(&one.path, one.manifest)).copied()
            }
            Event::Submission(SubmissionEvent::Withdrawn, one) => {
                let states = self.view.chronicle.states(&one.path, layout::WITHDRAWAL);
                let withdrawn = states.iter().find(|state| state.object.is_some()).map(|state| state.at);
                withdrawn.zip(manifest(one)).map(|(withdrawn, came)| withdrawn.max(came))
            }
            _ => None,
        };
        of_event.or_else(|| self.view.chronicle.place(occurrence.commit?))
    }

    /// What to say of a file of which a version could not be read.
    fn unread(&self, path: &RepoPath) -> (Check, Level, &'static str, Message) {
        let unchecked = |check| (check, Level::Unchecked, "object-unread", Message::AuditObjectUnread {});
        // Of settings nothing is read but their digest: what has none is not in this clone, or too large.
        let Some(submission) = layout::Place::of(path).submission().cloned() else { return unchecked(Check::Settings) };
        let states = self.view.chronicle.states(&submission, path.name());
        let held = |object| self.view.facts.held(object);
        if states.iter().filter_map(|state| state.object).any(|object| held(object) == Held::Unread) {
            return unchecked(Check::Submissions);
        }
        let is_read = |object| match held(object) {
            Held::Bytes(manifest) => {
                let one = Submission { path: submission.clone(), manifest, files: 0 };
                let key = Key::of(&Event::Submission(SubmissionEvent::Published, one));
                self.logged.contains_key(&key) || self.asked.contains(&key)
            }
            _ => false,
        };
        // A version that another one mended was never published.
        match states.last().and_then(|state| state.object).is_none_or(is_read) {
            true => (Check::Submissions, Level::Notice, "unreadable-once", Message::AuditUnreadableOnce {}),
            false => (Check::Submissions, Level::Fault, "unreadable-on-main", Message::AuditUnreadableOnMain {}),
        }
    }
}

/// Where each version that a manifest names came to be superseded: where both stood for the first time.
fn superseded<'a>(view: &View<'a>) -> BTreeMap<(&'a SubmissionPath, Digest), usize> {
    let mut found: BTreeMap<(&SubmissionPath, Digest), usize> = BTreeMap::new();
    for (_, states) in view.chronicle.files().filter(|(name, _)| *name == layout::MANIFEST) {
        for state in states {
            let Some((path, digest)) = state.object.and_then(|object| view.facts.supersedes(object)) else { continue };
            let targets = view.chronicle.states(path, layout::MANIFEST);
            let is_it = |object| view.facts.held(object) == Held::Bytes(digest);
            let target = targets.iter().find(|state| state.object.is_some_and(is_it)).map(|state| state.at);
            let Some(target) = target else { continue };
            let at = found.entry((path, digest)).or_insert(usize::MAX);
            *at = state.at.max(target).min(*at);
        }
    }
    found
}
