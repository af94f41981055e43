//! A length, a count or a number outside its bounds.

use super::problems;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Arg, Message, Text},
    rules::{Check, DocumentContext, Rule},
    source::structure::{Bound, StructureProblemKind as Kind},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "field-out-of-range",
        group: Group::Document,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El valor es demasiado corto, largo, grande o pequeño.",
            en: "The value is too short, too long, too large or too small.",
        },
        why: Text {
            es: "Los límites dejan fuera títulos vacíos, descripciones que nadie puede leer y cifras imposibles.",
            en: "The bounds keep out empty titles, descriptions nobody can read and impossible figures.",
        },
        norm: None,
        example: "titulo: Ok\n",
        remedy: Text {
            es: "Si es un texto, alárguelo o acórtelo hasta el límite que se indica; si es una cifra, escriba una que \
                 esté entre los límites; si es una lista, agregue lo que falta o quite lo que sobra.",
            en: "If it is a text, make it longer or shorter up to the bound shown; if a figure, write one between the \
                 bounds; if a list, add what is missing or remove what is over.",
        },
        fixable: false,
    },
    check: Check::Document(check),
};

fn range(field: Arg, min: Option<&Bound>, max: Option<&Bound>, found: &str) -> Message {
    let found = found.into();
    match (min, max) {
        (Some(min), Some(max)) => {
            Message::FieldOutOfRange { field, found, min: number(min).into(), max: number(max).into() }
        }
        (Some(min), None) => Message::FieldTooSmall { field, found, min: number(min).into() },
        (None, Some(max)) => Message::FieldTooBig { field, found, max: number(max).into() },
        (None, None) => Message::FieldOtherForm { field },
    }
}

/// The number, with the sign of a bound that is not itself allowed.
fn number(bound: &Bound) -> String {
    match bound {
        Bound::Inclusive(number) => number.to_string(),
        Bound::Exclusive(number) => format!("≠ {number}"),
    }
}

fn check(cx: &DocumentContext<'_>, out: &mut Sink<'_>) {
    for problem in problems::structure(cx) {
        let field: Arg = (&problem.route).into();
        let hint = match &problem.kind {
            Kind::TooShort { limit } => Message::FieldLengthenHint { limit: (*limit).into() },
            Kind::TooLong { limit } => Message::FieldShortenHint { limit: (*limit).into() },
            Kind::TooFew { limit: 1 } => Message::FieldEmptyListHint { field: field.clone() },
            Kind::TooFew { .. } => Message::FieldAddItemsHint {},
            Kind::TooMany { .. } => Message::FieldRemoveItemsHint {},
            _ => Message::FieldFigureHint {},
        };
        let message = match &problem.kind {
            Kind::TooShort { limit } => Message::FieldTooShort { field, limit: (*limit).into() },
            Kind::TooLong { limit } => Message::FieldTooLong { field, limit: (*limit).into() },
            Kind::TooFew { limit: 1 } => Message::FieldEmptyList { field },
            Kind::TooFew { limit } => Message::FieldTooFew { field, limit: (*limit).into() },
            Kind::TooMany { limit } => Message::FieldTooMany { field, limit: (*limit).into() },
            Kind::OutOfRange { min, max, found } => range(field, min.as_ref(), max.as_ref(), found),
            _ => continue,
        };
        problems::field(out, cx, problem, message).hint(hint);
    }
}
