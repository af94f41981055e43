//! The withdrawal names a file that is still in the folder.

use super::{listed_file, withdrawal};
use crate::{
    diagnostic::{Group, Meta, Severity, Sink, Target},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "withdrawal-file-present",
        group: Group::Manifest,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El retiro nombra un archivo que sigue en la carpeta.",
            en: "The withdrawal names a file that is still in the folder.",
        },
        why: Text {
            es: "Si el archivo sigue ahí, no se retiró: el micrositio lo seguiría publicando.",
            en: "If the file is still there it was not withdrawn: the microsite would go on publishing it.",
        },
        norm: None,
        example: "# retiro.yaml\narchivos: [asistencia.pdf]    # y asistencia.pdf está en la carpeta\n",
        remedy: Text {
            es: "Borre el archivo de la carpeta, o quítelo del retiro.",
            en: "Delete the file from the folder, or remove it from the withdrawal.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    let Some((withdrawal, path)) = withdrawal(cx) else { return };
    for (index, named) in withdrawal.files.iter().enumerate() {
        if let Some(held) = cx.submission.file(named.as_str()) {
            out.field(&path, listed_file(index), Message::WithdrawalFilePresent { name: named.as_str().into() })
                .related(&held.entry.path, Target::Whole);
        }
    }
}
