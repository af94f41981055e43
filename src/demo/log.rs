//! The audit trail of the example: what was received and published, logged at the hours of its history.
//!
//! The key is public and the hours are made up, as everything here: it shows what a log looks like and proves nothing.

use std::{collections::BTreeMap, path::Path, sync::Arc};

use chrono::{DateTime, Datelike as _, FixedOffset};

use super::{DemoError, entity, history::Tip, story::Story};
use crate::{
    digest::Digest,
    registro::{self, Batch, GitWrites, Index, Occurrence, example},
    repository::MAIN,
    snapshot::{GitRepository, ObjectId},
    trail::{
        checkpoint::Origin,
        entry::{Event, Moment, Submission, SubmissionEvent},
    },
};

/// Program and version of its entries: the example is the same whatever made it.
const TOOL: &str = "mipg demo";

/// Writes the log into the repository that was made at `path`; how many entries it has.
///
/// # Errors
///
/// [`DemoError::Log`]: the disk, or a bug of this program.
pub fn write(path: &Path, story: &Story, main: &[Tip]) -> Result<u64, DemoError> {
    let repository = Arc::new(GitRepository::open(path).map_err(registro::RegistroError::from)?);
    let pending = registro::pending(&repository, &format!("refs/heads/{MAIN}"), &|_| false)
        .map_err(registro::RegistroError::from)?;
    let moments: BTreeMap<ObjectId, DateTime<FixedOffset>> = main.iter().map(|tip| (tip.commit, tip.moment)).collect();
    let mut all: Vec<(DateTime<FixedOffset>, Occurrence)> = Vec::new();
    for occurrence in pending.occurrences {
        let moment = occurrence.commit.and_then(|commit| moments.get(&commit));
        all.push((*moment.expect("what is published came with a commit of the main line"), occurrence));
    }
    for one in &story.submissions {
        let submission = Submission {
            path: one.path.clone(),
            manifest: Digest::of(one.manifest.as_bytes()),
            files: u32::try_from(one.files.len()).expect("a handful"),
        };
        let event = Event::Submission(SubmissionEvent::Received, submission);
        all.push((one.delivery.sent, Occurrence { event, commit: None, time: None }));
    }
    let order = |event: &Event| (event.kind(), event.path(), event.digest());
    all.sort_by_key(|(at, occurrence)| (*at, order(&occurrence.event)));

    let origin = Origin::new(example::ORIGIN).expect("a constant name");
    let key = example::key();
    let mut index = Index::new();
    // Each month is one append, and ends with the sign that the log is alive.
    for month in all.chunk_by(|a, b| (a.0.year(), a.0.month()) == (b.0.year(), b.0.month())) {
        let last = month.last().expect("a chunk is not empty").0;
        let mut occurrences: Vec<Occurrence> =
            month.iter().map(|(at, occurrence)| Occurrence { time: Some(moment(*at)), ..occurrence.clone() }).collect();
        occurrences.push(Occurrence { event: Event::Heartbeat, commit: None, time: Some(moment(last)) });
        let batch = Batch {
            origin: &origin,
            entity: entity::NAME,
            tool: TOOL,
            now: moment(last),
            key: Some(&key),
            occurrences: &occurrences,
            reach: None,
        };
        registro::append(&repository, &mut GitWrites::new(&repository), &mut index, &batch)?;
    }
    Ok(registro::Trail::open(&repository)?.map_or(0, |(_, trail)| trail.checkpoint().head.size))
}

fn moment(at: DateTime<FixedOffset>) -> Moment {
    let seconds = u64::try_from(at.timestamp()).ok().and_then(|seconds| Moment::from_unix(seconds).ok());
    seconds.expect("the example is of this century")
}
