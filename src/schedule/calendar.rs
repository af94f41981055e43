//! Working days: holidays computed from the rules of the catalogue, never copied from a list.
//!
//! A working day is Monday to Friday and no holiday. Dates are civil dates of Bogotá, five hours behind universal time
//! the whole year: Colombia has no summer time.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike as _, Days, FixedOffset, NaiveDate, NaiveTime, TimeZone as _, Weekday};

use crate::model::raw;

/// Years a calendar knows; those a file may name, and the one after, where a move may end.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2101;

/// Days looked at for the next working day, a bound against a catalogue that makes every day a holiday.
const MAX_MOVE: u64 = 366;

/// A day that is no working day by its own rule, Saturdays and Sundays apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Holiday<'a> {
    /// The day off.
    pub date: NaiveDate,
    /// The day of the feast, before it moves to Monday.
    pub base: NaiveDate,
    /// Its name.
    pub name: &'a str,
    /// The law, or the act of the entity.
    pub norm: &'a str,
}

/// Why a day is not a working day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NonWorking<'a> {
    /// A Saturday.
    Saturday,
    /// A Sunday.
    Sunday,
    /// A holiday; the first where two fall together.
    Holiday(Holiday<'a>),
}

/// The working days of the years 1900–2101.
#[derive(Clone, Default, Debug)]
pub struct Calendar<'a> {
    holidays: BTreeMap<NaiveDate, Vec<Holiday<'a>>>,
}

impl<'a> Calendar<'a> {
    /// The calendar of every catalogue of holidays given.
    ///
    /// Rules of days that a year does not have (30 February) give nothing in it.
    pub fn new(catalogues: impl IntoIterator<Item = &'a raw::Holidays>) -> Self {
        let mut calendar = Self::default();
        for catalogue in catalogues {
            for (rules, moves) in [(&catalogue.fixed, false), (&catalogue.movable, true)] {
                for rule in rules {
                    for year in years(rule.from_year, rule.until_year) {
                        let base = NaiveDate::from_ymd_opt(year, rule.month.get().into(), rule.day.get().into());
                        calendar.add(base, moves, rule.name.as_str(), rule.norm.as_str());
                    }
                }
            }
            for rule in &catalogue.easter {
                for year in years(rule.from_year, rule.until_year) {
                    let base = easter(year).and_then(|easter| shift(easter, rule.offset.get().into()));
                    calendar.add(base, rule.moves, rule.name.as_str(), rule.norm.as_str());
                }
            }
            for local in &catalogue.local {
                calendar.add(Some(local.date.get()), false, local.name.as_str(), local.act.as_str());
            }
        }
        calendar
    }

    fn add(&mut self, base: Option<NaiveDate>, moves: bool, name: &'a str, norm: &'a str) {
        let Some(base) = base else { return };
        let Some(date) = (if moves { monday_from(base) } else { Some(base) }) else { return };
        self.holidays.entry(date).or_default().push(Holiday { date, base, name, norm });
    }

    /// Why a day is not a working day; none for one that is.
    pub fn non_working(&self, date: NaiveDate) -> Option<NonWorking<'a>> {
        if let Some(holiday) = self.holidays.get(&date).and_then(|holidays| holidays.first()) {
            return Some(NonWorking::Holiday(*holiday));
        }
        match date.weekday() {
            Weekday::Sat => Some(NonWorking::Saturday),
            Weekday::Sun => Some(NonWorking::Sunday),
            _ => None,
        }
    }

    /// The day itself if it is a working day, or the first one after it.
    pub fn working_day_from(&self, date: NaiveDate) -> NaiveDate {
        let mut day = date;
        for _ in 0..MAX_MOVE {
            if self.non_working(day).is_none() {
                return day;
            }
            let Some(next) = day.succ_opt() else { return day };
            day = next;
        }
        date // a catalogue without working days has none to give
    }

    /// The `count`-th working day after `date`; `date` itself for 0.
    pub fn working_days_after(&self, date: NaiveDate, count: u32) -> NaiveDate {
        let mut day = date;
        for _ in 0..count {
            let Some(next) = day.succ_opt() else { return day };
            day = self.working_day_from(next);
        }
        day
    }

    /// The holidays of a year, by date.
    pub fn holidays(&self, year: i32) -> impl Iterator<Item = &Holiday<'a>> {
        let day = |year: i32| NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or(NaiveDate::MAX);
        self.holidays.range(day(year)..day(year.saturating_add(1))).flat_map(|(_, holidays)| holidays)
    }
}

/// Bogotá's distance from universal time.
pub fn bogota() -> FixedOffset {
    FixedOffset::west_opt(5 * 3600).expect("five hours are an offset")
}

/// The first instant of a civil day in Bogotá.
pub fn start_of(date: NaiveDate) -> DateTime<FixedOffset> {
    bogota().from_utc_datetime(&(date.and_time(NaiveTime::MIN) + chrono::TimeDelta::hours(5)))
}

/// The civil day in Bogotá at an instant.
pub fn day_of(moment: DateTime<FixedOffset>) -> NaiveDate {
    moment.with_timezone(&bogota()).date_naive()
}

/// The years of a rule that the calendar knows.
fn years(from: raw::Year, until: Option<raw::Year>) -> impl Iterator<Item = i32> {
    let last = until.map_or(*YEARS.end(), |until| i32::from(until.get()));
    i32::from(from.get()).max(*YEARS.start())..=last.min(*YEARS.end())
}

/// The day if it is a Monday, or the Monday after it (Ley 51 de 1983, article 1).
fn monday_from(date: NaiveDate) -> Option<NaiveDate> {
    date.checked_add_days(Days::new(u64::from((7 - date.weekday().num_days_from_monday()) % 7)))
}

fn shift(date: NaiveDate, days: i64) -> Option<NaiveDate> {
    date.checked_add_signed(chrono::TimeDelta::try_days(days)?)
}

/// Easter Sunday of a year of the Gregorian calendar.
///
/// The anonymous Gregorian computus (Meeus, *Astronomical Algorithms*, chapter 8, after Butcher, 1876).
fn easter(year: i32) -> Option<NaiveDate> {
    let golden = year.rem_euclid(19);
    let (century, of_century) = (year.div_euclid(100), year.rem_euclid(100));
    let (leap_centuries, after) = (century.div_euclid(4), century.rem_euclid(4));
    let correction = (century - (century + 8).div_euclid(25) + 1).div_euclid(3);
    let epact = (19 * golden + century - leap_centuries - correction + 15).rem_euclid(30);
    let (leaps, rest) = (of_century.div_euclid(4), of_century.rem_euclid(4));
    let weekday = (32 + 2 * after + 2 * leaps - epact - rest).rem_euclid(7);
    let moved = (golden + 11 * epact + 22 * weekday).div_euclid(451);
    let days = epact + weekday - 7 * moved + 114;
    NaiveDate::from_ymd_opt(
        year,
        u32::try_from(days.div_euclid(31)).ok()?,
        u32::try_from(days.rem_euclid(31) + 1).ok()?,
    )
}
