//! A name that git takes for one of its own files.

use super::names;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SiblingsContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "path-git-form",
        group: Group::Repository,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El nombre es uno de los que git usa para sí, o se le parece.",
            en: "The name is one that git uses for itself, or looks like one.",
        },
        why: Text {
            es: "En Windows o macOS git tomaría el archivo por su propia configuración, que puede esconder \
                 evidencias o ejecutar programas al copiar el repositorio.",
            en: "On Windows or macOS git would take the file for its own configuration, which can hide evidence or \
                 run programs when the repository is copied.",
        },
        norm: None,
        example: "policies/integridad/2026/11/reporte-1f3a/git~1",
        remedy: Text {
            es: "Quite el archivo. Lo que git deba pasar por alto se dice fuera de la carpeta de evidencias.",
            en: "Remove the file. What git must ignore is said outside the folder of evidence.",
        },
        fixable: false,
    },
    check: Check::Siblings(check),
};

fn check(cx: &SiblingsContext<'_>, out: &mut Sink<'_>) {
    for entry in cx.entries {
        let name = match &entry.raw_name {
            Some(raw) => std::str::from_utf8(raw).unwrap_or_default(),
            None => entry.path.name(),
        };
        if names::is_git_form(name) {
            names::at(out, entry, Message::PathGitForm { name: name.into() });
        }
    }
}
