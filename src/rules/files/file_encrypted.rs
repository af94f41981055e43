//! Content cannot be read without a key.

use super::held;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "file-encrypted",
        group: Group::Files,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text { es: "El archivo pide contraseña.", en: "The file asks for a password." },
        why: Text {
            es: "Lo que está cifrado no se puede revisar ni consultar, y dejará de existir el día que se pierda la \
                 clave.",
            en: "What is encrypted can be neither checked nor consulted, and will cease to exist the day the key is \
                 lost.",
        },
        norm: None,
        example: "archivos:\n  - ruta: presupuesto.xlsx   # protegido con contraseña\n",
        remedy: Text {
            es: "Guárdelo sin contraseña. Si la información es clasificada o reservada, no va en git: use \
                 `compromiso` y `custodia`.",
            en: "Save it without a password. If the information is classified or reserved it does not go into git: \
                 use `compromiso` and `custodia`.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    for (held, _) in held::with_traits(cx, &RULE) {
        held.report(out, "ruta", Message::FileEncrypted { name: held.name().into() });
    }
}
