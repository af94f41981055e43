//! The plan is not in the catalogue of plans.

use super::stated;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext, suggestion::instead},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "plan-unknown",
        group: Group::Manifest,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El plan no está en el catálogo de planes.",
            en: "The plan is not in the catalogue of plans.",
        },
        why: Text {
            es: "El seguimiento se cuenta por cada plan del catálogo; uno que no está allí no cumple ninguna \
                 obligación.",
            en: "The follow-up is counted for each plan of the catalogue; one that is not there meets no obligation.",
        },
        norm: None,
        example: "planes:\n  - {plan: petti, archivo: avance.pdf}\n",
        remedy: Text {
            es: "Use la clave de un plan de `catalogo/planes-612.yaml`.",
            en: "Use the key of a plan of `catalogo/planes-612.yaml`.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    let Some((manifest, path)) = stated(cx) else { return };
    let Some(known) = cx.common.plan_slugs() else { return };
    for (index, follow_up) in manifest.plans.iter().enumerate() {
        let plan = follow_up.plan.as_str();
        if known.contains(&plan) {
            continue;
        }
        let route = Route::root().key("planes").index(index).key("plan");
        let finding = out.field(path, route, Message::PlanUnknown { plan: plan.into() });
        if let Some(hint) = instead(plan, known.iter().copied()) {
            finding.hint(hint);
        }
    }
}
