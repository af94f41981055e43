//! SIGOB received a submission before what it is about.

use chrono::Days;

use super::{is_absurd_due, manifest};
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::raw::{self, Recurrence, SubmissionClass},
    rules::{Check, Rule, SubmissionContext},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "sigob-before-period",
        group: Group::Manifest,
        severity: Severity::Warning,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El radicado de SIGOB es anterior a aquello de lo que trata la entrega.",
            en: "The SIGOB receipt is earlier than what the submission is about.",
        },
        why: Text {
            es: "El radicado decide si la entrega llegó a tiempo. Uno de antes de que empezara el periodo es casi siempre el de otra entrega, o tiene mal el año o el mes.",
            en: "The receipt decides whether the submission came on time. One from before the period began is nearly always that of another submission, or has the wrong year or month.",
        },
        norm: None,
        example: "cubre: {desde: 2026-11-01, hasta: 2026-11-15}\nsigob: {radicado: AMC-OFI-0074376-2026, fecha: 2026-01-05T16:12:00-05:00}\n",
        remedy: Text {
            es: "Compare el radicado y la fecha con la carátula, y el periodo con la evidencia; corrija lo que esté mal.",
            en: "Compare the receipt and its date with the cover, and the period with the evidence; correct what is wrong.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

/// Days before the due date in which what has no period of its own may have come: a quarter.
const BEFORE_DUE: u64 = 92;

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    let Some((manifest, path)) = manifest(cx) else { return };
    let Some(sigob) = &manifest.sigob else { return };
    if manifest.class == SubmissionClass::Document {
        return; // an act or a plan may be about years to come
    }
    let day = sigob.moment.get().with_timezone(&cx.as_of.timezone()).date_naive();
    if is_absurd_due(day, cx.today()) {
        return; // other rules speak of it, and of the other dates that this one leaves alone
    }
    let route = Route::root().key("sigob").key("fecha");
    if let Some(period) = manifest.covers {
        let first = period.from.get();
        let earliest = first.checked_sub_days(Days::new(early_days(cx, manifest))).unwrap_or(first);
        if day < earliest && first <= cx.today() {
            out.field(path, route, Message::SigobBeforePeriod { date: day.into(), first: first.into() });
        }
    } else if let Some(due) = manifest.due.map(raw::Date::get).filter(|due| !is_absurd_due(*due, cx.today()))
        && day < due.checked_sub_days(Days::new(BEFORE_DUE)).unwrap_or(due)
    {
        let days = BEFORE_DUE.into();
        out.field(path, route, Message::SigobLongBeforeDueDate { date: day.into(), due: due.into(), days });
    }
}

/// The days before its period in which the obligation it answers takes it.
fn early_days(cx: &SubmissionContext<'_>, manifest: &raw::Manifest) -> u64 {
    let owner = cx.submission.path.owner.as_str();
    let named = manifest.due.and_then(|due| cx.due_dates.on(manifest.class, owner, due.get()).ok());
    match named.map(|named| &named.obligation.when) {
        Some(Recurrence::MonthlyWindow(window)) => window.early_days.get().into(),
        _ => 0,
    }
}
