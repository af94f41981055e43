//! A file has more problems than are shown.

use super::problems;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, DocumentContext, Rule},
    source::structure::StructureProblemKind,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "problems-not-shown",
        group: Group::Document,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El archivo tiene más inconsistencias de las que se muestran.",
            en: "The file has more problems than are shown.",
        },
        why: Text {
            es: "Se muestran las primeras para que la lista se pueda leer; las demás siguen ahí.",
            en: "The first are shown so that the list can be read; the others are still there.",
        },
        norm: None,
        example: "archivos: [1, 2, 3, … 250]\n",
        remedy: Text {
            es: "Corrija las que se muestran y vuelva a comprobar: entonces se verán las que faltan.",
            en: "Mend those shown and check again: then the rest will be seen.",
        },
        fixable: false,
    },
    check: Check::Document(check),
};

fn check(cx: &DocumentContext<'_>, out: &mut Sink<'_>) {
    for problem in problems::structure(cx) {
        if let StructureProblemKind::More { count } = problem.kind {
            out.at(cx.path, Message::ProblemsNotShown { count: count.into() });
        }
    }
}
