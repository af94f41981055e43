//! A month holds more submissions than the settings allow.

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::layout,
    rules::{Check, Rule, SiblingsContext},
    snapshot::EntryKind,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "too-many-submissions",
        group: Group::Repository,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El mes tiene más entregas que las permitidas.",
            en: "The month holds more submissions than allowed.",
        },
        why: Text {
            es: "El límite protege la revisión: por encima de él, ni las personas ni los programas pueden ver lo que \
                 hay.",
            en: "The limit protects review: above it neither people nor programs can see what is there.",
        },
        norm: None,
        example: "limites:\n  entregas_por_mes: 2\n",
        remedy: Text {
            es: "Reparta las entregas en sus meses, o pida a quien administra el repositorio que suba el límite.",
            en: "Put the submissions in their own months, or ask whoever runs the repository to raise the limit.",
        },
        fixable: false,
    },
    check: Check::Siblings(check),
};

fn check(cx: &SiblingsContext<'_>, out: &mut Sink<'_>) {
    if !layout::is_month(cx.folder) {
        return;
    }
    let count = cx.entries.iter().filter(|entry| entry.kind == EntryKind::Folder).count();
    let limit = cx.settings.submissions_per_month;
    if count > limit {
        out.folder(cx.folder, Message::TooManySubmissions { count: count.into(), limit: limit.into() });
    }
}
