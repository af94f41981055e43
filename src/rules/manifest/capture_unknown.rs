//! The capture of a link names a file that the submission does not have.

use super::{listed_names, lists, manifest};
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext, suggestion::closest},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "capture-unknown",
        group: Group::Manifest,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "La captura de un enlace nombra un archivo que la entrega no tiene.",
            en: "The capture of a link names a file that the submission does not have.",
        },
        why: Text {
            es: "La captura es la evidencia; el enlace solo dice de dónde salió.",
            en: "The capture is the evidence; the link only says where it came from.",
        },
        norm: None,
        example: "enlaces:\n  - {url: 'https://mipg.example.gov.co/noticia', consultado: 2026-11-04, captura: noticia.pdf}    # no está en archivos\n",
        remedy: Text {
            es: "Agregue la captura a la entrega y a `archivos`, o corrija el nombre.",
            en: "Add the capture to the submission and to `archivos`, or correct the name.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    let Some((manifest, path)) = manifest(cx) else { return };
    for (index, link) in manifest.links.iter().enumerate() {
        let Some(named) = link.capture.as_ref().filter(|named| !lists(manifest, named)) else { continue };
        let finding = out.field(
            path,
            Route::root().key("enlaces").index(index).key("captura"),
            Message::CaptureUnknown { name: named.as_str().into() },
        );
        if let Some(name) = closest(named.as_str(), listed_names(manifest)) {
            finding.hint(Message::PerhapsMeant { name: name.into() });
        }
    }
}
