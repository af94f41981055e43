//! A name is not UTF-8.

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, EntryContext, Rule},
    snapshot::MAX_NAME,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "path-not-utf8",
        group: Group::Repository,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text { es: "El nombre no está escrito en UTF-8.", en: "The name is not written in UTF-8." },
        why: Text {
            es: "Un nombre en otra codificación se ve distinto en cada equipo, y ningún manifiesto puede nombrarlo.",
            en: "A name in another encoding looks different on each computer, and no manifest can name it.",
        },
        norm: None,
        example: "policies/integridad/2026/11/reporte-1f3a/a%F1o.pdf",
        remedy: Text {
            es: "Cambie el nombre del archivo por uno con letras corrientes, por ejemplo sin tildes, y vuelva a \
                 agregarlo.",
            en: "Give the file a name of ordinary letters, for example without accents, and add it again.",
        },
        fixable: false,
    },
    check: Check::Entry(check),
};

fn check(cx: &EntryContext<'_>, out: &mut Sink<'_>) {
    if let Some(raw) = &cx.entry.raw_name
        && raw.len() < MAX_NAME
        && std::str::from_utf8(raw).is_err()
    {
        out.at(&cx.entry.path, Message::PathNotUtf8 { name: cx.entry.path.name().into() });
    }
}
