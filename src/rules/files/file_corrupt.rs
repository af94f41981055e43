//! The structure of a file contradicts itself.

use super::held;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    fixity::Trait,
    messages::{Message, Term, Text},
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "file-corrupt",
        group: Group::Files,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text { es: "El archivo está dañado.", en: "The file is damaged." },
        why: Text {
            es: "Un archivo cuya estructura se contradice no se abre, o cada programa muestra algo distinto: no \
                 prueba nada.",
            en: "A file whose structure contradicts itself does not open, or each program shows something else: it \
                 proves nothing.",
        },
        norm: None,
        example: "archivos:\n  - ruta: informe.pdf   # sin la tabla de sus objetos\n",
        remedy: Text {
            es: "Ábralo en su programa y guárdelo o expórtelo de nuevo; si no abre, pida otra copia a quien lo \
                 produjo.",
            en: "Open it in its program and save or export it again; if it does not open, ask whoever made it for \
                 another copy.",
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
                Trait::Corrupt { what } => Some(held::part(what)),
                _ => None,
            })
            .collect();
        held.report(out, "ruta", Message::FileCorrupt { name: held.name().into(), parts: parts.into() });
    }
}
