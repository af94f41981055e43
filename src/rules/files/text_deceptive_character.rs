//! A text holds characters that turn around what is read.

use super::held;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    fixity::Trait,
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "text-deceptive-character",
        group: Group::Files,
        severity: Severity::Warning,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El texto trae caracteres invisibles que invierten lo que se lee.",
            en: "The text holds invisible characters that turn around what is read.",
        },
        why: Text {
            es: "Con ellos una persona lee una cifra o un nombre y un programa otro: «[U+202E]001» se lee «100».",
            en: "With them a person reads one figure or name and a program another: “[U+202E]001” is read “100”.",
        },
        norm: None,
        example: "Valor: [U+202E]001\n",
        remedy: Text {
            es: "Escriba de nuevo, a mano, las líneas señaladas; suelen llegar al copiar de una página o de otro programa.",
            en: "Type the lines pointed at again, by hand; they often come from copying from a page or another program.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    for (held, traits) in held::with_traits(cx, &RULE) {
        for one in traits {
            if let Trait::TurnedText { count, line } = one {
                let name = held.name().into();
                held.report(
                    out,
                    "ruta",
                    Message::TextDeceptiveCharacter { name, count: count.into(), line: line.into() },
                );
            }
        }
    }
}
