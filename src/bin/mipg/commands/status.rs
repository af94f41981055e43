//! `mipg status`: what was due and what became of it.

use clap::ArgMatches;
use mipg::{
    messages::Lang,
    schedule,
    status::{self, Board, BoardError, Period, Question, render},
};

use super::{behind, calendar, check as gate, hours};
use crate::{
    args,
    errors::{Failure, UNCHECKED},
    output,
};

/// Runs `mipg status`. Lateness is no failure: only what could not be read is.
pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let get = |name: &str| matches.get_one::<String>(name);
    let as_of = gate::moment(get("as-of"), lang)?;
    let outputs = gate::outputs(matches, &args::STATUS_FORMATS, lang)?;
    let period = period(matches, schedule::day_of(as_of), lang)?;

    let rev = get("rev").map_or("HEAD", String::as_str);
    let repository = gate::open(&args::repository(matches))?;
    if get("rev").is_none() {
        behind::tell(&repository, lang)?;
    }
    let trail = hours::taken(matches, &repository, rev, lang)?;
    let found = status::read(&repository, rev, as_of, trail)?;
    calendar::whole(&found.world)?;
    let policy = get("policy").map(|policy| calendar::known(&found.world, policy, lang)).transpose()?;
    let board = Board::new(&found, Question { as_of, period, policy }).map_err(|error| failure(&error, lang))?;
    calendar::working_days(board.years_without_holidays())?;
    let render = |format: &str, color: bool| match format {
        "json" => render::json(&board),
        "csv" => render::csv(&board, lang),
        "markdown" => render::markdown(&board, lang),
        "svg" => render::svg(&board, lang),
        _ => render::human(&board, &render::HumanOptions { color, width: gate::width() }, lang),
    };
    for (format, path) in &outputs {
        output::write(path, render(format, false).as_bytes()).map_err(|error| Failure::Io(path.clone(), error))?;
    }
    let color = anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never;
    let format = get("format").map_or("human", String::as_str);
    let printed = output::print(&render(format, color), lang);
    if board.is_whole() {
        return Ok(printed);
    }
    // A table of values has no place for it.
    let tells = |format: &str| matches!(format, "human" | "markdown" | "svg");
    if !tells(format) || outputs.iter().any(|(format, _)| !tells(format)) {
        for caution in render::cautions(&board, lang) {
            anstream::eprintln!("{caution}");
        }
    }
    Ok(printed.max(UNCHECKED))
}

/// The year or month asked; the year of the moment where nothing was said.
fn period(matches: &ArgMatches, today: chrono::NaiveDate, lang: Lang) -> Result<Period, Failure> {
    use chrono::Datelike as _;
    let asked = calendar::stated(matches, today, lang)?;
    let is_month = matches.get_one::<String>("month").is_some();
    Ok(match asked {
        Some(asked) if is_month => Period::Month(asked.first.year(), asked.first.month()),
        Some(asked) => Period::Year(asked.first.year()),
        None => Period::Year(today.year()),
    })
}

/// Why there is no board.
pub(super) fn failure(error: &BoardError, lang: Lang) -> Failure {
    match error {
        BoardError::Unknown(files) => Failure::Settings(files.iter().map(ToString::to_string).collect()),
        BoardError::TooMany(excess) => calendar::excess(excess, lang),
    }
}
