//! The period ends before it begins.

use super::stated;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "period-reversed",
        group: Group::Manifest,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text { es: "El periodo termina antes de empezar.", en: "The period ends before it begins." },
        why: Text {
            es: "El periodo decide la vigencia a la que pertenece la evidencia.",
            en: "The period decides which vigencia the evidence belongs to.",
        },
        norm: None,
        example: "cubre: {desde: 2026-10-31, hasta: 2026-10-01}\n",
        remedy: Text {
            es: "Corrija `desde` o `hasta`; el periodo incluye las dos fechas.",
            en: "Correct `desde` or `hasta`; the period includes both dates.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    let Some((manifest, path)) = stated(cx) else { return };
    let Some(period) = manifest.covers else { return };
    let (from, until) = (period.from.get(), period.until.get());
    if until < from {
        out.field(
            path,
            Route::root().key("cubre").key("hasta"),
            Message::PeriodReversed { from: from.into(), until: until.into() },
        );
    }
}
