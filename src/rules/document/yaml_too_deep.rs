//! A YAML file nests too deep or holds too many values.

use super::problems;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, DocumentContext, Rule},
    source::yaml::YamlProblemKind,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "yaml-too-deep",
        group: Group::Document,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El archivo YAML tiene demasiados niveles o demasiados datos.",
            en: "The YAML file has too many levels or too many values.",
        },
        why: Text {
            es: "Ningún archivo de este repositorio lo necesita, y puede detener a los programas que lo leen; por \
                 eso no se leyó.",
            en: "No file of this repository needs it, and it can stop the programs that read it; so it was not read.",
        },
        norm: None,
        example: "titulo: [[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]",
        remedy: Text {
            es: "Quite las listas o grupos puestos unos dentro de otros; compare con un ejemplo de policies/README.md.",
            en: "Remove the lists or groups put inside one another; compare with an example of policies/README.md.",
        },
        fixable: false,
    },
    check: Check::Document(check),
};

fn check(cx: &DocumentContext<'_>, out: &mut Sink<'_>) {
    for problem in problems::yaml(cx) {
        match &problem.kind {
            YamlProblemKind::TooDeep { limit } => {
                problems::at(out, cx, problem, Message::YamlTooDeep { limit: (*limit).into() });
            }
            YamlProblemKind::TooManyNodes { limit } => {
                problems::at(out, cx, problem, Message::YamlTooManyValues { limit: (*limit).into() });
            }
            _ => {}
        }
    }
}
