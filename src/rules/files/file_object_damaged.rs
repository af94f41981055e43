//! The object store holds other bytes than those a file names.

use super::held;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::FileState,
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "file-object-damaged",
        group: Group::Files,
        severity: Severity::Unchecked,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "La copia del repositorio está dañada y el archivo no se pudo leer.",
            en: "The copy of the repository is damaged and the file could not be read.",
        },
        why: Text {
            es: "Git nombra cada contenido por su huella. Si lo guardado no coincide con ella, el disco falló o \
                 alguien lo alteró, y no se puede juzgar lo que se entregó.",
            en: "Git names each content by its digest. Where what is stored does not match it, the disk failed or \
                 somebody altered it, and what was handed in cannot be judged.",
        },
        norm: None,
        example: "policies/integridad/2026/11/reporte-1f3a/informe.pdf\n",
        remedy: Text {
            es: "Haga una copia nueva del repositorio (git clone) y revise allí; si se repite, avise a quien \
                 administra el repositorio.",
            en: "Make a new copy of the repository (git clone) and check there; if it happens again, tell whoever \
                 runs the repository.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    for held in held::files(cx) {
        if let FileState::Damaged { id } = &held.file.state {
            held.report(
                out,
                "ruta",
                Message::FileObjectDamaged { name: held.name().into(), object: id.to_string().into() },
            );
        }
    }
}
