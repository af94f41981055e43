//! An obligation ceases before it begins.

use super::repository_path;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::World,
    rules::{Check, Rule},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "obligation-dates-reversed",
        group: Group::Policy,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Una obligación deja de regir antes de empezar.",
            en: "An obligation ceases before it begins.",
        },
        why: Text {
            es: "Con las fechas al revés la obligación no rige ningún día, y nadie lo nota.",
            en: "With the dates reversed the obligation is in force on no day, and nobody notices.",
        },
        norm: None,
        example: "obligaciones:\n  - {id: reporte, vigente_desde: 2026-12-01, vigente_hasta: 2026-01-31, …}\n",
        remedy: Text {
            es: "Corrija `vigente_desde` o `vigente_hasta`.",
            en: "Correct `vigente_desde` or `vigente_hasta`.",
        },
        fixable: false,
    },
    check: Check::World(check),
};

fn check(world: &World, out: &mut Sink<'_>) {
    let Some(repository) = world.repository.read() else { return };
    let path = repository_path();
    for (index, obligation) in repository.obligations.iter().enumerate() {
        let (Some(from), Some(until)) = (obligation.in_force_from, obligation.in_force_until) else { continue };
        if until < from {
            let route = Route::root().key("obligaciones").index(index).key("vigente_hasta");
            let (from, until) = (from.get().into(), until.get().into());
            out.field(&path, route, Message::DatesReversed { from, until });
        }
    }
}
