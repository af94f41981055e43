//! A policy of the entity is in a catalogue, and not in that of the model in force.

use super::policy_path;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::{FileKind, World, raw},
    rules::{Check, Rule},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "policy-not-in-force",
        group: Group::Policy,
        severity: Severity::Notice,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Una política no está en el modelo vigente, y no lo dice.",
            en: "A policy is not in the model in force, and does not say so.",
        },
        why: Text {
            es: "Cada vigencia se mide con una versión del modelo. Lo que se entregue a una política de otra versión se \
                 guarda, y no cuenta para la vigencia.",
            en: "Each year is measured with a version of the model. What is handed in to a policy of another version is \
                 kept, and does not count for the year.",
        },
        norm: None,
        example: "# policies/gestion-ambiental/politica.yaml, con la última vigencia medida con el modelo v6\ndesde_modelo: null\n",
        remedy: Text {
            es: "Diga en `desde_modelo` desde qué modelo está, o en `hasta_modelo` hasta cuál estuvo; si se agregó por \
                 error y no tiene entregas, quite la carpeta.",
            en: "Say in `desde_modelo` since which model it is there, or in `hasta_modelo` until which; where it was \
                 added by mistake and has no submissions, remove the folder.",
        },
        fixable: false,
    },
    check: Check::World(check),
};

fn check(world: &World, out: &mut Sink<'_>) {
    let Some(model) = world.model().filter(|_| !world.has_unread(FileKind::ModelCatalogue)) else { return };
    let has =
        |model: &raw::ModelCatalogue, slug: &str| model.policies.iter().any(|policy| policy.policy.as_str() == slug);
    for (slug, policy) in &world.policies {
        let other = world.models.values().find(|other| has(other, slug)).filter(|_| !has(model, slug));
        let says_so = [&policy.since_model, &policy.until_model].iter().any(|key| key.is_some());
        if let (Some(other), Some(path), false) = (other, policy_path(slug), says_so) {
            let message = Message::PolicyNotInForce {
                policy: slug.into(),
                model: model.model.as_str().into(),
                other: other.model.as_str().into(),
            };
            out.field(&path, Route::root().key("politica"), message);
        }
    }
}
