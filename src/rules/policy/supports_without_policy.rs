//! There are supports in a folder without `politica.yaml`.

use super::folder_of;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::World,
    rules::{Check, Rule},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "supports-without-policy",
        group: Group::Policy,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Hay soportes en una carpeta sin `politica.yaml`.",
            en: "There are supports in a folder without `politica.yaml`.",
        },
        why: Text {
            es: "Los criterios que responden los soportes están en `politica.yaml`.",
            en: "The criteria that the supports answer are in `politica.yaml`.",
        },
        norm: None,
        example: "policies/gobierno-dijital/soportes-2025.yaml    # no hay policies/gobierno-dijital/politica.yaml\n",
        remedy: Text {
            es: "Lleve el archivo a la carpeta de su política, o agregue `politica.yaml`.",
            en: "Take the file to the folder of its policy, or add `politica.yaml`.",
        },
        fixable: false,
    },
    check: Check::World(check),
};

fn check(world: &World, out: &mut Sink<'_>) {
    for path in world.supports.keys().filter(|path| !world.has_policy(folder_of(path))) {
        out.at(path, Message::PolicyFolderUnknown { policy: folder_of(path).into() });
    }
}
