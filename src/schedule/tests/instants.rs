//! Every due date of nine years, one second before, at and after the instants that decide.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike as _, Days, FixedOffset, NaiveDate, TimeDelta};
use proptest::prelude::*;

use super::{verdict::*, *};
use crate::{
    model::SubmissionPath,
    schedule::{Calendar, Corte, Delivery, Outcome, Schedule, Stamp, judge},
    status::{Board, Period, Question, tests::deliveries as deliveries_of},
};

/// What an obligation says: when, on a day that is no working day, and whether the source sets the deadline.
type Rule = (&'static str, &'static str, raw::DeadlineBasis);

/// Those of the circular, and others that name days which not every month has.
const RULES: [Rule; 8] = [
    ("{cada: mes, dias: [5, 15, 30]}", "siguiente-habil", raw::DeadlineBasis::Set),
    ("{cada: mes, desde_dia: 1, hasta_dia: 5, anticipacion_dias: 5}", "mismo-dia", raw::DeadlineBasis::Set),
    ("{cada: trimestre, dias_despues: 15}", "siguiente-habil", raw::DeadlineBasis::Assumed),
    ("{cada: mes, dias: [31]}", "siguiente-habil", raw::DeadlineBasis::Set),
    ("{cada: mes, dias: [1, 29]}", "mismo-dia", raw::DeadlineBasis::Set),
    ("{cada: mes, desde_dia: 25, hasta_dia: 31}", "siguiente-habil", raw::DeadlineBasis::Set),
    ("{cada: trimestre, dias_despues: 1}", "mismo-dia", raw::DeadlineBasis::Set),
    ("{cada: trimestre, dias_despues: 90}", "siguiente-habil", raw::DeadlineBasis::Assumed),
];

/// One policy that owes what a rule says, since before 2024.
fn ruled((when, non_working, deadline): Rule) -> World {
    one_policy(|repository| {
        let obligation = &mut repository.obligations[0];
        obligation.when = parse(when);
        obligation.non_working_day = parse(non_working);
        obligation.deadline = deadline;
        obligation.measured_since = None;
    })
}

/// The due dates of a year.
fn of_year<'a>(world: &'a World, calendar: &Calendar<'a>, year: i32) -> Schedule<'a> {
    let last = NaiveDate::from_ymd_opt(year, 12, 31).unwrap();
    Schedule::new(world, calendar, last.with_month(1).and_then(|day| day.with_day(1)).unwrap(), last)
}

/// The nominal days that a rule names in a month, counted by hand: the days that month has, or its last one.
fn named(when: &str, year: i32, month: u32) -> Vec<NaiveDate> {
    let length = (28..=31).rev().find(|&day| NaiveDate::from_ymd_opt(year, month, day).is_some()).unwrap();
    let on = |day: u32| NaiveDate::from_ymd_opt(year, month, day.min(length)).unwrap();
    let before = |days: u64| {
        // The quarter that ended so many days before a day of this month.
        (1..=length).map(on).filter(move |day| {
            let end = *day - Days::new(days);
            end.month().is_multiple_of(3) && end.succ_opt().unwrap().month() != end.month()
        })
    };
    match when {
        "{cada: mes, dias: [5, 15, 30]}" => vec![on(5), on(15), on(30)],
        "{cada: mes, desde_dia: 1, hasta_dia: 5, anticipacion_dias: 5}" => vec![on(5)],
        "{cada: mes, dias: [31]}" | "{cada: mes, desde_dia: 25, hasta_dia: 31}" => vec![on(31)],
        "{cada: mes, dias: [1, 29]}" => vec![on(1), on(29)],
        "{cada: trimestre, dias_despues: 15}" => before(15).collect(),
        "{cada: trimestre, dias_despues: 1}" => before(1).collect(),
        "{cada: trimestre, dias_despues: 90}" => before(90).collect(),
        other => panic!("{other}"),
    }
}

#[test]
fn every_due_date_of_nine_years_is_the_one_that_the_rule_names() {
    let mut count = 0;
    for rule in RULES {
        let world = ruled(rule);
        let calendar = Calendar::new(world.holidays.values());
        for year in 2024..=2032 {
            let expected: Vec<NaiveDate> = (1..=12).flat_map(|month| named(rule.0, year, month)).collect();
            let schedule = of_year(&world, &calendar, year);
            let found: Vec<NaiveDate> = schedule.cortes.iter().map(|corte| corte.nominal).collect();
            assert_eq!(found, expected, "{} {year}", rule.0);
            for corte in &schedule.cortes {
                let mut day = corte.nominal;
                while rule.1 == "siguiente-habil" && calendar.non_working(day).is_some() {
                    day = day.succ_opt().unwrap();
                }
                assert_eq!(corte.effective, day, "{} {}", rule.0, corte.nominal);
                count += 1;
            }
        }
    }
    // Nine years of 36, 12, 4, 12, 24, 12, 4 and 4.
    assert_eq!(count, 9 * 108);
}

