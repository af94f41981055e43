//! A submission that does not exist or cannot be read is superseded.

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, RelationContext, Rule},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "supersedes-unknown",
        group: Group::Manifest,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Se reemplaza una entrega que no existe o que no se puede leer.",
            en: "A submission that does not exist or cannot be read is superseded.",
        },
        why: Text {
            es: "El reemplazo enlaza la corrección con lo corregido; si lo corregido no está, la historia se corta.",
            en: "Superseding links the correction to what was corrected; where that is not there, history is cut.",
        },
        norm: None,
        example: "reemplaza: {entrega: gobierno-digital/2026/11/reporte-ffff, sha256: …, motivo: Se corrigió la cifra de avance}\n",
        remedy: Text {
            es: "Escriba en `entrega` la ruta de la carpeta que se reemplaza, sin `policies/`.",
            en: "Write in `entrega` the path of the folder superseded, without `policies/`.",
        },
        fixable: false,
    },
    check: Check::Relation(check),
};

fn check(cx: &RelationContext<'_>, out: &mut Sink<'_>) {
    let Some((target, _)) = &cx.summary.links.supersedes else { return };
    if cx.index.links(target).is_some() {
        return;
    }
    let submission = target.to_string().into();
    let message = if cx.index.exists(target) {
        Message::SupersedesUnreadable { submission }
    } else {
        Message::SupersedesUnknown { submission }
    };
    out.field(&cx.manifest(), Route::root().key("reemplaza").key("entrega"), message);
}
