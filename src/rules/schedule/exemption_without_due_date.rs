//! An exemption excuses nothing.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::{World, raw},
    rules::{Check, Rule, policy::repository_path},
    schedule::days_in_force,
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "exemption-without-due-date",
        group: Group::Schedule,
        severity: Severity::Warning,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text { es: "Una excepción no exceptúa ningún corte.", en: "An exemption excuses no due date." },
        why: Text {
            es: "Entre sus fechas la política no tiene ningún corte de esa obligación: no cambia nada de lo que se debe, y quien la pidió cree que sí.",
            en: "Between its dates the policy has no due date of that obligation: nothing of what is owed changes, and whoever asked for it believes it does.",
        },
        norm: None,
        example: "excepciones:\n  - {obligacion: reporte, politica: integridad, desde: 2026-11-06, hasta: 2026-11-14, …}    # ni el 5 ni el 15\n",
        remedy: Text {
            es: "Escriba en `desde` y `hasta` el primer y el último corte que se exceptúan, o quite la excepción.",
            en: "Write in `desde` and `hasta` the first and the last due date excused, or remove the exemption.",
        },
        fixable: false,
    },
    check: Check::World(check),
};

/// Days from the first one in which a due date is looked for; no recurrence is rarer than a quarter.
const LOOKED_AT: u64 = 250;

fn check(world: &World, out: &mut Sink<'_>) {
    let Some(repository) = world.repository.read() else { return };
    let path = repository_path();
    let mut versions: BTreeMap<&str, Vec<&raw::Obligation>> = BTreeMap::new();
    for obligation in &repository.obligations {
        versions.entry(obligation.id.as_str()).or_default().push(obligation);
    }
    for (index, exemption) in repository.exemptions.iter().enumerate() {
        let (from, until) = (exemption.from.get(), exemption.until.get());
        let Some(versions) = versions.get(exemption.obligation.as_str()).filter(|_| from <= until) else { continue };
        let excuses = |obligation: &&raw::Obligation| {
            let since = obligation.measured_since.map(raw::YearMonth::get);
            let since = since.and_then(|(year, month)| NaiveDate::from_ymd_opt(year, month, 1));
            let start = obligation.in_force_from.map(raw::Date::get);
            let first = [start, since].into_iter().flatten().fold(from, NaiveDate::max);
            let last = first.checked_add_days(Days::new(LOOKED_AT)).map_or(until, |last| until.min(last));
            obligation.applies.holds(exemption.policy.as_str())
                && days_in_force(obligation, first, last).next().is_some()
        };
        if versions.iter().take(MOST_VERSIONS).any(excuses) || versions.len() > MOST_VERSIONS {
            continue;
        }
        let route = Route::root().key("excepciones").index(index).key("desde");
        let (obligation, policy) = (exemption.obligation.as_str().into(), exemption.policy.as_str().into());
        let (from, until) = (from.into(), until.into());
        out.field(&path, route, Message::ExemptionWithoutDueDate { obligation, policy, from, until });
    }
}

/// Versions of one obligation that are looked at; of one with more nothing is said.
const MOST_VERSIONS: usize = 64;
