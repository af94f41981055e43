//! Two readers understand a YAML file in different ways.

use super::problems;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, DocumentContext, Rule},
    source::yaml::{Difference, YamlProblemKind},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "yaml-two-readings",
        group: Group::Document,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El archivo YAML se puede leer de dos maneras.",
            en: "The YAML file can be read in two ways.",
        },
        why: Text {
            es: "Dos programas corrientes no entienden lo mismo: lo que aquí se aprueba podría decir otra cosa para \
                 quien lo revise después.",
            en: "Two common programs do not understand the same: what passes here could say something else to a \
                 later reviewer.",
        },
        norm: None,
        example: "titulo: {?acta: 1}\n",
        remedy: Text {
            es: "Ponga entre comillas el texto señalado y escriba un campo por línea.",
            en: "Put the text shown in quotes and write one field per line.",
        },
        fixable: false,
    },
    check: Check::Document(check),
};

fn check(cx: &DocumentContext<'_>, out: &mut Sink<'_>) {
    for problem in problems::yaml(cx) {
        match &problem.kind {
            YamlProblemKind::TwoReadings { difference: Difference::Refused { .. } } => {
                problems::at(out, cx, problem, Message::YamlOneReaderRefuses {}).hint(Message::YamlTwoReadingsHint {});
            }
            YamlProblemKind::TwoReadings { difference: Difference::FinalLineBreak } => {
                let finding = problems::at(out, cx, problem, Message::YamlFinalLineBreak {});
                finding.hint(Message::YamlFinalLineBreakHint {});
            }
            YamlProblemKind::TwoReadings { difference: Difference::Key } => {
                problems::at(out, cx, problem, Message::YamlTwoKeys {}).hint(Message::YamlTwoReadingsHint {});
            }
            YamlProblemKind::TwoReadings { difference: Difference::Value } => {
                problems::at(out, cx, problem, Message::YamlTwoValues {}).hint(Message::YamlTwoReadingsHint {});
            }
            _ => {}
        }
    }
}
