//! A date of something that must have happened is in the future.

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
                 Solo `corte` puede estar adelante.",
            en: "A document, a visit, a receipt or a period still to come cannot be evidence. Only `corte` may lie \
                 ahead.",
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

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    let (path, today) = (cx.submission.manifest_path(), cx.today());
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
            dates.push((Route::root().key("cubre").key("hasta"), period.until.get()));
        }
    }
    for (route, date) in dates {
        if date > today {
            out.field(&path, route, Message::DateInFuture { date: date.into(), today: today.into() });
        }
    }
}
