//! A contingency ends before it begins.

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
        id: "contingency-dates-reversed",
        group: Group::Policy,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text { es: "Una contingencia termina antes de empezar.", en: "A contingency ends before it begins." },
        why: Text {
            es: "Con las fechas al revés la contingencia no corre ningún plazo.",
            en: "With the dates reversed the contingency moves no deadline.",
        },
        norm: None,
        example: "contingencias:\n  - {desde: 2026-12-01, hasta: 2026-01-31, …}\n",
        remedy: Text { es: "Corrija `desde` o `hasta`.", en: "Correct `desde` or `hasta`." },
        fixable: false,
    },
    check: Check::World(check),
};

fn check(world: &World, out: &mut Sink<'_>) {
    let Some(repository) = world.repository.read() else { return };
    let path = repository_path();
    for (index, item) in repository.contingencies.iter().enumerate() {
        if item.until < item.from {
            let route = Route::root().key("contingencias").index(index).key("hasta");
            let (from, until) = (item.from.get().into(), item.until.get().into());
            out.field(&path, route, Message::DatesReversed { from, until });
        }
    }
}
