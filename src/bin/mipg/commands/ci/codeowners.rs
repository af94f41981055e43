//! `mipg ci codeowners`: the file that says whom GitHub asks to look at each folder, and whether it is the right one.

use std::path::Path;

use clap::ArgMatches;
use mipg::{
    diagnostic::render,
    forge::{self, CODEOWNERS},
    messages::{Lang, Message},
    model::Moment,
    schedule,
    snapshot::{Limits, WorktreeSnapshot},
};

use crate::{
    args,
    commands::{calendar, check, log::place},
    errors::{Failure, UNCHECKED},
    output,
};

/// The most bytes of the file: GitHub reads 3 MB.
const MAX: u64 = 3 * 1024 * 1024;

/// Runs `mipg ci codeowners`.
pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let now = check::moment(matches.get_one("as-of"), lang)?;
    let repository = check::open(&args::repository(matches))?;
    let folder = repository.work_dir().map(Path::to_owned);
    let folder = folder.ok_or_else(|| Failure::Usage(Message::CodeownersBare {}.text(lang)))?;
    let snapshot = WorktreeSnapshot::of(repository, Limits::default())?;
    let day = schedule::day_of(now);
    let world = mipg::check::world(&snapshot, Moment { asked: day, written: None })?;
    calendar::whole(&world)?;
    let Some(owners) = forge::codeowners(&world, day, Lang::Es) else {
        let told = render::github_error(&Message::CodeownersNobody {}.text(lang));
        return Ok(UNCHECKED.max(output::print(&told, lang)));
    };
    let path = folder.join(CODEOWNERS);
    let failed = |error| Failure::Io(path.clone(), error);
    let found = place::bounded(&path, MAX).map_err(failed)?;
    let (message, code) = match found.as_deref() == Some(owners.text.as_bytes()) {
        true => (Message::CodeownersRight {}, 0),
        false if matches.get_flag("check") => (Message::CodeownersOther {}, 1),
        false => {
            std::fs::create_dir_all(path.parent().unwrap_or(&folder)).map_err(failed)?;
            output::write(&path, owners.text.as_bytes()).map_err(failed)?;
            (Message::CodeownersWritten {}, 0)
        }
    };
    let named = Message::CodeownersNamed { done: owners.named.done.into(), of: owners.named.of.into() };
    let told = format!("{} {}", message.text(lang), named.text(lang));
    let told = if code == 0 { format!("{told}\n") } else { render::github_error(&told) };
    Ok(code.max(output::print(&told, lang)))
}
