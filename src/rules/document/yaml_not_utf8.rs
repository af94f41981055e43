//! A YAML file is not UTF-8.

use super::problems;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, DocumentContext, Rule},
    source::yaml::YamlProblemKind,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "yaml-not-utf8",
        group: Group::Document,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text { es: "El archivo YAML no está guardado en UTF-8.", en: "The YAML file is not saved as UTF-8." },
        why: Text {
            es: "En otra codificación las tildes y la ñ se leen de otro modo en cada equipo, y nadie puede asegurar \
                 qué dice el archivo.",
            en: "In another encoding accents and ñ are read differently on each computer, and nobody can tell what \
                 the file says.",
        },
        norm: None,
        example: "titulo: Actualizaci%F3n del plan",
        remedy: Text {
            es: "Abra el archivo en el Bloc de notas y guárdelo con «Guardar como», codificación UTF-8.",
            en: "Open the file in Notepad and save it with “Save as”, encoding UTF-8.",
        },
        fixable: false,
    },
    check: Check::Document(check),
};

fn check(cx: &DocumentContext<'_>, out: &mut Sink<'_>) {
    for problem in problems::yaml(cx) {
        match &problem.kind {
            YamlProblemKind::NotUtf8 { offset } => {
                problems::at(out, cx, problem, Message::YamlNotUtf8 { offset: (*offset).into() });
            }
            _ => {}
        }
    }
}
