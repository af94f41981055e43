//! The folder has evidence and no manifest.

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "manifest-missing",
        group: Group::Manifest,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "La carpeta tiene evidencia y no tiene manifiesto.",
            en: "The folder has evidence and no manifest.",
        },
        why: Text {
            es: "Sin manifiesto no se sabe de qué política es la evidencia, para qué corte ni cuál es su huella: no \
                 se puede comprobar ni contar como entregada.",
            en: "Without a manifest nobody knows which policy and due date the evidence is for, nor its digest: it \
                 cannot be verified nor counted as handed in.",
        },
        norm: None,
        example: "policies/gobierno-digital/2026/11/reporte-1f3a/avance.pdf\n",
        remedy: Text {
            es: "Agregue `manifiesto.yaml` en la misma carpeta, con un elemento de `archivos` por cada archivo.",
            en: "Add `manifiesto.yaml` in the same folder, with an item of `archivos` for each file.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    let submission = cx.submission;
    if submission.manifest.is_present() || submission.withdrawal.is_present() || submission.files.is_empty() {
        return;
    }
    let names: Vec<String> = submission.files.iter().map(|file| file.name().to_owned()).collect();
    out.at(&submission.path.folder(), Message::ManifestMissing { names: names.into() });
}
