//! The captions or the transcript name a file that the submission does not have.

use std::collections::BTreeSet;

use super::listed_file;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext, suggestion::closest},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "captions-unknown",
        group: Group::Manifest,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Los subtítulos o la transcripción nombran un archivo que la entrega no tiene.",
            en: "The captions or the transcript name a file that the submission does not have.",
        },
        why: Text {
            es: "Sin el archivo, quien no oye el video se queda sin él.",
            en: "Without the file, who cannot hear the video goes without it.",
        },
        norm: None,
        example: "archivos:\n  - ruta: audiencia.mp4\n    subtitulos: audiencia.vtt\n",
        remedy: Text {
            es: "Agregue el archivo a la entrega y a `archivos`, o corrija el nombre.",
            en: "Add the file to the submission and to `archivos`, or correct the name.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    if !cx.submission.lists_all() {
        return;
    }
    let path = &cx.submission.manifest_path;
    let names: BTreeSet<&str> = cx.submission.declared().map(|one| one.name).collect();
    for (index, file, _) in cx.submission.listed() {
        for (key, named) in [("subtitulos", &file.captions), ("transcripcion", &file.transcript)] {
            let Some(named) = named.as_ref().filter(|named| !names.contains(named.as_str())) else { continue };
            let finding = out.field(
                path,
                listed_file(index).key(key),
                Message::CaptionsUnknown { key: key.into(), name: named.as_str().into() },
            );
            if let Some(name) = closest(named.as_str(), names.iter().copied()) {
                finding.hint(Message::PerhapsMeant { name: name.into() });
            }
        }
    }
}
