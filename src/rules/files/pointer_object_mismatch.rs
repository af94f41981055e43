//! The object of a pointer is not the one the pointer names.

use super::held;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::{FileState, PointerObject},
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "pointer-object-mismatch",
        group: Group::Files,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El archivo guardado aparte no es el que dice su puntero.",
            en: "The file kept apart is not the one its pointer names.",
        },
        why: Text {
            es: "El puntero trae la huella y el tamaño del archivo guardado fuera de git. Si el archivo es otro, la evidencia no es la que se entregó.",
            en: "The pointer holds the digest and size of the file kept outside git. Where the file is another, the evidence is not what was handed in.",
        },
        norm: None,
        example: "oid sha256:0000…   # y el archivo del almacén tiene otra huella\n",
        remedy: Text {
            es: "Vuelva a subir el archivo con Git LFS, o restaure en el almacén el que corresponde a la huella.",
            en: "Upload the file with Git LFS again, or restore in the store the one with that digest.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    for held in held::files(cx) {
        let FileState::Pointer { pointer, object, .. } = &held.file.state else { continue };
        let (digest, size) = match object {
            PointerObject::Absent => continue,
            PointerObject::Read(read) => (read.facts.digest, read.facts.size),
            PointerObject::Hashed { digest, size, .. } | PointerObject::Salted { digest, size, .. } => (*digest, *size),
        };
        if (digest, size) != (pointer.digest, pointer.size) {
            let (named, actual) = (pointer.digest.into(), digest.into());
            let field = if held.listed.is_some_and(|(_, listed)| listed.commitment.is_some()) {
                "compromiso"
            } else {
                "sha256"
            };
            held.report(out, field, Message::PointerObjectMismatch { name: held.name().into(), named, actual });
        }
    }
}
