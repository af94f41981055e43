//! The window of an obligation ends before it begins.

use super::repository_path;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::{World, raw::Recurrence},
    rules::{Check, Rule},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "obligation-window-reversed",
        group: Group::Policy,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "La ventana de una obligación termina antes de empezar.",
            en: "The window of an obligation ends before it begins.",
        },
        why: Text {
            es: "El último día de la ventana es el corte: si va antes del primero, no hay cuándo entregar.",
            en: "The last day of the window is the due date: where it comes before the first, there is no time to \
                 hand in.",
        },
        norm: None,
        example: "cuando: {cada: mes, desde_dia: 10, hasta_dia: 5}\n",
        remedy: Text { es: "Corrija `desde_dia` o `hasta_dia`.", en: "Correct `desde_dia` or `hasta_dia`." },
        fixable: false,
    },
    check: Check::World(check),
};

fn check(world: &World, out: &mut Sink<'_>) {
    let Some(repository) = world.repository.read() else { return };
    let path = repository_path();
    for (index, obligation) in repository.obligations.iter().enumerate() {
        let Recurrence::MonthlyWindow(window) = &obligation.when else { continue };
        if window.until_day < window.from_day {
            let route = Route::root().key("obligaciones").index(index).key("cuando").key("hasta_dia");
            let (from, until) = (window.from_day.get().into(), window.until_day.get().into());
            out.field(&path, route, Message::ObligationWindowReversed { from, until });
        }
    }
}
