//! Two plans have the same key.

use super::repeated;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink, Target},
    messages::{Message, Text},
    model::World,
    rules::{Check, Rule},
    source::{Part, Route},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "plan-duplicate",
        group: Group::Policy,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text { es: "Dos planes tienen la misma clave.", en: "Two plans have the same key." },
        why: Text {
            es: "El seguimiento se cuenta por la clave del plan, que no cambia nunca.",
            en: "The follow-up is counted by the key of the plan, which never changes.",
        },
        norm: None,
        example: "planes:\n  - {id: peti, numero: 10, …}\n  - {id: peti, numero: 11, …}\n",
        remedy: Text { es: "Dé a cada plan una clave propia.", en: "Give each plan a key of its own." },
        fixable: false,
    },
    check: Check::World(check),
};

fn check(world: &World, out: &mut Sink<'_>) {
    let all: Vec<_> = world
        .plans
        .iter()
        .flat_map(|(path, plans)| plans.plans.iter().enumerate().map(move |(index, plan)| (path, index, &plan.id)))
        .collect();
    let route = |index: usize| Route::root().key("planes").index(index).key("id");
    for (position, first) in repeated(all.iter().map(|(.., id)| *id)) {
        let (path, index, id) = all[position];
        let (earlier, first, _) = all[first];
        out.field(path, route(index), Message::PlanDuplicate { plan: id.as_str().into() })
            .related(earlier, Target::Field(route(first), Part::Value));
    }
}
