//! A container carries a program.

use super::held;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "file-executable-inside",
        group: Group::Files,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text { es: "El archivo lleva adentro un programa.", en: "The file carries a program inside." },
        why: Text {
            es: "Un programa no es evidencia y puede dañar el computador de quien lo abra.",
            en: "A program is not evidence and may harm the computer of whoever opens it.",
        },
        norm: None,
        example: "archivos:\n  - ruta: anexos.zip   # trae instalar.exe adentro\n",
        remedy: Text {
            es: "Quite los programas y entregue solo los documentos.",
            en: "Remove the programs and hand in only the documents.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    for (held, _) in held::with_traits(cx, &RULE) {
        held.report(out, "ruta", Message::FileExecutableInside { name: held.name().into() });
    }
}
