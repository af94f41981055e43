//! Something else stands where a YAML file is due.

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, DocumentContext, Problem, Rule},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "document-not-a-file",
        group: Group::Document,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "En el lugar de un archivo YAML hay otra cosa.",
            en: "Something else stands where a YAML file is due.",
        },
        why: Text {
            es: "Un enlace, otro repositorio o un puntero no es el archivo: lo que dice puede cambiar o no estar.",
            en: "A link, another repository or a pointer is not the file: what it says may change or be absent.",
        },
        norm: None,
        example: "manifiesto.yaml -> ../otra/manifiesto.yaml",
        remedy: Text {
            es: "Ponga en su lugar el archivo mismo, como archivo corriente de git (sin Git LFS).",
            en: "Put the file itself in its place, as an ordinary file of git (without Git LFS).",
        },
        fixable: false,
    },
    check: Check::Document(check),
};

fn check(cx: &DocumentContext<'_>, out: &mut Sink<'_>) {
    for problem in cx.problems {
        if let Problem::NotAFile = problem {
            out.at(cx.path, Message::DocumentNotAFile {});
        }
    }
}
