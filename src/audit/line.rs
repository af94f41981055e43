//! The branch of the log held against its own git history: what its keys signed there, and what lay beside it.
//!
//! A fast-forward may lead back to an older log, or to another one, and take attestations away: the tip alone shows none of
//! it. What a known key signed on the branch is as good as a checkpoint that the auditor kept.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::{Book, Check, Finding, Level, Place, log::Log};
use crate::{
    messages::Message,
    registro::line::{BESIDE, Former, Line},
    snapshot::{GitRepository, SnapshotError, lost},
    trail::note::VerifierKey,
};

/// Checks what the branch had: `lines` is its history, and that of a local one that went apart.
pub(super) fn check(
    repository: &GitRepository,
    log: &mut Log,
    lines: &[Line],
    book: &mut Book,
) -> Result<(), SnapshotError> {
    let Some(checkpoint) = log.checkpoint.clone() else { return Ok(()) };
    let (mut passed, mut of, mut external, mut foreign) = (0, 0, 0, 0_u64);
    let mut formers: BTreeMap<&[u8], (&Former, bool)> = BTreeMap::new();
    for line in lines {
        let keys: Vec<VerifierKey> = line.with_predecessors(&log.keys);
        let known: Vec<bool> = line.checkpoints.par_iter().map(|former| former.is_signed_by(&keys)).collect();
        for (former, is_known) in line.checkpoints.iter().zip(known) {
            formers.entry(&former.bytes).or_insert((former, is_known)).1 |= is_known;
        }
    }
    let told: BTreeSet<Vec<u8>> = log.kept.iter().map(|(_, bytes)| bytes.clone()).collect();
    for (former, is_known) in formers.into_values() {
        let head = former.checkpoint.head;
        let is_extended =
            former.checkpoint.origin == checkpoint.origin && log.roots.get(&head.size) == Some(&head.root);
        match (is_known, is_extended) {
            (true, true) => (passed, of) = (passed + 1, of + 1),
            (false, true) => (external, of) = (external + 1, of + 1),
            (false, false) => foreign += 1,
            // Who kept it as well was told of it.
            (true, false) if told.contains(&former.bytes) => of += 1,
            (true, false) => {
                of += 1;
                let (code, message) = match head.size > checkpoint.head.size {
                    true => {
                        let (kept, found) = (head.size.into(), checkpoint.head.size.into());
                        ("line-rollback", Message::AuditLineRollback { kept, found })
                    }
                    false => ("line-fork", Message::AuditLineFork { size: head.size.into() }),
                };
                let place = Place::path(log.reference);
                book.find(Finding { check: Check::Line, level: Level::Diverged, code, place, message });
                log.kept.push((log.reference.to_owned(), former.bytes.clone()));
            }
        }
    }
    if foreign > 0 {
        let (place, message) = (Place::path(log.reference), Message::AuditLineForeign { count: foreign.into() });
        book.find(Finding { check: Check::Line, level: Level::Notice, code: "line-foreign", place, message });
    }
    // A branch of this clone that went apart may have attestations of its own.
    for (place, folder) in BESIDE.iter().enumerate() {
        let Some(line) = lines.first() else { break };
        for path in lost(repository, log.tree.id(), folder, &line.beside[place])? {
            of += 1;
            let (check, level, code) = (Check::Line, Level::Fault, "beside-lost");
            book.find(Finding { check, level, code, place: Place::path(path), message: Message::AuditBesideLost {} });
        }
    }
    book.tallies.push(super::Tally { check: Check::Line, passed, of: Some(of), external });
    Ok(())
}
