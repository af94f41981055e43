//! A branch that was received no longer holds what it had published.

use super::losses;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{ChangeContext, Check, Reception, Rule},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "history-rewound",
        group: Group::History,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "La rama publicada se devolvió o se reescribió.",
            en: "The published branch was moved back or rewritten.",
        },
        why: Text {
            es: "Lo publicado solo crece: si la rama ya no contiene la revisión de partida, se perdieron cambios que \
                 cualquiera pudo ver, con las evidencias que traían, y nadie sabe por qué.",
            en: "What was published only grows: where the branch no longer holds the base, commits that anybody could see \
                 are lost, with the evidence they brought, and nobody knows why.",
        },
        norm: None,
        example: "git push --force origin main~5:main\n",
        remedy: Text {
            es: "Devuelva la rama a la revisión de partida y agregue los cambios encima. Prohíba en la plataforma forzar y \
                 borrar la rama principal. Si había que quitar algo reservado, avise a la Secretaría General y deje \
                 constancia de qué se quitó y por qué.",
            en: "Put the branch back at the base and add the commits on top. Forbid forcing and deleting the main branch on \
                 the platform. Where something reserved had to go, tell the Secretaría General and leave a record of what \
                 was taken away and why.",
        },
        fixable: false,
    },
    check: Check::Change(check),
};

fn check(cx: &ChangeContext<'_>, out: &mut Sink<'_>) {
    // Of histories with nothing in common another rule speaks.
    if cx.published.reception() == Reception::Rewound && cx.change.merge_base.is_some() {
        let (base, head) = (losses::short(cx.change.base).into(), losses::short(cx.change.head).into());
        out.everywhere(Message::HistoryRewound { base, head });
    }
}
