//! The public version names a file that the submission does not have.

use super::{listed_file, listed_names, lists, manifest};
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext, suggestion::closest},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "public-version-unknown",
        group: Group::Manifest,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "La versión pública nombra un archivo que la entrega no tiene.",
            en: "The public version names a file that the submission does not have.",
        },
        why: Text {
            es: "La versión pública es lo que la gente puede leer en lugar del archivo exceptuado.",
            en: "The public version is what people can read in the place of the excepted file.",
        },
        norm: None,
        example: "excepcion:\n  version_publica: asistencia-tachada.pdf    # no está en archivos\n",
        remedy: Text {
            es: "Agregue la versión pública a la entrega y a `archivos`, o corrija el nombre.",
            en: "Add the public version to the submission and to `archivos`, or correct the name.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    let Some((manifest, path)) = manifest(cx) else { return };
    for (index, file) in manifest.files.iter().enumerate() {
        let named = file.exception.as_ref().and_then(|exception| exception.public_version.as_ref());
        let Some(named) = named.filter(|named| !lists(manifest, named)) else { continue };
        let finding = out.field(
            &path,
            listed_file(index).key("excepcion").key("version_publica"),
            Message::PublicVersionUnknown { name: named.as_str().into() },
        );
        if let Some(name) = closest(named.as_str(), listed_names(manifest)) {
            finding.hint(Message::PerhapsMeant { name: name.into() });
        }
    }
}
