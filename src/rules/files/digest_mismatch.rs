//! The digest that the manifest declares is not that of the file.

use super::held;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::HeldFile,
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "digest-mismatch",
        group: Group::Files,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "La huella declarada no es la del archivo.",
            en: "The declared digest is not that of the file.",
        },
        why: Text {
            es: "La huella es lo que prueba, años después, que el archivo es el mismo que se entregó. Si no coincide, el \
                 archivo cambió después de escribir el manifiesto, o el manifiesto es de otro archivo.",
            en: "The digest is what proves, years later, that the file is the one handed in. Where it differs, the file \
                 changed after the manifest was written, or the manifest is of another file.",
        },
        norm: Some("Ley 527 de 1999 (integridad del mensaje de datos)"),
        example: "archivos:\n  - ruta: avance.csv\n    sha256: 0000000000000000000000000000000000000000000000000000000000000000\n",
        remedy: Text {
            es: "Confirme que el archivo es el que quiere entregar y copie su huella (SHA-256) en `sha256`; si la entrega ya \
                 está publicada, devuelva el archivo como estaba.",
            en: "Confirm that the file is the one to hand in and copy its digest (SHA-256) to `sha256`; where the \
                 submission is published already, put the file back as it was.",
        },
        fixable: true,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    for one in cx.submission.declared() {
        let (Some(declared), Some(facts)) = (one.sha256, one.held.and_then(HeldFile::facts)) else { continue };
        if declared != facts.digest {
            let finding = out.field(
                &cx.submission.manifest_path,
                held::entry(one.index, "sha256"),
                Message::DigestMismatch {
                    name: one.name.into(),
                    declared: declared.into(),
                    actual: facts.digest.into(),
                },
            );
            let actual = facts.digest.into();
            finding.hint(if one.held.is_some_and(HeldFile::is_broken_pointer) {
                Message::BrokenPointerHint {}
            } else if one.bytes == Some(facts.size) {
                Message::DigestMismatchHint { actual }
            } else {
                Message::DigestAndSizeMismatchHint { actual, bytes: facts.size.into() }
            });
        }
    }
}
