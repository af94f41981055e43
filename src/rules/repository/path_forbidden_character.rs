//! A name holds characters that Windows does not allow.

use std::collections::BTreeSet;

use super::names;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SiblingsContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "path-forbidden-character",
        group: Group::Repository,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El nombre lleva un carácter que Windows no admite.",
            en: "The name holds a character that Windows does not allow.",
        },
        why: Text {
            es: "Quien copie el repositorio en Windows no podría abrir ese archivo, y a veces ninguno de los demás.",
            en: "Whoever copies the repository on Windows could not open that file, and sometimes none of the others.",
        },
        norm: None,
        example: "policies/integridad/2026/11/reporte-1f3a/acta 10:30.pdf",
        remedy: Text {
            es: "Cambie el nombre por uno sin < > : \" | ? * ni barra invertida.",
            en: "Give it a name without < > : \" | ? * or backslash.",
        },
        fixable: true,
    },
    check: Check::Siblings(check),
};

fn check(cx: &SiblingsContext<'_>, out: &mut Sink<'_>) {
    for (entry, name) in names::unusual(cx) {
        let found: BTreeSet<char> = name
            .chars()
            .filter(|&character| matches!(character, '<' | '>' | ':' | '"' | '|' | '?' | '*' | '\\'))
            .collect();
        if !found.is_empty() {
            let characters: Vec<String> = found.into_iter().map(String::from).collect();
            names::at(out, entry, Message::PathForbiddenCharacter { name: name.into(), characters: characters.into() });
        }
    }
}
