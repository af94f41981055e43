//! A document carries macros.

use super::held;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "file-macros",
        group: Group::Files,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text { es: "El documento lleva macros.", en: "The document carries macros." },
        why: Text {
            es: "Una macro es un programa que se ejecuta al abrir el documento: es la vía más común de los virus, y \
                 puede mostrar a cada lector algo distinto.",
            en: "A macro is a program that runs when the document is opened: it is the most common way of viruses, \
                 and may show each reader something else.",
        },
        norm: None,
        example: "archivos:\n  - ruta: avance.xlsm\n",
        remedy: Text {
            es: "Guárdelo como .docx, .xlsx o .pptx, o expórtelo a PDF; así las macros no van.",
            en: "Save it as .docx, .xlsx or .pptx, or export it to PDF; macros are then left out.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    for (held, _) in held::with_traits(cx, &RULE) {
        held.report_carried(out, Message::FileMacros { name: held.name().into() });
    }
}
