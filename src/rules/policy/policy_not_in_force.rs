//! Evidence for a policy that the model of its year does not have.

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "policy-not-in-force",
        group: Group::Policy,
        severity: Severity::Notice,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Se entrega a una política que no está en el modelo de esa vigencia.",
            en: "Something is handed in to a policy that the model of that year does not have.",
        },
        why: Text {
            es: "Cada vigencia se mide con una versión del modelo. Lo que se entregue a una política de otra versión se \
                 guarda, y no cuenta para esa vigencia.",
            en: "Each year is measured with a version of the model. What is handed in to a policy of another version is \
                 kept, and does not count for that year.",
        },
        norm: None,
        example: "policies/gestion-ambiental/2026/11/reporte-1f3a/manifiesto.yaml    # la vigencia 2026 se mide con el modelo v6\n",
        remedy: Text {
            es: "Si la evidencia es de una política de esta vigencia, llévela a su carpeta; si no, no hay que hacer nada.",
            en: "If the evidence is of a policy of this year, take it to its folder; otherwise there is nothing to do.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    let (submission, world) = (&cx.submission.path, cx.world);
    let Some(repository) = world.repository.read().filter(|_| world.has_policy(&submission.owner)) else { return };
    let years = repository.years.iter().filter(|year| year.year.get() <= submission.year);
    let Some(year) = years.max_by_key(|year| year.year) else { return };
    let Some(model) = world.models.values().find(|catalogue| catalogue.model == year.model) else { return };
    let has = |slug: &str| model.policies.iter().any(|policy| policy.policy.as_str() == slug);
    let other = world
        .models
        .values()
        .find(|model| model.policies.iter().any(|policy| policy.policy.as_str() == submission.owner.as_str()));
    if let Some(other) = other.filter(|_| !has(&submission.owner)) {
        let message = Message::PolicyNotInForce {
            policy: (&submission.owner).into(),
            model: model.model.as_str().into(),
            year: u64::from(year.year.get()).into(),
            other: other.model.as_str().into(),
        };
        out.at(&submission.folder(), message);
    }
}
