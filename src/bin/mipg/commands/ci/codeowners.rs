//! `mipg ci codeowners`: the file that says whom GitHub asks to look at each folder, and whether it is the right one.

use std::path::Path;

use clap::ArgMatches;
use mipg::{
    forge::CODEOWNERS,
    messages::{Lang, Message},
    schedule,
    snapshot::{Limits, WorktreeSnapshot},
};

use super::owners;
use crate::{
    args,
    commands::{check, log::place},
    errors::{Failure, UNCHECKED},
    output,
};

/// Runs `mipg ci codeowners`.
pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let now = check::moment(matches.get_one("as-of"), lang)?;
    let repository = check::open(&args::repository(matches))?;
    let folder = repository.work_dir().map(Path::to_owned);
    let folder = folder.ok_or_else(|| Failure::Usage(Message::CodeownersBare {}.text(lang)))?;
    let snapshot = WorktreeSnapshot::of(repository, Limits::default())?;
    let Some(expected) = owners::expected(&snapshot, schedule::day_of(now))? else {
        let told = super::error(&Message::CodeownersNobody {}.text(lang));
        return Ok(UNCHECKED.max(output::print(&told, lang)));
    };
    let path = folder.join(CODEOWNERS);
    let failed = |error| Failure::Io(path.clone(), error);
    let found = place::bounded(&path, owners::MAX).map_err(failed)?;
    let (message, code) = match found.as_deref() == Some(expected.text.as_bytes()) {
        true => (Message::CodeownersRight {}, 0),
        false if matches.get_flag("check") => (Message::CodeownersOther {}, 1),
        false => {
            std::fs::create_dir_all(path.parent().unwrap_or(&folder)).map_err(failed)?;
            output::write(&path, expected.text.as_bytes()).map_err(failed)?;
            (Message::CodeownersWritten {}, 0)
        }
    };
    let named = Message::CodeownersNamed { done: expected.named.done.into(), of: expected.named.of.into() };
    let told = format!("{} {}", message.text(lang), named.text(lang));
    let mut told = if code == 0 { format!("{told}\n") } else { super::error(&told) };
    if expected.is_alone {
        told.push_str(&super::warning(&Message::CodeownersAlone {}.text(lang)));
    }
    Ok(code.max(output::print(&told, lang)))
}
