//! A file has no bytes.

use super::held;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "file-empty",
        group: Group::Files,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text { es: "El archivo está vacío.", en: "The file is empty." },
        why: Text {
            es: "Un archivo sin contenido no prueba nada; casi siempre es una descarga o una copia que falló.",
            en: "A file without content proves nothing; it nearly always is a download or a copy that failed.",
        },
        norm: None,
        example: "archivos:\n  - ruta: informe.pdf\n    bytes: 0\n",
        remedy: Text {
            es: "Copie otra vez el archivo verdadero y actualice su huella y su tamaño.",
            en: "Copy the true file again and update its digest and size.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    for (held, _) in held::with_traits(cx, &RULE) {
        held.report(out, "ruta", Message::FileEmpty { name: held.name().into() });
    }
}
