//! A submission that does not exist or cannot be read is complemented.

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, RelationContext, Rule},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "complements-unknown",
        group: Group::Manifest,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Se da alcance a una entrega que no existe o que no se puede leer.",
            en: "A submission that does not exist or cannot be read is complemented.",
        },
        why: Text {
            es: "El alcance se lee junto con la entrega que complementa.",
            en: "What complements is read together with the submission it complements.",
        },
        norm: None,
        example: "da_alcance_a: gobierno-digital/2026/10/reporte-ffff\n",
        remedy: Text {
            es: "Escriba la ruta de la carpeta a la que se da alcance, sin `policies/`.",
            en: "Write the path of the folder complemented, without `policies/`.",
        },
        fixable: false,
    },
    check: Check::Relation(check),
};

fn check(cx: &RelationContext<'_>, out: &mut Sink<'_>) {
    let Some(target) = &cx.summary.links.complements else { return };
    if cx.index.links(target).is_some() {
        return;
    }
    let submission = target.to_string().into();
    let message = if cx.index.exists(target) {
        Message::ComplementsUnreadable { submission }
    } else {
        Message::ComplementsUnknown { submission }
    };
    out.field(&cx.manifest(), Route::root().key("da_alcance_a"), message);
}
