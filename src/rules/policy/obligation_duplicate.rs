//! Two versions of an obligation are in force at once.

use chrono::NaiveDate;
use std::collections::BTreeMap;

use super::repository_path;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink, Target},
    messages::{Message, Text},
    model::{
        World,
        raw::{Date, Obligation, Slug},
    },
    rules::{Check, Rule},
    source::{Part, Route},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "obligation-duplicate",
        group: Group::Policy,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Dos redacciones de una obligación rigen a la vez.",
            en: "Two versions of an obligation are in force at once.",
        },
        why: Text {
            es: "Cada vencimiento se identifica con la clave de su obligación. Un cambio cierra la redacción \
                 anterior y agrega otra con la misma clave, sin días en común.",
            en: "Each due date is identified by the key of its obligation. A change closes the earlier version and \
                 adds another with the same key, with no day in common.",
        },
        norm: None,
        example: "obligaciones:\n  - {id: reporte, …}\n  - {id: reporte, …}\n",
        remedy: Text {
            es: "Ponga `vigente_hasta` en la redacción anterior y `vigente_desde` en la nueva, o use otra clave.",
            en: "Set `vigente_hasta` in the earlier version and `vigente_desde` in the new one, or use another key.",
        },
        fixable: false,
    },
    check: Check::World(check),
};

fn check(world: &World, out: &mut Sink<'_>) {
    let Some(repository) = world.repository.read() else { return };
    let path = repository_path();
    let span = |obligation: &Obligation| {
        let from = obligation.in_force_from.map_or(NaiveDate::MIN, Date::get);
        let until = obligation.in_force_until.map_or(NaiveDate::MAX, Date::get);
        (from, until)
    };
    let route = |index: usize| Route::root().key("obligaciones").index(index).key("id");
    let mut versions: BTreeMap<&Slug, Vec<usize>> = BTreeMap::new();
    for (index, obligation) in repository.obligations.iter().enumerate() {
        let (from, until) = span(obligation);
        let earlier = versions.entry(&obligation.id).or_default();
        let overlapping = earlier.iter().find(|&&other| {
            let (other_from, other_until) = span(&repository.obligations[other]);
            from <= other_until && other_from <= until
        });
        if let Some(&other) = overlapping {
            let obligation = obligation.id.as_str().into();
            out.field(&path, route(index), Message::ObligationDuplicate { obligation })
                .related(&path, Target::Field(route(other), Part::Value));
        }
        earlier.push(index);
    }
}
