//! A field the format does not know.

use super::problems;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, DocumentContext, Rule},
    source::structure::StructureProblemKind,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "field-unknown",
        group: Group::Document,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text { es: "El campo no existe en este formato.", en: "The field does not exist in this format." },
        why: Text {
            es: "Un campo que nadie lee parece decir algo y no cuenta; casi siempre es un nombre mal escrito.",
            en: "A field that nobody reads seems to say something and does not count; it nearly always is a misspelt \
                 name.",
        },
        norm: None,
        example: "titullo: Acta de octubre\n",
        remedy: Text {
            es: "Corrija el nombre del campo, o quítelo.", en: "Mend the name of the field, or remove it."
        },
        fixable: false,
    },
    check: Check::Document(check),
};

fn check(cx: &DocumentContext<'_>, out: &mut Sink<'_>) {
    for problem in problems::structure(cx) {
        let StructureProblemKind::UnknownField { field, suggestion, known } = &problem.kind else { continue };
        let finding = problems::field(out, cx, problem, Message::FieldUnknown { field: field.into() });
        if let Some(suggestion) = suggestion {
            finding.hint(Message::FieldUnknownSuggestionHint { suggestion: suggestion.into() });
        } else if !known.is_empty() {
            finding.hint(Message::FieldUnknownKnownHint { known: known.clone().into() });
        }
    }
}
