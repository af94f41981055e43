//! The repository has replacements of objects.

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, CopyContext, Rule},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "history-replaced",
        group: Group::History,
        severity: Severity::Unchecked,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "La copia del repositorio reemplaza unos objetos por otros.",
            en: "The copy of the repository replaces some objects with others.",
        },
        why: Text {
            es: "Con refs/replace git muestra otro contenido que el guardado. Aquí se leyó el verdadero, pero quien \
                 mire con git verá otra cosa.",
            en: "With refs/replace git shows other content than what is stored. The true one was read here, but \
                 whoever looks with git will see something else.",
        },
        norm: None,
        example: "refs/replace/1f3a…",
        remedy: Text {
            es: "Quite los reemplazos (git replace -d), o use una copia nueva, y vuelva a comprobar.",
            en: "Remove the replacements (git replace -d), or use a new copy, and check again.",
        },
        fixable: false,
    },
    check: Check::Copy(check),
};

fn check(cx: &CopyContext, out: &mut Sink<'_>) {
    if cx.state.replaced {
        cx.grade(out.everywhere(Message::HistoryReplaced {}));
    }
}
