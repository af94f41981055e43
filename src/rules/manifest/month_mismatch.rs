//! The folder is not that of the month of the submission.

use chrono::{Datelike, NaiveDate};
use std::cmp::Reverse;

use super::{date_absurd::EARLIEST_DUE, listed_file, stated};
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::raw,
    rules::{Check, Rule, SubmissionContext},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "month-mismatch",
        group: Group::Manifest,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "La carpeta no es la del mes de la entrega.",
            en: "The folder is not that of the month of the submission.",
        },
        why: Text {
            es: "La evidencia se busca y se cuenta por el mes de su carpeta: el del corte, o el del documento más \
                 reciente si no hay corte.",
            en: "Evidence is looked for and counted by the month of its folder: that of the due date, or of the \
                 latest document where there is none.",
        },
        norm: None,
        example: "# policies/gobierno-digital/2026/10/reporte-1f3a/manifiesto.yaml\ncorte: 2026-11-05\n",
        remedy: Text {
            es: "Mueva la carpeta a AAAA/MM según la fecha, si todavía no se ha publicado, o corrija la fecha.",
            en: "Move the folder to the AAAA/MM of the date, if it has not been published yet, or correct the date.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    let Some((manifest, path)) = stated(cx) else { return };
    let dated = match manifest.due {
        Some(due) => (due.get().year() >= EARLIEST_DUE).then(|| (Route::root().key("corte"), due.get())),
        None => latest(manifest, cx.today()),
    };
    let Some((route, date)) = dated else { return };
    let folder = &cx.submission.path;
    if date.year() != i32::from(folder.year) || date.month() != u32::from(folder.month) {
        let folder = format!("{:04}/{:02}", folder.year, folder.month);
        let expected = date.format("%Y/%m").to_string();
        out.field(
            path,
            route,
            Message::MonthMismatch { date: date.into(), expected: expected.into(), folder: folder.into() },
        );
    }
}

/// The latest date of a document that is not still to come, and its place.
fn latest(manifest: &raw::Manifest, today: NaiveDate) -> Option<(Route, NaiveDate)> {
    let dated = manifest.files.iter().enumerate().filter_map(|(index, file)| Some((file.date?.get(), index)));
    let (date, index) =
        dated.filter(|(date, _)| *date <= today).max_by_key(|(date, index)| (*date, Reverse(*index)))?;
    Some((listed_file(index).key("fecha"), date))
}
