//! Since when the settings say what moved a deadline: before it had begun or was announced, a contingency moves none; one
//! written down after the deadline it moved is told so.
//!
//! A contingency states its days and its act, not when that was issued. When the repository had it first is known from the
//! versions of the settings, by the date of the commit that brought each.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::moment;
use crate::{
    check::loader::Loader,
    model::{FileKind, Settings, raw},
    repo_path::RepoPath,
    schedule::{Calendar, Corte, start_of},
    snapshot::{Entry, EntryKind, GitSnapshot, ObjectId, SnapshotError, history::CommitTime},
};

/// Versions of the settings that are read: what only a later one has is not known to have been late.
const READ: usize = 1_000;

/// The first and the last day of a contingency.
type Days = (NaiveDate, NaiveDate);

fn days(one: &raw::Contingency) -> Days {
    (one.from.get(), one.until.get())
}

/// Since when each contingency stands in the settings, in whatever words.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Noted(BTreeMap<Days, DateTime<FixedOffset>>);

impl Noted {
    /// Looks for each contingency in the versions of the settings, as they came.
    pub(super) fn of(
        snapshot: &GitSnapshot,
        loader: &Loader,
        contingencies: &[raw::Contingency],
        path: &RepoPath,
        versions: &[(CommitTime, ObjectId)],
    ) -> Result<Self, SnapshotError> {
        let mut left: BTreeSet<Days> = contingencies.iter().map(days).collect();
        let mut found = BTreeMap::new();
        for (came, object) in versions.iter().take(READ) {
            if left.is_empty() {
                break;
            }
            let entry = Entry { path: path.clone(), kind: EntryKind::File, id: Some(*object), raw_name: None };
            let (_, reading) =
                loader.read::<raw::Repository>(snapshot, &entry, FileKind::Repository, &Settings::default())?;
            for days in reading.read().into_iter().flat_map(|settings| settings.contingencies.iter().map(days)) {
                if left.remove(&days) {
                    found.insert(days, moment(*came));
                }
            }
        }
        Ok(Self(found))
    }

    /// Whether a contingency counts at a moment: once it has begun, or was announced before.
    pub(super) fn counts(&self, one: &raw::Contingency, as_of: DateTime<FixedOffset>) -> bool {
        let begins = start_of(one.from.get());
        self.0.get(&days(one)).map_or(begins, |known| begins.min(*known)) <= as_of
    }

    /// When the contingency that moved a deadline was written down, where that was after the deadline it moved.
    pub(super) fn late(&self, corte: &Corte<'_>, calendar: &Calendar<'_>) -> Option<DateTime<FixedOffset>> {
        let known = *self.0.get(&days(corte.contingency?))?;
        let day = match corte.obligation.non_working_day {
            raw::NonWorkingDay::SameDay => corte.nominal,
            raw::NonWorkingDay::NextWorkingDay => calendar.working_day_from(corte.nominal),
        };
        (start_of(day.succ_opt().unwrap_or(day)) <= known).then_some(known)
    }
}