/// What became of the one instance at `corte` when a delivery came at a moment, or none did, asked at another.
struct Judge<'a> {
    schedule: &'a Schedule<'a>,
    calendar: &'a Calendar<'a>,
}

impl Judge<'_> {
    fn outcome(&self, corte: &Corte<'_>, came: Option<DateTime<FixedOffset>>, asked: DateTime<FixedOffset>) -> Outcome {
        let delivery = came.map(|at| {
            let nominal = corte.nominal;
            let path = format!("gobierno-digital/{:04}/{:02}/reporte-0001", nominal.year(), nominal.month());
            Delivery {
                path: SubmissionPath::parse(&path).unwrap(),
                corte: Some(nominal),
                repository: Stamp::of_commit(at),
                ..answering("reporte-0001", "2026-03-05", "2026-03-05")
            }
        });
        let found = judge(self.schedule, self.calendar, delivery.as_slice(), asked);
        let at = self.schedule.instances.iter().position(|one| self.schedule.corte(one).nominal == corte.nominal);
        let others = found.verdicts.iter().enumerate().filter(|(other, _)| Some(*other) != at);
        assert!(others.clone().all(|(_, verdict)| verdict.answer.is_none()), "{}", corte.nominal);
        found.verdicts[at.unwrap()].outcome
    }
}

#[test]
fn one_second_decides_at_every_due_date_of_nine_years() {
    let second = TimeDelta::seconds(1);
    for rule in RULES {
        let world = ruled(rule);
        let calendar = Calendar::new(world.holidays.values());
        for year in 2024..=2032 {
            let schedule = of_year(&world, &calendar, year);
            let judge = Judge { schedule: &schedule, calendar: &calendar };
            for corte in &schedule.cortes {
                let said = format!("{} {}", rule.0, corte.nominal);
                // The instant is the midnight of Bogotá that ends the effective day: five in the morning, elsewhere.
                let instant = corte.deadline();
                let elsewhere = format!("{}T05:00:00+00:00", corte.effective.succ_opt().unwrap());
                assert_eq!(instant, DateTime::parse_from_rfc3339(&elsewhere).unwrap(), "{said}");
                let (in_time, after, missing) = match rule.2 {
                    raw::DeadlineBasis::Set => (Outcome::OnTime, Outcome::Late, Outcome::Missed),
                    raw::DeadlineBasis::Assumed => (Outcome::Received, Outcome::Received, Outcome::NoRecord),
                };
                let far = instant + TimeDelta::days(400);
                let came = [instant - second, instant, instant + second];
                assert_eq!(came.map(|at| judge.outcome(corte, Some(at), far)), [in_time, after, after], "{said}");
                assert_eq!(
                    came.map(|at| judge.outcome(corte, None, at)),
                    [Outcome::Pending, missing, missing],
                    "{said}"
                );
                let opening = corte.opening();
                assert!(opening < instant, "{said}");
                let asked = [opening - second, opening, opening + second];
                assert_eq!(
                    asked.map(|at| judge.outcome(corte, None, at)),
                    [Outcome::Upcoming, Outcome::Pending, Outcome::Pending],
                    "{said}"
                );
            }
        }
    }
}

/// Nominal and effective day of some due dates, by hand.
#[test]
fn days_that_are_not_there_or_are_no_working_days() {
    let every_30 = ("{cada: mes, dias: [30]}", "siguiente-habil", raw::DeadlineBasis::Set);
    for (rule, nominal, effective) in [
        // 30 February, in years with and without 29.
        (every_30, "2024-02-29", "2024-02-29"),
        (every_30, "2025-02-28", "2025-02-28"),
        (every_30, "2026-02-28", "2026-03-02"), // a Saturday
        (every_30, "2028-02-29", "2028-02-29"),
        (every_30, "2032-02-29", "2032-03-01"), // a Sunday
        (RULES[3], "2027-01-31", "2027-02-01"), // a Sunday
        (RULES[3], "2032-01-31", "2032-02-02"), // a Saturday
        // Before a holiday that moved to Monday.
        (RULES[0], "2025-01-05", "2025-01-07"),
        (RULES[0], "2026-11-15", "2026-11-17"),
        (RULES[0], "2027-11-15", "2027-11-16"),
        // The last day of 2028 is a Sunday, and the first of 2029 a holiday.
        (RULES[3], "2028-12-31", "2029-01-02"),
        // Palm Sunday week of 2026: the 30th is a Monday like any other.
        (RULES[0], "2026-03-30", "2026-03-30"),
        // The window does not move: Saturday 5 December 2026.
        (RULES[1], "2026-12-05", "2026-12-05"),
        (RULES[2], "2028-01-15", "2028-01-17"),
    ] {
        let world = ruled(rule);
        let calendar = Calendar::new(world.holidays.values());
        let schedule = Schedule::new(&world, &calendar, day(nominal), day(nominal));
        let found: Vec<String> = schedule.cortes.iter().map(|corte| corte.effective.to_string()).collect();
        assert_eq!(found, [effective], "{nominal}");
    }
}

