//! What `mipg demo` makes: a complete example repository, the same on every machine.
//!
//! An invented town hall, its settings and the deliveries of 2025 are plain data ([`year`](mod@year)); texts and files follow
//! from them ([`media`]), and [`write`] turns them into commits. Nothing reads the clock, and nobody real is named.

mod calendar;
mod chance;
mod delivery;
mod entity;
mod evidence;
mod history;
mod manifest;
pub mod media;
mod roster;
mod story;
mod wording;
mod year;

use std::path::Path;

use crate::repository::{Made, RepositoryError, Writer};

pub use calendar::as_of;

/// An example that could not be made.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The place or the disk.
    #[error(transparent)]
    Repository(#[from] RepositoryError),
    /// A file: a bug of this program.
    #[error("media: {0}")]
    Media(#[from] media::MediaError),
    /// A record: a bug of this program.
    #[error("YAML: {0}")]
    Yaml(#[from] serde_saphyr::ser::Error),
}

/// What the example holds, counted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Demo {
    /// The repository.
    pub made: Made,
    /// Deliveries.
    pub submissions: usize,
    /// Files of evidence in the head.
    pub files: usize,
    /// Files kept outside git.
    pub external: usize,
    /// Withdrawn files.
    pub withdrawn: usize,
    /// Bytes of evidence ever handed in.
    pub bytes: u64,
}

/// Makes the example at `target`.
///
/// # Errors
///
/// [`DemoError::Repository`] for a place that cannot be used; then nothing is left there.
pub fn write(target: &Path) -> Result<Demo, DemoError> {
    let mut writer = Writer::new(target)?;
    let story = story::story()?;
    let main = history::write(&mut writer, &story)?;
    let tip = main.last().expect("the history has a first state");
    let stored: usize = story.submissions.iter().map(|one| one.stored().count()).sum();
    let listed: usize = story.submissions.iter().map(|one| one.files.len()).sum();
    let withdrawn: usize = story.removals.iter().map(|removal| removal.retirement.files.len()).sum();
    Ok(Demo {
        submissions: story.submissions.len(),
        files: stored - withdrawn,
        external: listed - stored,
        withdrawn,
        bytes: story
            .submissions
            .iter()
            .flat_map(|one| one.stored().map(|(_, bytes)| bytes.len() as u64).collect::<Vec<_>>())
            .sum(),
        made: writer.finish(tip.commit)?,
    })
}
