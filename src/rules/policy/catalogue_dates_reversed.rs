//! A plan or a holiday ceases before it begins.

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::World,
    rules::{Check, Rule},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "catalogue-dates-reversed",
        group: Group::Policy,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Un plan o un festivo deja de regir antes de empezar.",
            en: "A plan or a holiday ceases before it begins.",
        },
        why: Text {
            es: "De esas fechas salen los seguimientos que se deben y los días que no son hábiles.",
            en: "The follow-ups that are due and the days that are not working days come from those dates.",
        },
        norm: None,
        example: "planes:\n  - {id: peti, vigente_desde: 2026-01-01, vigente_hasta: 2025-12-31, …}\n",
        remedy: Text {
            es: "Corrija las fechas; deje vacía la última si sigue.",
            en: "Correct the dates; leave the last one empty while it goes on.",
        },
        fixable: false,
    },
    check: Check::World(check),
};

fn check(world: &World, out: &mut Sink<'_>) {
    for (path, plans) in &world.plans {
        for (index, plan) in plans.plans.iter().enumerate() {
            let (Some(from), Some(until)) = (plan.in_force_from, plan.in_force_until) else { continue };
            if until < from {
                let route = Route::root().key("planes").index(index).key("vigente_hasta");
                let (from, until) = (from.get().into(), until.get().into());
                out.field(path, route, Message::DatesReversed { from, until });
            }
        }
    }
    for (path, holidays) in &world.holidays {
        let fixed = holidays.fixed.iter().map(|day| (day.from_year, day.until_year)).enumerate();
        let movable = holidays.movable.iter().map(|day| (day.from_year, day.until_year)).enumerate();
        let easter = holidays.easter.iter().map(|day| (day.from_year, day.until_year)).enumerate();
        let lists = fixed.map(|years| ("fijos", years));
        let lists = lists.chain(movable.map(|years| ("trasladables", years)));
        for (list, (index, (from, until))) in lists.chain(easter.map(|years| ("pascua", years))) {
            if let Some(until) = until.filter(|until| *until < from) {
                let route = Route::root().key(list).index(index).key("hasta_anio");
                let (from, until) = (from.to_string().into(), until.to_string().into());
                out.field(path, route, Message::DatesReversed { from, until });
            }
        }
    }
}
