//! The code of the policy is not that of the catalogue of the model in force.

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
        id: "policy-code-mismatch",
        group: Group::Policy,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El código de la política no es el del catálogo del modelo vigente.",
            en: "The code of the policy is not that of the catalogue of the model in force.",
        },
        why: Text {
            es: "Con el código se cruza la política con los resultados de la medición. Si el catálogo lo tiene \
                 vacío, todavía no existe y no se inventa.",
            en: "The code matches the policy with the results of the measurement. Where the catalogue leaves it \
                 empty it does not exist yet and is not invented.",
        },
        norm: None,
        example: "# policies/gobierno-digital/politica.yaml\ncodigo: POL99\n",
        remedy: Text {
            es: "Copie el código del catálogo, o corrija el catálogo con su fuente.",
            en: "Copy the code of the catalogue, or correct the catalogue with its source.",
        },
        fixable: false,
    },
    check: Check::World(check),
};

fn check(world: &World, out: &mut Sink<'_>) {
    for (slug, policy, listed) in in_force(world) {
        let Some(path) = policy_path(slug) else { continue };
        let message = match (&policy.code, &listed.code) {
            (Some(declared), Some(listed)) if declared != listed => {
                Message::PolicyCodeMismatch { declared: declared.as_str().into(), listed: listed.as_str().into() }
            }
            (Some(declared), None) => Message::PolicyCodeInvented { declared: declared.as_str().into() },
            (None, Some(listed)) => Message::PolicyCodeMissing { listed: listed.as_str().into() },
            (Some(_), Some(_)) | (None, None) => continue,
        };
        out.field(&path, Route::root().key("codigo"), message);
    }
}
