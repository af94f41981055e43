//! The supports say they are of another policy than that of their folder.

use super::folder_of;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::World,
    rules::{Check, Rule},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "supports-policy-mismatch",
        group: Group::Policy,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Los soportes dicen ser de otra política que la de su carpeta.",
            en: "The supports say they are of another policy than that of their folder.",
        },
        why: Text {
            es: "Los soportes dicen qué evidencia responde a qué criterio de esa política.",
            en: "The supports say which evidence answers which criterion of that policy.",
        },
        norm: None,
        example: "# policies/gobierno-digital/soportes-2025.yaml\npolitica: integridad\n",
        remedy: Text {
            es: "Escriba en `politica` el nombre de la carpeta, o lleve el archivo a la carpeta correcta.",
            en: "Write the name of the folder in `politica`, or take the file to the right folder.",
        },
        fixable: false,
    },
    check: Check::World(check),
};

fn check(world: &World, out: &mut Sink<'_>) {
    for (path, supports) in &world.supports {
        let (declared, folder) = (supports.policy.as_str(), folder_of(path));
        if declared != folder {
            let message = Message::SupportsPolicyMismatch { declared: declared.into(), folder: folder.into() };
            out.field(path, Route::root().key("politica"), message);
        }
    }
}
