//! A file kept in git is larger than the limit.

use super::held;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::FileState,
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "file-too-large",
        group: Group::Files,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El archivo pesa más de lo que el repositorio admite en git.",
            en: "The file is larger than the repository takes in git.",
        },
        why: Text {
            es: "Git guarda para siempre una copia entera de cada archivo: los muy pesados vuelven el repositorio \
                 lento para todos. Por eso no se leyó ni se revisó.",
            en: "Git keeps for ever a whole copy of each file: very large ones make the repository slow for all. For \
                 this reason it was neither read nor checked.",
        },
        norm: None,
        example: "policies/integridad/2026/11/reporte-1f3a/audiencia.mp4\n",
        remedy: Text {
            es: "Redúzcalo (comprima el video o las imágenes), o guárdelo con Git LFS: git lfs track y vuelva a \
                 agregarlo.",
            en: "Make it smaller (compress the video or the images), or keep it with Git LFS: git lfs track and add \
                 it again.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    for held in held::files(cx) {
        if let FileState::TooLarge { size, limit } = &held.file.state {
            let message =
                Message::FileTooLarge { name: held.name().into(), size: (*size).into(), limit: (*limit).into() };
            held.report(out, "bytes", message);
        }
    }
}
