//! The follow-up is of a plan that did not exist then.

use super::stated;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::raw,
    rules::{Check, Rule, SubmissionContext},
    schedule::exists,
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "plan-not-due",
        group: Group::Schedule,
        severity: Severity::Notice,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El seguimiento es de un plan que no existía en ese periodo.",
            en: "The follow-up is of a plan that did not exist in that period.",
        },
        why: Text {
            es: "Solo se debe el seguimiento de los planes que existen el último día del periodo; el de otro se conserva, y no cumple ninguna obligación.",
            en: "Only the follow-up of the plans that exist on the last day of the period is owed; that of another is kept, and meets no obligation.",
        },
        norm: None,
        example: "clase: seguimiento-planes\ncorte: 2027-01-15\nplanes: [{plan: paac, archivo: avance.pdf}]    # lo reemplazó ptep\n",
        remedy: Text {
            es: "Use la clave del plan que lo reemplazó, o corrija `vigente_desde` o `vigente_hasta` en `catalogo/planes-612.yaml` si el plan sí existía.",
            en: "Use the key of the plan that replaced it, or correct `vigente_desde` or `vigente_hasta` in `catalogo/planes-612.yaml` where the plan did exist.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    let Some((manifest, path, due)) = stated(cx) else { return };
    if manifest.plans.is_empty() || cx.common.plan_slugs().is_none() {
        return;
    }
    let Ok(named) = cx.due_dates.on(manifest.class, cx.submission.path.owner.as_str(), due) else { return };
    if named.obligation.per != Some(raw::PerEach::Plan) {
        return;
    }
    let last = named.covers.1;
    for (index, follow_up) in manifest.plans.iter().enumerate() {
        let known: Vec<&raw::Plan> = cx.common.plans(follow_up.plan.as_str()).collect();
        if known.is_empty() || known.iter().any(|plan| exists(plan, last)) {
            continue; // of one that is in no catalogue another rule speaks
        }
        let route = Route::root().key("planes").index(index).key("plan");
        let finding =
            out.field(path, route, Message::PlanNotDue { plan: follow_up.plan.as_str().into(), date: last.into() });
        if let Some(next) = known.iter().find_map(|plan| plan.replaced_by.as_ref()) {
            finding.hint(Message::PlanNotDueHint { next: next.as_str().into() });
        }
    }
}
