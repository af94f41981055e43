//! The folder has evidence and no manifest.

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::layout,
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

/// Whether the name is that of the manifest but for its capitals or its extension.
fn is_manifest(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().to_lowercase();
    let extensions: Vec<String> = name.split('.').skip(1).map(str::to_lowercase).collect();
    let extensions: Vec<&str> = extensions.iter().map(String::as_str).collect();
    matches!(stem.as_str(), "manifiesto" | "manifesto" | "manifest")
        && matches!(extensions[..], [] | ["yaml" | "yml" | "txt"] | ["yaml" | "yml", "txt"])
}

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    let submission = cx.submission;
    if submission.manifest.is_present() || submission.withdrawal.is_present() || submission.files.is_empty() {
        return;
    }
    let names = || submission.files.iter().map(|file| file.name());
    let evidence: Vec<&str> = names().filter(|name| !layout::is_of_the_system(name)).collect();
    let shown = if evidence.is_empty() { names().collect() } else { evidence };
    let shown: Vec<String> = shown.into_iter().map(str::to_owned).collect();
    let finding = out.folder(&submission.path.folder(), Message::ManifestMissing { names: shown.into() });
    if let Some(name) = names().find(|name| is_manifest(name)) {
        finding.hint(Message::ManifestMisnamedHint { name: name.into() });
    }
}
