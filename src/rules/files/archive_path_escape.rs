//! A name inside a container leads outside the folder it is unpacked to.

use super::held;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "archive-path-escape",
        group: Group::Files,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Dentro del archivo comprimido hay nombres que salen de la carpeta donde se descomprima.",
            en: "Inside the archive there are names that leave the folder it is unpacked to.",
        },
        why: Text {
            es: "Al descomprimirlo, esos nombres (con «..» o con una ruta completa) pueden escribir sobre otros \
                 archivos del computador.",
            en: "When unpacked, those names (with “..” or a whole path) may write over other files of the computer.",
        },
        norm: None,
        example: "archivos:\n  - ruta: anexos.zip   # trae ../../inicio.bat\n",
        remedy: Text {
            es: "Vuelva a comprimir solo la carpeta con los archivos, o entréguelos sueltos.",
            en: "Pack again only the folder with the files, or hand them in loose.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    for (held, _) in held::with_traits(cx, &RULE) {
        held.report(out, "ruta", Message::ArchivePathEscape { name: held.name().into() });
    }
}
