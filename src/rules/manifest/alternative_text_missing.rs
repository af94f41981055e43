//! An image or a video has no description.

use super::{files_without, listed_file};
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, DocumentContext, Rule},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "alternative-text-missing",
        group: Group::Manifest,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Una imagen o un video no tiene descripción.",
            en: "An image or a video has no description.",
        },
        why: Text {
            es: "Quien no ve la imagen la conoce por su descripción: es su texto alternativo en el micrositio.",
            en: "Who cannot see the image knows it by its description: it is its alternative text on the microsite.",
        },
        norm: Some("Resolución MinTIC 1519 de 2020, anexo 1"),
        example: "archivos:\n  - ruta: taller.png\n    formato: image/png\n    personas: ninguna\n",
        remedy: Text {
            es: "Escriba en `descripcion` lo que se ve, para quien no puede verlo.",
            en: "Write in `descripcion` what is seen, for who cannot see it.",
        },
        fixable: false,
    },
    check: Check::Document(check),
};

fn check(cx: &DocumentContext<'_>, out: &mut Sink<'_>) {
    for (index, name) in files_without(cx, "descripcion") {
        let message = match name {
            Some(name) => Message::AlternativeTextMissing { name: name.into() },
            None => Message::AlternativeTextMissingAt { position: index.saturating_add(1).into() },
        };
        out.field(cx.path, listed_file(index), message);
    }
}
