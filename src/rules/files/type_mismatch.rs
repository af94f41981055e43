//! The content of a file is not of the type declared.

use super::{
    held,
    kind::{self, TypeDefect},
};
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "type-mismatch",
        group: Group::Files,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El contenido del archivo no es del tipo que dice el manifiesto.",
            en: "The content of the file is not of the type the manifest says.",
        },
        why: Text {
            es: "Un archivo que no es lo que dice ser no se abre, o muestra otra cosa: puede ser un error al \
                 guardarlo o un engaño.",
            en: "A file that is not what it claims to be does not open, or shows something else: it may be a mistake \
                 when saving it or a deceit.",
        },
        norm: None,
        example: "archivos:\n  - ruta: informe.pdf      # en realidad una página web\n    formato: application/pdf\n",
        remedy: Text {
            es: "Ponga el archivo verdadero, o corrija `formato`.",
            en: "Put the true file, or mend `formato`.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    for held in held::files(cx) {
        let Some(TypeDefect::Mismatch { declared, found }) = kind::defect(&held) else { continue };
        let is_accepted = held.read().is_some_and(|read| kind::is_accepted(&read.facts, cx.settings));
        let message = Message::TypeMismatch {
            name: held.name().into(),
            found: kind::term(found).into(),
            declared: kind::term(declared).into(),
        };
        held.report(out, "formato", message).hint(if is_accepted {
            Message::TypeMismatchHint { found: found.mime().into() }
        } else {
            Message::TypeMismatchRefusedHint {}
        });
    }
}
