//! `mipg render`: the public microsite of a revision.

use std::path::PathBuf;

use clap::ArgMatches;
use mipg::{messages::Lang, status::TrailUse};

use super::{
    check as gate, hours,
    site::{self, Reading},
};
use crate::{args, errors::Failure, output};

/// Runs `mipg render`.
pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let get = |name: &str| matches.get_one::<String>(name);
    let out = matches.get_one::<PathBuf>("out").expect("clap requires it");
    let base = get("base-url").map(|base| site::address(base, lang)).transpose()?;
    let asked = get("as-of").map(|given| gate::moment(Some(given), lang)).transpose()?;
    let repository = gate::open(&args::repository(matches))?;
    let rev = match get("rev") {
        Some(rev) => rev.clone(),
        None => gate::main_branch(&repository)?,
    };
    let bar = gate::progress(lang);
    let reading = Reading::of(matches, &repository, &rev, asked, &bar, lang)?;
    let extra = reading.reports(base.as_deref(), lang)?.into_files();
    let told = reading.write(matches, &repository, out, &extra, base.as_deref(), &bar, lang)?;
    let report = &reading.holdings.report;
    let printed = output::print(&format!("{told}{}", gate::verdict(report)), lang);
    if let TrailUse::Refused(why) = &reading.trail {
        anstream::eprintln!("{}", hours::refused(why, lang));
    }
    Ok(printed.max(reading.code()))
}
