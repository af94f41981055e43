//! A name holds control characters.

use std::collections::BTreeSet;

use super::names;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SiblingsContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "path-control-character",
        group: Group::Repository,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text { es: "El nombre lleva caracteres de control.", en: "The name holds control characters." },
        why: Text {
            es: "Un salto de línea o un carácter de control en un nombre puede falsear listados, avisos y órdenes.",
            en: "A line break or control character in a name can falsify listings, notices and commands.",
        },
        norm: None,
        example: "policies/integridad/2026/11/reporte-1f3a/acta%0A.pdf",
        remedy: Text {
            es: "Cambie el nombre por uno con letras, cifras y guiones.",
            en: "Give it a name of letters, digits and hyphens.",
        },
        fixable: false,
    },
    check: Check::Siblings(check),
};

/// The character as its code, which is all that can be seen of it.
fn shown(character: char) -> String {
    format!("U+{:04X}", u32::from(character))
}

fn check(cx: &SiblingsContext<'_>, out: &mut Sink<'_>) {
    for (entry, name) in names::unusual(cx) {
        let found: BTreeSet<char> = name.chars().filter(|&character| character.is_control()).collect();
        if !found.is_empty() {
            let characters: Vec<String> = found.into_iter().map(shown).collect();
            names::at(out, entry, Message::PathControlCharacter { name: name.into(), characters: characters.into() });
        }
    }
}
