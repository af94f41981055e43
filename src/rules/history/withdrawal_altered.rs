//! A published withdrawal was changed or removed.

use super::losses;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{ChangeContext, Check, Rule},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "withdrawal-altered",
        group: Group::History,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Se cambió o se quitó un retiro ya publicado.",
            en: "A published withdrawal was changed or removed.",
        },
        why: Text {
            es: "El retiro es lo único que queda de por qué una evidencia ya no está; sin él parece que nunca existió. \
                 Su lista `archivos` solo puede crecer, para retirar más archivos; lo demás solo puede cambiar cuando \
                 ella crece, y la historia conserva lo que decía.",
            en: "The withdrawal is all that is left of why evidence is gone; without it, it seems never to have \
                 existed. Its list `archivos` may only grow, to withdraw more files; the rest may only change when it \
                 grows, and the history keeps what it said.",
        },
        norm: None,
        example: "policies/integridad/2026/11/reporte-1f3a/retiro.yaml (borrado)",
        remedy: Text {
            es: "Devuelva retiro.yaml como estaba. Para retirar otro archivo, agréguelo a `archivos` sin quitar los que \
                 tiene; para publicar otra vez la evidencia, haga una entrega nueva.",
            en: "Put retiro.yaml back as it was. To withdraw another file, add it to `archivos` and leave those it has; \
                 to publish the evidence again, make a new submission.",
        },
        fixable: false,
    },
    check: Check::Change(check),
};

fn check(cx: &ChangeContext<'_>, out: &mut Sink<'_>) {
    for (path, lost) in losses::losses(cx) {
        if losses::is_withdrawal(path) {
            let (commit, count) = (lost.commit().into(), lost.commits.into());
            out.at(path, Message::WithdrawalAltered { commit, count });
        }
    }
}
