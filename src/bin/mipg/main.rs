//! The command `mipg`: reads arguments and the clock, calls the library, prints and sets the exit code.
//!
//! Exit codes: 0 conforming or not applicable · 1 findings · 2 wrong usage · 3 could not check · 4 a bug in mipg.
#![expect(clippy::disallowed_methods, clippy::disallowed_macros, reason = "the binary alone reads, prints and exits")]

mod args;
mod commands;
mod errors;
mod output;
mod window;

use std::{panic, process::ExitCode};

use clap::error::ErrorKind;
use mipg::trail::note::without_secrets;

/// Wrong usage.
const USAGE: u8 = 2;
/// A bug in mipg.
pub const BUG: u8 = 4;

fn main() -> ExitCode {
    let words = std::env::args_os().count();
    let arguments = args::or_form(args::with_help(std::env::args_os().collect()));
    let lang = args::language(&arguments);
    panic::set_hook(Box::new(move |info| {
        let place = info.location().map(|place| format!(" ({}:{})", place.file(), place.line())).unwrap_or_default();
        anstream::eprintln!(
            "{}{place}",
            args::text(
                lang,
                "error: falla de mipg; por favor, repórtela con lo que estaba haciendo",
                "error: a bug in mipg; please report it with what you were doing"
            )
        );
    }));
    let outcome = panic::catch_unwind(|| match args::command(lang).try_get_matches_from(&arguments) {
        Ok(matches) => commands::run(&matches, lang),
        Err(error) if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            output::print(&error.render().to_string(), lang)
        }
        Err(error) => {
            anstream::eprintln!("error: {}", without_secrets(&args::explain(&error, &arguments, lang)));
            USAGE
        }
    });
    let code = outcome.unwrap_or(BUG);
    window::hold(words, code, lang);
    ExitCode::from(code)
}
