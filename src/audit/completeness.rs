//! Whether the log says nothing that main does not bear out, and whether main still descends from what was published.

use std::collections::{BTreeMap, BTreeSet, HashSet, btree_map};

use super::{
    Audit, Book, Check, Finding, Level, Place, Tally,
    aside::Followed,
    chronicle::Chronicle,
    evidence::{Places, Seen},
    facts::Facts,
    log::{Log, Said},
    owed,
    purge::Purges,
};
use crate::{
    messages::{Arg, Message, Term},
    model::layout,
    registro::{Occurrence, Pending},
    repo_path::RepoPath,
    snapshot::{ObjectId, SnapshotError},
    trail::entry::{DocumentEvent, Event, EventKind, Key, Moment, SubmissionEvent, Turns},
};

/// The event of what reached main.
pub(super) const PUBLISHED: EventKind = EventKind::Submission(SubmissionEvent::Published);

/// How far the date of a commit may be off before it contradicts the log, in seconds.
const DAY: i64 = 24 * 60 * 60;

/// What the log and the history are seen by.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub log: &'a Log,
    pub chronicle: &'a Chronicle,
    pub facts: &'a Facts,
    pub purges: &'a Purges,
}

impl View<'_> {
    /// What tells a batch of entries from another.
    pub(super) fn batch(&self, seen: &Seen<'_>) -> (Moment, usize) {
        (seen.entry.time, self.log.batch(seen.index))
    }
}

/// Checks the log against main, and main against the log.
pub(super) fn check(
    view: &View<'_>,
    due: &Pending,
    places: &Places<'_>,
    (reachable, followed): (&HashSet<ObjectId>, &Followed),
    logged: &BTreeMap<Key, u64>,
    book: &mut Book,
    audit: &mut Audit,
) -> Result<(), SnapshotError> {
    audit.pending = owed::check(view, due, places, followed, logged, book)?;
    founded(view, due, book);
    let published: BTreeSet<(&str, _)> =
        logged.keys().filter(|key| key.event() == PUBLISHED).map(|key| (key.path(), key.digest())).collect();
    audit.unpublished = logged
        .keys()
        .filter(|key| key.event() == EventKind::Submission(SubmissionEvent::Received))
        .filter(|key| !published.contains(&(key.path(), key.digest())))
        .count() as u64;
    descent(view, places, reachable, book);
    dates(view, places, book);
    Ok(())
}

/// Every key of the log and its entry. What stands twice is told: an append never writes it.
pub(super) fn logged(log: &Log, book: &mut Book) -> BTreeMap<Key, u64> {
    let (mut logged, mut turns) = (BTreeMap::new(), Turns::default());
    for (index, entry) in &log.entries {
        match logged.entry(turns.next(entry.key())) {
            btree_map::Entry::Vacant(free) => drop(free.insert(*index)),
            btree_map::Entry::Occupied(known) => book.find(Finding {
                check: Check::Entries,
                level: Level::Fault,
                code: "entry-twice",
                place: Place::path(known.key().path()).entry(*index),
                message: Message::AuditEntryTwice { index: (*known.get()).into() },
            }),
        }
    }
    logged
}

/// The word of an event.
pub(super) fn word(kind: EventKind) -> Arg {
    let key = kind.key();
    Term { code: key, es: key.into(), en: key.into() }.into()
}

/// Whether main bears out what the log says was superseded, withdrawn or set.
fn founded(view: &View<'_>, due: &Pending, book: &mut Book) {
    let asked: BTreeSet<Key> = due.occurrences.iter().map(Occurrence::key).collect();
    let erased = Erased::of(view);
    let (mut passed, mut of, mut external, mut turns) = (0, 0, 0, Turns::default());
    for (index, entry) in &view.log.entries {
        let kind = entry.event.kind();
        let key = turns.next(entry.key());
        match kind {
            EventKind::Submission(SubmissionEvent::Superseded | SubmissionEvent::Withdrawn)
            | EventKind::Document(DocumentEvent::Catalogue | DocumentEvent::Removed) => {}
            _ => continue,
        }
        of += 1;
        if asked.contains(&key) {
            passed += 1;
            continue;
        }
        // What bore it out was erased by order: main says no more of it, for or against.
        if erased.may_explain(view, *index, entry) {
            external += 1;
            continue;
        }
        book.find(Finding {
            check: Check::Founded,
            level: Level::Fault,
            code: "entry-unfounded",
            place: Place::path(entry.event.path().unwrap_or_default()).entry(*index),
            message: Message::AuditEntryUnfounded { event: word(kind) },
        });
    }
    book.tallies.push(Tally { check: Check::Founded, passed, of: Some(of), external });
}

/// What was published in submissions that were erased by order: the batches and the commits of their entries.
struct Erased {
    batches: BTreeSet<usize>,
    commits: BTreeSet<ObjectId>,
}

