//! `mipg report --year`: the report of FURAG of a vigencia.

use std::io::IsTerminal as _;

use clap::ArgMatches;
use mipg::{
    furag::report::{self, Links, Report},
    messages::{Lang, shown},
    model::raw::Year,
};

use super::{
    calendar, check as gate,
    log::place,
    site::{self, Reading},
    status,
};
use crate::{
    BUG,
    args::{self, text},
    errors::{Failure, UNCHECKED},
    output,
};

/// Runs it. What is missing is no failure: only what could not be read is.
pub fn run(matches: &ArgMatches, year: Year, lang: Lang) -> Result<u8, Failure> {
    let get = |name: &str| matches.get_one::<String>(name);
    let asked = get("as-of").map(|given| gate::moment(Some(given), lang)).transpose()?;
    let base = get("base-url").map(|base| site::address(base, lang)).transpose()?;
    let outputs = gate::outputs(matches, &args::REPORT_FORMATS, lang)?;
    let format = get("format").map_or("human", String::as_str);
    if format == "xlsx" && std::io::stdout().is_terminal() {
        return Err(Failure::Usage(
            text(
                lang,
                "un libro de Excel no se muestra en la terminal\nayuda: `--output xlsx=furag.xlsx`",
                "an Excel workbook is not shown on a terminal\nhint: `--output xlsx=furag.xlsx`",
            )
            .to_owned(),
        ));
    }
    let rev = get("rev").map_or("HEAD", String::as_str);
    let repository = gate::open(&args::repository(matches))?;
    let bar = gate::progress(lang);
    let held = Reading::of_report(matches, &repository, rev, asked, &bar, lang)?;
    bar.finish_and_clear();
    calendar::whole(&held.deliveries.world)?;
    let domain = held.deliveries.world.repository.read().map_or("", |settings| settings.entity.domain.as_str());
    let links = Links::at(base.as_deref(), domain);
    let report = Report::new(&held, year, lang, links).map_err(|error| status::failure(&error, lang))?;
    calendar::working_days(report.board.years_without_holidays())?;
    let render = |format: &str| -> Result<Vec<u8>, Failure> {
        let bug = |error: String| {
            let error = shown(&error, 200);
            let (es, en) = (
                format!("falla de mipg: no se pudo hacer el informe ({error})"),
                format!("a bug in mipg: the report could not be made ({error})"),
            );
            place::said(lang, &es, &en, None, BUG)
        };
        Ok(match format {
            "json" => report::json(&report).into_bytes(),
            "csv" => report::csv(&report).into_bytes(),
            "html" => report::html(&report).map_err(|error| bug(error.to_string()))?.into_bytes(),
            "xlsx" => report::xlsx(&report).map_err(|error| bug(error.to_string()))?,
            _ => report::human(&report, gate::width()).into_bytes(),
        })
    };
    for (format, path) in &outputs {
        output::write(path, &render(format)?).map_err(|error| Failure::Io(path.clone(), error))?;
    }
    let printed = output::print_bytes(&render(format)?, lang);
    if report.is_whole() {
        return Ok(printed);
    }
    // A table of values has no place for it.
    if ["csv", "json", "xlsx"].contains(&format) || outputs.iter().any(|(format, _)| format == "csv") {
        report.cautions().iter().for_each(|caution| anstream::eprintln!("{caution}"));
    }
    Ok(printed.max(UNCHECKED))
}
