//! A submission that is no follow-up of plans carries `planes`.

use super::manifest;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::raw::SubmissionClass,
    rules::{Check, Rule, SubmissionContext},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "plans-not-expected",
        group: Group::Manifest,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Una entrega que no es seguimiento de planes lleva `planes`.",
            en: "A submission that is no follow-up of plans carries `planes`.",
        },
        why: Text {
            es: "Solo la clase `seguimiento-planes` cumple la obligación de cada plan; en otra clase la lista se \
                 perdería.",
            en: "Only the class `seguimiento-planes` meets the obligation of each plan; in another class the list \
                 would be lost.",
        },
        norm: None,
        example: "clase: reporte\nplanes:\n  - {plan: peti, archivo: avance.pdf}\n",
        remedy: Text {
            es: "Cambie `clase` a `seguimiento-planes`, o quite `planes`.",
            en: "Change `clase` to `seguimiento-planes`, or remove `planes`.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    let Some((manifest, path)) = manifest(cx) else { return };
    if manifest.class != SubmissionClass::PlanFollowUp && !manifest.plans.is_empty() {
        let class = manifest.class.as_str().into();
        out.key(path, Route::root().key("planes"), Message::PlansNotExpected { class });
    }
}