impl Erased {
    fn of(view: &View<'_>) -> Self {
        let mut erased = Self { batches: BTreeSet::new(), commits: BTreeSet::new() };
        for (index, entry) in &view.log.entries {
            let Some(one) = entry.event.submission().filter(|_| entry.event.kind() == PUBLISHED) else { continue };
            let is_whole = view.chronicle.states(&one.path, layout::MANIFEST).is_empty();
            if is_whole && view.purges.paths.contains(&one.path) {
                erased.batches.insert(view.log.batch(*index));
                erased.commits.extend(entry.commit);
            }
        }
        erased
    }

    /// Whether an entry is about a submission that was erased, or may say what one of them superseded.
    fn may_explain(&self, view: &View<'_>, index: u64, entry: &Said) -> bool {
        let is_own = entry.event.submission().is_some_and(|one| view.purges.paths.contains(&one.path));
        let is_superseded = entry.event.kind() == EventKind::Submission(SubmissionEvent::Superseded);
        let came = || entry.commit.is_some_and(|commit| self.commits.contains(&commit));
        is_own || (is_superseded && (self.batches.contains(&view.log.batch(index)) || came()))
    }
}

/// Whether what the log says last of each file of settings is what main has, unless what came later is not logged yet.
pub(super) fn settings(
    view: &View<'_>,
    due: &Pending,
    of_main: &BTreeMap<RepoPath, Event>,
    logged: &BTreeMap<Key, u64>,
    book: &mut Book,
) {
    let mut last: BTreeMap<String, (u64, Key)> = BTreeMap::new();
    for (index, entry) in view.log.entries.iter().filter(|(_, entry)| entry.event.kind().is_of_settings()) {
        last.insert(entry.event.path().unwrap_or_default(), (*index, entry.key()));
    }
    let owed: BTreeSet<String> = due
        .occurrences
        .iter()
        .filter(|one| !logged.contains_key(&one.key()))
        .filter_map(|one| one.event.path())
        .collect();
    for (path, event) in of_main {
        let Some((index, key)) = last.get(path.as_str()).filter(|_| !owed.contains(path.as_str())) else { continue };
        if *key != Key::of(event) {
            book.find(Finding {
                check: Check::Founded,
                level: Level::Fault,
                code: "settings-differ",
                place: Place::path(path).entry(*index),
                message: Message::AuditSettingsDiffer {},
            });
        }
    }
}

/// Whether main descends from every commit that a `publicado` names.
fn descent(view: &View<'_>, places: &Places<'_>, reachable: &HashSet<ObjectId>, book: &mut Book) {
    let (mut passed, mut of) = (0, 0);
    for seen in &places.published {
        of += 1;
        let Some(commit) = seen.entry.commit else {
            book.find(Finding {
                check: Check::Descent,
                level: Level::Unchecked,
                code: "commit-unnamed",
                place: Place::path(&seen.submission.path).entry(seen.index),
                message: Message::AuditCommitUnnamed {},
            });
            continue;
        };
        if reachable.contains(&view.purges.now(commit)) {
            passed += 1;
            continue;
        }
        book.find(Finding {
            check: Check::Descent,
            level: Level::Fault,
            code: "commit-gone",
            place: Place::path(&seen.submission.path).entry(seen.index).commit(commit),
            message: Message::AuditCommitGone {},
        });
    }
    book.tally(Check::Descent, passed, of);
}

/// Whether the dates of the commits of `publicado` agree with the hours of the log. They prove nothing either way: what
/// disagrees is told, and decides nothing.
fn dates(view: &View<'_>, places: &Places<'_>, book: &mut Book) {
    // For each place of the line that the log is about, the latest hour up to it.
    let mut hours: BTreeMap<usize, Moment> = BTreeMap::new();
    for seen in &places.published {
        if let Some(at) = seen.at {
            let hour = hours.entry(at).or_insert(seen.entry.time);
            *hour = seen.entry.time.max(*hour);
        }
    }
    let mut latest: Option<Moment> = None;
    for hour in hours.values_mut() {
        latest = latest.max(Some(*hour));
        *hour = latest.unwrap_or(*hour);
    }
    let unix = |moment: Moment| i64::try_from(moment.unix()).unwrap_or(i64::MAX);
    let (mut passed, mut of) = (0, 0);
    for seen in &places.published {
        let Some(at) = seen.at else { continue };
        of += 1;
        let (commit, date) = view.chronicle.commit(at);
        let before = hours.range(..at).next_back().map(|(_, hour)| *hour).filter(|hour| *hour < seen.entry.time);
        let place = Place::path(&seen.submission.path).entry(seen.index).commit(commit);
        let notice = |code, message, place| Finding { check: Check::Dates, level: Level::Notice, code, place, message };
        let hour = Arg::from(seen.entry.time.to_string());
        if before.is_some_and(|hour| date.saturating_add(DAY) < unix(hour)) {
            book.find(notice("commit-backdated", Message::AuditCommitBackdated { hour }, place));
        } else if date > unix(seen.entry.time).saturating_add(DAY) {
            book.find(notice("commit-after-hour", Message::AuditCommitAfterHour { hour }, place));
        } else {
            passed += 1;
        }
    }
    book.tally(Check::Dates, passed, of);
}
