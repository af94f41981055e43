//! A submission has more files than the limit.

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "too-many-files",
        group: Group::Files,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "La entrega tiene más archivos de los que se admiten.",
            en: "The submission has more files than are taken.",
        },
        why: Text {
            es: "Una entrega con demasiados archivos no la revisa nadie, y este programa no lee ninguno para que no \
                 lo detengan.",
            en: "Nobody looks through a submission with too many files, and this program reads none of them so that \
                 it cannot be stopped.",
        },
        norm: None,
        example: "policies/integridad/2026/11/reporte-1f3a/ (con 500 archivos)\n",
        remedy: Text {
            es: "Reparta los archivos en varias entregas, o reúna los que sean del mismo documento en un PDF o en un \
                 ZIP.",
            en: "Split the files into several submissions, or gather those of one document in a PDF or a ZIP.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    if let Some(count) = cx.submission.too_many {
        let limit = cx.settings.files_per_submission.into();
        out.folder(&cx.submission.path.folder(), Message::TooManyFiles { count: count.into(), limit });
    }
}
