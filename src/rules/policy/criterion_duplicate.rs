//! Two criteria of a policy have the same identifier.

use super::{policy_path, repeated};
use crate::{
    diagnostic::{Group, Meta, Severity, Sink, Target},
    messages::{Message, Text},
    model::World,
    rules::{Check, Rule},
    source::{Part, Route},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "criterion-duplicate",
        group: Group::Policy,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Dos criterios de una política tienen el mismo identificador.",
            en: "Two criteria of a policy have the same identifier.",
        },
        why: Text {
            es: "La evidencia se enlaza con el identificador: si hay dos, no se sabe cuál se cumple.",
            en: "Evidence is linked by the identifier: where there are two, nobody knows which is met.",
        },
        norm: None,
        example: "criterios:\n  - {id: GD-01, …}\n  - {id: GD-01, …}\n",
        remedy: Text {
            es: "Dé a cada criterio un identificador propio; los identificadores no se reutilizan.",
            en: "Give each criterion an identifier of its own; identifiers are not reused.",
        },
        fixable: false,
    },
    check: Check::World(check),
};

fn check(world: &World, out: &mut Sink<'_>) {
    for (slug, policy) in &world.policies {
        let Some(path) = policy_path(slug) else { continue };
        let route = |index: usize| Route::root().key("criterios").index(index).key("id");
        for (index, first) in repeated(policy.criteria.iter().map(|criterion| &criterion.id)) {
            let criterion = policy.criteria[index].id.as_str().into();
            out.field(&path, route(index), Message::CriterionDuplicate { criterion })
                .related(&path, Target::Field(route(first), Part::Value));
        }
    }
}
