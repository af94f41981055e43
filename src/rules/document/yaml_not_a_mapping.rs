//! A YAML file is empty, or holds no fields.

use super::problems;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, DocumentContext, Rule},
    source::yaml::YamlProblemKind,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "yaml-not-a-mapping",
        group: Group::Document,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El archivo YAML está vacío o no tiene campos.",
            en: "The YAML file is empty or has no fields.",
        },
        why: Text {
            es: "Los archivos de este repositorio son listas de campos con su valor; uno vacío no dice nada de la \
                 entrega.",
            en: "The files of this repository are lists of fields with their values; an empty one says nothing of \
                 the submission.",
        },
        norm: None,
        example: "# todavía por llenar\n",
        remedy: Text {
            es: "Escriba los campos como en el ejemplo de policies/README.md.",
            en: "Write the fields as in the example of policies/README.md.",
        },
        fixable: false,
    },
    check: Check::Document(check),
};

fn check(cx: &DocumentContext<'_>, out: &mut Sink<'_>) {
    for problem in problems::yaml(cx) {
        match &problem.kind {
            YamlProblemKind::Empty => {
                problems::at(out, cx, problem, Message::YamlEmpty {});
            }
            YamlProblemKind::NotAMapping => {
                problems::at(out, cx, problem, Message::YamlNotAMapping {});
            }
            _ => {}
        }
    }
}
