//! What the submission is about contradicts its due date.

use chrono::Months;

use super::stated_in_folder;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::raw,
    rules::{Check, Rule, SubmissionContext, manifest::is_absurd_period},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "period-off-due-date",
        group: Group::Schedule,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El periodo de la entrega contradice su corte.",
            en: "The period of the submission contradicts its due date.",
        },
        why: Text {
            es: "El periodo decide la vigencia a la que sirve la evidencia. Uno que empieza después del corte, o que terminó mucho antes, es casi siempre un error al escribir el mes o el año.",
            en: "The period decides the year the evidence serves. One that begins after the due date, or ended long before it, is nearly always a slip in the month or the year.",
        },
        norm: None,
        example: "corte: 2026-11-05\ncubre: {desde: 2025-10-01, hasta: 2025-10-31}\n",
        remedy: Text {
            es: "Corrija `cubre` o `corte`. El seguimiento de un trimestre cubre al menos un día de ese trimestre; lo demás, algún día del año anterior al corte.",
            en: "Correct `cubre` or `corte`. The follow-up of a quarter covers at least one day of that quarter; anything else, some day of the year before the due date.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    let Some((manifest, path, due)) = stated_in_folder(cx) else { return };
    let Some(period) = manifest.covers.filter(|period| period.from <= period.until) else { return };
    if period.from.get() > cx.today() || is_absurd_period(period.from.get()) {
        return; // other rules speak of those
    }
    let Ok(named) = cx.due_dates.on(manifest.class, cx.submission.path.owner.as_str(), due) else { return };
    let earliest = match named.obligation.when {
        raw::Recurrence::Quarterly(_) => named.covers.0,
        raw::Recurrence::MonthlyDays(_) | raw::Recurrence::MonthlyWindow(_) => {
            named.covers.0.checked_sub_months(Months::new(12)).unwrap_or(named.covers.0)
        }
    };
    let (from, until) = (period.from.get(), period.until.get());
    let route = |key: &str| Route::root().key("cubre").key(key);
    if from > due {
        let message = Message::PeriodAfterDueDate { from: from.into(), date: due.into() };
        out.field(path, route("desde"), message);
    } else if until < earliest {
        let message = Message::PeriodBeforeDueDate { until: until.into(), date: due.into(), earliest: earliest.into() };
        out.field(path, route("hasta"), message);
    }
}
