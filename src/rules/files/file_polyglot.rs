//! The same bytes are two formats.

use super::{held, kind};
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    fixity::Trait,
    messages::{Message, Term, Text},
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "file-polyglot",
        group: Group::Files,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text { es: "El archivo es de dos tipos a la vez.", en: "The file is of two types at once." },
        why: Text {
            es: "Según con qué programa se abra, muestra una cosa u otra: no prueba ninguna, y sirve para esconder \
                 contenido.",
            en: "Depending on the program it shows one thing or another: it proves neither, and serves to hide \
                 content.",
        },
        norm: None,
        example: "archivos:\n  - ruta: foto.png   # una imagen con una página web al final\n",
        remedy: Text {
            es: "Ábralo en el programa de su tipo y expórtelo o guárdelo de nuevo; si lo otro es evidencia, \
                 entréguelo aparte.",
            en: "Open it in the program of its type and export or save it again; if the other content is evidence, \
                 hand it in apart.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    for (held, traits) in held::with_traits(cx, &RULE) {
        let others: Vec<Term> = traits
            .iter()
            .filter_map(|one| match one {
                Trait::Polyglot { other } => Some(kind::term(*other)),
                _ => None,
            })
            .collect();
        if !others.is_empty() {
            held.report(out, "ruta", Message::FilePolyglot { name: held.name().into(), others: others.into() });
        } else {
            held.report(out, "ruta", Message::FileOfficeXml { name: held.name().into() })
                .hint(Message::FileOfficeXmlHint {});
        }
    }
}
