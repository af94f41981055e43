//! A document takes data from a file that was not handed in.

use super::held;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "file-linked-data",
        group: Group::Files,
        severity: Severity::Warning,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El documento toma datos de otro archivo del computador de quien lo hizo.",
            en: "The document takes data from another file of its author's computer.",
        },
        why: Text {
            es: "Quien consulte la evidencia no tiene ese otro archivo: puede ver cifras viejas o un aviso de vínculos rotos.",
            en: "Whoever consults the evidence does not have that other file: they may see old figures or a notice of broken links.",
        },
        norm: None,
        example: "archivos:\n  - ruta: presentacion.pptx   # con un gráfico vinculado a C:\\cifras.xlsx\n",
        remedy: Text {
            es: "Rompa los vínculos (en Office: Archivo, Información, Editar vínculos, Romper vínculo), o entregue también el otro archivo.",
            en: "Break the links (in Office: File, Info, Edit links, Break link), or hand in the other file as well.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    for (held, _) in held::with_traits(cx, &RULE) {
        held.report(out, "ruta", Message::FileLinkedData { name: held.name().into() });
    }
}
