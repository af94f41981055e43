//! What supersedes another submission has no file left.
//!
//! A warning, and no error is missing beside it. A change that brings a submission in this state withdraws what was never
//! published (`withdrawal-of-unpublished`) or lacks what its manifest lists (`file-missing`), and both block. A change
//! that leads a published submission here withdraws, with its record, what was published: that is lawful and may be
//! urgent, so it must not wait for another submission. A state by itself cannot tell the two apart.

use super::manifest;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "supersedes-without-evidence",
        group: Group::Manifest,
        severity: Severity::Warning,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Una entrega que reemplaza a otra no tiene ya ningún archivo.",
            en: "A submission that supersedes another has no file left.",
        },
        why: Text {
            es: "La entrega reemplazada deja de contar y la que la reemplaza no muestra nada: en su lugar no queda \
                 evidencia. Un retiro legítimo puede llevar a esto, y por eso no bloquea; una entrega que llega ya así sí \
                 se bloquea, porque retira lo que nunca se publicó o le faltan archivos.",
            en: "The superseded submission no longer counts and the one in its place shows nothing: no evidence is \
                 left. A lawful withdrawal may lead here, and so it does not block; a submission that comes like this \
                 is blocked, for it withdraws what was never published or lacks files.",
        },
        norm: None,
        example: "# manifiesto.yaml\nreemplaza: {entrega: gobierno-digital/2026/11/reporte-1f3a, …}\n# retiro.yaml\narchivos: [informe.pdf]    # el único archivo\n",
        remedy: Text {
            es: "Haga otra entrega, con evidencia, que reemplace a esta.",
            en: "Make another submission, with evidence, that supersedes this one.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    let Some((manifest, path)) = manifest(cx) else { return };
    let Some(superseded) = &manifest.supersedes else { return };
    let mut withdrawn = false;
    for (_, listed, held) in cx.submission.listed() {
        match cx.submission.withdraws(listed.path.as_str()) {
            true => withdrawn = true,
            false if held.is_some() || listed.commitment.is_some() => return,
            false => {} // missing, of which another rule speaks
        }
    }
    if withdrawn {
        let submission = superseded.submission.as_str().into();
        out.field(path, Route::root().key("reemplaza"), Message::SupersedesWithoutEvidence { submission });
    }
}
