//! Something is handed in to a policy that is no longer active.

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "policy-inactive",
        group: Group::Policy,
        severity: Severity::Warning,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Se entrega a una política que ya no está activa.",
            en: "Something is handed in to a policy that is no longer active.",
        },
        why: Text {
            es: "Una política inactiva no tiene obligaciones: lo que se entregue en ella no cuenta para ningún corte.",
            en: "An inactive policy has no obligations: what is handed in to it counts for no due date.",
        },
        norm: None,
        example: "# policies/racionalizacion-tramites/politica.yaml\nactiva: false\n",
        remedy: Text {
            es: "Lleve la entrega a la política que la recibe ahora, o ponga `activa: true` si la política sigue.",
            en: "Take the submission to the policy that receives it now, or set `activa: true` if the policy goes on.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    let submission = &cx.submission.path;
    let (Some(policy), Some(repository)) = (cx.policies.policy(&submission.owner), cx.common.repository()) else {
        return;
    };
    // what was handed in for earlier vigencias is not new
    let latest = repository.years.iter().map(|year| year.year.get()).max().unwrap_or_default();
    if !policy.active && submission.year >= latest {
        out.folder(&submission.folder(), Message::PolicyInactive { policy: policy.name.as_str().into() });
    }
}
