//! `mipg calendar`: the due dates of a period, for people and for their calendars.

use std::{
    collections::{BTreeMap, BTreeSet, btree_map::Entry},
    path::PathBuf,
    sync::Arc,
};

use chrono::{DateTime, Datelike as _, FixedOffset, Months, NaiveDate};
use clap::ArgMatches;
use mipg::{
    check,
    intake::subject::Names,
    messages::{Lang, shown},
    model::{Moment, World},
    schedule::{
        self, Calendar, TooMany,
        agenda::{self, Agenda, By, Origin, Period},
    },
    snapshot::{GitRepository, GitSnapshot, Limits, WorktreeSnapshot},
};

use super::check::{self as gate, YEARS};
use crate::{
    args::{self, text},
    errors::{Failure, UNCHECKED},
    output,
};

/// The longest period, in years.
const LONGEST: i32 = 20;

/// Runs `mipg calendar`.
pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let get = |name: &str| matches.get_one::<String>(name);
    let as_of = gate::moment(get("as-of"), lang)?;
    let format = get("format").map_or("human", String::as_str);
    let outputs = gate::outputs(matches, &args::CALENDAR_FORMATS, lang)?;
    let folder = matches.get_one::<PathBuf>("out");
    let asked = period(matches, schedule::day_of(as_of), lang)?;
    let settings = Settings::read(matches, as_of)?;
    let policy = get("policy").map(|policy| known(&settings.world, policy, lang)).transpose()?;
    let is_feed = folder.is_some() || format == "ics" || outputs.iter().any(|(format, _)| *format == "ics");
    let calendar = Calendar::new(settings.world.holidays.values());
    // A feed may reach further than what is shown, where nobody says how far.
    let reach = |format: &str| asked.is_none() && format == "ics";
    let make = |for_feed: bool| -> Result<Agenda<'_>, Failure> {
        let period = asked.unwrap_or_else(|| usual(schedule::day_of(as_of), for_feed));
        let agenda = Agenda::new(&settings.world, &calendar, period).map_err(|error| excess(&error, lang))?;
        let agenda = agenda.expect("`whole` has found the settings");
        Ok(match policy {
            Some(policy) => agenda.of_policy(policy),
            None => agenda,
        })
    };
    // Before anything is written.
    let printed = if folder.is_some() { "ics" } else { format };
    let mut agendas: BTreeMap<bool, Agenda<'_>> = BTreeMap::new();
    for format in outputs.iter().map(|(format, _)| format.as_str()).chain([printed]) {
        if let Entry::Vacant(place) = agendas.entry(reach(format)) {
            working_days(place.insert(make(reach(format))?).years_without_holidays())?;
        }
    }
    let origin = Origin { revision: settings.revision.as_deref(), as_of, lang };
    let stamped = Origin { as_of: settings.stamp, ..origin };
    if is_feed && let Some(caution) = agendas[&reach("ics")].caution(lang) {
        // Whoever subscribes to a feed would see what is withheld vanish from it.
        return Err(incomplete(caution, lang));
    }
    let render = |format: &str| {
        let agenda = &agendas[&reach(format)];
        match format {
            "json" => agenda::json(agenda, &origin),
            "ics" => agenda::ics(agenda, &stamped),
            "csv" => agenda::csv(agenda, &origin),
            _ => agenda::human(agenda, &origin, gate::width()),
        }
    };
    for (format, path) in &outputs {
        output::write(path, render(format).as_bytes()).map_err(|error| Failure::Io(path.clone(), error))?;
    }
    if let Some(folder) = folder {
        let feeds = agendas[&reach("ics")].feeds(&stamped);
        output::write_all(folder, &feeds).map_err(|error| Failure::Io(folder.clone(), error))?;
        let (count, place) = (feeds.len(), shown(&folder.display().to_string(), 200));
        let all = agenda::ALL;
        return Ok(output::print(
            &match lang {
                Lang::Es => format!(
                    "{count} calendarios escritos en `{place}`: `{all}.ics`, y uno por política con el nombre de su carpeta\n"
                ),
                Lang::En => format!(
                    "{count} calendars written to `{place}`: `{all}.ics`, and one for each policy, named after its folder\n"
                ),
            },
            lang,
        ));
    }
    let printed = output::print(&render(format), lang);
    let Some(caution) = agendas[&reach(format)].caution(lang) else { return Ok(printed) };
    // A table of values has no place for it.
    if format != "human" || outputs.iter().any(|(format, _)| *format != "human") {
        anstream::eprintln!("{caution}");
    }
    Ok(printed.max(UNCHECKED))
}

/// Refuses a feed that would lack something.
fn incomplete(caution: String, lang: Lang) -> Failure {
    let what = text(
        lang,
        "No se hace un calendario para suscribirse: borraría de las agendas lo que falta.",
        "No calendar to subscribe to is made: it would wipe what is missing from people's own.",
    );
    Failure::Said { message: format!("{what} {caution}"), hint: None, code: UNCHECKED }
}

