//! The folder of a policy of the model is missing.

use super::policy_path;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::World,
    rules::{Check, Rule},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "policy-missing",
        group: Group::Policy,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Falta la carpeta de una política del modelo.",
            en: "The folder of a policy of the model is missing.",
        },
        why: Text {
            es: "El modelo de la vigencia tiene un espacio para cada política; si falta uno, lo que se debe en ella \
                 no se ve.",
            en: "The model of the vigencia has a space for each policy; where one is missing, what is due in it is \
                 not seen.",
        },
        norm: None,
        example: "# catalogo/mipg-v6.yaml tiene integridad, y no hay policies/integridad/politica.yaml\n",
        remedy: Text {
            es: "Cree la carpeta de la política con su `politica.yaml`; si la entidad no la gestiona, póngala con \
                 `activa: false`.",
            en: "Create the folder of the policy with its `politica.yaml`; where the entity does not run it, set \
                 `activa: false`.",
        },
        fixable: false,
    },
    check: Check::World(check),
};

fn check(world: &World, out: &mut Sink<'_>) {
    for slug in world.expected_policies().filter(|slug| !world.has_policy(slug)) {
        let Some(path) = policy_path(slug) else { continue };
        out.at(&path, Message::PolicyMissing { policy: slug.into() });
    }
}
