//! A follow-up of plans does not say which plans it is about.

use super::manifest;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::raw::SubmissionClass,
    rules::{Check, Rule, SubmissionContext, schedule::is_not_owed},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "plans-missing",
        group: Group::Manifest,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Un seguimiento de planes no dice de qué planes es.",
            en: "A follow-up of plans does not say which plans it is about.",
        },
        why: Text {
            es: "La obligación se cumple plan por plan; sin la lista, la entrega no cumple ninguna.",
            en: "The obligation is met plan by plan; without the list the submission meets none.",
        },
        norm: Some("Decreto 612 de 2018"),
        example: "clase: seguimiento-planes\narchivos: […]\n",
        remedy: Text {
            es: "Agregue `planes` con un elemento por plan: `{plan: peti, archivo: avance.pdf}`.",
            en: "Add `planes` with one item for each plan: `{plan: peti, archivo: avance.pdf}`.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    let Some((manifest, path)) = manifest(cx) else { return };
    if manifest.class == SubmissionClass::PlanFollowUp && manifest.plans.is_empty() && !is_not_owed(cx) {
        out.field(path, Route::root().key("clase"), Message::PlansMissing {});
    }
}
