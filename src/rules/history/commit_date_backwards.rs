//! A commit dated before what it was made from.

use chrono::DateTime;

use super::losses;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{ChangeContext, Check, Rule},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "commit-date-backwards",
        group: Group::History,
        severity: Severity::Warning,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El cambio dice ser anterior al cambio sobre el que se hizo.",
            en: "The change says it is earlier than the change it was made on.",
        },
        why: Text {
            es: "Nadie puede continuar lo que todavía no existe: la fecha se puso a mano o el reloj estaba mal, y no sirve para decir cuándo se entregó.",
            en: "Nobody can go on from what does not exist yet: the date was written by hand or the clock was wrong, and it cannot say when anything was handed in.",
        },
        norm: None,
        example: "commit … 2026-11-01T09:00:00-05:00\n  parent … 2026-11-20T15:30:00-05:00",
        remedy: Text {
            es: "Corrija el reloj del equipo y haga el cambio de nuevo antes de publicarlo; si ya se publicó, guarde con qué se prueba la fecha de la entrega, por ejemplo el radicado de SIGOB.",
            en: "Set the clock of the computer right and make the change again before publishing it; where it was already published, keep what proves the date of the submission, such as the SIGOB receipt.",
        },
        fixable: false,
    },
    check: Check::Change(check),
};

/// How far clocks may be out, in seconds.
const DAY: i64 = 24 * 60 * 60;

fn check(cx: &ChangeContext<'_>, out: &mut Sink<'_>) {
    let mut backwards = cx.change.commits.iter().filter_map(|commit| {
        let latest = commit.steps.iter().filter_map(|step| step.parent_time).max()?;
        (commit.committer_time < latest.saturating_sub(DAY)).then_some((commit, latest))
    });
    if let Some((first, before)) = backwards.next() {
        let date = |seconds: i64| match DateTime::from_timestamp(seconds, 0) {
            Some(date) => date.with_timezone(&cx.as_of.timezone()).to_string(),
            None => seconds.to_string(),
        };
        out.everywhere(Message::CommitDateBackwards {
            commit: losses::short(first.id).into(),
            date: date(first.committer_time).into(),
            before: date(before).into(),
            count: (backwards.count() + 1).into(),
        });
    }
}
