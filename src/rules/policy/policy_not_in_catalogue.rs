//! The policy is in no catalogue of the model.

use std::collections::BTreeSet;

use super::policy_path;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::{FileKind, World},
    rules::{Check, Rule, suggestion::closest},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "policy-not-in-catalogue",
        group: Group::Policy,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "La política no está en ningún catálogo del modelo.",
            en: "The policy is in no catalogue of the model.",
        },
        why: Text {
            es: "Las políticas son las del modelo: una que no esté en ningún catálogo no se puede medir.",
            en: "Policies are those of the model: one that is in no catalogue cannot be measured.",
        },
        norm: None,
        example: "policies/politica-inventada/politica.yaml\n",
        remedy: Text {
            es: "Use la clave de una política de `catalogo/mipg-vN.yaml`, o agréguela al catálogo con su fuente.",
            en: "Use the key of a policy of `catalogo/mipg-vN.yaml`, or add it to the catalogue with its source.",
        },
        fixable: false,
    },
    check: Check::World(check),
};

fn check(world: &World, out: &mut Sink<'_>) {
    if world.models.is_empty() || world.has_unread(FileKind::ModelCatalogue) {
        return;
    }
    let listed: BTreeSet<&str> =
        world.models.values().flat_map(|model| model.policies.iter()).map(|policy| policy.policy.as_str()).collect();
    for slug in world.policies.keys().filter(|slug| !listed.contains(slug.as_str())) {
        let Some(path) = policy_path(slug) else { continue };
        let message = Message::PolicyNotInCatalogue { policy: slug.into() };
        let finding = out.field(&path, Route::root().key("politica"), message);
        if let Some(name) = closest(slug, listed.iter().copied()) {
            finding.hint(Message::PerhapsMeant { name: name.into() });
        }
    }
}
