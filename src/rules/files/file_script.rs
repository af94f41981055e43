//! A file holds content that runs when it is opened.

use std::borrow::Cow;

use super::held;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    fixity::{Script, Trait},
    messages::{Message, Term, Text},
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "file-script",
        group: Group::Files,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El archivo trae código que se ejecuta al abrirlo.",
            en: "The file holds code that runs when it is opened.",
        },
        why: Text {
            es: "El código puede dañar el computador de quien consulta la evidencia, o cambiar lo que se ve cada vez \
                 que se abre.",
            en: "The code may harm the computer of whoever consults the evidence, or change what is seen each time it \
                 is opened.",
        },
        norm: None,
        example: "archivos:\n  - ruta: avance.html   # una página con código\n",
        remedy: Text {
            es: "Imprímalo a PDF (en el navegador o en el lector: Imprimir, Guardar como PDF) y entregue ese archivo.",
            en: "Print it to PDF (in the browser or reader: Print, Save as PDF) and hand in that file.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    for (held, traits) in held::with_traits(cx, &RULE) {
        let kinds: Vec<Term> = traits
            .into_iter()
            .filter_map(|one| match one {
                Trait::ScriptContent { what } => Some(term(what)),
                _ => None,
            })
            .collect();
        held.report_carried(out, Message::FileScript { name: held.name().into(), kinds: kinds.into() });
    }
}

fn term(what: Script) -> Term {
    Term { code: what.code(), es: Cow::Borrowed(what.es()), en: Cow::Borrowed(what.en()) }
}
