//! `mipg ci check`: what an event tells is judged; marks for the change, and a summary with everything.

use std::{path::PathBuf, sync::Arc};

use chrono::{DateTime, FixedOffset};
use clap::ArgMatches;
use indicatif::ProgressBar;
use mipg::{
    check::Standing,
    diagnostic::{Report, render},
    forge::{self, Task, Why, task},
    messages::Lang,
    model::{Actor, Deed},
    snapshot::GitRepository,
};

use super::owners;
use crate::{
    args::{self, FORMATS},
    commands::check::{self, Asked, Target},
    errors::{Failure, UNCHECKED},
    output,
};

/// Runs `mipg ci check`.
pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let as_of = check::moment(matches.get_one("as-of"), lang)?;
    let mut outputs = check::outputs(matches, &FORMATS, lang)?;
    if !outputs.iter().any(|(format, _)| format == "markdown") {
        outputs.extend(super::variable("GITHUB_STEP_SUMMARY").map(|path| ("markdown".to_owned(), path)));
    }
    let event = super::event(matches, lang)?;
    let repository = check::open(&args::repository(matches))?;
    let judge = Judge { repository: &repository, as_of, lang };
    let (report, (before, after)) = match task(&event) {
        Task::Nothing(why) => return nothing(why, 0, &outputs, lang),
        Task::Refused(why) => return nothing(why, 1, &outputs, lang),
        Task::Unchecked(why) => return nothing(why, UNCHECKED, &outputs, lang),
        Task::Proposal { base, head, by, writer } => {
            let deed = super::proposes(writer, super::approvals(matches, head, lang)?);
            // Rules and accounts are those of now: an event stays as it was, and may be run again. What several proposals
            // are merged onto is not in the main branch yet.
            let base = if by.is_some() { repository.resolve(&check::main_branch(&repository)?)? } else { base };
            let target = (base.to_string(), head.to_string());
            let target = Target::Change(&target.0, &target.1, Standing::Proposed);
            (judge.of(&target, super::actor(by, deed))?, (Some(base), head))
        }
        Task::Published { before, after, by } => {
            let (from, to) = (before.to_string(), after.to_string());
            let target = Target::Change(&from, &to, Standing::Received);
            let brought = judge.of(&target, super::actor(by, Deed::Publishes { proposed: None }))?;
            (judge.of(&Target::Revision(&to), None)?.with(brought), (None, after))
        }
        Task::Begins(head) => (judge.of(&Target::Revision(&head.to_string()), None)?, (None, head)),
    };
    let owners = owners::told(&repository, before, after, as_of)?;
    for (format, path) in &outputs {
        let mut text = check::render(&report, format, &check::human(false, usize::MAX, false, &[]));
        if format == "markdown" {
            text.push_str(&format!("\n{}", forge::paragraphs(&[owners.text(lang)])));
        }
        write(path, text.as_bytes())?;
    }
    let told = if super::is_job() { render::github(&report) } else { check::verdict(&report) };
    let printed = output::print(&format!("{told}{}", owners.marked(lang)), lang);
    let code = report.verdict().exit_code();
    // What is wrong with the evidence is said first: settings that cannot be read are among it.
    Ok(if code == 0 { owners.code } else { code }.max(printed))
}

struct Judge<'a> {
    repository: &'a Arc<GitRepository>,
    as_of: DateTime<FixedOffset>,
    lang: Lang,
}

impl Judge<'_> {
    fn of(&self, target: &Target<'_>, actor: Option<Actor>) -> Result<Report, Failure> {
        let (bar, asked) = (ProgressBar::hidden(), Asked::by(actor));
        Ok(check::judge_in(self.repository.clone(), target, self.as_of, self.lang, &bar, &asked)?.0)
    }
}

/// Says why nothing is judged, in the log and in the summary.
fn nothing(why: Why, code: u8, outputs: &[(String, PathBuf)], lang: Lang) -> Result<u8, Failure> {
    let text = why.message().text(lang);
    for (_, path) in outputs.iter().filter(|(format, _)| format == "markdown") {
        write(path, format!("{text}\n").as_bytes())?;
    }
    let told = if code == 0 { format!("{text}\n") } else { super::error(&text) };
    Ok(code.max(output::print(&told, lang)))
}

fn write(path: &std::path::Path, bytes: &[u8]) -> Result<(), Failure> {
    output::write(path, bytes).map_err(|error| Failure::Io(path.to_owned(), error))
}
