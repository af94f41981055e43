//! The name of a field is not a text.

use super::problems;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, DocumentContext, Rule},
    source::yaml::YamlProblemKind,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "yaml-key-not-text",
        group: Group::Document,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text { es: "El nombre de un campo no es un texto.", en: "The name of a field is not a text." },
        why: Text {
            es: "Un nombre que se lee como número, sí o no, o lista no es el que el formato espera, y cada programa \
                 lo convierte a su modo.",
            en: "A name that is read as a number, yes or no, or a list is not what the format expects, and each \
                 program converts it in its own way.",
        },
        norm: None,
        example: "2026: informe.pdf\n",
        remedy: Text {
            es: "Escriba el nombre del campo como en el ejemplo de policies/README.md; si de verdad es una cifra, \
                 póngala entre comillas.",
            en: "Write the name of the field as in the example of policies/README.md; if it really is a figure, put \
                 it in quotes.",
        },
        fixable: false,
    },
    check: Check::Document(check),
};

fn check(cx: &DocumentContext<'_>, out: &mut Sink<'_>) {
    for problem in problems::yaml(cx) {
        match &problem.kind {
            YamlProblemKind::KeyNotText => {
                problems::at(out, cx, problem, Message::YamlKeyNotText {});
            }
            _ => {}
        }
    }
}
