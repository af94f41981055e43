//! Landing.
use crate::errors::Failure;
use clap::ArgMatches;
use mipg::messages::Lang;
pub fn run(_: &ArgMatches, _: Lang) -> Result<u8, Failure> {
    Ok(4)
}
