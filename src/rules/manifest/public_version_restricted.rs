//! The public version of a file is not public either.

use super::listed_file;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "public-version-restricted",
        group: Group::Manifest,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "La versión pública de un archivo tampoco es pública.",
            en: "The public version of a file is not public either.",
        },
        why: Text {
            es: "La versión pública es lo que la gente puede leer en lugar del archivo exceptuado; si tampoco se \
                 puede leer, no hay ninguna.",
            en: "The public version is what people can read in the place of the excepted file; where it cannot be \
                 read either, there is none.",
        },
        norm: None,
        example: "archivos:\n  - ruta: asistencia.pdf\n    acceso: clasificada\n    excepcion: {version_publica: asistencia.pdf}\n",
        remedy: Text {
            es: "Nombre en `version_publica` otro archivo de la entrega que sí sea público.",
            en: "Name in `version_publica` another file of the submission that is public.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    let path = &cx.submission.manifest_path;
    for (index, file, _) in cx.submission.listed() {
        let named = file.exception.as_ref().and_then(|exception| exception.public_version.as_ref());
        let Some(named) = named.filter(|_| !file.access.is_public()) else { continue };
        if cx.submission.listed().any(|(_, other, _)| other.path == *named && !other.access.is_public()) {
            out.field(
                path,
                listed_file(index).key("excepcion").key("version_publica"),
                Message::PublicVersionRestricted { name: named.as_str().into() },
            );
        }
    }
}
