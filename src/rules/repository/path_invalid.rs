//! A name that no folder can hold.

use super::names;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, EntryContext, Rule},
    snapshot::MAX_NAME,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "path-invalid",
        group: Group::Repository,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text { es: "El nombre no puede ser el de un archivo.", en: "The name cannot be that of a file." },
        why: Text {
            es: "Un nombre vacío, «.», «..» o con barras puede hacer que al copiar el repositorio se escriba en otra \
                 carpeta. git no los crea: alguien los fabricó.",
            en: "An empty name, “.”, “..” or one with slashes can make a copy of the repository write into another \
                 folder. Git does not make them: someone forged them.",
        },
        norm: None,
        example: "policies/integridad/2026/11/reporte-1f3a/%2E%2E",
        remedy: Text {
            es: "No acepte este cambio y avise a quien administra el repositorio. Si el archivo hace falta, \
                 agréguelo de nuevo con un nombre corriente.",
            en: "Do not accept this change and tell whoever runs the repository. If the file is needed, add it again \
                 with an ordinary name.",
        },
        fixable: false,
    },
    check: Check::Entry(check),
};

fn check(cx: &EntryContext<'_>, out: &mut Sink<'_>) {
    if let Some(raw) = &cx.entry.raw_name
        && raw.len() < MAX_NAME
        && std::str::from_utf8(raw).is_ok_and(|name| !names::is_git_form(name))
    {
        out.at(&cx.entry.path, Message::PathInvalid { name: cx.entry.path.name().into() });
    }
}
