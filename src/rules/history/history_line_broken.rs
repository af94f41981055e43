//! The line of a branch that was received passes the base by.

use super::losses;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{ChangeContext, Check, Reception, Rule},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "history-line-broken",
        group: Group::History,
        severity: Severity::Unchecked,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "La línea de la rama publicada no pasa por la revisión de partida.",
            en: "The line of the published branch does not pass through the base.",
        },
        why: Text {
            es: "Lo que se publicó en cada momento se lee en la línea de la rama: el primer antecedente de cada cambio. Si \
                 una mezcla puso primero otra rama, la revisión de partida queda a un lado y no se sabe qué estuvo \
                 publicado; lo que no se comprobó no se da por bueno.",
            en: "What was published at each moment is read from the line of the branch: the first parent of each commit. Where \
                 a merge put another branch first, the base is left aside and nobody can tell what was published; what \
                 was not checked does not pass.",
        },
        norm: None,
        example: "git switch propuesta && git merge main && git push origin propuesta:main\n",
        remedy: Text {
            es: "Dé como --base una revisión de la rama principal que esté en la línea (git log --first-parent) y compruebe \
                 aparte lo anterior. En adelante, una las propuestas desde la plataforma, sobre la rama principal.",
            en: "Give as --base a revision of the main branch that is on the line (git log --first-parent) and check what \
                 came before by itself. From now on, merge proposals on the platform, into the main branch.",
        },
        fixable: false,
    },
    check: Check::Change(check),
};

fn check(cx: &ChangeContext<'_>, out: &mut Sink<'_>) {
    if cx.published.reception() == Reception::Aside {
        let (base, head) = (losses::short(cx.change.base).into(), losses::short(cx.change.head).into());
        out.everywhere(Message::HistoryLineBroken { base, head });
    }
}
