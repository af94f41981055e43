//! `mipg log`: the audit trail; one file for each command below it.

mod append;
mod keygen;
mod place;
mod receipt;
mod secret;
mod verify;
mod witness;

use clap::ArgMatches;
use mipg::messages::Lang;

use crate::errors::Failure;

/// Runs the command below `mipg log`.
pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let (name, matches) = matches.subcommand().expect("clap requires a command");
    match name {
        "append" => append::run(matches, lang),
        "keygen" => keygen::run(matches, lang),
        "receipt" => receipt::run(matches, lang),
        "verify" => verify::run(matches, lang),
        "witness" => witness::run(matches, lang),
        other => unreachable!("clap accepts no command `log {other}`"),
    }
}
