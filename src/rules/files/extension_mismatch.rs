//! The extension of the name does not belong to the real type.

use super::{held, kind};
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "extension-mismatch",
        group: Group::Files,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El nombre del archivo no termina como corresponde a su contenido.",
            en: "The name of the file does not end as its content asks.",
        },
        why: Text {
            es: "El computador abre cada archivo según su extensión: con otra no se abre, o se abre como lo que no \
                 es.",
            en: "The computer opens each file by its extension: with another one it does not open, or opens as what \
                 it is not.",
        },
        norm: None,
        example: "archivos:\n  - ruta: foto.png        # el contenido es una imagen JPEG\n    formato: image/jpeg\n",
        remedy: Text {
            es: "Cambie el nombre del archivo, y el de `ruta`, para que termine como corresponde a su contenido.",
            en: "Rename the file, and its `ruta`, so that it ends as its content asks.",
        },
        fixable: true,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    for held in held::files(cx) {
        let Some((found, extensions)) = kind::expected_extensions(&held) else { continue };
        let expected: Vec<String> = extensions.iter().map(|extension| format!(".{extension}")).collect();
        let found = kind::term(found).into();
        held.report(
            out,
            "ruta",
            Message::ExtensionMismatch { name: held.name().into(), found, expected: expected.into() },
        );
    }
}
