//! A SIGOB receipt is declared without its cover.

use super::manifest;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "sigob-cover-missing",
        group: Group::Manifest,
        severity: Severity::Warning,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Se declara un radicado de SIGOB sin su carátula.",
            en: "A SIGOB receipt is declared without its cover.",
        },
        why: Text {
            es: "La fecha de SIGOB cuenta para el plazo; sin la carátula queda como declarada y nadie la puede \
                 comprobar.",
            en: "The date of SIGOB counts for the deadline; without the cover it stays as declared and nobody can \
                 verify it.",
        },
        norm: None,
        example: "sigob: {radicado: AMC-OFI-0074376-2026, fecha: 2026-11-05T16:12:00-05:00}\n",
        remedy: Text {
            es: "Agregue la carátula a la entrega y nómbrela en `soporte`.",
            en: "Add the cover to the submission and name it in `soporte`.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    let Some((manifest, path)) = manifest(cx) else { return };
    if let Some(sigob) = manifest.sigob.as_ref().filter(|sigob| sigob.cover.is_none()) {
        let number = sigob.number.as_str().into();
        out.field(path, Route::root().key("sigob"), Message::SigobCoverMissing { number });
    }
}
