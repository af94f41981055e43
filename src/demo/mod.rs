//! What `mipg demo` makes: a complete example repository, the same on every machine.
//!
//! An invented town hall, its settings and the deliveries of 2025 are plain data (`year`); texts and files follow
//! from them ([`media`]), and [`write()`] turns them into commits. Nothing reads the clock, and nobody real is named.

mod calendar;
mod chance;
mod delivery;
mod entity;
mod evidence;
mod history;
mod log;
mod manifest;
pub mod media;
mod mistakes;
mod roster;
mod story;
mod supports;
mod wording;
mod year;

use std::path::Path;

use crate::{
    registro::RegistroError,
    repository::{Made, RepositoryError, Writer},
    source::yaml::YamlWriteError,
};

pub use calendar::as_of;
pub use mistakes::Expected;

/// An example that could not be made.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The place or the disk.
    #[error(transparent)]
    Repository(#[from] RepositoryError),
    /// The audit trail: the disk, or a bug of this program.
    #[error(transparent)]
    Log(#[from] RegistroError),
    /// A file: a bug of this program.
    #[error("media: {0}")]
    Media(#[from] media::MediaError),
    /// A record: a bug of this program.
    #[error("YAML: {0}")]
    Yaml(#[from] YamlWriteError),
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
    /// Entries of its audit trail.
    pub logged: u64,
    /// The branches with a mistake, and what each must show.
    pub mistakes: Vec<Expected>,
}

/// Whether the example comes with branches that show mistakes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mistakes {
    /// Only what is right.
    None,
    /// A branch `error/<rule>` for each kind of mistake.
    Branches,
}

/// Makes the example at `target`.
///
/// # Errors
///
/// [`DemoError::Repository`] for a place that cannot be used; then nothing is left there.
pub fn write(target: &Path, mistakes: Mistakes) -> Result<Demo, DemoError> {
    let mut writer = Writer::new(target)?;
    let story = story::story()?;
    let main = history::write(&mut writer, &story)?;
    let tip = main.last().expect("the history has a first state");
    let mistakes = match mistakes {
        Mistakes::None => Vec::new(),
        Mistakes::Branches => mistakes::write(&mut writer, &story, tip)?,
    };
    let stored: usize = story.submissions.iter().map(|one| one.stored().count()).sum();
    let listed: usize = story.submissions.iter().map(|one| one.files.len()).sum();
    let mut logged = 0;
    let made = writer.finish_with(tip.commit, |path| {
        logged = log::write(path, &story, &main)?;
        Ok::<_, DemoError>(())
    })?;
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
        logged,
        mistakes,
        made,
    })
}
