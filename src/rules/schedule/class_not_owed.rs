//! No obligation takes this class of submission from this policy.

use super::{is_not_owed, stated};
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "class-not-owed",
        group: Group::Schedule,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Ninguna obligación pide esta clase de entrega a esta política.",
            en: "No obligation asks this policy for this class of submission.",
        },
        why: Text {
            es: "Un corte lo debe quien está obligado. Una entrega de una clase que la política no debe no cumple nada, y hace creer que cumple.",
            en: "A due date is owed by whoever is bound. A submission of a class that the policy does not owe meets nothing, and makes believe that it does.",
        },
        norm: None,
        example: "# policies/integridad/2026/10/seguimiento-7c2e/manifiesto.yaml\nclase: seguimiento-planes    # solo lo debe planeacion-institucional\ncorte: 2026-10-15\n",
        remedy: Text {
            es: "Corrija `clase`, lleve la entrega a la carpeta de la política que la debe, o use `clase: documento` sin `corte` si no responde a ninguna obligación.",
            en: "Correct `clase`, take the submission to the folder of the policy that owes it, or use `clase: documento` without `corte` where it answers no obligation.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    let Some((manifest, path, _)) = stated(cx) else { return };
    if !is_not_owed(cx) {
        return;
    }
    let policy = cx.submission.path.owner.as_str();
    let class = manifest.class.as_str().into();
    let message = Message::ClassNotOwed { class, policy: policy.into() };
    let finding = out.field(path, Route::root().key("clase"), message);
    let owed: Vec<String> = cx.due_dates.classes(policy).iter().map(|class| class.as_str().to_owned()).collect();
    if !owed.is_empty() {
        finding.hint(Message::ClassNotOwedHint { policy: policy.into(), classes: owed.into() });
    }
}
