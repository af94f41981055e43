//! A vigencia appears twice.

use super::{repeated, repository_path};
use crate::{
    diagnostic::{Group, Meta, Severity, Sink, Target},
    messages::{Message, Text},
    model::World,
    rules::{Check, Rule},
    source::{Part, Route},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "year-duplicate",
        group: Group::Policy,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text { es: "Una vigencia aparece dos veces.", en: "A vigencia appears twice." },
        why: Text { es: "Cada año se mide con un solo modelo.", en: "Each year is measured with one model." },
        norm: None,
        example: "vigencias:\n  - {anio: 2026, modelo: v6}\n  - {anio: 2026, modelo: v7}\n",
        remedy: Text { es: "Deje un solo elemento por año.", en: "Leave one item for each year." },
        fixable: false,
    },
    check: Check::World(check),
};

fn check(world: &World, out: &mut Sink<'_>) {
    let Some(repository) = world.repository.read() else { return };
    let path = repository_path();
    let route = |index: usize| Route::root().key("vigencias").index(index).key("anio");
    for (index, first) in repeated(repository.years.iter().map(|year| year.year)) {
        let year = repository.years[index].year.get().into();
        out.field(&path, route(index), Message::YearDuplicate { year })
            .related(&path, Target::Field(route(first), Part::Value));
    }
}
