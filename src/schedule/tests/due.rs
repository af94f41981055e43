//! Due dates of the rules of the circular, and of rules made up here.

use std::collections::BTreeSet;

use chrono::{Datelike as _, NaiveDate, TimeDelta};
use proptest::prelude::*;

use super::*;
use crate::schedule::{Calendar, Schedule};

/// The settings of this repository, measured since 2024.
fn measured(change: impl FnOnce(&mut raw::Repository)) -> World {
    world(|repository| {
        for obligation in &mut repository.obligations {
            obligation.measured_since = Some("2024-01".try_into().unwrap());
        }
        change(repository);
    })
}

/// Nominal and effective day of each corte of an obligation.
fn cortes(world: &World, obligation: &str, first: &str, last: &str) -> Vec<(String, String)> {
    let calendar = Calendar::new(world.holidays.values());
    Schedule::new(world, &calendar, day(first), day(last))
        .cortes
        .iter()
        .filter(|corte| corte.obligation.id.as_str() == obligation)
        .map(|corte| (corte.nominal.to_string(), corte.effective.to_string()))
        .collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(nominal, effective)| ((*nominal).to_owned(), (*effective).to_owned())).collect()
}

#[test]
fn reports_are_due_on_days_5_15_and_30() {
    let world = measured(|_| {});
    let expected = [
        ("2026-01-05", "2026-01-05"),
        ("2026-01-15", "2026-01-15"),
        ("2026-01-30", "2026-01-30"),
        ("2026-02-05", "2026-02-05"),
        ("2026-02-15", "2026-02-16"), // a Sunday
        ("2026-02-28", "2026-03-02"), // there is no 30; a Saturday
    ];
    assert_eq!(cortes(&world, "reporte", "2026-01-01", "2026-02-28"), pairs(&expected));
    assert_eq!(cortes(&world, "reporte", "2028-02-20", "2028-02-29"), pairs(&[("2028-02-29", "2028-02-29")]));
    // 12 of the 36 of 2026 and 11 of the 36 of 2027 are no working days.
    for (year, moved) in [(2026, 12), (2027, 11)] {
        let cortes = cortes(&world, "reporte", &format!("{year}-01-01"), &format!("{year}-12-31"));
        assert_eq!(
            (cortes.len(), cortes.iter().filter(|(nominal, effective)| nominal != effective).count()),
            (36, moved)
        );
    }
}

#[test]
fn press_releases_are_due_in_the_first_five_calendar_days() {
    let world = measured(|_| {});
    assert_eq!(cortes(&world, "comunicado", "2026-07-01", "2026-07-31"), pairs(&[("2026-07-05", "2026-07-05")]));
    let calendar = Calendar::new(world.holidays.values());
    let schedule = Schedule::new(&world, &calendar, day("2026-07-01"), day("2026-07-31"));
    let release = schedule.cortes.iter().find(|corte| corte.obligation.id.as_str() == "comunicado").unwrap();
    assert_eq!(release.opens, day("2026-06-26"));
    assert_eq!(release.deadline().to_rfc3339(), "2026-07-06T00:00:00-05:00");
    assert!(release.is_set());
}

#[test]
fn plans_are_followed_each_quarter_one_by_one() {
    let world = measured(|_| {});
    let expected = [
        ("2026-01-15", "2026-01-15"),
        ("2026-04-15", "2026-04-15"),
        ("2026-07-15", "2026-07-15"),
        ("2026-10-15", "2026-10-15"),
    ];
    assert_eq!(cortes(&world, "seguimiento-planes", "2026-01-01", "2026-12-31"), pairs(&expected));
    let calendar = Calendar::new(world.holidays.values());
    let schedule = Schedule::new(&world, &calendar, day("2026-04-15"), day("2026-04-15"));
    let plans: Vec<_> =
        schedule.instances.iter().filter_map(|instance| instance.plan.map(|plan| (instance, plan))).collect();
    assert_eq!(plans.len(), 12);
    assert!(plans.iter().all(|(instance, _)| instance.policy == "planeacion-institucional"));
    let corte = schedule.corte(plans[0].0);
    assert_eq!((corte.covers, corte.opens), ((day("2026-01-01"), day("2026-03-31")), day("2026-04-01")));
    assert!(!corte.is_set());
    let ids: Vec<String> = plans.iter().map(|(instance, _)| schedule.id(instance).to_string()).collect();
    assert!(
        ids.iter()
            .all(|id| id.starts_with("seguimiento-planes/planeacion-institucional/") && id.ends_with("/2026-04-15"))
    );
}

#[test]
fn every_policy_of_the_model_owes_three_reports_and_a_release() {
    let world = measured(|_| {});
    let calendar = Calendar::new(world.holidays.values());
    let schedule = Schedule::new(&world, &calendar, day("2026-11-01"), day("2026-11-30"));
    assert_eq!(schedule.instances.len(), 19 * 4);
    let ids: BTreeSet<String> = schedule.instances.iter().map(|instance| schedule.id(instance).to_string()).collect();
    assert_eq!(ids.len(), schedule.instances.len());
    assert!(ids.contains("reporte/gobierno-digital/2026-11-30"));
    // Nothing before the month from which it is measured.
    let world = super::world(|_| {});
    assert_eq!(cortes(&world, "reporte", "2026-11-01", "2026-12-05"), pairs(&[("2026-12-05", "2026-12-07")]));
}

