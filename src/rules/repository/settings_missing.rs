//! There is no `repositorio.yaml`.

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::{World, layout},
    rules::{Check, Rule},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "settings-missing",
        group: Group::Repository,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Falta el archivo de ajustes, policies/repositorio.yaml.",
            en: "The file of settings, policies/repositorio.yaml, is missing.",
        },
        why: Text {
            es: "Sin él no se sabe de qué entidad es el repositorio, qué se debe entregar ni quién responde, y se \
                 juzga con límites que nadie adoptó.",
            en: "Without it nobody knows whose repository it is, what is due or who answers, and limits judge that \
                 nobody adopted.",
        },
        norm: None,
        example: "policies/repositorio.yaml (no existe)",
        remedy: Text {
            es: "Cree policies/repositorio.yaml con los datos de la entidad; «mipg init» escribe uno de partida.",
            en: "Create policies/repositorio.yaml with the data of the entity; “mipg init” writes one to start from.",
        },
        fixable: false,
    },
    check: Check::World(check),
};

fn check(world: &World, out: &mut Sink<'_>) {
    if !world.repository.is_present() {
        let path = layout::settings();
        out.at(&path, Message::SettingsMissing {});
    }
}
