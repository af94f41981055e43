//! The repository declares grafts.

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, CopyContext, Rule},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "history-grafted",
        group: Group::History,
        severity: Severity::Unchecked,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "La copia del repositorio muestra una historia injertada.",
            en: "The copy of the repository shows a grafted history.",
        },
        why: Text {
            es: "Un injerto hace que git muestre otros antecedentes que los verdaderos. Aquí se leyeron los \
                 verdaderos, pero quien mire con git verá otra cosa.",
            en: "A graft makes git show other ancestors than the true ones. The true ones were read here, but \
                 whoever looks with git will see something else.",
        },
        norm: None,
        example: ".git/info/grafts",
        remedy: Text {
            es: "Borre el archivo info/grafts de la copia, o use una copia nueva, y vuelva a comprobar.",
            en: "Delete the file info/grafts of the copy, or use a new copy, and check again.",
        },
        fixable: false,
    },
    check: Check::Copy(check),
};

fn check(cx: &CopyContext, out: &mut Sink<'_>) {
    if cx.state.grafted {
        cx.grade(out.everywhere(Message::HistoryGrafted {}));
    }
}