#[test]
fn each_corte_opens_the_day_after_the_one_before() {
    let world = measured(|_| {});
    let calendar = Calendar::new(world.holidays.values());
    let schedule = Schedule::new(&world, &calendar, day("2026-03-05"), day("2026-03-30"));
    let opens: Vec<NaiveDate> = schedule
        .cortes
        .iter()
        .filter(|corte| corte.obligation.id.as_str() == "reporte")
        .map(|corte| corte.opens)
        .collect();
    assert_eq!(opens, [day("2026-03-01"), day("2026-03-06"), day("2026-03-16")]);
}

#[test]
fn a_change_of_rule_leaves_the_past_alone() {
    let world = measured(|repository| {
        let mut later = repository.obligations[0].clone();
        repository.obligations[0].in_force_until = Some(day("2026-03-10").into());
        later.in_force_from = Some(day("2026-03-11").into());
        later.when = parse("cada: mes\ndias: [20]");
        repository.obligations.push(later);
    });
    let expected = [
        ("2026-02-28", "2026-03-02"),
        ("2026-03-05", "2026-03-05"),
        ("2026-03-20", "2026-03-20"),
        ("2026-04-20", "2026-04-20"),
    ];
    assert_eq!(cortes(&world, "reporte", "2026-02-28", "2026-04-30"), pairs(&expected));
}

#[test]
fn contingencies_move_the_deadline_and_exemptions_excuse() {
    let world = measured(|repository| {
        repository.contingencies = parse(
            "- {desde: 2026-03-04, hasta: 2026-03-06, motivo: Caída del servicio de internet, acto: Resolución 1}\n- {desde: 2026-03-09, hasta: 2026-03-09, motivo: Segunda caída del servicio, acto: Resolución 2}\n",
        );
        repository.exemptions = parse(
            "- {obligacion: reporte, politica: integridad, desde: 2026-03-01, hasta: 2026-03-15, motivo: Sin actividades en el período, autoriza: Secretaría General, acto: Oficio 1, expedida: 2026-02-20}\n",
        );
    });
    let expected = [("2026-03-05", "2026-03-10"), ("2026-03-15", "2026-03-16"), ("2026-03-30", "2026-03-30")];
    assert_eq!(cortes(&world, "reporte", "2026-03-01", "2026-03-31"), pairs(&expected));
    let calendar = Calendar::new(world.holidays.values());
    let schedule = Schedule::new(&world, &calendar, day("2026-03-01"), day("2026-03-31"));
    let excused: Vec<String> = schedule
        .instances
        .iter()
        .filter(|instance| instance.exemption.is_some())
        .map(|instance| schedule.id(instance).to_string())
        .collect();
    assert_eq!(excused, ["reporte/integridad/2026-03-05", "reporte/integridad/2026-03-15"]);
}

proptest! {
    /// Every corte of nine years: the rule names it, it expires on a working day, it opens before it expires, and the
    /// instant of the deadline is the first of the next day in Bogotá.
    #[test]
    fn cortes_keep_their_rules(
        days in prop::collection::btree_set(1_u8..=31, 1..5),
        start in 2024_i32..=2032,
        month in 1_u32..=12,
    ) {
        let list: Vec<String> = days.iter().map(u8::to_string).collect();
        let world = measured(|repository| {
            repository.obligations[0].when = parse(&format!("cada: mes\ndias: [{}]", list.join(", ")));
        });
        let calendar = Calendar::new(world.holidays.values());
        let first = NaiveDate::from_ymd_opt(start, month, 1).unwrap();
        let last = (first + chrono::Months::new(1)).pred_opt().unwrap();
        let schedule = Schedule::new(&world, &calendar, first, last);
        let reports: Vec<_> =
            schedule.cortes.iter().filter(|corte| corte.obligation.id.as_str() == "reporte").collect();
        let expected: BTreeSet<NaiveDate> =
            days.iter().map(|&number| first.with_day(number.into()).unwrap_or(last)).collect();
        prop_assert_eq!(reports.iter().map(|corte| corte.nominal).collect::<BTreeSet<_>>(), expected);
        for corte in reports {
            prop_assert!(calendar.non_working(corte.effective).is_none());
            prop_assert!(corte.effective >= corte.nominal && corte.effective <= corte.nominal + TimeDelta::days(6));
            prop_assert!(corte.opens <= corte.nominal);
            let deadline = corte.deadline();
            prop_assert_eq!(crate::schedule::day_of(deadline - TimeDelta::seconds(1)), corte.effective);
            prop_assert_eq!(crate::schedule::day_of(deadline), corte.effective.succ_opt().unwrap());
            prop_assert_eq!(corte.nominal.month(), month);
        }
    }
}
