//! A deadline is said to be fixed by a source that nobody has read.

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::{
        World,
        raw::{DeadlineBasis, Verification},
    },
    rules::{Check, Rule, policy::repository_path},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "deadline-unsourced",
        group: Group::Schedule,
        severity: Severity::Warning,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Un plazo figura como fijado y su fuente no está comprobada.",
            en: "A deadline is said to be fixed and its source is not verified.",
        },
        why: Text {
            es: "Un plazo fijado vuelve extemporánea o no presentada una entrega. Si nadie ha leído el acto que lo fija, o alguien que lo cite, esa inconsistencia no se puede sostener.",
            en: "A fixed deadline makes a submission late or missed. Where nobody has read the act that fixes it, nor anyone who quotes it, that finding cannot be defended.",
        },
        norm: None,
        example: "obligaciones:\n  - {id: reporte, plazo: fijado, estado: sin-verificar, …}\n",
        remedy: Text {
            es: "Deje `plazo: supuesto` mientras no tenga el acto; cuando lo tenga, cítelo en `fuente` y cambie `estado`.",
            en: "Leave `plazo: supuesto` until you have the act; once you have it, cite it in `fuente` and change `estado`.",
        },
        fixable: false,
    },
    check: Check::World(check),
};

fn check(world: &World, out: &mut Sink<'_>) {
    let Some(repository) = world.repository.read() else { return };
    for (index, obligation) in repository.obligations.iter().enumerate() {
        // What others quote of the source is a source; what was inferred or is known by hearsay is none.
        let is_sourced = matches!(obligation.state, Some(Verification::Verified | Verification::SecondarySource));
        if obligation.deadline == DeadlineBasis::Set && !is_sourced {
            let route = Route::root().key("obligaciones").index(index).key("plazo");
            let obligation = obligation.id.as_str().into();
            out.field(&repository_path(), route, Message::DeadlineUnsourced { obligation });
        }
    }
}
