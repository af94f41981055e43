//! Published evidence is gone without a withdrawal.

use super::losses::{self, Loss};
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::layout,
    rules::{ChangeContext, Check, Rule},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "published-removed",
        group: Group::History,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Se quitó una evidencia, un manifiesto o unos soportes ya publicados, sin retiro.",
            en: "Published evidence, a published manifest or published supports were removed without a withdrawal.",
        },
        why: Text {
            es: "Una evidencia publicada solo puede dejar de estar con un retiro que diga por qué, con qué base \
                 legal y quién lo autoriza; el manifiesto se queda siempre, y los soportes de una vigencia pueden \
                 cambiar, no desaparecer.",
            en: "Published evidence may only go with a withdrawal that says why, on what legal basis and who \
                 authorises it; the manifest always stays, and the supports of a vigencia may change, not vanish.",
        },
        norm: None,
        example: "policies/integridad/2026/11/reporte-1f3a/avance.csv (borrado, sin retiro.yaml)",
        remedy: Text {
            es: "Devuelva el archivo, o agregue en el mismo cambio el retiro.yaml de la entrega que lo nombre.",
            en: "Put the file back, or add in the same change the retiro.yaml of the submission that names it.",
        },
        fixable: false,
    },
    check: Check::Change(check),
};

fn check(cx: &ChangeContext<'_>, out: &mut Sink<'_>) {
    for (path, lost) in losses::losses(cx) {
        if lost.how == Loss::Removed && !losses::is_withdrawal(path) {
            let (commit, count) = (lost.commit().into(), lost.commits.into());
            if losses::may_change(path) {
                out.at(path, Message::PublishedSupportsRemoved { name: path.name().into(), commit })
                    .hint(Message::PublishedSupportsHint {});
                continue;
            }
            let finding = out.at(path, Message::PublishedRemoved { name: path.name().into(), commit, count });
            if path.name() == layout::MANIFEST {
                finding.hint(Message::PublishedManifestHint {});
            }
        }
    }
}
