//! Two submissions supersede the same one.

use crate::{
    diagnostic::{Group, Meta, Severity, Sink, Target},
    messages::{Message, Text},
    model::SubmissionPath,
    rules::{Check, RelationContext, Rule},
    source::{Part, Route},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "supersedes-twice",
        group: Group::Manifest,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text { es: "Dos entregas reemplazan a la misma.", en: "Two submissions supersede the same one." },
        why: Text {
            es: "Una entrega tiene a lo sumo una que la reemplaza: si hay dos, no se sabe cuál está vigente.",
            en: "A submission is superseded by one at most: where there are two, nobody knows which is in force.",
        },
        norm: None,
        example: "# reporte-2c4d y reporte-3e5f dicen las dos:\nreemplaza: {entrega: gobierno-digital/2026/11/reporte-1f3a, …}\n",
        remedy: Text {
            es: "Haga que la segunda corrección reemplace a la primera corrección, y no a la entrega original.",
            en: "Make the second correction supersede the first correction, and not the original submission.",
        },
        fixable: false,
    },
    check: Check::Relation(check),
};

fn check(cx: &RelationContext<'_>, out: &mut Sink<'_>) {
    let Some((target, _)) = &cx.summary.links.supersedes else { return };
    let own = &cx.summary.path;
    if target.owner != own.owner || cx.index.links(target).is_none() {
        return;
    }
    let others: Vec<SubmissionPath> = cx.index.successors(target).into_iter().filter(|other| other != own).collect();
    if others.is_empty() {
        return;
    }
    let route = Route::root().key("reemplaza").key("entrega");
    let names: Vec<String> = others.iter().map(ToString::to_string).collect();
    let finding = out.field(
        &cx.manifest(),
        route.clone(),
        Message::SupersedesTwice { submission: target.to_string().into(), others: names.into() },
    );
    for other in others.iter().take(10) {
        finding.related(&other.manifest(), Target::Field(route.clone(), Part::Value));
    }
}
