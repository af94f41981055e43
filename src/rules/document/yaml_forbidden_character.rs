//! A YAML file holds a control, an invisible line break or a text direction character.

use super::problems;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, DocumentContext, Rule},
    source::yaml::YamlProblemKind,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "yaml-forbidden-character",
        group: Group::Document,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El archivo YAML lleva un carácter que no se ve y cambia cómo se lee.",
            en: "The YAML file holds a character that cannot be seen and changes how it is read.",
        },
        why: Text {
            es: "Con esos caracteres el archivo puede mostrar una cosa y decir otra.",
            en: "With such characters the file may show one thing and say another.",
        },
        norm: None,
        example: "titulo: Acta%E2%80%AE de reunión",
        remedy: Text {
            es: "Borre el carácter y escriba el texto de nuevo, a mano, en vez de pegarlo.",
            en: "Delete the character and type the text again, by hand, instead of pasting it.",
        },
        fixable: false,
    },
    check: Check::Document(check),
};

fn check(cx: &DocumentContext<'_>, out: &mut Sink<'_>) {
    for problem in problems::yaml(cx) {
        if let YamlProblemKind::ForbiddenCharacter { character, count } = &problem.kind {
            let code = format!("U+{:04X}", u32::from(*character)).into();
            let message = match count {
                1 => Message::YamlForbiddenCharacter { code },
                count => Message::YamlForbiddenCharacters { code, count: (*count).into() },
            };
            problems::at(out, cx, problem, message);
        }
    }
}
