//! The clone lacks part of its history.

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, CopyContext, Rule},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "history-shallow",
        group: Group::History,
        severity: Severity::Unchecked,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Esta copia del repositorio no tiene toda la historia.",
            en: "This copy of the repository does not have the whole history.",
        },
        why: Text {
            es: "Sin la historia completa no se puede asegurar que nada publicado cambió; lo que no se comprobó no \
                 se da por bueno.",
            en: "Without the whole history nobody can tell that nothing published changed; what was not checked does \
                 not pass.",
        },
        norm: None,
        example: "git clone --depth 1 …",
        remedy: Text {
            es: "Traiga la historia completa (git fetch --unshallow; en GitHub Actions, fetch-depth: 0) y vuelva a \
                 comprobar.",
            en: "Fetch the whole history (git fetch --unshallow; in GitHub Actions, fetch-depth: 0) and check again.",
        },
        fixable: false,
    },
    check: Check::Copy(check),
};

fn check(cx: &CopyContext, out: &mut Sink<'_>) {
    if cx.state.shallow {
        if cx.judged {
            out.everywhere(Message::HistoryShallow {});
        } else {
            let finding = out.everywhere(Message::HistoryShallowNotJudged {});
            finding.hint(Message::HistoryShallowNotJudgedHint {});
            cx.grade(finding);
        }
    }
}
