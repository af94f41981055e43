//! The head does not come from the base.

use super::losses;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{ChangeContext, Check, Rule},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "history-unrelated",
        group: Group::History,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El cambio no parte de lo publicado.",
            en: "The change does not start from what was published.",
        },
        why: Text {
            es: "Una historia sin nada en común con la publicada la reemplazaría entera: no se puede saber qué cambia.",
            en: "A history with nothing in common with the published one would replace it whole: nobody can tell \
                 what changes.",
        },
        norm: None,
        example: "git checkout --orphan nueva",
        remedy: Text {
            es: "Haga el cambio de nuevo sobre la rama principal.",
            en: "Make the change again on top of the main branch.",
        },
        fixable: false,
    },
    check: Check::Change(check),
};

fn check(cx: &ChangeContext<'_>, out: &mut Sink<'_>) {
    if cx.change.merge_base.is_none() {
        let (base, head) = (losses::short(cx.change.base).into(), losses::short(cx.change.head).into());
        out.everywhere(Message::HistoryUnrelated { base, head });
    }
}
