//! A link has no capture.

use super::manifest;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "link-without-capture",
        group: Group::Manifest,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text { es: "Un enlace no tiene captura.", en: "A link has no capture." },
        why: Text {
            es: "Una página cambia o desaparece, y nadie puede comprobar lo que mostraba. Un enlace sin captura no \
                 es evidencia.",
            en: "A page changes or disappears, and nobody can verify what it showed. A link without a capture is not \
                 evidence.",
        },
        norm: None,
        example: "enlaces:\n  - {url: 'https://mipg.example.gov.co/noticia', consultado: 2026-11-04}\n",
        remedy: Text {
            es: "Guarde la página como PDF o imagen, agréguela a la entrega y nómbrela en `captura`.",
            en: "Save the page as a PDF or an image, add it to the submission and name it in `captura`.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    let Some((manifest, path)) = manifest(cx) else { return };
    for (index, link) in manifest.links.iter().enumerate() {
        if link.capture.is_none() {
            let url = link.url.as_str().into();
            out.field(path, Route::root().key("enlaces").index(index).key("url"), Message::LinkWithoutCapture { url });
        }
    }
}
