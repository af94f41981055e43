//! Opening a document fetches something from elsewhere.

use super::held;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "file-external-reference",
        group: Group::Files,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El documento trae parte de su contenido de otro lugar.",
            en: "The document takes part of its content from elsewhere.",
        },
        why: Text {
            es: "Lo que se trae de otro archivo o de internet no quedó entregado, puede cambiar después, y avisa a un \
                 tercero quién abre la evidencia.",
            en: "What is taken from another file or from the internet was not handed in, may change later, and tells \
                 a third party who opens the evidence.",
        },
        norm: None,
        example: "archivos:\n  - ruta: presupuesto.xlsx   # con vínculos a otro libro\n",
        remedy: Text {
            es: "Rompa los vínculos en su programa (en Excel: Datos, Editar vínculos; en Word: Archivo, Información, \
                 Editar vínculos, y plantilla Normal), o entregue un PDF.",
            en: "Break the links in its program (in Excel: Data, Edit Links; in Word: File, Info, Edit Links, and \
                 template Normal), or hand in a PDF.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    for (held, _) in held::with_traits(cx, &RULE) {
        held.report_carried(out, Message::FileExternalReference { name: held.name().into() });
    }
}
