//! A submission complements itself.

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, RelationContext, Rule},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "complements-itself",
        group: Group::Manifest,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text { es: "Una entrega se da alcance a sí misma.", en: "A submission complements itself." },
        why: Text {
            es: "El alcance agrega algo a otra entrega que ya existe.",
            en: "What complements adds something to another submission that exists already.",
        },
        norm: None,
        example: "# policies/gobierno-digital/2026/11/reporte-1f3a/manifiesto.yaml\nda_alcance_a: gobierno-digital/2026/11/reporte-1f3a\n",
        remedy: Text {
            es: "Nombre en `da_alcance_a` la otra entrega, o quite el campo.",
            en: "Name the other submission in `da_alcance_a`, or remove the field.",
        },
        fixable: false,
    },
    check: Check::Relation(check),
};

fn check(cx: &RelationContext<'_>, out: &mut Sink<'_>) {
    if cx.summary.links.complements.as_ref() == Some(&cx.summary.path) {
        out.field(&cx.manifest(), Route::root().key("da_alcance_a"), Message::ComplementsItself {});
    }
}
