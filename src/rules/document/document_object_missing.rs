//! The object of a YAML file is not in the store.

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, DocumentContext, Problem, Rule},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "document-object-missing",
        group: Group::Document,
        severity: Severity::Unchecked,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El contenido del archivo no está en esta copia del repositorio.",
            en: "The content of the file is not in this copy of the repository.",
        },
        why: Text {
            es: "La copia es incompleta: no se pudo leer el archivo, y por eso no se da por bueno.",
            en: "The copy is incomplete: the file could not be read, and so it does not pass.",
        },
        norm: None,
        example: "git clone --filter=blob:none …",
        remedy: Text {
            es: "Traiga el repositorio completo (git fetch --refetch --no-filter origin, o una copia nueva) y vuelva a comprobar.",
            en: "Fetch the whole repository (git fetch --refetch --no-filter origin, or a new copy) and check again.",
        },
        fixable: false,
    },
    check: Check::Document(check),
};

fn check(cx: &DocumentContext<'_>, out: &mut Sink<'_>) {
    for problem in cx.problems {
        if let Problem::ObjectMissing = problem {
            out.at(cx.path, Message::DocumentObjectMissing {});
        }
    }
}
