//! The supports name a file that the manifest of its submission does not list.

use std::collections::{BTreeMap, BTreeSet};

use super::MOST_SHOWN;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::SubmissionPath,
    rules::{Check, Rule, SupportsContext, suggestion::closest},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "supports-file-unknown",
        group: Group::Policy,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Los soportes nombran un archivo que el manifiesto de esa entrega no lista.",
            en: "The supports name a file that the manifest of that submission does not list.",
        },
        why: Text {
            es: "Un archivo que no está en el manifiesto no es evidencia: el informe lo buscaría en vano.",
            en: "A file that is not in the manifest is no evidence: the report would look for it in vain.",
        },
        norm: None,
        example: "soportes:\n  - {entrega: gobierno-digital/2026/11/reporte-1f3a, archivo: otro.pdf, criterios: [GD-01]}\n",
        remedy: Text {
            es: "Escriba en `archivo` el nombre exacto de un archivo del manifiesto, o quítelo para nombrar la entrega \
                 entera.",
            en: "Write in `archivo` the exact name of a file of the manifest, or remove it to name the whole \
                 submission.",
        },
        fixable: false,
    },
    check: Check::Supports(check),
};

fn check(cx: &SupportsContext<'_>, out: &mut Sink<'_>) {
    let mut known: BTreeMap<&str, Option<BTreeSet<String>>> = BTreeMap::new();
    let mut found = 0_usize;
    for (index, support) in cx.supports.supports.iter().enumerate() {
        let Some(name) = support.file.as_ref().map(|file| file.as_str()) else { continue };
        let named = support.submission.as_str();
        let listed = known.entry(named).or_insert_with(|| cx.index.listed(&SubmissionPath::parse(named)?));
        // of a submission that is not there or cannot be read another rule speaks
        let Some(listed) = listed.as_ref().filter(|listed| !listed.contains(name)) else { continue };
        found += 1;
        if found > MOST_SHOWN {
            continue;
        }
        let message = Message::SupportsFileUnknown { name: name.into(), submission: named.into() };
        let finding = out.field(cx.path, Route::root().key("soportes").index(index).key("archivo"), message);
        if let Some(name) = closest(name, listed.iter().map(String::as_str)) {
            finding.hint(Message::PerhapsMeant { name: name.into() });
        }
    }
    if found > MOST_SHOWN {
        out.at(cx.path, Message::ProblemsNotShown { count: (found - MOST_SHOWN).into() });
    }
}
