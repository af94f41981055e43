//! The same name twice in one folder.

use std::collections::BTreeSet;

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SiblingsContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "entry-duplicate",
        group: Group::Repository,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "La carpeta tiene dos veces el mismo nombre.",
            en: "The folder holds the same name twice.",
        },
        why: Text {
            es: "git no crea carpetas así: alguien las fabricó para que cada programa vea un archivo distinto con el \
                 mismo nombre.",
            en: "Git makes no such folders: someone forged them so that each program sees another file under one name.",
        },
        norm: None,
        example: "100644 acta.pdf 1f3a…\n100644 acta.pdf 77b0…",
        remedy: Text {
            es: "No acepte este cambio y avise a quien administra el repositorio; vuelva a agregar los archivos en \
                 un cambio nuevo.",
            en: "Do not accept this change and tell whoever runs the repository; add the files again in a new change.",
        },
        fixable: false,
    },
    check: Check::Siblings(check),
};

fn check(cx: &SiblingsContext<'_>, out: &mut Sink<'_>) {
    let mut seen = BTreeSet::new();
    let mut reported = BTreeSet::new();
    for entry in cx.entries {
        if !seen.insert(&entry.path) && reported.insert(&entry.path) {
            out.at(&entry.path, Message::EntryDuplicate { name: entry.path.name().into() });
        }
    }
}
