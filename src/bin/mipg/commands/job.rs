//! The job of a forge that the program may run in: what is marked in its log, kept in its summary and handed on.

use std::{ffi::OsStr, fs::OpenOptions, io::Write as _, path::PathBuf};

use mipg::{diagnostic::render, forge, messages::Lang};

use crate::{errors::Failure, output};

/// Whether this is a job of GitHub, whose log takes marks; in a terminal they would be read as they are written.
pub(super) fn is_job() -> bool {
    std::env::var_os("GITHUB_ACTIONS").is_some_and(|value| value == "true")
}

/// A sentence about what somebody must mend, as whoever reads it takes it.
pub(super) fn error(text: &str) -> String {
    if is_job() { render::github_error(text) } else { format!("{text}\n") }
}

/// The same of what somebody should know.
pub(super) fn warning(text: &str) -> String {
    if is_job() { render::github_warning(text) } else { format!("{text}\n") }
}

/// Why a command could not do its work is a mark too, and in the summary: the log of a job is read by few.
pub(super) fn failed(failure: &Failure, lang: Lang) {
    if !is_job() {
        return;
    }
    let (message, hint, _) = failure.words(lang);
    let said: Vec<String> = [Some(message), hint].into_iter().flatten().collect();
    output::print(&render::github_error(&said.join("\n")), lang);
    let lines: Vec<String> = said.iter().flat_map(|text| text.lines()).map(|line| line.trim().to_owned()).collect();
    // What failed is told in the log, whatever becomes of the summary.
    drop(variable("GITHUB_STEP_SUMMARY").map(|path| append(&path.into_os_string(), &forge::paragraphs(&lines))));
}

/// Writes lines to the summary of the step, where the job has one: beside what other steps wrote in theirs.
pub(super) fn summary(lines: &[String]) -> Result<(), Failure> {
    let Some(path) = variable("GITHUB_STEP_SUMMARY") else { return Ok(()) };
    output::write(&path, forge::paragraphs(lines).as_bytes()).map_err(|error| Failure::Io(path, error))
}

/// Hands a value of ours to the jobs after this one, where the job takes any: it is of one line, and no secret.
pub(super) fn hand_on(name: &str, value: &str) -> Result<(), Failure> {
    let Some(path) = variable("GITHUB_OUTPUT") else { return Ok(()) };
    append(path.as_os_str(), &format!("{name}={value}\n")).map_err(|error| Failure::Io(path, error))
}

/// A file that the job names.
pub(super) fn variable(name: &str) -> Option<PathBuf> {
    std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from)
}

fn append(path: &OsStr, text: &str) -> std::io::Result<()> {
    OpenOptions::new().append(true).create(true).open(path)?.write_all(text.as_bytes())
}
