//! The policy of the manifest is not that of its folder.

use super::stated;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "policy-mismatch",
        group: Group::Manifest,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "La política del manifiesto no es la de su carpeta.",
            en: "The policy of the manifest is not that of its folder.",
        },
        why: Text {
            es: "La carpeta decide a qué política pertenece la entrega y quién responde por ella; si el manifiesto \
                 dice otra, no se sabe cuál de las dos es.",
            en: "The folder decides which policy the submission belongs to and who answers for it; where the \
                 manifest says another, nobody knows which of the two it is.",
        },
        norm: None,
        example: "# policies/gobierno-digital/2026/11/reporte-1f3a/manifiesto.yaml\npolitica: integridad\n",
        remedy: Text {
            es: "Escriba en `politica` el nombre de la carpeta, o mueva la entrega a la carpeta de su política si \
                 todavía no se ha publicado.",
            en: "Write the name of the folder in `politica`, or move the submission to the folder of its policy if \
                 it has not been published yet.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    let Some((manifest, path)) = stated(cx) else { return };
    let owner = &cx.submission.path.owner;
    if manifest.policy.as_str() != owner {
        out.field(
            path,
            Route::root().key("politica"),
            Message::PolicyMismatch { declared: manifest.policy.as_str().into(), folder: owner.into() },
        );
    }
}
