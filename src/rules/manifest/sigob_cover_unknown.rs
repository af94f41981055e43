//! The SIGOB cover names a file that the submission does not have.

use super::{listed_names, lists, manifest};
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext, suggestion::closest},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "sigob-cover-unknown",
        group: Group::Manifest,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "La carátula de SIGOB nombra un archivo que la entrega no tiene.",
            en: "The SIGOB cover names a file that the submission does not have.",
        },
        why: Text {
            es: "La carátula es lo que muestra la fecha del radicado.",
            en: "The cover is what shows the date of the receipt.",
        },
        norm: None,
        example: "sigob: {radicado: AMC-OFI-0074376-2026, fecha: 2026-11-05T16:12:00-05:00, soporte: caratula.pdf}    # no está en archivos\n",
        remedy: Text {
            es: "Agregue la carátula a la entrega y a `archivos`, o corrija el nombre.",
            en: "Add the cover to the submission and to `archivos`, or correct the name.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    let Some((manifest, path)) = manifest(cx) else { return };
    let named = manifest.sigob.as_ref().and_then(|sigob| sigob.cover.as_ref());
    let Some(named) = named.filter(|named| !lists(manifest, named)) else { return };
    let finding = out.field(
        path,
        Route::root().key("sigob").key("soporte"),
        Message::SigobCoverUnknown { name: named.as_str().into() },
    );
    if let Some(name) = closest(named.as_str(), listed_names(manifest)) {
        finding.hint(Message::PerhapsMeant { name: name.into() });
    }
}
