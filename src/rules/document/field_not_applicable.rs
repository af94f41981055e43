//! A field that has no place beside the others.

use super::problems;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::FileKind,
    rules::{Check, DocumentContext, Rule},
    source::{
        Route,
        structure::{JsonType, StructureProblemKind},
    },
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "field-not-applicable",
        group: Group::Document,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El campo no va con lo que dicen los demás.",
            en: "The field does not go with what the others say.",
        },
        why: Text {
            es: "Los dos datos se contradicen: un documento sin vencimiento no responde a un corte, y un archivo \
                 reservado no publica su huella simple.",
            en: "The two contradict each other: a document without deadline answers no due date, and a reserved file \
                 does not publish its plain digest.",
        },
        norm: None,
        example: "clase: documento\ncorte: 2026-11-05\n",
        remedy: Text {
            es: "Quite el campo, o corrija aquel con el que no va.",
            en: "Remove the field, or mend the one it does not go with.",
        },
        fixable: false,
    },
    check: Check::Document(check),
};

fn check(cx: &DocumentContext<'_>, out: &mut Sink<'_>) {
    for problem in problems::structure(cx) {
        if let StructureProblemKind::WrongType { expected, .. } = &problem.kind
            && expected[..] == [JsonType::Null]
        {
            let is_due_date = cx.kind == FileKind::Manifest && problem.route == Route::root().key("corte");
            let field = (&problem.route).into();
            let finding = problems::field(out, cx, problem, Message::FieldNotApplicable { field });
            if is_due_date {
                finding.hint(Message::FieldDueDateOfDocumentHint {});
            }
        }
    }
}
