//! A document carries whole files inside.

use super::held;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "file-embedded",
        group: Group::Files,
        severity: Severity::Warning,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El documento lleva otros archivos adjuntos adentro.",
            en: "The document carries other files attached inside.",
        },
        why: Text {
            es: "Lo adjunto no aparece en el manifiesto, no tiene huella propia y no se revisó: quien consulte la \
                 evidencia puede no saber que existe.",
            en: "What is attached is not in the manifest, has no digest of its own and was not checked: whoever \
                 consults the evidence may not know that it exists.",
        },
        norm: None,
        example: "archivos:\n  - ruta: informe.docx   # con un libro de Excel incrustado\n",
        remedy: Text {
            es: "Si lo adjunto es evidencia, entréguelo como un archivo más; si no, quítelo del documento.",
            en: "If what is attached is evidence, hand it in as one more file; if not, remove it from the document.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    for (held, _) in held::with_traits(cx, &RULE) {
        held.report_carried(out, Message::FileEmbedded { name: held.name().into() });
    }
}
