//! Since when a submission is withdrawn: what was withdrawn later was still there before.
//!
//! The record of a withdrawal may grow, and each of its versions came at a time. A submission is withdrawn from the first
//! that names all its files: by the hour of the log where that is the one it has, else by the date of the commit. The day
//! that the record states is not looked at.

use std::collections::HashMap;

use chrono::{DateTime, FixedOffset};

use super::{hour, moment};
use crate::{
    check::loader::Loader,
    model::{FileKind, Place, Settings, raw},
    registro::{Times, times::Happened},
    repo_path::RepoPath,
    schedule::bogota,
    snapshot::{
        Entry, EntryKind, GitSnapshot, ObjectId, SnapshotError,
        history::{Arrival, CommitTime},
    },
};

/// The versions of each record of a withdrawal, and of the settings, as they came.
pub(super) struct Records(HashMap<RepoPath, Vec<(CommitTime, ObjectId)>>);

impl Records {
    /// Those among all that came.
    pub(super) fn of(arrivals: HashMap<(RepoPath, ObjectId), Arrival>) -> Self {
        let mut records: HashMap<RepoPath, Vec<(CommitTime, ObjectId)>> = HashMap::new();
        for ((path, object), arrival) in arrivals {
            if matches!(Place::of(&path).file_kind(), Some(FileKind::Withdrawal | FileKind::Repository)) {
                records.entry(path).or_default().push((arrival.first.min(arrival.main), object));
            }
        }
        records.values_mut().for_each(|versions| versions.sort_unstable());
        Self(records)
    }

    /// The versions of one file.
    pub(super) fn versions(&self, path: &RepoPath) -> &[(CommitTime, ObjectId)] {
        self.0.get(path).map_or(&[], Vec::as_slice)
    }

    /// Since when all files of a manifest are withdrawn; none where they are not by the record that stands, or where that
    /// cannot be read. `logged` is the entry of the withdrawal.
    pub(super) fn retired(
        &self,
        snapshot: &GitSnapshot,
        loader: &Loader,
        settings: &Settings,
        record: &Entry,
        manifest: &raw::Manifest,
        logged: Option<(&Times, &Happened)>,
    ) -> Result<Option<DateTime<FixedOffset>>, SnapshotError> {
        let is_whole = |object: Option<ObjectId>| -> Result<bool, SnapshotError> {
            let path = record.path.clone();
            let entry = Entry { path, kind: EntryKind::File, id: object, raw_name: None };
            let (_, reading) = loader.read::<raw::Withdrawal>(snapshot, &entry, FileKind::Withdrawal, settings)?;
            let names =
                |withdrawal: &raw::Withdrawal| manifest.files.iter().all(|file| withdrawal.files.contains(&file.path));
            Ok(reading.read().is_some_and(names))
        };
        if !record.kind.is_file() || !is_whole(record.id)? {
            return Ok(None);
        }
        for (place, (came, object)) in self.versions(&record.path).iter().enumerate() {
            if Some(*object) == record.id || is_whole(Some(*object))? {
                let came = moment(*came);
                // The log has one entry, of the first version.
                let logged = logged.filter(|_| place == 0);
                return Ok(Some(match logged {
                    Some((times, entry)) if times.is_imported(entry) => came.min(hour(entry.at)),
                    Some((_, entry)) => hour(entry.at),
                    None => came,
                }));
            }
        }
        // It stands, and no commit brought it: it was always there.
        Ok(Some(DateTime::UNIX_EPOCH.with_timezone(&bogota())))
    }
}
