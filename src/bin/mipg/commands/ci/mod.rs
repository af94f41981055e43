//! `mipg ci`: what the workflows of a forge call; one file for each command below it.

mod judge;

use clap::ArgMatches;
use mipg::{diagnostic::render, messages::Lang};

use crate::{errors::Failure, output};

/// Runs the command below `mipg ci`. Why it could not do its work is a mark too: the log of a job is read by few.
pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let (name, matches) = matches.subcommand().expect("clap requires a command");
    let outcome = match name {
        "check" => judge::run(matches, lang),
        other => unreachable!("clap accepts no command `ci {other}`"),
    };
    if let Err(failure) = &outcome {
        let (message, hint, _) = failure.words(lang);
        let text = [Some(message), hint].into_iter().flatten().collect::<Vec<_>>().join("\n");
        output::print(&render::github_error(&text), lang);
    }
    outcome
}
