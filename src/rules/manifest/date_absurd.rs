//! A date cannot be believed.

use chrono::{Datelike, NaiveDate};

use super::{listed_file, stated, withdrawal};
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::raw,
    repo_path::RepoPath,
    rules::{Check, Rule, SubmissionContext},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "date-absurd",
        group: Group::Manifest,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text { es: "Una fecha es imposible de creer.", en: "A date cannot be believed." },
        why: Text {
            es: "Una fecha demasiado antigua o demasiado lejana es casi siempre un error al escribir el año, y deja \
                 la entrega fuera de su mes y de su vigencia.",
            en: "A date too old or too far ahead is nearly always a slip in the year, and takes the submission out \
                 of its month and its vigencia.",
        },
        norm: None,
        example: "corte: 2006-11-05\n",
        remedy: Text { es: "Corrija el año de la fecha.", en: "Correct the year of the date." },
        fixable: false,
    },
    check: Check::Submission(check),
};

/// First year believed for a due date, a visit to a page or a receipt.
pub(super) const EARLIEST_DUE: i32 = 2015;
/// First year believed for a period.
const EARLIEST_PERIOD: i32 = 2000;
/// First year believed for a document.
const EARLIEST_DOCUMENT: i32 = 1900;
/// Years ahead that a due date may be.
const YEARS_AHEAD: i32 = 2;

/// Whether a due date cannot be believed at all.
pub(in crate::rules) fn is_absurd_due(due: NaiveDate, today: NaiveDate) -> bool {
    due.year() < EARLIEST_DUE || is_too_far(due, today)
}

/// Whether the beginning of a period cannot be believed.
pub(in crate::rules) fn is_absurd_period(from: NaiveDate) -> bool {
    from.year() < EARLIEST_PERIOD
}

fn is_too_far(due: NaiveDate, today: NaiveDate) -> bool {
    due.year() > today.year().saturating_add(YEARS_AHEAD)
}

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    let mut old = |path: &RepoPath, route: Route, date: NaiveDate, earliest: i32| {
        if date.year() < earliest {
            out.field(path, route, Message::DateTooOld { date: date.into(), earliest: earliest.unsigned_abs().into() });
        }
    };
    if let Some((withdrawal, path)) = withdrawal(cx) {
        old(&path, Route::root().key("fecha"), withdrawal.date.get(), EARLIEST_DUE);
    }
    for (index, file, _) in cx.submission.listed() {
        if let Some(date) = file.date {
            old(&cx.submission.manifest_path, listed_file(index).key("fecha"), date.get(), EARLIEST_DOCUMENT);
        }
    }
    let Some((manifest, path)) = stated(cx) else { return };
    for (index, link) in manifest.links.iter().enumerate() {
        old(path, Route::root().key("enlaces").index(index).key("consultado"), link.visited.get(), EARLIEST_DUE);
    }
    if let Some(sigob) = &manifest.sigob {
        let day = sigob.moment.get().with_timezone(&cx.as_of.timezone()).date_naive();
        old(path, Route::root().key("sigob").key("fecha"), day, EARLIEST_DUE);
    }
    if let Some(period) = manifest.covers {
        old(path, Route::root().key("cubre").key("desde"), period.from.get(), EARLIEST_PERIOD);
    }
    let Some(due) = manifest.due.map(raw::Date::get) else { return };
    old(path, Route::root().key("corte"), due, EARLIEST_DUE);
    if is_too_far(due, cx.today()) {
        out.field(path, Route::root().key("corte"), Message::DateTooFar { date: due.into() });
    }
}
