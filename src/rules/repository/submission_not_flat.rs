//! A submission has folders inside.

use super::names;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::{Place, layout},
    rules::{Check, EntryContext, Rule},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "submission-not-flat",
        group: Group::Repository,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text { es: "La entrega tiene carpetas adentro.", en: "The submission has folders inside." },
        why: Text {
            es: "El manifiesto nombra los archivos de su propia carpeta: lo que está más adentro no tiene huella ni \
                 descripción.",
            en: "The manifest names the files of its own folder: what lies deeper has no digest or description.",
        },
        norm: None,
        example: "policies/integridad/2026/11/reporte-1f3a/anexos/acta.pdf",
        remedy: Text {
            es: "Mueva el archivo a la carpeta de la entrega y agréguelo al manifiesto.",
            en: "Move the file to the folder of the submission and add it to the manifest.",
        },
        fixable: false,
    },
    check: Check::Entry(check),
};

fn check(cx: &EntryContext<'_>, out: &mut Sink<'_>) {
    if let Place::Nested(submission) = cx.place
        && cx.entry.raw_name.is_none()
        && !names::is_git_form(cx.entry.path.name())
        && !layout::is_attributes(cx.entry.path.name())
    {
        let name = cx.entry.path.as_str().strip_prefix(submission.folder().as_str()).unwrap_or_default();
        out.at(&cx.entry.path, Message::SubmissionNotFlat { name: name.trim_start_matches('/').into() });
    }
}
