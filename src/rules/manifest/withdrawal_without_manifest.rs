//! There is a withdrawal and the manifest of the submission is not there.

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::layout,
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "withdrawal-without-manifest",
        group: Group::Manifest,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Hay un retiro y no está el manifiesto de la entrega.",
            en: "There is a withdrawal and the manifest of the submission is not there.",
        },
        why: Text {
            es: "El retiro deja constancia de lo que se quitó; el manifiesto, con sus huellas, se queda para siempre.",
            en: "The withdrawal leaves a record of what was removed; the manifest, with its digests, stays for ever.",
        },
        norm: None,
        example: "policies/gobierno-digital/2026/11/reporte-1f3a/retiro.yaml    # y no hay manifiesto.yaml\n",
        remedy: Text {
            es: "Restaure `manifiesto.yaml` tal como se publicó: un retiro nunca lo borra.",
            en: "Restore `manifiesto.yaml` as it was published: a withdrawal never removes it.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    let submission = cx.submission;
    if submission.withdrawal.is_present() && !submission.manifest.is_present() {
        out.at(&submission.path.file(layout::WITHDRAWAL), Message::WithdrawalWithoutManifest {});
    }
}
