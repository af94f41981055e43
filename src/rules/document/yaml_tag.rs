//! A YAML file uses tags.

use super::problems;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, DocumentContext, Rule},
    source::yaml::YamlProblemKind,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "yaml-tag",
        group: Group::Document,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text { es: "El archivo YAML usa etiquetas (!).", en: "The YAML file uses tags (!)." },
        why: Text {
            es: "Una etiqueta cambia el tipo de un valor según el programa que lo lea.",
            en: "A tag changes the type of a value depending on the program that reads it.",
        },
        norm: None,
        example: "titulo: !!binary QWN0YQ==",
        remedy: Text {
            es: "Quite la etiqueta. Si el texto empieza de verdad por !, póngalo entre comillas.",
            en: "Remove the tag. If the text really begins with !, put it in quotes.",
        },
        fixable: false,
    },
    check: Check::Document(check),
};

fn check(cx: &DocumentContext<'_>, out: &mut Sink<'_>) {
    for problem in problems::yaml(cx) {
        match &problem.kind {
            YamlProblemKind::Tag => {
                problems::at(out, cx, problem, Message::YamlTag {});
            }
            _ => {}
        }
    }
}
