//! An image or a video does not say which people can be recognised.

use super::{files_without, listed_file};
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, DocumentContext, Rule},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "people-undeclared",
        group: Group::Manifest,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Una imagen o un video no dice qué personas se reconocen.",
            en: "An image or a video does not say which people can be recognised.",
        },
        why: Text {
            es: "De eso depende que se pueda publicar: lo que muestra personas reconocibles se guarda fuera de git, \
                 con su autorización, porque la historia no olvida.",
            en: "Whether it may be published depends on it: what shows recognisable people is kept outside git, with \
                 their authorisation, because history does not forget.",
        },
        norm: None,
        example: "archivos:\n  - ruta: taller.png\n    formato: image/png\n    descripcion: Taller con servidores de la alcaldía\n",
        remedy: Text {
            es: "Escriba `personas: ninguna`, `no-identificables`, `adultos-autorizados` o `menores-autorizados`, \
                 según lo que se ve.",
            en: "Write `personas: ninguna`, `no-identificables`, `adultos-autorizados` or `menores-autorizados`, as \
                 it shows.",
        },
        fixable: false,
    },
    check: Check::Document(check),
};

fn check(cx: &DocumentContext<'_>, out: &mut Sink<'_>) {
    for (index, name) in files_without(cx, "personas") {
        let message = match name {
            Some(name) => Message::PeopleUndeclared { name: name.into() },
            None => Message::PeopleUndeclaredAt { position: index.saturating_add(1).into() },
        };
        out.field(cx.path, listed_file(index), message);
    }
}
