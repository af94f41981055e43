//! A small file is kept apart, where it cannot be checked.

use super::held;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::{FileState, PointerObject},
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "pointer-not-needed",
        group: Group::Files,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Un archivo pequeño se entregó fuera de git, donde no se puede revisar.",
            en: "A small file was handed in outside git, where it cannot be checked.",
        },
        why: Text {
            es: "Fuera de git solo van los archivos grandes y los que no deben publicarse. De los demás se revisan el tipo y el contenido, y para eso tienen que estar.",
            en: "Only large files and those that must not be published stay outside git. The type and content of all others are checked, and for that they have to be there.",
        },
        norm: None,
        example: "version https://git-lfs.github.com/spec/v1\noid sha256:…\nsize 2048\n",
        remedy: Text {
            es: "Entregue el archivo mismo. Si muestra personas o no es público, use `compromiso` y `custodia` en vez de un puntero.",
            en: "Hand in the file itself. If it shows people or is not public, use `compromiso` and `custodia` instead of a pointer.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    for held in held::files(cx) {
        let FileState::Pointer { pointer, object, .. } = &held.file.state else { continue };
        // What may have to be erased stays outside whatever its size.
        let is_committed = held.listed.is_some_and(|(_, listed)| listed.commitment.is_some());
        if !is_committed && *object == PointerObject::Absent && pointer.size <= cx.settings.file_bytes {
            let (name, size, limit) = (held.name().into(), pointer.size.into(), cx.settings.file_bytes.into());
            held.report(out, "ruta", Message::PointerNotNeeded { name, size, limit });
        }
    }
}
