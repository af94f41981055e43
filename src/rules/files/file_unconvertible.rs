//! Git would change the bytes in a way that cannot be repeated here.

use super::held;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::FileState,
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "file-unconvertible",
        group: Group::Files,
        severity: Severity::Unchecked,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Git cambiaría el archivo al guardarlo, de una forma que aquí no se puede repetir.",
            en: "Git would change the file when storing it, in a way that cannot be repeated here.",
        },
        why: Text {
            es: "La huella es la de los bytes que git guarda. Si un filtro de este computador los cambia, no se sabe \
                 cuáles serán.",
            en: "The digest is that of the bytes git stores. Where a filter of this computer changes them, nobody \
                 knows which they will be.",
        },
        norm: None,
        example: "*.pdf filter=propio\n",
        remedy: Text {
            es: "Quite ese atributo para las evidencias, o guarde el cambio en git y revise lo guardado con --rev.",
            en: "Remove that attribute for evidence, or commit the change and check what was stored with --rev.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    for held in held::files(cx) {
        if let FileState::Unconvertible { attribute } = &held.file.state {
            let attribute = attribute.into();
            held.report(out, "ruta", Message::FileUnconvertible { name: held.name().into(), attribute });
        }
    }
}
