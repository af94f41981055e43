//! A plan appears twice in one submission.

use std::collections::BTreeMap;

use super::manifest;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink, Target},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext},
    source::{Part, Route},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "plan-repeated",
        group: Group::Manifest,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Un plan aparece dos veces en la misma entrega.",
            en: "A plan appears twice in one submission.",
        },
        why: Text {
            es: "Con dos avances para el mismo plan no se sabe cuál vale.",
            en: "With two figures for the same plan nobody knows which one counts.",
        },
        norm: None,
        example: "planes:\n  - {plan: peti, archivo: a.pdf, avance: 40}\n  - {plan: peti, archivo: b.pdf, avance: 62}\n",
        remedy: Text {
            es: "Deje un solo elemento de `planes` por plan.",
            en: "Leave one item of `planes` for each plan.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    let Some((manifest, path)) = manifest(cx) else { return };
    let mut first = BTreeMap::new();
    for (index, follow_up) in manifest.plans.iter().enumerate() {
        let route = Route::root().key("planes").index(index).key("plan");
        match first.get(&follow_up.plan) {
            None => {
                first.insert(&follow_up.plan, route);
            }
            Some(earlier) => {
                let plan = follow_up.plan.as_str().into();
                out.field(path, route, Message::PlanRepeated { plan })
                    .related(path, Target::Field(earlier.clone(), Part::Value));
            }
        }
    }
}
