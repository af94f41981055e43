//! A file of the folder is not in the manifest.

use std::collections::BTreeSet;

use super::held;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::layout,
    rules::{Check, Rule, SubmissionContext},
};

/// Refused wherever it lies, listed or not, by the rule about its entry.
const ATTRIBUTES: &str = ".gitattributes";

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "file-not-listed",
        group: Group::Files,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Hay un archivo que el manifiesto no lista.",
            en: "There is a file that the manifest does not list.",
        },
        why: Text {
            es: "Lo que no está en el manifiesto no tiene huella ni responsable: no se puede probar qué se entregó.",
            en: "What is not in the manifest has no digest and nobody answers for it: what was handed in cannot be \
                 proved.",
        },
        norm: None,
        example: "policies/integridad/2026/11/reporte-1f3a/borrador.docx\n",
        remedy: Text {
            es: "Agréguelo a `archivos` con su huella, tamaño y formato, o quítelo de la carpeta.",
            en: "Add it to `archivos` with its digest, size and format, or remove it from the folder.",
        },
        fixable: true,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    if !cx.submission.lists_all() {
        return;
    }
    let listed: BTreeSet<&str> = cx.submission.declared().map(|one| one.name).collect();
    // Names that are listed and absent: where only capitals or accents differ, the missing file says so.
    let absent: BTreeSet<String> =
        cx.submission.declared().filter(|one| held::is_absent(cx, one)).map(|one| held::folded(one.name)).collect();
    for held in held::files(cx) {
        let entry = &held.file.entry;
        let judged_as_entry = !entry.kind.is_file() || entry.raw_name.is_some() || held.name() == ATTRIBUTES;
        if !judged_as_entry && !listed.contains(held.name()) && !absent.contains(&held::folded(held.name())) {
            let name = held.name().into();
            if layout::is_of_the_system(held.name()) {
                out.at(&entry.path, Message::FileOfTheSystem { name }).hint(Message::FileOfTheSystemHint {});
            } else {
                out.at(&entry.path, Message::FileNotListed { name });
            }
        }
    }
}
