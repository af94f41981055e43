//! The withdrawal has a date still to come.

use super::withdrawal;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "withdrawal-date-in-future",
        group: Group::Manifest,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El retiro tiene una fecha que todavía no llega.",
            en: "The withdrawal has a date still to come.",
        },
        why: Text {
            es: "El retiro dice cuándo se quitaron los archivos: no puede ser después de hoy.",
            en: "The withdrawal says when the files were removed: that cannot be after today.",
        },
        norm: None,
        example: "# retiro.yaml\nfecha: 2027-11-20\n",
        remedy: Text {
            es: "Escriba en `fecha` el día en que se retiraron los archivos.",
            en: "Write in `fecha` the day on which the files were removed.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    let Some((withdrawal, path)) = withdrawal(cx) else { return };
    let (date, today) = (withdrawal.date.get(), cx.today());
    if date > today {
        out.field(
            &path,
            Route::root().key("fecha"),
            Message::WithdrawalDateInFuture { date: date.into(), today: today.into() },
        );
    }
}
