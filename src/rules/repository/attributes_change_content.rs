//! A `.gitattributes` among the evidence.

use super::names;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::Place,
    rules::{Check, EntryContext, Rule},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "attributes-change-content",
        group: Group::Repository,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Hay un archivo .gitattributes entre las evidencias.",
            en: "There is a .gitattributes file among the evidence.",
        },
        why: Text {
            es: "Con ese archivo git puede cambiar los bytes de las evidencias al guardarlas o al copiarlas, y la \
                 huella dejaría de coincidir.",
            en: "With that file git can change the bytes of the evidence when storing or copying it, and the digest \
                 would no longer match.",
        },
        norm: None,
        example: "*.csv text eol=crlf",
        remedy: Text {
            es: "Quite el archivo. Los atributos del repositorio van en el .gitattributes de la raíz, donde se \
                 revisan aparte.",
            en: "Remove the file. The attributes of the repository go in the .gitattributes of the root, where they \
                 are reviewed apart.",
        },
        fixable: false,
    },
    check: Check::Entry(check),
};

fn check(cx: &EntryContext<'_>, out: &mut Sink<'_>) {
    if *cx.place != Place::Outside && names::is_attributes(cx.entry.path.name()) {
        out.at(&cx.entry.path, Message::AttributesChangeContent { path: (&cx.entry.path).into() });
    }
}
