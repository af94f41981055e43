//! A file is marked as a program.

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::Place,
    rules::{Check, EntryContext, Rule},
    snapshot::EntryKind,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "entry-executable",
        group: Group::Repository,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text { es: "El archivo está marcado como programa.", en: "The file is marked as a program." },
        why: Text {
            es: "Una evidencia se lee, no se ejecuta; la marca permite que alguien la ponga a correr sin querer.",
            en: "Evidence is read, not run; the mark lets someone run it by mistake.",
        },
        norm: None,
        example: "100755 policies/integridad/2026/11/reporte-1f3a/datos.csv",
        remedy: Text {
            es: "Quite el permiso de ejecución: git update-index --chmod=-x ARCHIVO.",
            en: "Take away the execute permission: git update-index --chmod=-x FILE.",
        },
        fixable: true,
    },
    check: Check::Entry(check),
};

fn check(cx: &EntryContext<'_>, out: &mut Sink<'_>) {
    if cx.entry.kind == EntryKind::Executable && !matches!(cx.place, Place::Outside | Place::Attributes) {
        out.at(&cx.entry.path, Message::EntryExecutable { name: cx.entry.path.name().into() });
    }
}
