//! The digest of the manifest superseded is not the one given.

use super::Chain;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink, Target},
    messages::{Message, Text},
    rules::{Check, RelationContext, Rule},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "supersedes-digest",
        group: Group::Manifest,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "La huella del manifiesto reemplazado no es la que se dice.",
            en: "The digest of the manifest superseded is not the one given.",
        },
        why: Text {
            es: "La huella prueba exactamente qué se reemplazó, aunque años después alguien mueva o cambie la \
                 carpeta.",
            en: "The digest proves exactly what was superseded, even if years later somebody moves or changes the \
                 folder.",
        },
        norm: None,
        example: "reemplaza: {entrega: gobierno-digital/2026/11/reporte-1f3a, sha256: 0000…, motivo: Se corrigió la cifra de avance}\n",
        remedy: Text {
            es: "Copie en `reemplaza.sha256` la huella (SHA-256) del manifiesto que se reemplaza.",
            en: "Copy to `reemplaza.sha256` the digest (SHA-256) of the manifest superseded.",
        },
        fixable: false,
    },
    check: Check::Relation(check),
};

fn check(cx: &RelationContext<'_>, out: &mut Sink<'_>) {
    let Some((target, declared)) = &cx.summary.links.supersedes else { return };
    let Some(links) = cx.index.links(target) else { return };
    if links.manifest == *declared || matches!(Chain::of(cx), Chain::Returns) {
        return;
    }
    out.field(
        &cx.manifest(),
        Route::root().key("reemplaza").key("sha256"),
        Message::SupersedesDigest {
            submission: target.to_string().into(),
            declared: (*declared).into(),
            actual: links.manifest.into(),
        },
    )
    .related(&target.manifest(), Target::Whole);
}
