//! Reports and closings: documents that entries bind by their digest.
//!
//! A closing (*cierre*) is of a document of main: it must have been there at the commit of its entry, and be there still. A
//! report (*informe*) lies elsewhere: it is held against the files that the auditor brings, and not checked without one; a
//! file that the log notes nowhere is a finding. Changes of key are judged with the log itself.

use std::{
    collections::{BTreeSet, HashSet},
    sync::Arc,
};

use super::{AuditError, Book, Check, Finding, Level, Place, Request, Tally, log::Log, purge::Purges};
use crate::{
    digest::Digest,
    messages::Message,
    snapshot::{Content, GitRepository, GitSnapshot, Limits, ObjectId, Snapshot as _, SnapshotError, Trust},
    trail::entry::{Document, DocumentEvent, Event},
};

/// The largest document that is read, in bytes: what an append reads.
const MAX: u64 = 25 * 1024 * 1024;

/// Checks every entry of such a document; how many reports were held against no file.
pub(super) fn check(
    request: &Request<'_>,
    revision: &ObjectId,
    log: &Log,
    purges: &Purges,
    reachable: &HashSet<ObjectId>,
    book: &mut Book,
) -> Result<u64, AuditError> {
    let repository = request.repository;
    let mut tally = Tally { check: Check::Documents, passed: 0, of: Some(0), external: 0 };
    let mut used: BTreeSet<Digest> = BTreeSet::new();
    let mut unheld = 0;
    for (index, entry) in &log.entries {
        let (event, document) = match &entry.event {
            Event::Document(event @ (DocumentEvent::Report | DocumentEvent::Closing), document) => (event, document),
            _ => continue,
        };
        tally.of = tally.of.map(|of| of + 1);
        if *event == DocumentEvent::Report {
            match request.trust.reports.iter().any(|(_, digest)| *digest == document.digest) {
                true => tally.passed += 1,
                false => {
                    tally.external += 1;
                    unheld += 1;
                }
            }
            used.insert(document.digest);
            continue;
        }
        let was = entry.commit.map(|commit| purges.now(commit)).filter(|commit| reachable.contains(commit));
        let place = Place::path(&document.path).entry(*index);
        let found = match was.map(|commit| digest(repository, commit, document)).transpose()? {
            // Nothing names the commit any more: what main has now is what there is.
            None => digest(repository, *revision, document)?,
            Some(Found::Digest(found)) if found == document.digest => digest(repository, *revision, document)?,
            Some(other) => other,
        };
        let (level, code, message) = match found {
            Found::Digest(found) if found == document.digest => {
                tally.passed += 1;
                continue;
            }
            Found::Digest(_) => (Level::Fault, "closing-differs", Message::AuditClosingDiffers {}),
            Found::Gone => (Level::Fault, "closing-gone", Message::AuditClosingGone {}),
            Found::Unread => (Level::Unchecked, "object-unread", Message::AuditObjectUnread {}),
        };
        book.find(Finding { check: Check::Documents, level, code, place, message });
    }
    for (name, digest) in request.trust.reports.iter().filter(|(_, digest)| !used.contains(digest)) {
        let message = Message::AuditReportNotLogged { digest: (*digest).into() };
        let (check, level) = (Check::Documents, Level::Fault);
        book.find(Finding { check, level, code: "report-not-logged", place: Place::path(name), message });
    }
    book.tallies.push(tally);
    Ok(unheld)
}

/// What a revision has where a document should be.
enum Found {
    Digest(Digest),
    Gone,
    Unread,
}

fn digest(repository: &Arc<GitRepository>, commit: ObjectId, document: &Document) -> Result<Found, SnapshotError> {
    let snapshot = GitSnapshot::at(repository.clone(), &commit.to_string(), Limits::default())?;
    let Some(entry) = snapshot.entry(&document.path)? else { return Ok(Found::Gone) };
    Ok(match snapshot.read(&entry, MAX, Trust::Verify)? {
        Content::Bytes(bytes) => Found::Digest(Digest::of(&bytes)),
        _ => Found::Unread,
    })
}
