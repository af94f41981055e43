//! The supports name a criterion that the policy does not have.

use std::collections::BTreeSet;

use super::folder_of;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::{World, raw::NotApplicable},
    rules::{Check, Rule},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "supports-criterion-unknown",
        group: Group::Policy,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Los soportes nombran un criterio que la política no tiene.",
            en: "The supports name a criterion that the policy does not have.",
        },
        why: Text {
            es: "La evidencia de un criterio que no existe no cubre nada.",
            en: "Evidence of a criterion that does not exist covers nothing.",
        },
        norm: None,
        example: "soportes:\n  - {entrega: gobierno-digital/2026/11/reporte-1f3a, criterios: [GD-99]}\n",
        remedy: Text {
            es: "Use los identificadores de `criterios` en la `politica.yaml` de la misma carpeta.",
            en: "Use the identifiers of `criterios` in the `politica.yaml` of the same folder.",
        },
        fixable: false,
    },
    check: Check::World(check),
};

fn check(world: &World, out: &mut Sink<'_>) {
    for (path, supports) in &world.supports {
        let Some(policy) = world.policies.get(folder_of(path)) else { continue };
        let known: BTreeSet<&str> = policy.criteria.iter().map(|criterion| criterion.id.as_str()).collect();
        let answered = supports.supports.iter().enumerate();
        let answered =
            answered.map(|(index, support)| (Route::root().key("soportes").index(index), &support.criteria[..]));
        let exempt = supports.not_applicable.iter().enumerate();
        let exempt = exempt.filter_map(|(index, item)| match item {
            NotApplicable::Criteria(item) => Some((Route::root().key("no_aplica").index(index), &item.criteria[..])),
            NotApplicable::Questions(_) => None,
        });
        for (place, criteria) in answered.chain(exempt) {
            for (position, criterion) in criteria.iter().map(|criterion| criterion.as_str()).enumerate() {
                if known.contains(criterion) {
                    continue;
                }
                let route = place.clone().key("criterios").index(position);
                let finding = out.field(path, route, Message::CriterionUnknown { criterion: criterion.into() });
                if !known.is_empty() {
                    let known: Vec<String> = known.iter().map(|&id| id.to_owned()).collect();
                    finding.hint(Message::KnownCriteria { known: known.into() });
                }
            }
        }
    }
}
