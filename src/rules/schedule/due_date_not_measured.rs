//! The due date is of a month that is not measured yet.

use super::stated_in_folder;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::raw,
    rules::{Check, Rule, SubmissionContext},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "due-date-not-measured",
        group: Group::Schedule,
        severity: Severity::Notice,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El corte es anterior al mes desde el que se mide.",
            en: "The due date is earlier than the month from which it is measured.",
        },
        why: Text {
            es: "La obligación se mide desde el mes de `medida_desde`: antes no se debe nada, y la entrega se conserva sin contar como cumplimiento.",
            en: "The obligation is measured from the month of `medida_desde`: before it nothing is owed, and the submission is kept without counting as met.",
        },
        norm: None,
        example: "# la obligación dice medida_desde: 2026-12\nclase: reporte\ncorte: 2026-11-05\n",
        remedy: Text {
            es: "No tiene que hacer nada si es evidencia anterior; si el año o el mes están mal escritos, corrija `corte`.",
            en: "There is nothing to do where it is earlier evidence; where the year or the month is misspelt, correct `corte`.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    let Some((manifest, path, due)) = stated_in_folder(cx) else { return };
    let Ok(named) = cx.due_dates.on(manifest.class, cx.submission.path.owner.as_str(), due) else { return };
    let since = named.obligation.measured_since.map(raw::YearMonth::get).filter(|_| !named.is_measured);
    let Some((year, month)) = since else { return };
    let obligation = named.obligation.name.as_str().into();
    let since = format!("{year:04}-{month:02}").into();
    out.field(path, Route::root().key("corte"), Message::DueDateNotMeasured { date: due.into(), obligation, since });
}