/// The settings that say what is due.
struct Settings {
    world: World,
    revision: Option<String>,
    /// When they were so: the date of the commit, or the moment asked for a work tree.
    stamp: DateTime<FixedOffset>,
}

impl Settings {
    fn read(matches: &ArgMatches, as_of: DateTime<FixedOffset>) -> Result<Self, Failure> {
        let repository: Arc<GitRepository> = gate::open(&args::repository(matches))?;
        let asked = schedule::day_of(as_of);
        let settings = if matches.get_flag("worktree") {
            let snapshot = WorktreeSnapshot::of(repository, Limits::default())?;
            let moment = Moment { asked, written: None };
            Self { world: check::world(&snapshot, moment)?, revision: None, stamp: as_of }
        } else {
            let rev = matches.get_one::<String>("rev").map_or("HEAD", String::as_str);
            let snapshot = GitSnapshot::at(repository, rev, Limits::default())?;
            let stamp = DateTime::from_timestamp(snapshot.committed().seconds, 0)
                .filter(|stamp| (1970..=9999).contains(&stamp.year()))
                .map_or(as_of, |stamp| stamp.with_timezone(&schedule::bogota()));
            let moment = Moment { asked, written: Some(schedule::day_of(stamp)) };
            Self { world: check::world(&snapshot, moment)?, revision: Some(snapshot.commit().to_string()), stamp }
        };
        whole(&settings.world)?;
        Ok(settings)
    }
}

/// Refuses settings of which nothing can be believed: a date that a file would move, or an obligation that it would name,
/// must not look right without it. What is withheld of settings is told beside the rest.
pub(super) fn whole(world: &World) -> Result<(), Failure> {
    let unknown: Vec<String> = schedule::unknown(world).iter().map(ToString::to_string).collect();
    if unknown.is_empty() { Ok(()) } else { Err(Failure::Settings(unknown)) }
}

/// Refuses to answer for years whose holidays nobody knows.
pub(super) fn working_days(unknown: BTreeSet<i32>) -> Result<(), Failure> {
    if unknown.is_empty() { Ok(()) } else { Err(Failure::Holidays(unknown)) }
}

/// That the settings ask for more than is judged.
pub(super) fn excess(error: &TooMany, lang: Lang) -> Failure {
    let limit = error.limit;
    Failure::Excess(match lang {
        Lang::Es => format!(
            "las obligaciones de `policies/repositorio.yaml` dan más de {limit} vencimientos: es más de lo que mipg acepta juzgar\nayuda: revise `obligaciones` y `planes`"
        ),
        Lang::En => format!(
            "the obligations of `policies/repositorio.yaml` make more than {limit} due dates: more than mipg accepts to judge\nhint: look at `obligaciones` and the plans"
        ),
    })
}

/// A policy of the settings, by its folder, code or name; an unknown one is wrong usage, with the nearest one.
pub(super) fn known<'a>(world: &'a World, given: &str, lang: Lang) -> Result<&'a str, Failure> {
    let slugs = world.policy_slugs();
    if let Some(slug) = slugs.iter().find(|slug| **slug == given).copied().or_else(|| world.policy_of_code(given)) {
        return Ok(slug);
    }
    if let Some(named) = Names::of(world).exactly(given).and_then(|named| slugs.get(named).copied()) {
        return Ok(named);
    }
    let nearest = slugs.iter().map(|slug| (strsim::jaro_winkler(slug, given), slug)).max_by(|a, b| a.0.total_cmp(&b.0));
    let given = shown(given, 60);
    let hint = match nearest.filter(|(likeness, _)| *likeness > 0.75) {
        Some((_, slug)) => format!("{} `{slug}`?", text(lang, "¿quiso decir", "did you mean")),
        None => text(
            lang,
            "escriba su nombre, su código o el de su carpeta en `policies/`",
            "write its name, its code or that of its folder in `policies/`",
        )
        .to_owned(),
    };
    Err(Failure::Usage(match lang {
        Lang::Es => format!("no existe la política `{given}`\nayuda: {hint}"),
        Lang::En => format!("there is no policy `{given}`\nhint: {hint}"),
    }))
}

/// What is shown where nobody says: from the day asked to the end of its year; for a feed, which is read day after day,
/// that whole year and the next one.
fn usual(today: NaiveDate, for_feed: bool) -> Period {
    let year = today.year();
    let (first, last) = if for_feed { (start(year), end(year + 1)) } else { (today, end(year)) };
    Period { first, last, by: if for_feed { By::Nominal } else { By::Running } }
}

fn start(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or(NaiveDate::MIN)
}

fn end(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 12, 31).unwrap_or(NaiveDate::MAX)
}

