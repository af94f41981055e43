//! An obligation has no due date at all.

use chrono::{Datelike as _, Months, NaiveDate};

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::{World, raw},
    rules::{Check, Rule, policy::repository_path},
    schedule::{days_in_force, is_measured},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "obligation-without-due-date",
        group: Group::Schedule,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text { es: "Una obligación no vence ningún día.", en: "An obligation is due on no day." },
        why: Text {
            es: "Entre los días en que rige y el mes desde el que se mide no queda ningún vencimiento: nadie debe nada por ella, y nadie lo nota.",
            en: "Between the days on which it is in force and the month from which it is measured no due date is left: nobody owes anything by it, and nobody notices.",
        },
        norm: None,
        example: "obligaciones:\n  - {id: reporte, medida_desde: 2027-01, vigente_hasta: 2026-12-31, …}\n",
        remedy: Text {
            es: "Corrija `medida_desde`, `vigente_desde` o `vigente_hasta`, o quite la redacción si nunca rigió.",
            en: "Correct `medida_desde`, `vigente_desde` or `vigente_hasta`, or remove the version where it was never in force.",
        },
        fixable: false,
    },
    check: Check::World(check),
};

fn check(world: &World, out: &mut Sink<'_>) {
    let Some(repository) = world.repository.read() else { return };
    let path = repository_path();
    for (index, obligation) in repository.obligations.iter().enumerate() {
        let Some(until) = obligation.in_force_until.map(raw::Date::get) else { continue };
        let from = obligation.in_force_from.map_or(NaiveDate::MIN, raw::Date::get);
        if until < from || is_due(obligation, until) {
            continue; // of reversed dates another rule speaks
        }
        let since = obligation.measured_since.map(raw::YearMonth::get);
        let is_late = since.is_some_and(|since| since > (until.year(), until.month()));
        let key = if is_late { "medida_desde" } else { "vigente_hasta" };
        let route = Route::root().key("obligaciones").index(index).key(key);
        let obligation = obligation.id.as_str().into();
        out.field(&path, route, Message::ObligationWithoutDueDate { obligation, until: until.into() });
    }
}

/// Whether it has a due date that is measured, up to its last day.
fn is_due(obligation: &raw::Obligation, until: NaiveDate) -> bool {
    // No recurrence is rarer than a quarter: where the last months have none, none do.
    let first = until.checked_sub_months(Months::new(7)).unwrap_or(until);
    days_in_force(obligation, first, until).any(|nominal| is_measured(obligation, nominal.day))
}
