//! The bytes stored for a YAML file are not its own.

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, DocumentContext, Problem, Rule},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "document-object-damaged",
        group: Group::Document,
        severity: Severity::Unchecked,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El contenido guardado del archivo está dañado.",
            en: "The stored content of the file is damaged.",
        },
        why: Text {
            es: "Los bytes guardados no son los que git registró: el disco o la copia fallaron, o alguien los \
                 cambió. No se comprobó.",
            en: "The stored bytes are not those that git recorded: the disk or the copy failed, or someone changed \
                 them. It was not checked.",
        },
        norm: None,
        example: "git fsck: hash mismatch",
        remedy: Text {
            es: "No lo corrija a mano. Avise a quien administra el repositorio y tráigalo de otra copia.",
            en: "Do not mend it by hand. Tell whoever runs the repository and fetch it from another copy.",
        },
        fixable: false,
    },
    check: Check::Document(check),
};

fn check(cx: &DocumentContext<'_>, out: &mut Sink<'_>) {
    for problem in cx.problems {
        if let Problem::ObjectDamaged = problem {
            out.at(cx.path, Message::DocumentObjectDamaged {});
        }
    }
}
