//! A file is of a type that the repository does not take.

use super::{
    held,
    kind::{self, TypeDefect},
};
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::FileState,
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "type-not-accepted",
        group: Group::Files,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El archivo es de un tipo que este repositorio no acepta.",
            en: "The file is of a type that this repository does not accept.",
        },
        why: Text {
            es: "La entidad decide en `formatos` qué tipos recibe: los que cualquiera puede abrir dentro de muchos \
                 años y no son dañinos.",
            en: "The entity decides in `formatos` which types it takes: those that anybody can open in many years and \
                 that are not harmful.",
        },
        norm: None,
        example: "archivos:\n  - ruta: instalador.exe\n    formato: application/x-executable\n",
        remedy: Text {
            es: "Expórtelo a un tipo aceptado (PDF, .docx, .xlsx, CSV, PNG, JPEG, MP4…), o pida que se agregue a \
                 `formatos` en repositorio.yaml.",
            en: "Export it to an accepted type (PDF, .docx, .xlsx, CSV, PNG, JPEG, MP4…), or ask to add it to \
                 `formatos` in repositorio.yaml.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    for held in held::files(cx) {
        if let Some(TypeDefect::NotAccepted { found }) = kind::defect(&held) {
            let found = kind::term(found).into();
            held.report(out, "formato", Message::TypeNotAccepted { name: held.name().into(), found });
        }
    }
    // What is kept elsewhere has only its declaration.
    for (index, listed, held) in cx.submission.listed() {
        let is_elsewhere = match held.map(|file| &file.state) {
            None => listed.commitment.is_some(),
            Some(state) => matches!(state, FileState::Pointer { .. }),
        };
        let declared = listed.format.as_str();
        if is_elsewhere && !kind::is_declaration_accepted(declared, cx.settings) {
            out.field(
                &cx.submission.manifest_path,
                held::entry(index, "formato"),
                Message::TypeDeclaredNotAccepted { name: listed.path.as_str().into(), declared: declared.into() },
            );
        }
    }
}
