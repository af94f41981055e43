//! The LFS pointer of a file is not that of the file declared.

use super::held;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Arg, Message, Text},
    model::{FileState, SALT},
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "pointer-mismatch",
        group: Group::Files,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El puntero de Git LFS no es el del archivo que el manifiesto declara.",
            en: "The Git LFS pointer is not that of the file that the manifest declares.",
        },
        why: Text {
            es: "El puntero es lo único que queda en git de un archivo guardado con LFS. Si dice otra huella u otro \
                 tamaño, apunta a otro archivo.",
            en: "The pointer is all that stays in git of a file kept with LFS. If it says another digest or another \
                 size, it points to another file.",
        },
        norm: None,
        example: "version https://git-lfs.github.com/spec/v1\noid sha256:0000000000000000000000000000000000000000000000000000000000000000\nsize 1\n",
        remedy: Text {
            es: "Confirme cuál es el archivo verdadero, agréguelo de nuevo con Git LFS y copie su huella y su tamaño \
                 al manifiesto.",
            en: "Confirm which is the true file, add it again with Git LFS and copy its digest and size to the \
                 manifest.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    for held in held::files(cx) {
        let (FileState::Pointer { pointer, .. }, Some((_, listed))) = (&held.file.state, held.listed) else { continue };
        let name = held.name().into();
        if let Some(commitment) = &listed.commitment {
            // The object is the salt and the file, one after the other.
            let declared = commitment.value.digest();
            if declared != pointer.digest {
                let (declared, actual) = (declared.into(), pointer.digest.into());
                let message = Message::PointerCommitmentMismatch { name, declared, actual };
                held.report(out, "compromiso", message).hint(Message::PointerCommitmentHint {});
            } else if listed.bytes.get().checked_add(SALT) != Some(pointer.size) {
                let (declared, actual) = (Arg::Bytes(listed.bytes.get()), Arg::Bytes(pointer.size));
                held.report(out, "bytes", Message::PointerSaltedSizeMismatch { name, declared, actual });
            }
        } else if let Some(declared) =
            listed.sha256.as_ref().map(|sha256| sha256.digest()).filter(|one| *one != pointer.digest)
        {
            let (declared, actual) = (declared.into(), pointer.digest.into());
            held.report(out, "sha256", Message::PointerDigestMismatch { name, declared, actual });
        } else if listed.bytes.get() != pointer.size {
            let (declared, actual) = (listed.bytes.get().into(), Arg::Bytes(pointer.size));
            held.report(out, "bytes", Message::PointerSizeMismatch { name, declared, actual });
        }
    }
}
