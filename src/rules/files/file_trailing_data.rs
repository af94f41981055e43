//! Bytes before or after the format.

use super::held;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    fixity::Trait,
    messages::{Arg, Message, Text},
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "file-trailing-data",
        group: Group::Files,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El archivo trae datos ajenos a su formato, antes o después de su contenido.",
            en: "The file holds data foreign to its format, before or after its content.",
        },
        why: Text {
            es: "Ningún programa muestra esos datos: sirven para esconder contenido, o son resto de una copia que \
                 falló.",
            en: "No program shows those data: they serve to hide content, or are what a failed copy left.",
        },
        norm: None,
        example: "archivos:\n  - ruta: foto.png   # con datos después del final de la imagen\n",
        remedy: Text {
            es: "Ábralo en su programa y guárdelo o expórtelo de nuevo: lo ajeno no pasa a la copia.",
            en: "Open it in its program and save or export it again: what is foreign does not pass to the copy.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    for (held, traits) in held::with_traits(cx, &RULE) {
        for one in traits {
            let name = held.name().into();
            match one {
                Trait::LeadingData { bytes } => {
                    held.report(out, "ruta", Message::FileLeadingData { name, bytes: Arg::Bytes(bytes) });
                }
                Trait::TrailingData { bytes } => {
                    held.report(out, "ruta", Message::FileTrailingData { name, bytes: Arg::Bytes(bytes) });
                }
                _ => {}
            }
        }
    }
}
