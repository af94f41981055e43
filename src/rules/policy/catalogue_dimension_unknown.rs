//! A policy of the catalogue is of a dimension that is not in it.

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::World,
    rules::{Check, Rule},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "catalogue-dimension-unknown",
        group: Group::Policy,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Una política del catálogo es de una dimensión que no está en él.",
            en: "A policy of the catalogue is of a dimension that is not in it.",
        },
        why: Text {
            es: "Las políticas se agrupan por dimensión en el micrositio y en el informe.",
            en: "Policies are grouped by dimension on the microsite and in the report.",
        },
        norm: None,
        example: "politicas:\n  - {politica: integridad, dimension: D9, …}\n",
        remedy: Text {
            es: "Use la clave de una de las `dimensiones` del mismo archivo.",
            en: "Use the key of one of the `dimensiones` of the same file.",
        },
        fixable: false,
    },
    check: Check::World(check),
};

fn check(world: &World, out: &mut Sink<'_>) {
    for (path, model) in &world.models {
        for (index, policy) in model.policies.iter().enumerate() {
            if model.dimensions.iter().any(|dimension| dimension.id == policy.dimension) {
                continue;
            }
            let route = Route::root().key("politicas").index(index).key("dimension");
            let dimension = policy.dimension.as_str().into();
            out.field(path, route, Message::CatalogueDimensionUnknown { dimension });
        }
    }
}
