//! When the log says that submissions were received.

use std::{collections::HashMap, sync::Arc};

use chrono::{DateTime, NaiveDate};

use super::{Index, RegistroError, Trail, signed_by};
use crate::{
    digest::Digest,
    model::SubmissionPath,
    schedule::bogota,
    snapshot::GitRepository,
    trail::entry::{Event, Moment, SubmissionEvent},
};

/// The day of the first entry `recibido` or `publicado` of each manifest of each submission.
#[derive(Clone, Debug, Default)]
pub struct Received(HashMap<(SubmissionPath, Digest), NaiveDate>);

impl Received {
    /// What the log of a repository says; nothing where it has none.
    ///
    /// # Errors
    /// Where the log could not be read, is not signed by a key beside it, or is not what its checkpoint says.
    pub fn read(repository: &Arc<GitRepository>) -> Result<Self, RegistroError> {
        let mut received = Self::default();
        let Some((_, trail)) = Trail::open(repository)? else { return Ok(received) };
        let head = signed_by(&trail, trail.keys())?.checkpoint.head;
        Index::new().advance_with(&mut trail.reader(), &head, &mut |_, entry| {
            if let Event::Submission(SubmissionEvent::Received | SubmissionEvent::Published, of) = &entry.event {
                let first = received.0.entry((of.path.clone(), of.manifest)).or_insert(NaiveDate::MAX);
                *first = day(entry.time).min(*first);
            }
        })?;
        Ok(received)
    }

    /// The day, in Bogotá, on which a submission was first received with this manifest.
    pub fn day(&self, path: &SubmissionPath, manifest: Digest) -> Option<NaiveDate> {
        self.0.get(&(path.clone(), manifest)).copied()
    }
}

fn day(time: Moment) -> NaiveDate {
    let seconds = i64::try_from(time.unix()).expect("at most the year 9999");
    DateTime::from_timestamp(seconds, 0).expect("at most the year 9999").with_timezone(&bogota()).date_naive()
}
