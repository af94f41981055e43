//! A plan says that it is succeeded by one that does not exist, or by itself.

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::World,
    rules::{Check, Rule, suggestion::closest},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "plan-successor-unknown",
        group: Group::Policy,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Un plan dice que lo sucede uno que no existe, o él mismo.",
            en: "A plan says that it is succeeded by one that does not exist, or by itself.",
        },
        why: Text {
            es: "Cuando un plan termina, su obligación sigue con el que lo sucede.",
            en: "When a plan ends, its obligation goes on with the one that succeeds it.",
        },
        norm: None,
        example: "planes:\n  - {id: paac, reemplazado_por: ptpe, …}\n",
        remedy: Text {
            es: "Use la clave de otro plan del catálogo.",
            en: "Use the key of another plan of the catalogue.",
        },
        fixable: false,
    },
    check: Check::World(check),
};

fn check(world: &World, out: &mut Sink<'_>) {
    for (path, plans) in &world.plans {
        for (index, plan) in plans.plans.iter().enumerate() {
            let Some(successor) = plan.replaced_by.as_ref().map(|slug| slug.as_str()) else { continue };
            if successor != plan.id.as_str() && world.has_plan(successor) {
                continue;
            }
            let route = Route::root().key("planes").index(index).key("reemplazado_por");
            let message = if successor == plan.id.as_str() {
                Message::PlanSucceedsItself { plan: successor.into() }
            } else {
                Message::PlanSuccessorUnknown { plan: successor.into() }
            };
            let finding = out.field(path, route, message);
            if let Some(name) = closest(successor, world.plan_slugs()) {
                finding.hint(Message::PerhapsMeant { name: name.into() });
            }
        }
    }
}
