//! The public version names a file that the submission does not have.

use std::collections::BTreeSet;

use super::listed_file;
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
    if !cx.submission.lists_all() {
        return;
    }
    let path = &cx.submission.manifest_path;
    let names: BTreeSet<&str> = cx.submission.declared().map(|one| one.name).collect();
    for (index, file, _) in cx.submission.listed() {
        let named = file.exception.as_ref().and_then(|exception| exception.public_version.as_ref());
        let Some(named) = named.filter(|named| !names.contains(named.as_str())) else { continue };
        let finding = out.field(
            path,
            listed_file(index).key("excepcion").key("version_publica"),
            Message::PublicVersionUnknown { name: named.as_str().into() },
        );
        if let Some(name) = closest(named.as_str(), names.iter().copied()) {
            finding.hint(Message::PerhapsMeant { name: name.into() });
        }
    }
}
