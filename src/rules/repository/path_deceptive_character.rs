//! A name holds characters that cannot be seen or that turn the text around.

use std::collections::BTreeSet;

use super::names;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text, is_deceptive},
    rules::{Check, Rule, SiblingsContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "path-deceptive-character",
        group: Group::Repository,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El nombre lleva caracteres invisibles o que invierten el texto.",
            en: "The name holds characters that are invisible or turn the text around.",
        },
        why: Text {
            es: "Con ellos un archivo parece llamarse de otro modo: «acta[U+202E]fdp.exe» se lee «actaexe.pdf».",
            en: "They make a file seem to have another name: “acta[U+202E]fdp.exe” is read “actaexe.pdf”.",
        },
        norm: None,
        example: "policies/integridad/2026/11/reporte-1f3a/acta%E2%80%AEfdp.exe",
        remedy: Text {
            es: "Escriba el nombre de nuevo, a mano, con letras, cifras y guiones.",
            en: "Type the name again, by hand, with letters, digits and hyphens.",
        },
        fixable: true,
    },
    check: Check::Siblings(check),
};

/// The character as its code, which is all that can be seen of it.
fn shown(character: char) -> String {
    format!("U+{:04X}", u32::from(character))
}

fn check(cx: &SiblingsContext<'_>, out: &mut Sink<'_>) {
    for (entry, name) in names::unusual(cx) {
        let found: BTreeSet<char> =
            name.chars().filter(|&character| !character.is_control() && is_deceptive(character)).collect();
        if !found.is_empty() {
            let characters: Vec<String> = found.into_iter().map(shown).collect();
            names::at(out, entry, Message::PathDeceptiveCharacter { name: name.into(), characters: characters.into() });
        }
    }
}
