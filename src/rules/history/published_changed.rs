//! Published evidence, or its manifest, has other content.

use super::losses::{self, Loss};
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{ChangeContext, Check, Rule},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "published-changed",
        group: Group::History,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Se cambió una evidencia o un manifiesto ya publicado.",
            en: "Published evidence, or a published manifest, was changed.",
        },
        why: Text {
            es: "Lo publicado ya tiene constancia y otros pudieron citarlo: si cambia en silencio, nada de lo demás \
                 prueba algo. También cuenta lo que se cambió y se devolvió después.",
            en: "What was published has its receipt and others may have quoted it: if it changes silently, nothing \
                 else proves anything. What was changed and put back later counts too.",
        },
        norm: None,
        example: "policies/integridad/2026/11/reporte-1f3a/avance.csv (otra huella)",
        remedy: Text {
            es: "Devuelva el archivo como estaba, en un cambio nuevo que no incluya el paso que lo alteró. Para \
                 corregir, haga otra entrega con `reemplaza`.",
            en: "Put the file back as it was, in a new change without the step that altered it. To correct it, make \
                 another submission with `reemplaza`.",
        },
        fixable: false,
    },
    check: Check::Change(check),
};

fn check(cx: &ChangeContext<'_>, out: &mut Sink<'_>) {
    for (path, lost) in losses::losses(cx) {
        if lost.how == Loss::Changed && !losses::is_withdrawal(path) {
            let (commit, count) = (lost.commit().into(), lost.commits.into());
            out.at(path, Message::PublishedChanged { name: path.name().into(), commit, count });
        }
    }
}
