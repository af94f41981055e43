//! A PDF holds JavaScript, or connects with another place by itself.

use super::held;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    fixity::{Script, Trait},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "pdf-script",
        group: Group::Files,
        severity: Severity::Warning,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El PDF trae JavaScript, o se conecta con otro lugar al abrirlo.",
            en: "The PDF holds JavaScript, or connects with another place when opened.",
        },
        why: Text {
            es: "El código puede cambiar lo que se ve cada vez que se abre el documento, y no todos los lectores lo ejecutan: no todos ven lo mismo. Lo que se conecta solo avisa a un tercero quién consulta la evidencia. El formato de archivo PDF/A no lo permite.",
            en: "The code may change what is seen each time the document is opened, and not every reader runs it: not everyone sees the same. What connects by itself tells a third party who consults the evidence. The archival format PDF/A forbids it.",
        },
        norm: None,
        example: "archivos:\n  - ruta: formulario.pdf   # un PDF con JavaScript\n",
        remedy: Text {
            es: "Imprímalo a PDF (en el lector: Imprimir, Guardar como PDF) y entregue ese archivo.",
            en: "Print it to PDF (in the reader: Print, Save as PDF) and hand in that file.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    for (held, traits) in held::with_traits(cx, &RULE) {
        for one in traits {
            let name = held.name().into();
            let message = match one {
                Trait::ScriptContent { what: Script::PdfRemoteAction } => Message::PdfRemoteAction { name },
                _ => Message::PdfScript { name },
            };
            held.report_carried(out, message);
        }
    }
}
