//! The receiver registers it and it is not said under which receipt it came.

use super::manifest;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "receiver-without-sigob",
        group: Group::Manifest,
        severity: Severity::Warning,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "La registra el receptor y no dice con qué radicado llegó.",
            en: "The receiver registers it and it is not said under which receipt it came.",
        },
        why: Text {
            es: "El receptor carga lo que llegó por SIGOB; sin el radicado, la entrega cuenta desde el día en que se \
                 cargó y no desde el día en que llegó.",
            en: "The receiver loads what came through SIGOB; without the receipt the submission counts from the day \
                 it was loaded and not from the day it came.",
        },
        norm: None,
        example: "registra: receptor\n",
        remedy: Text {
            es: "Agregue `sigob` con el radicado, la fecha y la carátula, o quite `registra` si la carga el líder.",
            en: "Add `sigob` with the number, the date and the cover, or remove `registra` if the leader loads it.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    let Some((manifest, path)) = manifest(cx) else { return };
    if !manifest.registrar.is_leader() && manifest.sigob.is_none() {
        out.field(path, Route::root().key("registra"), Message::ReceiverWithoutSigob {});
    }
}
