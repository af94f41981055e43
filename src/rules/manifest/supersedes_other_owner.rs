//! A submission of another policy is superseded.

use crate::{
    diagnostic::{Group, Meta, Severity, Sink, Target},
    messages::{Message, Text},
    rules::{Check, RelationContext, Rule},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "supersedes-other-owner",
        group: Group::Manifest,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Se reemplaza una entrega de otra política.",
            en: "A submission of another policy is superseded.",
        },
        why: Text {
            es: "Cada política responde por lo suyo: nadie puede reemplazar lo que entregó otra.",
            en: "Each policy answers for its own: nobody can supersede what another handed in.",
        },
        norm: None,
        example: "# policies/integridad/2026/11/reporte-2c4d/manifiesto.yaml\nreemplaza: {entrega: gobierno-digital/2026/11/reporte-1f3a, …}\n",
        remedy: Text {
            es: "Haga la corrección en la carpeta de la política que hizo la entrega, o quite `reemplaza`.",
            en: "Make the correction in the folder of the policy that handed it in, or remove `reemplaza`.",
        },
        fixable: false,
    },
    check: Check::Relation(check),
};

fn check(cx: &RelationContext<'_>, out: &mut Sink<'_>) {
    let Some((target, _)) = &cx.summary.links.supersedes else { return };
    let own = &cx.summary.path.owner;
    if target.owner != *own && cx.index.links(target).is_some() {
        out.field(
            &cx.manifest(),
            Route::root().key("reemplaza").key("entrega"),
            Message::SupersedesOtherOwner { submission: target.to_string().into(), policy: own.into() },
        )
        .related(&target.manifest(), Target::Whole);
    }
}
