//! Only the pointer of a file was looked at.

use super::held;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::{FileState, PointerObject},
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "pointer-unseen",
        group: Group::Files,
        severity: Severity::Warning,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Del archivo guardado aparte solo se revisó su puntero.",
            en: "Of the file kept apart only its pointer was looked at.",
        },
        why: Text {
            es: "Su contenido no está en esta copia: no se sabe si llegó, ni se revisaron su tipo, su integridad o si trae datos personales.",
            en: "Its content is not in this copy: whether it arrived is not known, and its type, its integrity and personal data in it were not checked.",
        },
        norm: None,
        example: "version https://git-lfs.github.com/spec/v1\noid sha256:…\nsize 83886080\n",
        remedy: Text {
            es: "Confirme que el archivo llegó: quien lo entregó lo envía con `git lfs push` (`mipg add --enviar` lo hace solo); quien revisa lo trae con `git lfs fetch` y repite el control.",
            en: "Make sure that the file arrived: who handed it in sends it with `git lfs push` (`mipg add --push` does so by itself); who reviews fetches it with `git lfs fetch` and repeats the check.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    for held in held::files(cx) {
        let FileState::Pointer { pointer, object, .. } = &held.file.state else { continue };
        let is_committed = held.listed.is_some_and(|(_, listed)| listed.commitment.is_some());
        if *object == PointerObject::Absent && (is_committed || pointer.size > cx.settings.file_bytes) {
            held.report(out, "ruta", Message::PointerUnseen { name: held.name().into() });
        }
    }
}
