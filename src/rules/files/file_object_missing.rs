//! The clone does not have the object of a file.

use super::held;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::FileState,
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "file-object-missing",
        group: Group::Files,
        severity: Severity::Unchecked,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "La copia del repositorio no tiene el contenido del archivo.",
            en: "The copy of the repository does not have the content of the file.",
        },
        why: Text {
            es: "Sin el contenido no se puede saber si la evidencia es la que dice el manifiesto. Lo que no se revisó \
                 no se da por bueno.",
            en: "Without the content nobody can tell whether the evidence is what the manifest says. What was not \
                 checked is not taken as good.",
        },
        norm: None,
        example: "policies/integridad/2026/11/reporte-1f3a/informe.pdf\n",
        remedy: Text {
            es: "Haga una copia completa del repositorio (git clone) y revise allí; si se repite, avise a quien \
                 administra el repositorio.",
            en: "Make a whole copy of the repository (git clone) and check there; if it happens again, tell whoever \
                 runs the repository.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    for held in held::files(cx) {
        if let FileState::Missing { promisor } = &held.file.state {
            let finding = held.report(out, "ruta", Message::FileObjectMissing { name: held.name().into() });
            if *promisor {
                finding.hint(Message::FileObjectMissingPartialHint {});
            }
        }
    }
}
