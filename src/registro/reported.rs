//! The log that a published report was made from: it cannot have the entry that notes it.

use std::sync::Arc;

use super::{RegistroError, Trail, each_entry};
use crate::{
    snapshot::GitRepository,
    trail::entry::{DocumentEvent, Event, Logged},
};

/// How many commits of the branch are looked back over: those of reports, and of what was attested since.
const MAX_BACK: usize = 1000;
/// How many entries an append of reports has at most.
const MAX_REPORTS: u64 = 64;

/// The log as it was before the reports that its last entries note, whatever was attested since; this one where its last
/// entries note something else. Who makes a report from it makes the one that was noted.
///
/// # Errors
/// Where commits, objects or entries of the branch cannot be read.
pub fn before_reports(repository: &Arc<GitRepository>, trail: Trail) -> Result<Trail, RegistroError> {
    let (mut now, mut found) = (trail.clone(), trail);
    for _ in 0..MAX_BACK {
        let [parent] = repository.parents(now.commit())?[..] else { break };
        let before = Trail::at(repository, parent)?;
        let (old, new) = (before.checkpoint().head.size, now.checkpoint().head.size);
        if old != new {
            if !notes_reports(&now, old, new)? {
                break;
            }
            found = before.clone();
        }
        now = before;
    }
    Ok(found)
}

/// Whether these entries, of which there is one at least, note reports and nothing else.
fn notes_reports(trail: &Trail, from: u64, to: u64) -> Result<bool, RegistroError> {
    if !(1..=MAX_REPORTS).contains(&to.saturating_sub(from)) {
        return Ok(false);
    }
    let mut are_reports = true;
    each_entry(&mut trail.reader(), from, to, &mut |_, bytes| {
        let is_report = matches!(
            Logged::parse(bytes),
            Ok(Logged::Known(entry)) if matches!(entry.event, Event::Document(DocumentEvent::Report, _))
        );
        are_reports &= is_report;
        Ok(())
    })?;
    Ok(are_reports)
}
