//! A commit dated after the moment of the check.

use chrono::DateTime;

use super::losses;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{ChangeContext, Check, Rule},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "commit-date-in-future",
        group: Group::History,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El cambio dice ser de una fecha que no ha llegado.",
            en: "The change says it is of a date that has not come.",
        },
        why: Text {
            es: "La fecha la escribe el equipo de quien hace el cambio y no prueba nada, pero una futura desordena \
                 la historia y esconde lo que vino después.",
            en: "The date is written by the computer of whoever makes the change and proves nothing, but a future \
                 one disorders the history and hides what came later.",
        },
        norm: None,
        example: "committer … 2031-01-01T00:00:00-05:00",
        remedy: Text {
            es: "Corrija el reloj del equipo y haga el cambio de nuevo.",
            en: "Set the clock of the computer right and make the change again.",
        },
        fixable: false,
    },
    check: Check::Change(check),
};

/// How far clocks and time zones may be out, in seconds.
const DAY: i64 = 24 * 60 * 60;

fn check(cx: &ChangeContext<'_>, out: &mut Sink<'_>) {
    let limit = cx.as_of.timestamp().saturating_add(DAY);
    let mut future = cx.change.commits.iter().filter(|commit| commit.committer_time > limit);
    if let Some(first) = future.next() {
        let commit = losses::short(first.id).into();
        let date = match DateTime::from_timestamp(first.committer_time, 0) {
            Some(date) => date.with_timezone(&cx.as_of.timezone()).into(),
            None => first.committer_time.to_string().into(),
        };
        out.everywhere(Message::CommitDateInFuture { commit, date, count: (future.count() + 1).into() });
    }
}