#[test]
fn a_rule_that_changes_in_mid_month_judges_each_day_by_its_own() {
    let world = one_policy(|repository| {
        let mut later = repository.obligations[0].clone();
        repository.obligations[0].in_force_until = Some(day("2026-03-10").into());
        later.in_force_from = Some(day("2026-03-11").into());
        later.when = parse("{cada: mes, dias: [20]}");
        later.deadline = raw::DeadlineBasis::Assumed;
        repository.obligations.push(later);
    });
    let deliveries = [
        answering("a", "2026-03-06", "2026-03-05"),
        answering("b", "2026-03-14", "2026-03-15"), // of the rule that no longer is
        answering("c", "2026-03-28", "2026-03-20"),
    ];
    let (shown, found) = march(&world, &deliveries, "2026-03-31");
    assert_eq!(shown, [(Outcome::Late, Some("a".into())), (Outcome::Received, Some("c".into()))]);
    assert_eq!(found.unmatched, [1]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// A new wording changes no due date before it, whatever day it begins on, and no verdict of one.
    #[test]
    fn a_change_of_rule_never_rewrites_the_past(
        change in 0_u64..365,
        days in prop::collection::btree_set(1_u8..=31, 1..5),
        came in prop::collection::vec((0_i64..365 * 24, 0_usize..36), 0..12),
    ) {
        let from = day("2026-01-01") + Days::new(change);
        let before = one_policy(|repository| repository.obligations[0].measured_since = None);
        let after = one_policy(|repository| {
            repository.obligations[0].measured_since = None;
            let mut later = repository.obligations[0].clone();
            repository.obligations[0].in_force_until = from.pred_opt().map(Into::into);
            later.in_force_from = Some(from.into());
            let list: Vec<u8> = days.iter().copied().collect();
            later.when = parse(&format!("{{cada: mes, dias: {list:?}}}"));
            repository.obligations.push(later);
        });
        let calendar = Calendar::new(before.holidays.values());
        let (old, new) = (of_year(&before, &calendar, 2026), of_year(&after, &calendar, 2026));
        let deliveries: Vec<Delivery> = came.iter().enumerate().map(|(index, &(hour, corte))| {
            let mut one = answering(&format!("r{index:02}"), "2026-01-01", &old.cortes[corte].nominal.to_string());
            one.repository = Stamp::of_commit(moment("2026-01-01T00:00:00") + TimeDelta::hours(hour));
            one
        }).collect();
        let asked = moment("2027-01-31");
        let past = |schedule: &Schedule<'_>| {
            let found = judge(schedule, &calendar, &deliveries, asked);
            let of = schedule.instances.iter().zip(found.verdicts);
            of.map(|(one, verdict)| {
                let corte = schedule.corte(one);
                (corte.nominal, corte.effective, corte.opens, verdict)
            })
            .filter(|(nominal, ..)| *nominal < from)
            .collect::<Vec<_>>()
        };
        prop_assert_eq!(past(&old), past(&new));
        // Every month has one state for each day that the rule of that day names, and no more.
        let found = deliveries_of(after.clone(), deliveries.clone());
        for month in 1..=12 {
            let length = (28..=31).rev().find(|&day| NaiveDate::from_ymd_opt(2026, month, day).is_some()).unwrap();
            let on = |number: u8| NaiveDate::from_ymd_opt(2026, month, u32::from(number).min(length)).unwrap();
            let old = [5, 15, 30].map(on).into_iter().filter(|day| *day < from);
            let all: BTreeSet<NaiveDate> = old.chain(days.iter().map(|&day| on(day)).filter(|day| *day >= from)).collect();
            let question = Question { as_of: asked, period: Period::Month(2026, month), policy: None };
            let board = Board::new(&found, question).unwrap();
            let said: Vec<(&str, usize)> = board.policies.iter().map(|(policy, one)| (*policy, one.instances())).collect();
            let expected: Vec<(&str, usize)> = Some(("gobierno-digital", all.len())).into_iter().filter(|_| !all.is_empty()).collect();
            prop_assert_eq!(said, expected);
            // Asked a month after the year ends, nothing is still to come.
            let due = board.totals.due();
            prop_assert_eq!(due, all.len());
        }
    }
}
