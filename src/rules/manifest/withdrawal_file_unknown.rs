//! The withdrawal names a file that the manifest does not list.

use std::collections::BTreeSet;

use super::{listed_file, withdrawal};
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext, suggestion::closest},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "withdrawal-file-unknown",
        group: Group::Manifest,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El retiro nombra un archivo que el manifiesto no tiene.",
            en: "The withdrawal names a file that the manifest does not list.",
        },
        why: Text {
            es: "Solo se retira lo que se publicó, y lo que se publicó está en el manifiesto.",
            en: "Only what was published is withdrawn, and what was published is in the manifest.",
        },
        norm: None,
        example: "# retiro.yaml\narchivos: [otro.pdf]\n",
        remedy: Text {
            es: "Escriba el nombre exactamente como está en `archivos` del manifiesto.",
            en: "Write the name exactly as it is in `archivos` of the manifest.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    let Some((withdrawal, path)) = withdrawal(cx) else { return };
    if !cx.submission.lists_all() {
        return;
    }
    let names: BTreeSet<&str> = cx.submission.declared().map(|one| one.name).collect();
    for (index, named) in withdrawal.files.iter().enumerate() {
        if names.contains(named.as_str()) {
            continue;
        }
        let finding =
            out.field(&path, listed_file(index), Message::WithdrawalFileUnknown { name: named.as_str().into() });
        if let Some(name) = closest(named.as_str(), names.iter().copied()) {
            finding.hint(Message::PerhapsMeant { name: name.into() });
        }
    }
}
