//! The size that the manifest declares is not that of the file.

use super::held;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Arg, Message, Text},
    model::HeldFile,
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "size-mismatch",
        group: Group::Files,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El tamaño declarado no es el del archivo.",
            en: "The declared size is not that of the file.",
        },
        why: Text {
            es: "El tamaño es la comprobación más rápida de que un archivo está completo; uno equivocado hace dudar \
                 del manifiesto entero.",
            en: "The size is the quickest check that a file is whole; a wrong one casts doubt on the whole manifest.",
        },
        norm: None,
        example: "archivos:\n  - ruta: avance.csv\n    bytes: 1   # tiene 68\n",
        remedy: Text {
            es: "La huella coincide: el archivo es el declarado. Copie su tamaño exacto a `bytes`.",
            en: "The digest matches: the file is the one declared. Copy its exact size to `bytes`.",
        },
        fixable: true,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    for one in cx.submission.declared() {
        let (Some(declared), Some(facts)) = (one.bytes, one.held.and_then(HeldFile::facts)) else { continue };
        // Another file has another size: the digest says so, and tells the size too.
        if one.sha256 == Some(facts.digest) && declared != facts.size {
            out.field(
                &cx.submission.manifest_path,
                held::entry(one.index, "bytes"),
                Message::SizeMismatch {
                    name: one.name.into(),
                    declared: declared.into(),
                    actual: Arg::Bytes(facts.size),
                },
            );
        }
    }
}
