//! The supports name a submission that does not exist or cannot be read.

use std::collections::BTreeMap;

use super::MOST_SHOWN;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::SubmissionPath,
    rules::{Check, Rule, SupportsContext},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "supports-submission-unknown",
        group: Group::Policy,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Los soportes nombran una entrega que no existe o que no se puede leer.",
            en: "The supports name a submission that does not exist or cannot be read.",
        },
        why: Text {
            es: "El informe diría que hay evidencia donde no la hay.",
            en: "The report would say that there is evidence where there is none.",
        },
        norm: None,
        example: "soportes:\n  - {entrega: gobierno-digital/2026/11/reporte-ffff, criterios: [GD-01]}\n",
        remedy: Text {
            es: "Escriba en `entrega` la ruta de una carpeta que exista, sin `policies/`, o quite ese soporte.",
            en: "Write in `entrega` the path of a folder that exists, without `policies/`, or remove that support.",
        },
        fixable: false,
    },
    check: Check::Supports(check),
};

fn check(cx: &SupportsContext<'_>, out: &mut Sink<'_>) {
    let mut known: BTreeMap<&str, Option<Message>> = BTreeMap::new();
    let mut found = 0_usize;
    for (index, support) in cx.supports.supports.iter().enumerate() {
        let named = support.submission.as_str();
        let Some(message) = known.entry(named).or_insert_with(|| fault(cx, named)) else { continue };
        found += 1;
        if found <= MOST_SHOWN {
            out.field(cx.path, Route::root().key("soportes").index(index).key("entrega"), message.clone());
        }
    }
    if found > MOST_SHOWN {
        out.at(cx.path, Message::ProblemsNotShown { count: (found - MOST_SHOWN).into() });
    }
}

/// What is wrong with a submission that is named, if anything.
fn fault(cx: &SupportsContext<'_>, named: &str) -> Option<Message> {
    let path = SubmissionPath::parse(named);
    let submission = named.into();
    match path {
        Some(path) if cx.index.listed(&path).is_some() => None,
        Some(path) if cx.index.exists(&path) => Some(Message::SupportsSubmissionUnreadable { submission }),
        _ => Some(Message::SupportsSubmissionUnknown { submission }),
    }
}
