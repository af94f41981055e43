//! The period of a submission with a due date lasts more than thirteen months.

use super::stated;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::raw::SubmissionClass,
    rules::{Check, Rule, SubmissionContext},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "period-too-long",
        group: Group::Manifest,
        severity: Severity::Warning,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El periodo de una entrega con corte dura más de trece meses.",
            en: "The period of a submission with a due date lasts more than thirteen months.",
        },
        why: Text {
            es: "El periodo decide la vigencia, que es un año. Uno tan largo suele ser un error al escribir el año.",
            en: "The period decides the vigencia, which is one year. One so long is usually a slip in the year.",
        },
        norm: None,
        example: "clase: reporte\ncubre: {desde: 2016-10-01, hasta: 2026-10-31}\n",
        remedy: Text {
            es: "Revise los años de `desde` y `hasta`; si la evidencia trata de varios años, use la clase \
                 `documento`.",
            en: "Check the years of `desde` and `hasta`; where the evidence is about several years, use the class \
                 `documento`.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

/// Days of thirteen months, the longest ones.
const LONGEST: i64 = 397;

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    let Some((manifest, path)) = stated(cx) else { return };
    let Some(period) = manifest.covers else { return };
    let days = (period.until.get() - period.from.get()).num_days().saturating_add(1);
    if days > LONGEST && manifest.class != SubmissionClass::Document {
        out.field(path, Route::root().key("cubre"), Message::PeriodTooLong { days: days.unsigned_abs().into() });
    }
}
