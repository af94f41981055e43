//! The key in `politica.yaml` is not the name of its folder.

use super::policy_path;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::World,
    rules::{Check, Rule},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "policy-slug-mismatch",
        group: Group::Policy,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "La clave de `politica.yaml` no es el nombre de su carpeta.",
            en: "The key in `politica.yaml` is not the name of its folder.",
        },
        why: Text {
            es: "La clave es la misma en las rutas, el registro y los informes; con dos no se sabe cuál vale.",
            en: "The key is the same in paths, trail and reports; with two nobody knows which counts.",
        },
        norm: None,
        example: "# policies/gobierno-digital/politica.yaml\npolitica: gobierno_digital\n",
        remedy: Text {
            es: "Escriba en `politica` el nombre de la carpeta.",
            en: "Write the name of the folder in `politica`.",
        },
        fixable: false,
    },
    check: Check::World(check),
};

fn check(world: &World, out: &mut Sink<'_>) {
    for (slug, policy) in &world.policies {
        let Some(path) = policy_path(slug) else { continue };
        if policy.policy.as_str() != slug {
            let declared = policy.policy.as_str().into();
            out.field(
                &path,
                Route::root().key("politica"),
                Message::PolicySlugMismatch { declared, folder: slug.into() },
            );
        }
    }
}
