//! A file that is kept outside git is in the folder.

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::FileState,
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "committed-file-in-git",
        group: Group::Manifest,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Un archivo que se guarda fuera de git está en la carpeta.",
            en: "A file that is kept outside git is in the folder.",
        },
        why: Text {
            es: "El compromiso existe para que el archivo no entre en la historia; si además está en la carpeta, \
                 queda publicado y no se puede borrar.",
            en: "The commitment exists to keep the file out of history; where it is in the folder as well, it is \
                 published and cannot be erased.",
        },
        norm: None,
        example: "archivos:\n  - ruta: asistencia.pdf        # y el archivo está en la carpeta\n    compromiso: {algoritmo: sha256-sal, valor: …}\n",
        remedy: Text {
            es: "Borre el archivo de la carpeta antes de entregar; si ya se publicó, avise a quien administra el \
                 repositorio.",
            en: "Delete the file from the folder before handing in; if it is published already, tell whoever runs \
                 the repository.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    for (_, listed, held) in cx.submission.listed() {
        let Some(held) = held.filter(|_| listed.commitment.is_some()) else { continue };
        if !matches!(held.state, FileState::Pointer { .. }) {
            let finding = out.at(&held.entry.path, Message::CommittedFileInGit { name: held.name().into() });
            if held.is_broken_pointer() {
                finding.hint(Message::BrokenPointerHint {});
            }
        }
    }
}
