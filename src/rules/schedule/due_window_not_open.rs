//! The window of the due date is not open yet.

use super::stated_in_folder;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "due-window-not-open",
        group: Group::Schedule,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 23),
        summary: Text {
            es: "Se entrega antes de que se abra la ventana de su corte.",
            en: "It is handed in before the window of its due date opens.",
        },
        why: Text {
            es: "Una obligación con ventana se cumple dentro de ella: lo que llega antes no cuenta, y al vencer aparecería \
                 como no presentado aunque esté en el repositorio.",
            en: "An obligation with a window is met within it: what comes before does not count, and once it is due would \
                 be told as missed though it is in the repository.",
        },
        norm: None,
        example: "clase: comunicado\ncorte: 2026-12-05    # entregada el 23 de noviembre\n",
        remedy: Text {
            es: "Guárdela y entréguela desde el día en que se abre la ventana; si responde un corte anterior, corrija `corte`.",
            en: "Keep it and hand it in from the day on which the window opens; where it answers an earlier due date, correct `corte`.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    let Some((manifest, path, due)) = stated_in_folder(cx) else { return };
    let Ok(named) = cx.due_dates.on(manifest.class, cx.submission.path.owner.as_str(), due) else { return };
    let Some(opens) = named.opens.filter(|opens| named.is_measured && cx.today() < *opens) else { return };
    let obligation = named.obligation.name.as_str().into();
    let message = Message::DueWindowNotOpen { date: due.into(), obligation, opens: opens.into() };
    out.field(path, Route::root().key("corte"), message);
}
