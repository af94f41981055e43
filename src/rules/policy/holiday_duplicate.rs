//! A holiday is there twice.

use std::collections::BTreeMap;

use crate::{
    diagnostic::{Group, Meta, Severity, Sink, Target},
    messages::{Message, Text},
    model::{World, raw::Year},
    repo_path::RepoPath,
    rules::{Check, Rule},
    source::{Part, Route},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "holiday-duplicate",
        group: Group::Policy,
        severity: Severity::Warning,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text { es: "Un festivo está dos veces.", en: "A holiday is there twice." },
        why: Text {
            es: "No cambia las fechas, pero quien corrija uno puede olvidar el otro.",
            en: "It changes no date, but who corrects one may forget the other.",
        },
        norm: None,
        example: "fijos:\n  - {mes: 5, dia: 1, desde_anio: 1984, …}\n  - {mes: 5, dia: 1, desde_anio: 1984, …}\n",
        remedy: Text {
            es: "Deje uno solo, o cierre el anterior con `hasta_anio`.",
            en: "Leave only one, or close the earlier one with `hasta_anio`.",
        },
        fixable: false,
    },
    check: Check::World(check),
};

fn check(world: &World, out: &mut Sink<'_>) {
    for (path, holidays) in &world.holidays {
        for (list, days) in [("fijos", &holidays.fixed), ("trasladables", &holidays.movable)] {
            let days = days
                .iter()
                .map(|day| ((i32::from(day.month.get()), i32::from(day.day.get())), day.from_year, day.until_year));
            report(path, list, days.collect(), out);
        }
        let easter =
            holidays.easter.iter().map(|day| ((i32::from(day.offset.get()), 0), day.from_year, day.until_year));
        report(path, "pascua", easter.collect(), out);
    }
}

/// Reports each item with the day of an earlier one and some year in common.
fn report(path: &RepoPath, list: &str, days: Vec<((i32, i32), Year, Option<Year>)>, out: &mut Sink<'_>) {
    let place = |index: usize| Route::root().key(list).index(index);
    let mut same: BTreeMap<(i32, i32), Vec<usize>> = BTreeMap::new();
    for (index, (day, from, until)) in days.iter().enumerate() {
        let earlier = same.entry(*day).or_default();
        let overlapping = earlier.iter().find(|&&other| {
            let (_, other_from, other_until) = &days[other];
            other_until.is_none_or(|end| *from <= end) && until.is_none_or(|end| *other_from <= end)
        });
        if let Some(&other) = overlapping {
            out.field(path, place(index), Message::HolidayDuplicate {})
                .related(path, Target::Field(place(other), Part::Value));
        }
        earlier.push(index);
    }
}
