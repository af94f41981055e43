//! A limit of the inspection was reached.

use super::held;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    fixity::{Part, Trait},
    messages::{Message, Term, Text},
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "file-too-complex",
        group: Group::Files,
        severity: Severity::Unchecked,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El archivo es demasiado complejo para revisarlo entero.",
            en: "The file is too complex to be checked whole.",
        },
        why: Text {
            es: "La revisión tiene límites para que ningún archivo la detenga. Lo que queda sin revisar no se da por \
                 bueno.",
            en: "The check has limits so that no file can stop it. What is left unchecked is not taken as good.",
        },
        norm: None,
        example: "archivos:\n  - ruta: anexos.zip   # con decenas de miles de archivos\n",
        remedy: Text {
            es: "Divídalo en archivos más pequeños, o ábralo y guárdelo de nuevo en su programa.",
            en: "Split it into smaller files, or open and save it again in its program.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    for (held, traits) in held::with_traits(cx, &RULE) {
        let carried = traits.contains(&Trait::TooComplex { what: Part::Documents });
        let parts: Vec<Term> = traits
            .into_iter()
            .filter_map(|one| match one {
                Trait::TooComplex { what } => Some(held::part(what)),
                _ => None,
            })
            .collect();
        let message = Message::FileTooComplex { name: held.name().into(), parts: parts.into() };
        if carried {
            held.report_carried(out, message);
        } else {
            held.report(out, "ruta", message);
        }
    }
}
