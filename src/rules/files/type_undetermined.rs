//! It could not be told whether a file is what it says.

use super::{
    held,
    kind::{self, TypeDefect},
};
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "type-undetermined",
        group: Group::Files,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "No se pudo saber si el archivo es del tipo que dice el manifiesto.",
            en: "It could not be told whether the file is of the type the manifest says.",
        },
        why: Text {
            es: "Lo que no se puede reconocer no se puede abrir ni revisar, y no se da por bueno.",
            en: "What cannot be recognised can be neither opened nor checked, and is not taken as good.",
        },
        norm: None,
        example: "archivos:\n  - ruta: datos.bin\n    formato: application/octet-stream\n",
        remedy: Text {
            es: "Ábralo en su programa y guárdelo o expórtelo en un tipo conocido (PDF, .docx, .xlsx, CSV, PNG, JPEG, \
                 MP4…).",
            en: "Open it in its program and save or export it as a known type (PDF, .docx, .xlsx, CSV, PNG, JPEG, \
                 MP4…).",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    for held in held::files(cx) {
        let (Some(defect), Some((_, listed))) = (kind::defect(&held), held.listed) else { continue };
        let (name, declared) = (held.name().into(), listed.format.as_str().into());
        match defect {
            TypeDefect::Unrecognised => {
                held.report(out, "formato", Message::TypeUndetermined { name, declared });
            }
            TypeDefect::UnknownDeclared { found } => {
                let hint = Message::TypeDeclaredUnknownHint { found: found.mime().into() };
                let found = kind::term(found).into();
                held.report(out, "formato", Message::TypeDeclaredUnknown { name, declared, found }).hint(hint);
            }
            TypeDefect::NotATable => {
                held.report(out, "formato", Message::TypeNotATable { name }).hint(Message::TypeNotATableHint {});
            }
            TypeDefect::Mismatch { .. } | TypeDefect::NotAccepted { .. } => {}
        }
    }
}