/// The period asked; none where nothing was said.
fn period(matches: &ArgMatches, today: NaiveDate, lang: Lang) -> Result<Option<Period>, Failure> {
    if let Some(period) = stated(matches, today, lang)? {
        return Ok(Some(period));
    }
    let get = |name: &str| matches.get_one::<String>(name).map(String::as_str);
    let asked = |name: &str| get(name).map(|given| day(given, lang)).transpose();
    let (from, until) = (asked("from")?, asked("until")?);
    if from.is_none() && until.is_none() {
        return Ok(None);
    }
    let first = from.unwrap_or(today);
    let last = until.unwrap_or_else(|| end(first.year()));
    if last < first {
        return Err(refuse(
            &last.to_string(),
            lang,
            "es anterior al primer día\nayuda: `--desde` va antes que `--hasta`",
            "is before the first day\nhint: `--from` comes before `--until`",
        ));
    }
    if last.year() - first.year() > LONGEST {
        return Err(refuse(
            &last.to_string(),
            lang,
            "queda a más de 20 años del primer día\nayuda: pida un período más corto",
            "is more than 20 years from the first day\nhint: ask for a shorter period",
        ));
    }
    Ok(Some(Period { first, last, by: By::Running }))
}

/// The year or the month asked; none where neither was said.
pub(super) fn stated(matches: &ArgMatches, today: NaiveDate, lang: Lang) -> Result<Option<Period>, Failure> {
    let get = |name: &str| matches.get_one::<String>(name).map(String::as_str);
    Ok(match (get("month"), get("year")) {
        (Some(given), stated) => Some(month(given, stated, today, lang)?),
        (None, Some(given)) => {
            let year = year(given, lang)?;
            Some(Period { first: start(year), last: end(year), by: By::Nominal })
        }
        (None, None) => None,
    })
}

/// The month given, as `2026-12`, or as `12` of the year stated or else of this one.
fn month(given: &str, stated: Option<&str>, today: NaiveDate, lang: Lang) -> Result<Period, Failure> {
    let (own, month) = given.split_once('-').map_or((None, given), |(year, month)| (Some(year), month));
    let number = match (own, stated) {
        (Some(own), Some(other)) if own != other => {
            return Err(refuse(
                given,
                lang,
                "no es un mes de ese año\nayuda: escriba `--mes 2026-12`, o `--anio 2026 --mes 12`",
                "is not a month of that year\nhint: write `--month 2026-12`, or `--year 2026 --month 12`",
            ));
        }
        (Some(text), _) | (None, Some(text)) => year(text, lang)?,
        (None, None) => today.year(),
    };
    let month = month.parse().ok().filter(|_| (1..=2).contains(&month.len()));
    let first = month.and_then(|month| NaiveDate::from_ymd_opt(number, month, 1)).ok_or_else(|| {
        refuse(
            given,
            lang,
            "no es un mes\nayuda: escriba `--mes 2026-12`, o `--mes 12` para el año en curso",
            "is not a month\nhint: write `--month 2026-12`, or `--month 12` for this year",
        )
    })?;
    let last = first.checked_add_months(Months::new(1)).and_then(|next| next.pred_opt()).unwrap_or(first);
    Ok(Period { first, last, by: By::Nominal })
}

/// The first day of a year given.
pub(super) fn year_start(given: &str, lang: Lang) -> Result<NaiveDate, Failure> {
    year(given, lang).map(start)
}

fn year(given: &str, lang: Lang) -> Result<i32, Failure> {
    given.parse().ok().filter(|year| given.len() == 4 && YEARS.contains(year)).ok_or_else(|| {
        refuse(
            given,
            lang,
            "no es un año entre 1900 y 2100\nayuda: por ejemplo `--anio 2026`",
            "is not a year between 1900 and 2100\nhint: for example `--year 2026`",
        )
    })
}

/// A date as people write it here.
pub(super) fn day(given: &str, lang: Lang) -> Result<NaiveDate, Failure> {
    let form = ("no es una fecha\nayuda: escríbala como 2026-12-05", "is not a date\nhint: write it as 2026-12-05");
    let day = NaiveDate::parse_from_str(given, "%Y-%m-%d").map_err(|_| refuse(given, lang, form.0, form.1))?;
    if YEARS.contains(&day.year()) {
        return Ok(day);
    }
    let (first, last) = (YEARS.start(), YEARS.end());
    Err(Failure::Usage(match lang {
        Lang::Es => {
            format!("el año de {day} no está entre los que aquí se juzgan, de {first} a {last}\nayuda: revise el año")
        }
        Lang::En => {
            format!("the year of {day} is none of those judged here, {first} to {last}\nhint: look at the year")
        }
    }))
}

fn refuse(given: &str, lang: Lang, es: &str, en: &str) -> Failure {
    let given = shown(given, 60);
    Failure::Usage(match lang {
        Lang::Es => format!("`{given}` {es}"),
        Lang::En => format!("`{given}` {en}"),
    })
}
