//! A symbolic link among the evidence.

use super::names;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, EntryContext, Rule},
    snapshot::EntryKind,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "entry-symlink",
        group: Group::Repository,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Hay un enlace simbólico en vez de un archivo.",
            en: "There is a symbolic link in place of a file.",
        },
        why: Text {
            es: "Un enlace no guarda contenido: apunta a otro lugar, que puede cambiar o quedar fuera del repositorio.",
            en: "A link holds no content: it points elsewhere, to what may change or lie outside the repository.",
        },
        norm: None,
        example: "policies/integridad/2026/11/reporte-1f3a/acta.pdf -> ../otra/acta.pdf",
        remedy: Text {
            es: "Reemplace el enlace por una copia del archivo.",
            en: "Replace the link with a copy of the file.",
        },
        fixable: false,
    },
    check: Check::Entry(check),
};

fn check(cx: &EntryContext<'_>, out: &mut Sink<'_>) {
    if cx.entry.kind == EntryKind::Symlink && names::is_of_evidence(cx) {
        out.at(&cx.entry.path, Message::EntrySymlink { name: cx.entry.path.name().into() });
    }
}
