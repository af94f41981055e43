//! `mipg remind`: what each leader owes, to be sent to them.

use std::sync::Arc;

use chrono::{Datelike as _, NaiveDate};
use clap::ArgMatches;
use mipg::{
    messages::Lang,
    schedule::{
        self,
        remind::{self, Reminders, Underway, Window},
    },
    snapshot::{GitRepository, GitSnapshot, Limits},
    status::{self, TrailUse},
};

use super::{behind, calendar, check as gate, hours, judged::judged, underway::underway};
use crate::{
    args,
    errors::{Failure, UNCHECKED},
    output,
};

/// A day not later than today: what is due after it cannot have been missed.
fn past(day: NaiveDate, today: NaiveDate, lang: Lang) -> Result<NaiveDate, Failure> {
    if day <= today {
        return Ok(day);
    }
    Err(Failure::Usage(match lang {
        Lang::Es => format!(
            "`{day}` es posterior a hoy, {today}\nayuda: `--vencidas-desde` va antes de hoy; lo que viene se pide con `--dias`"
        ),
        Lang::En => format!(
            "`{day}` is later than today, {today}\nhint: `--missed-since` comes before today; what is to come is asked for with `--days`"
        ),
    }))
}

/// Runs `mipg remind`.
pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let get = |name: &str| matches.get_one::<String>(name);
    let as_of = gate::moment(get("as-of"), lang)?;
    let outputs = gate::outputs(matches, &args::REMIND_FORMATS, lang)?;
    let today = schedule::day_of(as_of);
    let missed_since = match get("missed-since") {
        Some(given) => calendar::day(given, lang).and_then(|day| past(day, today, lang))?,
        None => today.with_day(1).unwrap_or(today),
    };
    let days = matches.get_one::<u16>("days").copied().unwrap_or(args::REMIND_DAYS);
    let window = Window { as_of, days, missed_since };

    let rev = get("rev").map_or("HEAD", String::as_str);
    let repository = gate::open(&args::repository(matches))?;
    if get("rev").is_none() {
        behind::tell(&repository, lang)?;
    }
    let asked = Asked { matches, repository: &repository, rev, window, policy: get("policy") };
    let render = |format: &str, reminders: &Reminders<'_>, revision: &str| match format {
        "json" => remind::json(reminders, Some(revision), lang),
        _ => remind::human(reminders, gate::width(), lang),
    };
    let format = get("format").map_or("human", String::as_str);
    let (printed, is_whole) = reminded(&asked, lang, |reminders, revision| {
        for (format, path) in &outputs {
            let text = render(format, reminders, revision);
            output::write(path, text.as_bytes()).map_err(|error| Failure::Io(path.clone(), error))?;
        }
        Ok(output::print(&render(format, reminders, revision), lang))
    })?;
    Ok(printed.max(if is_whole { 0 } else { UNCHECKED }))
}

/// What is asked for.
pub(super) struct Asked<'a> {
    pub(super) matches: &'a ArgMatches,
    pub(super) repository: &'a Arc<GitRepository>,
    pub(super) rev: &'a str,
    pub(super) window: Window,
    pub(super) policy: Option<&'a String>,
}

/// Gives what is owed, and the revision it was read from; and whether all of it could be read.
pub(super) fn reminded<T>(
    asked: &Asked<'_>,
    lang: Lang,
    tell: impl FnOnce(&Reminders<'_>, &str) -> Result<T, Failure>,
) -> Result<(T, bool), Failure> {
    let Asked { matches, repository, rev, window, policy } = *asked;
    let trail = hours::taken(matches, repository, rev, lang)?;
    let found = status::read(repository, rev, window.as_of, trail)?;
    calendar::whole(&found.world)?;
    let policy = policy.map(|policy| calendar::known(&found.world, policy, lang)).transpose()?;
    let head = GitSnapshot::at(repository.clone(), rev, Limits::default())?;
    let sent: Vec<Underway> = underway(repository, &head, None)?.into_iter().map(|(_, one)| one).collect();
    judged(&found, window.span(), window.as_of, lang, |schedule, verdicts| {
        let mut reminders = remind::remind(&found.world, schedule, verdicts, &found.unread, window, policy)
            .expect("`whole` has found the settings");
        reminders.note(&sent);
        calendar::working_days(reminders.years_without_holidays.clone())?;
        let refused = match &found.trail {
            TrailUse::Refused(why) => Some(why),
            TrailUse::Absent | TrailUse::Taken(_) => None,
        };
        if let Some(why) = refused {
            anstream::eprintln!("{}", hours::refused(why, lang));
        }
        let told = tell(&reminders, &found.revision.to_string())?;
        let is_whole = reminders.unread.is_empty() && reminders.withheld.is_empty() && refused.is_none();
        Ok((told, is_whole))
    })?
}
