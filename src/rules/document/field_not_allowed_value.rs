//! A value outside the list of its field.

use super::problems;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, DocumentContext, Rule},
    source::structure::StructureProblemKind,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "field-not-allowed-value",
        group: Group::Document,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text { es: "El valor no es uno de los permitidos.", en: "The value is not one of those allowed." },
        why: Text {
            es: "El campo tiene una lista cerrada para que todas las entregas se puedan contar y buscar igual.",
            en: "The field has a closed list so that all submissions can be counted and searched alike.",
        },
        norm: None,
        example: "clase: informe\n",
        remedy: Text {
            es: "Escriba uno de los valores de la lista, tal como está: en minúsculas y sin tildes.",
            en: "Write one of the values of the list, as it stands: in lower case and without accents.",
        },
        fixable: false,
    },
    check: Check::Document(check),
};

fn check(cx: &DocumentContext<'_>, out: &mut Sink<'_>) {
    for problem in problems::structure(cx) {
        let StructureProblemKind::NotOneOf { allowed, found, suggestion } = &problem.kind else { continue };
        let field = (&problem.route).into();
        let message = Message::FieldNotAllowedValue { field, found: found.into(), allowed: allowed.clone().into() };
        let finding = problems::field(out, cx, problem, message);
        if let Some(suggestion) = suggestion {
            finding.hint(Message::FieldNotAllowedValueHint { suggestion: suggestion.into() });
        }
    }
}
