//! The parts of the JSON that come from the trail.
//!
//! Fields are in the order of the alphabet: that is the order of the keys.

use serde::Serialize;

use crate::{
    schedule::{Outcome, Receipt},
    status::{Absence, Board, Totals, TrailUse},
    trail::judge::KeySource,
};

/// Missed instances, by how well it is known that nothing was in the repository.
#[derive(Serialize)]
pub(super) struct AbsencesV1 {
    third_party: usize,
    unprovable: usize,
}

/// How well it is known that a missed instance was not in the repository: when a third party saw the trail without it, and
/// how many entries that had.
#[derive(Serialize)]
pub(super) struct AbsenceV1 {
    proof: &'static str,
    seen: Option<String>,
    size: Option<u64>,
}

/// The entry of the trail by which the answer was received, and how third parties bound its hour.
#[derive(Serialize)]
pub(super) struct ReceiptV1 {
    commit_time: String,
    imported: bool,
    index: u64,
    not_after: Option<String>,
    not_before: Option<String>,
    time: String,
}

/// The audit trail; `refused` says why its hours were not taken.
#[derive(Serialize)]
pub(super) struct TrailV1<'a> {
    attestations: Option<AttestationsV1>,
    key: Option<String>,
    key_source: Option<&'static str>,
    log: Option<&'a str>,
    receipts: Option<ReceiptsV1>,
    refused: Option<&'a str>,
    revision: Option<String>,
    root: Option<String>,
    size: Option<u64>,
}

#[derive(Serialize)]
pub(super) struct AttestationsV1 {
    checked: u64,
    of: u64,
    refused: u64,
}

/// Submissions with an entry, of those known at the moment asked.
#[derive(Serialize)]
pub(super) struct ReceiptsV1 {
    of: usize,
    with: usize,
}

impl AbsencesV1 {
    pub(super) fn of(totals: &Totals) -> Self {
        Self { third_party: totals.absent, unprovable: totals.count(Outcome::Missed) - totals.absent }
    }
}

impl AbsenceV1 {
    pub(super) fn of(absence: &Absence) -> Self {
        Self {
            proof: absence.proof.key(),
            seen: absence.seen.map(|(at, _)| at.to_rfc3339()),
            size: absence.seen.map(|(_, size)| size),
        }
    }
}

impl<'a> TrailV1<'a> {
    pub(super) fn of(board: &Board<'a>) -> Option<Self> {
        let none = |refused| Self {
            attestations: None,
            key: None,
            key_source: None,
            log: None,
            receipts: None,
            refused,
            revision: None,
            root: None,
            size: None,
        };
        let times = match &board.deliveries.trail {
            TrailUse::Absent => return None,
            TrailUse::Refused(why) => return Some(none(Some(why))),
            TrailUse::Taken(times) => times,
        };
        let found = &times.attestations;
        let (with, of) = board.receipts();
        Some(Self {
            attestations: Some(AttestationsV1 { checked: found.checked, of: found.of, refused: found.refused }),
            key: Some(times.key.to_string()),
            key_source: Some(match times.source {
                KeySource::Held => "given",
                KeySource::Log => "repository",
            }),
            log: Some(times.origin.as_str()),
            receipts: Some(ReceiptsV1 { of, with }),
            revision: Some(times.commit.to_string()),
            root: Some(times.head.root.to_string()),
            size: Some(times.head.size),
            ..none(None)
        })
    }
}

impl ReceiptV1 {
    pub(super) fn of(found: &Receipt) -> Self {
        Self {
            commit_time: found.committed.to_rfc3339(),
            imported: found.is_imported,
            index: found.index,
            not_after: found.not_after.map(|at| at.to_rfc3339()),
            not_before: found.not_before.map(|at| at.to_rfc3339()),
            time: found.at.to_rfc3339(),
        }
    }
}
