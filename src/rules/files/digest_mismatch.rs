//! The digest that the manifest declares is not that of the file.

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext},
    source::Route,
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
            es: "Confirme que el archivo es el que quiere entregar y copie su huella (SHA-256) en `sha256`.",
            en: "Confirm that the file is the one to hand in and copy its digest (SHA-256) to `sha256`.",
        },
        fixable: true,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    for (index, listed, held) in cx.submission.listed() {
        let (Some(declared), Some(facts)) = (&listed.sha256, held.and_then(|file| file.facts())) else { continue };
        if declared.digest() != facts.digest {
            out.field(
                &cx.submission.manifest_path(),
                Route::root().key("archivos").index(index).key("sha256"),
                Message::DigestMismatch {
                    name: listed.path.as_str().into(),
                    declared: declared.digest().into(),
                    actual: facts.digest.into(),
                },
            );
        }
    }
}
