//! A value of another type than its field has.

use super::problems;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Arg, Message, Text},
    rules::{Check, DocumentContext, Rule},
    source::{
        Step,
        structure::{JsonType, StructureProblemKind},
    },
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "field-wrong-type",
        group: Group::Document,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El valor no es del tipo que el campo espera.",
            en: "The value is not of the type that the field expects.",
        },
        why: Text {
            es: "Un texto donde va un número, o al revés, no se puede comparar ni contar.",
            en: "A text where a number is due, or the other way round, cannot be compared or counted.",
        },
        norm: None,
        example: "bytes: \"348211\"\n",
        remedy: Text {
            es: "Escriba el valor como lo pide el campo: con comillas los textos que parecen números, sin ellas los \
                 números.",
            en: "Write the value as the field wants it: with quotes the texts that look like numbers, without them \
                 the numbers.",
        },
        fixable: false,
    },
    check: Check::Document(check),
};

fn message(expected: &[JsonType], field: Arg) -> Message {
    match expected {
        [JsonType::Text] => Message::FieldMustBeText { field },
        [JsonType::Integer] => Message::FieldMustBeInteger { field },
        [JsonType::Number] => Message::FieldMustBeNumber { field },
        [JsonType::Boolean] => Message::FieldMustBeBoolean { field },
        [JsonType::List] => Message::FieldMustBeList { field },
        [JsonType::Mapping] => Message::FieldMustBeMapping { field },
        [JsonType::Text, JsonType::List] => Message::FieldMustBeTextOrList { field },
        [JsonType::Text, JsonType::Mapping] => Message::FieldMustBeTextOrMapping { field },
        [JsonType::Text, JsonType::List, JsonType::Mapping] => Message::FieldMustBeTextListOrMapping { field },
        _ => Message::FieldOfOtherType { field },
    }
}

fn check(cx: &DocumentContext<'_>, out: &mut Sink<'_>) {
    for problem in problems::structure(cx) {
        let StructureProblemKind::WrongType { expected, found } = &problem.kind else { continue };
        if expected[..] == [JsonType::Null] {
            continue;
        }
        let finding = problems::field(out, cx, problem, message(expected, (&problem.route).into()));
        let numeric = |kind: &JsonType| matches!(kind, JsonType::Integer | JsonType::Number | JsonType::Boolean);
        if *found == JsonType::Null {
            finding.hint(Message::FieldEmptyHint {});
        } else if expected[..] == [JsonType::Text] && numeric(found) {
            finding.hint(Message::FieldQuotesHint {});
        } else if expected[..] == [JsonType::Integer] && matches!(found, JsonType::Text | JsonType::Number) {
            finding.hint(Message::FieldDigitsHint {});
        } else if expected.iter().all(numeric) && *found == JsonType::Text {
            finding.hint(match expected.contains(&JsonType::Boolean) {
                true => Message::FieldNoQuotesHint {},
                false => Message::FieldDecimalHint {},
            });
        } else if expected[..] == [JsonType::List] {
            let name = problem.route.steps().iter().rev().find_map(|step| match step {
                Step::Key(name) => Some(name.as_str()),
                Step::Index(_) => None,
            });
            let name = name.unwrap_or_default().into();
            finding.hint(match found {
                JsonType::Mapping => Message::FieldListOfGroupsHint { name },
                _ => Message::FieldListHint { name },
            });
        }
    }
}
