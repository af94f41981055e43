//! A date of something that must have happened is in the future.

use chrono::{Datelike as _, Months, NaiveDate};

use super::{listed_file, manifest};
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::raw::SubmissionClass,
    rules::{Check, Rule, SubmissionContext},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "date-in-future",
        group: Group::Manifest,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Una fecha de algo que ya debió pasar está en el futuro.",
            en: "A date of something that must have happened is in the future.",
        },
        why: Text {
            es: "Un documento, una consulta, un radicado o un periodo que todavía no llegan no pueden ser evidencia. \
                 Solo `corte` puede estar adelante, y `cubre` llegar hasta el fin del mes del corte.",
            en: "A document, a visit, a receipt or a period still to come cannot be evidence. Only `corte` may lie \
                 ahead, and `cubre` reach the end of the month of `corte`.",
        },
        norm: None,
        example: "archivos:\n  - ruta: avance.pdf\n    fecha: 2027-11-04\n",
        remedy: Text {
            es: "Corrija la fecha: no puede ser posterior a hoy.",
            en: "Correct the date: it cannot be later than today.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

/// The last day of the month of `date`.
fn end_of_month(date: NaiveDate) -> Option<NaiveDate> {
    date.with_day(1)?.checked_add_months(Months::new(1))?.pred_opt()
}

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    let (path, today) = (&cx.submission.manifest_path, cx.today());
    let mut dates = Vec::new();
    for (index, file, _) in cx.submission.listed() {
        dates.extend(file.date.map(|date| (listed_file(index).key("fecha"), date.get())));
    }
    if let Some((manifest, _)) = manifest(cx) {
        for (index, link) in manifest.links.iter().enumerate() {
            dates.push((Route::root().key("enlaces").index(index).key("consultado"), link.visited.get()));
        }
        if let Some(sigob) = &manifest.sigob {
            let day = sigob.moment.get().with_timezone(&cx.as_of.timezone()).date_naive();
            dates.push((Route::root().key("sigob").key("fecha"), day));
        }
        // an act or a plan may be about years to come
        if let Some(period) = manifest.covers
            && manifest.class != SubmissionClass::Document
        {
            let covers = Route::root().key("cubre");
            let last = manifest.due.and_then(|due| end_of_month(due.get()));
            if period.from.get() > today {
                dates.push((covers.key("desde"), period.from.get()));
            } else if period.until.get() > today && last.is_none_or(|last| period.until.get() > last) {
                let message = Message::DateInFuture { date: period.until.get().into(), today: today.into() };
                let finding = out.field(path, covers.key("hasta"), message);
                if let Some(last) = last.filter(|last| *last > today) {
                    finding.hint(Message::PeriodInFutureHint { last: last.into() });
                }
            }
        }
    }
    for (route, date) in dates {
        if date > today {
            out.field(path, route, Message::DateInFuture { date: date.into(), today: today.into() });
        }
    }
}
