//! A field is twice in one mapping.

use super::problems;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink, Target},
    messages::{Message, Text},
    rules::{Check, DocumentContext, Rule},
    source::yaml::YamlProblemKind,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "yaml-duplicate-key",
        group: Group::Document,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text { es: "El mismo campo está dos veces.", en: "The same field is there twice." },
        why: Text {
            es: "Unos programas se quedan con el primero y otros con el último: no se sabe cuál vale.",
            en: "Some programs keep the first and others the last: nobody knows which one counts.",
        },
        norm: None,
        example: "titulo: Acta de octubre\ntitulo: Acta de noviembre\n",
        remedy: Text { es: "Borre el que sobra.", en: "Delete the one that is not wanted." },
        fixable: false,
    },
    check: Check::Document(check),
};

fn check(cx: &DocumentContext<'_>, out: &mut Sink<'_>) {
    for problem in problems::yaml(cx) {
        match &problem.kind {
            YamlProblemKind::DuplicateKey { key, first } => {
                let finding = problems::at(out, cx, problem, Message::YamlDuplicateKey { field: key.into() });
                finding.related(cx.path, Target::Bytes(*first));
            }
            _ => {}
        }
    }
}
