//! The manifest lists one file twice.

use std::collections::BTreeMap;

use super::held;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink, Target},
    messages::{Message, Text},
    model::Declared,
    rules::{Check, Rule, SubmissionContext},
    source::Part,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "file-listed-twice",
        group: Group::Files,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El manifiesto lista dos veces el mismo archivo.",
            en: "The manifest lists the same file twice.",
        },
        why: Text {
            es: "Con dos descripciones del mismo archivo no se sabe cuál vale. En Windows y macOS los nombres que \
                 solo difieren en mayúsculas son uno.",
            en: "With two descriptions of one file nobody knows which holds. On Windows and macOS names that differ \
                 only in capitals are one.",
        },
        norm: None,
        example: "archivos:\n  - ruta: acta.pdf\n  - ruta: Acta.pdf\n",
        remedy: Text { es: "Deje una sola entrada por archivo.", en: "Leave one entry for each file." },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    let mut first: BTreeMap<String, (usize, &str)> = BTreeMap::new();
    for Declared { index, name, held, .. } in cx.submission.declared() {
        let Some((earlier, other)) = first.get(&held::folded(name)).copied() else {
            first.insert(held::folded(name), (index, name));
            continue;
        };
        let message = if name == other {
            Message::FileListedTwice { name: name.into() }
        } else if held.is_some() && cx.submission.file(other).is_some() {
            continue; // There really are two, which is said of the folder.
        } else {
            Message::FileListedAlike { name: name.into(), other: other.into() }
        };
        let manifest = &cx.submission.manifest_path;
        out.field(manifest, held::entry(index, "ruta"), message)
            .related(manifest, Target::Field(held::entry(earlier, "ruta"), Part::Value));
    }
}
