//! A name is not in Unicode form NFC.

use unicode_normalization::{UnicodeNormalization as _, is_nfc};

use super::names;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SiblingsContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "path-not-nfc",
        group: Group::Repository,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El nombre lleva tildes separadas de su letra.",
            en: "The name has accents apart from their letters.",
        },
        why: Text {
            es: "Una tilde puede guardarse de dos maneras que se ven iguales. Con la forma separada, el mismo nombre \
                 puede quedar dos veces o no encontrarse en otro equipo.",
            en: "An accent can be stored in two ways that look alike. With the separate one, the same name may \
                 appear twice or not be found on another computer.",
        },
        norm: None,
        example: "policies/integridad/2026/11/reporte-1f3a/reunio%CC%81n.pdf",
        remedy: Text {
            es: "Cambie el nombre por uno sin tildes, y póngalo igual en el manifiesto; o vuelva a escribirlo en un \
                 equipo con Windows o Linux.",
            en: "Give it a name without accents, and write it so in the manifest too; or type it again on a computer \
                 with Windows or Linux.",
        },
        fixable: true,
    },
    check: Check::Siblings(check),
};

fn check(cx: &SiblingsContext<'_>, out: &mut Sink<'_>) {
    for (entry, name) in names::unusual(cx) {
        if !is_nfc(name) {
            names::at(out, entry, Message::PathNotNfc { name: name.nfc().collect::<String>().into() });
        }
    }
}
