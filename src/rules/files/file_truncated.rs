//! A file ends before its structure says.

use super::held;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    fixity::Trait,
    messages::{Message, Term, Text},
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "file-truncated",
        group: Group::Files,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text { es: "El archivo está incompleto.", en: "The file is incomplete." },
        why: Text {
            es: "Le falta el final: casi siempre es una descarga o una copia que se interrumpió. Lo que falta no se \
                 entregó.",
            en: "Its end is missing: it nearly always is a download or a copy that was interrupted. What is missing \
                 was not handed in.",
        },
        norm: None,
        example: "archivos:\n  - ruta: video.mp4   # cortado a la mitad\n",
        remedy: Text {
            es: "Copie o descargue otra vez el archivo completo, compruebe que abre, y actualice su huella y su \
                 tamaño.",
            en: "Copy or download the whole file again, check that it opens, and update its digest and size.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    for (held, traits) in held::with_traits(cx, &RULE) {
        let parts: Vec<Term> = traits
            .into_iter()
            .filter_map(|one| match one {
                Trait::Truncated { what } => Some(held::part(what)),
                _ => None,
            })
            .collect();
        held.report(out, "ruta", Message::FileTruncated { name: held.name().into(), parts: parts.into() });
    }
}
