//! The office is not in `repositorio.yaml`.

use super::stated;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext, suggestion::instead},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "office-unknown",
        group: Group::Manifest,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "La dependencia no está en `repositorio.yaml`.",
            en: "The office is not in `repositorio.yaml`.",
        },
        why: Text {
            es: "La dependencia dice quién produjo la evidencia; si su clave no existe, el tablero no sabe a quién \
                 mostrarla.",
            en: "The office says who produced the evidence; where its key does not exist, the dashboard does not \
                 know whom to show it under.",
        },
        norm: None,
        example: "dependencia: oficina-infomatica\n",
        remedy: Text {
            es: "Use una de las claves de `dependencias` en `repositorio.yaml`, o quite el campo para usar la del \
                 líder de la política.",
            en: "Use one of the keys of `dependencias` in `repositorio.yaml`, or remove the field to use that of the \
                 leader of the policy.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    let Some((manifest, path)) = stated(cx) else { return };
    let (Some(office), Some(repository)) = (&manifest.office, cx.common.repository()) else { return };
    if !repository.offices.contains_key(office) {
        let finding = out.field(
            path,
            Route::root().key("dependencia"),
            Message::OfficeUnknown { office: office.as_str().into() },
        );
        if let Some(hint) = instead(office.as_str(), repository.offices.keys().map(|key| key.as_str())) {
            finding.hint(hint);
        }
    }
}
