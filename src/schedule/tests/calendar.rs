//! Holidays against published calendars.

use std::collections::BTreeMap;

use chrono::{Datelike as _, NaiveDate};

use super::*;
use crate::schedule::{Calendar, NonWorking, day_of, start_of};

/// Days off of 2025 and 2026 as newspapers published them.
const PUBLISHED: [&str; 36] = [
    "2025-01-01",
    "2025-01-06",
    "2025-03-24",
    "2025-04-17",
    "2025-04-18",
    "2025-05-01",
    "2025-06-02",
    "2025-06-23",
    "2025-06-30",
    "2025-07-20",
    "2025-08-07",
    "2025-08-18",
    "2025-10-13",
    "2025-11-03",
    "2025-11-17",
    "2025-12-08",
    "2025-12-25",
    "2026-01-01",
    "2026-01-12",
    "2026-03-23",
    "2026-04-02",
    "2026-04-03",
    "2026-05-01",
    "2026-05-18",
    "2026-06-08",
    "2026-06-15",
    "2026-06-29",
    "2026-07-13",
    "2026-07-20",
    "2026-08-07",
    "2026-08-17",
    "2026-10-12",
    "2026-11-02",
    "2026-11-16",
    "2026-12-08",
    "2026-12-25",
];

fn dates(calendar: &Calendar<'_>, year: i32) -> Vec<NaiveDate> {
    let mut dates: Vec<NaiveDate> = calendar.holidays(year).map(|holiday| holiday.date).collect();
    dates.dedup();
    dates
}

#[test]
fn holidays_are_those_published() {
    let holidays = holidays();
    let calendar = Calendar::new([&holidays]);
    let found: Vec<NaiveDate> = (2025..=2026).flat_map(|year| dates(&calendar, year)).collect();
    let published: Vec<NaiveDate> = PUBLISHED.iter().map(|date| day(date)).collect();
    assert_eq!(found, published);
    // Sagrado Corazón and San Pedro fell together in 2025; 9 July came with a law of 2026.
    assert_eq!(calendar.holidays(2025).count(), 18);
    assert_eq!(calendar.holidays(2026).count(), 19);
    let july = calendar.holidays(2026).find(|holiday| holiday.date == day("2026-07-13")).unwrap();
    assert_eq!((july.base, july.norm), (day("2026-07-09"), "Ley 2578 de 2026, artículo 6"));
    assert!(!dates(&calendar, 2025).contains(&day("2025-07-14")));
}

/// The dates of five years, computed elsewhere by the same laws and checked against published calendars.
#[test]
fn holidays_are_those_of_the_facts() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/facts/holidays-co.yaml");
    let Ok(text) = fs::read_to_string(&path) else {
        eprintln!("skipped: there is no shared/facts/holidays-co.yaml beside the package");
        return;
    };
    let facts: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
    let holidays = holidays();
    let calendar = Calendar::new([&holidays]);
    let mut years = 0;
    for (year, facts) in facts["years"].as_mapping().unwrap() {
        years += 1;
        let key = |date: &str, base: &str, name: &str| (date.to_owned(), base.to_owned(), name.to_owned());
        let expected: BTreeMap<_, ()> = facts["holidays"]
            .as_sequence()
            .unwrap()
            .iter()
            .map(|fact| {
                let text = |field: &str| fact[field].as_str().unwrap();
                (key(text("date"), text("base"), text("name")), ())
            })
            .collect();
        let found: BTreeMap<_, ()> = calendar
            .holidays(year.as_i64().unwrap() as i32)
            .map(|holiday| (key(&holiday.date.to_string(), &holiday.base.to_string(), holiday.name), ()))
            .collect();
        assert_eq!(found, expected, "{year:?}");
    }
    assert_eq!(years, 5);
}

#[test]
fn easter_is_the_one_of_the_tables() {
    // The earliest and the latest it can be, and two of the exceptions of the computus.
    let holidays = holidays();
    let calendar = Calendar::new([&holidays]);
    for (year, good_friday) in [(2008, "2008-03-21"), (2038, "2038-04-23"), (2049, "2049-04-16"), (2076, "2076-04-17")]
    {
        assert!(dates(&calendar, year).contains(&day(good_friday)), "{year}");
    }
    for year in 1984..=2100 {
        let friday = calendar.holidays(year).find(|holiday| holiday.name == "Viernes Santo").unwrap().date;
        assert_eq!(friday.weekday(), chrono::Weekday::Fri);
        let range = NaiveDate::from_ymd_opt(year, 3, 20).unwrap()..=NaiveDate::from_ymd_opt(year, 4, 23).unwrap();
        assert!(range.contains(&friday), "{friday}");
    }
}

#[test]
fn working_days_pass_over_weekends_and_holidays() {
    let holidays = holidays();
    let calendar = Calendar::new([&holidays]);
    assert_eq!(calendar.working_day_from(day("2026-11-13")), day("2026-11-13"));
    // A Saturday before a holiday Monday.
    assert_eq!(calendar.working_day_from(day("2026-11-14")), day("2026-11-17"));
    assert!(matches!(calendar.non_working(day("2026-11-14")), Some(NonWorking::Saturday)));
    assert!(matches!(calendar.non_working(day("2026-11-15")), Some(NonWorking::Sunday)));
    assert!(matches!(calendar.non_working(day("2026-11-16")), Some(NonWorking::Holiday(_))));
    assert_eq!(calendar.working_days_after(day("2026-11-12"), 0), day("2026-11-12"));
    assert_eq!(calendar.working_days_after(day("2026-11-12"), 1), day("2026-11-13"));
    assert_eq!(calendar.working_days_after(day("2026-11-13"), 1), day("2026-11-17"));
    assert_eq!(calendar.working_days_after(day("2026-11-13"), 5), day("2026-11-23"));
}

#[test]
fn local_days_count_and_absurd_rules_do_no_harm() {
    let mut holidays = holidays();
    holidays.local = parse("- {fecha: 2026-11-12, nombre: Desfile, acto: Decreto 1, estado: sin-verificar}");
    let calendar = Calendar::new([&holidays]);
    assert_eq!(calendar.working_day_from(day("2026-11-12")), day("2026-11-13"));

    let fixed = |text: &str| -> Vec<raw::FixedHoliday> { parse(text) };
    let rule = |month: u32, day: u32| {
        format!(
            "- {{mes: {month}, dia: {day}, nombre: Día sin nombre, norma: x, desde_anio: 1900, fuente: x, estado: sin-verificar}}\n"
        )
    };
    holidays.fixed = fixed(&rule(2, 30));
    assert_eq!(Calendar::new([&holidays]).holidays(2026).filter(|holiday| holiday.base.month() == 2).count(), 0);
    let every_day: String =
        (1..=12).flat_map(|month| (1..=31).map(move |day| (month, day))).map(|(month, day)| rule(month, day)).collect();
    holidays.fixed = fixed(&every_day);
    let calendar = Calendar::new([&holidays]);
    assert_eq!(calendar.working_day_from(day("2026-11-13")), day("2026-11-13"));
}

#[test]
fn days_begin_five_hours_after_those_of_universal_time() {
    let start = start_of(day("2026-11-06"));
    assert_eq!(start.to_rfc3339(), "2026-11-06T00:00:00-05:00");
    assert_eq!(day_of(start), day("2026-11-06"));
    assert_eq!(day_of(start - chrono::TimeDelta::seconds(1)), day("2026-11-05"));
    let elsewhere = chrono::DateTime::parse_from_rfc3339("2026-11-06T04:59:59Z").unwrap();
    assert_eq!(day_of(elsewhere), day("2026-11-05"));
}
