//! The name of the policy is not that of the catalogue of the model in force.

use super::{in_force, policy_path};
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::World,
    rules::{Check, Rule},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "policy-name-mismatch",
        group: Group::Policy,
        severity: Severity::Warning,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El nombre de la política no es el del catálogo del modelo vigente.",
            en: "The name of the policy is not that of the catalogue of the model in force.",
        },
        why: Text {
            es: "El nombre oficial es el que la gente reconoce en el micrositio y en el asunto de SIGOB.",
            en: "The official name is the one people recognise on the microsite and in the subject of SIGOB.",
        },
        norm: None,
        example: "# policies/gobierno-digital/politica.yaml\nnombre: Gobierno en Línea\n",
        remedy: Text {
            es: "Copie el nombre del catálogo, o corrija el catálogo con su fuente.",
            en: "Copy the name of the catalogue, or correct the catalogue with its source.",
        },
        fixable: false,
    },
    check: Check::World(check),
};

fn check(world: &World, out: &mut Sink<'_>) {
    for (slug, policy, listed) in in_force(world) {
        let Some(path) = policy_path(slug) else { continue };
        if policy.name != listed.name {
            let (declared, listed) = (policy.name.as_str().into(), listed.name.as_str().into());
            out.field(&path, Route::root().key("nombre"), Message::PolicyNameMismatch { declared, listed });
        }
    }
}
