//! Two days of an obligation are one in short months.

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::{World, raw::Recurrence},
    rules::{Check, Rule, policy::repository_path},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "obligation-days-merge",
        group: Group::Schedule,
        severity: Severity::Warning,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Dos días de una obligación son uno solo en los meses cortos.",
            en: "Two days of an obligation are one in short months.",
        },
        why: Text {
            es: "Un día que el mes no tiene es su último día. Con 30 y 31, o con 28 y 30, hay meses en que los dos vencimientos caen juntos y queda uno menos.",
            en: "A day that the month lacks is its last one. With 30 and 31, or 28 and 30, there are months where both fall together and one is lost.",
        },
        norm: None,
        example: "cuando: {cada: mes, dias: [15, 30, 31]}\n",
        remedy: Text {
            es: "Deje uno solo de los dos días; para el último del mes basta 31.",
            en: "Leave only one of the two; 31 is enough for the last day of the month.",
        },
        fixable: false,
    },
    check: Check::World(check),
};

fn check(world: &World, out: &mut Sink<'_>) {
    let Some(repository) = world.repository.read() else { return };
    let path = repository_path();
    for (index, obligation) in repository.obligations.iter().enumerate() {
        let Recurrence::MonthlyDays(monthly) = &obligation.when else { continue };
        let mut seen: Vec<u8> = Vec::new();
        for (position, day) in monthly.days.iter().map(|day| day.get()).enumerate() {
            // February has at least 28 days: two days from the 28th on are the same in some month.
            if let Some(&other) = seen.iter().find(|&&other| other == day || (other >= SHORTEST && day >= SHORTEST)) {
                let route = Route::root().key("obligaciones").index(index).key("cuando").key("dias").index(position);
                let message = if other == day {
                    Message::ObligationDayTwice { day: day.into() }
                } else {
                    Message::ObligationDaysMerge { one: other.into(), other: day.into() }
                };
                out.field(&path, route, message);
            }
            if !seen.contains(&day) {
                seen.push(day);
            }
        }
    }
}

/// Days of the shortest month.
const SHORTEST: u8 = 28;
