//! A submission supersedes itself, directly or through others.

use super::Chain;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink, Target},
    messages::{Message, Text},
    rules::{Check, RelationContext, Rule},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "supersedes-cycle",
        group: Group::Manifest,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Una entrega se reemplaza a sí misma, directamente o a través de otras.",
            en: "A submission supersedes itself, directly or through others.",
        },
        why: Text {
            es: "Entre entregas que se reemplazan en círculo no hay ninguna vigente.",
            en: "Among submissions that supersede one another in a circle none is in force.",
        },
        norm: None,
        example: "# policies/gobierno-digital/2026/11/reporte-1f3a/manifiesto.yaml\nreemplaza: {entrega: gobierno-digital/2026/11/reporte-1f3a, …}\n",
        remedy: Text {
            es: "Quite `reemplaza` de la entrega más antigua.",
            en: "Remove `reemplaza` from the oldest submission.",
        },
        fixable: false,
    },
    check: Check::Relation(check),
};

fn check(cx: &RelationContext<'_>, out: &mut Sink<'_>) {
    let Some((target, _)) = &cx.summary.links.supersedes else { return };
    let submission = target.to_string().into();
    let message = match Chain::of(cx) {
        Chain::Ends => return,
        Chain::Returns if *target == cx.summary.path => Message::SupersedesItself {},
        Chain::Returns => Message::SupersedesCycle { submission },
        Chain::TooLong => Message::SupersedesTooLong { submission, limit: Chain::LIMIT.into() },
    };
    let finding = out.field(&cx.manifest(), Route::root().key("reemplaza").key("entrega"), message);
    if *target != cx.summary.path {
        finding.related(&target.manifest(), Target::Whole);
    }
}
