//! An item repeats an earlier one.

use super::problems;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, DocumentContext, Rule},
    source::structure::StructureProblemKind,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "list-item-repeated",
        group: Group::Document,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text { es: "La lista repite un valor.", en: "The list repeats a value." },
        why: Text {
            es: "Repetido no cuenta dos veces, y suele ser señal de que falta otro.",
            en: "Repeated it does not count twice, and often means that another is missing.",
        },
        norm: None,
        example: "criterios: [GD-01, GD-01]\n",
        remedy: Text {
            es: "Borre el repetido, o escriba el que quería poner.",
            en: "Delete the repeated one, or write the one you meant.",
        },
        fixable: true,
    },
    check: Check::Document(check),
};

fn check(cx: &DocumentContext<'_>, out: &mut Sink<'_>) {
    for problem in problems::structure(cx) {
        if let StructureProblemKind::NotUnique = problem.kind {
            problems::field(out, cx, problem, Message::ListItemRepeated { field: problem.route.to_string().into() });
        }
    }
}
