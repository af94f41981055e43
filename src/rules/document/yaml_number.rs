//! A number has no exact value.

use super::problems;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, DocumentContext, Rule},
    source::yaml::YamlProblemKind,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "yaml-number",
        group: Group::Document,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El número no se puede guardar sin perder cifras.",
            en: "The number cannot be kept without losing digits.",
        },
        why: Text {
            es: "Un número muy grande, o un código como 12345e6789, se convierte en otro al leerlo. Los códigos, \
                 radicados y huellas son textos, no números.",
            en: "A very large number, or a code such as 12345e6789, becomes another when read. Codes, filing numbers \
                 and digests are texts, not numbers.",
        },
        norm: None,
        example: "sha256: 12345e6789\n",
        remedy: Text { es: "Ponga el valor entre comillas.", en: "Put the value in quotes." },
        fixable: false,
    },
    check: Check::Document(check),
};

fn check(cx: &DocumentContext<'_>, out: &mut Sink<'_>) {
    for problem in problems::yaml(cx) {
        if problem.kind == YamlProblemKind::NumberOutOfRange {
            problems::at(out, cx, problem, Message::YamlNumber {});
        }
    }
}
