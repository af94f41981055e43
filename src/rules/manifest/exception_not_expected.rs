//! A public file carries an exception to access.

use super::listed_file;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "exception-not-expected",
        group: Group::Manifest,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Un archivo público lleva una excepción de acceso.",
            en: "A public file carries an exception to access.",
        },
        why: Text {
            es: "O el archivo no es público y está a la vista de todos, o la excepción sobra: alguien tiene que \
                 decir cuál de las dos.",
            en: "Either the file is not public and is in everybody's sight, or the exception is superfluous: \
                 somebody must say which.",
        },
        norm: Some("Ley 1712 de 2014, artículos 18 y 19"),
        example: "archivos:\n  - ruta: avance.pdf\n    excepcion: {norma: 'Ley 1712 de 2014, artículo 18'}\n",
        remedy: Text {
            es: "Quite `excepcion`, o escriba `acceso: clasificada` o `acceso: reservada` y guarde el archivo fuera \
                 de git.",
            en: "Remove `excepcion`, or write `acceso: clasificada` or `acceso: reservada` and keep the file outside \
                 git.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    let path = &cx.submission.manifest_path;
    for (index, file, _) in cx.submission.listed() {
        if file.access.is_public() && file.exception.is_some() {
            let name = file.path.as_str().into();
            out.key(path, listed_file(index).key("excepcion"), Message::ExceptionNotExpected { name });
        }
    }
}
