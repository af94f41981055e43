//! An entry of a kind that is no file.

use super::names;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, EntryContext, Rule},
    snapshot::EntryKind,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "entry-unknown-mode",
        group: Group::Repository,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text { es: "La entrada no es un archivo común.", en: "The entry is not an ordinary file." },
        why: Text {
            es: "Lo que no es un archivo (un dispositivo, una tubería, un modo que git ya no escribe) no se puede \
                 leer ni comprobar igual en todas partes.",
            en: "What is not a file (a device, a pipe, a mode git no longer writes) cannot be read or verified alike \
                 everywhere.",
        },
        norm: None,
        example: "100664 policies/integridad/2026/11/reporte-1f3a/acta.pdf",
        remedy: Text {
            es: "Quite la entrada y vuelva a agregar el archivo con una versión actual de git.",
            en: "Remove the entry and add the file again with a current version of git.",
        },
        fixable: false,
    },
    check: Check::Entry(check),
};

fn check(cx: &EntryContext<'_>, out: &mut Sink<'_>) {
    if let EntryKind::Unknown { mode } = cx.entry.kind
        && names::is_of_evidence(cx)
    {
        let mode = format!("{mode:o}");
        out.at(&cx.entry.path, Message::EntryUnknownMode { name: cx.entry.path.name().into(), mode: mode.into() });
    }
}
