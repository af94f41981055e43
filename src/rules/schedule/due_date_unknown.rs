//! No obligation has this due date.

use std::collections::BTreeSet;

use super::stated;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::raw,
    rules::{Check, Rule, SubmissionContext},
    schedule::NotNamed,
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "due-date-unknown",
        group: Group::Schedule,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text { es: "El corte no es de ninguna obligación.", en: "The due date is of no obligation." },
        why: Text {
            es: "El corte dice a qué vencimiento responde la entrega. Uno que ninguna obligación tiene no responde a nada: la entrega quedaría sin contar y el vencimiento, como no presentado.",
            en: "The due date says what the submission answers. One that no obligation has answers nothing: the submission would go uncounted, and what is due would show as missed.",
        },
        norm: None,
        example: "clase: reporte\ncorte: 2026-11-06    # los reportes son los días 5, 15 y 30\n",
        remedy: Text {
            es: "Escriba en `corte` la fecha que manda la obligación, aunque ese día no sea hábil o la entrega llegue tarde, y revise que la carpeta sea la de su mes.",
            en: "Write in `corte` the date that the obligation names, even where it is no working day or the submission comes late, and see that the folder is that of its month.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    let Some((manifest, path, due)) = stated(cx) else { return };
    let Err(NotNamed::OtherDays { obligations, before, after }) =
        cx.due_dates.on(manifest.class, cx.submission.path.owner.as_str(), due)
    else {
        return;
    };
    let names: BTreeSet<&str> = obligations.iter().map(|obligation| obligation.name.as_str()).collect();
    let obligations: Vec<String> = names.into_iter().map(str::to_owned).collect();
    let route = Route::root().key("corte");
    let message = Message::DueDateUnknown { date: due.into(), obligations: obligations.into() };
    let finding = out.field(path, route, message);
    let text = |day| raw::Date::from(day).to_string();
    let hint = match (before.map(text), after.map(text)) {
        (Some(before), Some(after)) => Message::DueDateBetweenHint { before: before.into(), after: after.into() },
        (Some(before), None) => Message::DueDateAfterLastHint { before: before.into() },
        (None, Some(after)) => Message::DueDateBeforeFirstHint { after: after.into() },
        (None, None) => return,
    };
    finding.hint(hint);
}
