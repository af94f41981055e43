//! A container unpacks to far more than its size.

use super::held;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "archive-bomb",
        group: Group::Files,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El archivo comprimido crece sin medida al abrirlo.",
            en: "The archive grows beyond measure when it is opened.",
        },
        why: Text {
            es: "Abrirlo puede llenar el disco o detener el computador de quien lo consulte. Ninguna evidencia lo \
                 necesita.",
            en: "Opening it may fill the disk or stop the computer of whoever consults it. No evidence needs it.",
        },
        norm: None,
        example: "archivos:\n  - ruta: anexos.zip   # 200 KB que se convierten en 200 MB\n",
        remedy: Text {
            es: "Entregue los archivos sueltos, o el documento guardado de nuevo desde su programa.",
            en: "Hand in the files loose, or the document saved again from its program.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    for (held, _) in held::with_traits(cx, &RULE) {
        held.report(out, "ruta", Message::ArchiveBomb { name: held.name().into() });
    }
}
