//! A name begins or ends with a space, or ends with a point.

use super::names;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SiblingsContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "path-trailing-dot-or-space",
        group: Group::Repository,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El nombre empieza o termina con un espacio, o termina con un punto.",
            en: "The name begins or ends with a space, or ends with a point.",
        },
        why: Text {
            es: "Windows quita esos espacios y puntos: el nombre deja de ser el del manifiesto.",
            en: "Windows drops those spaces and points: the name is no longer that of the manifest.",
        },
        norm: None,
        example: "policies/integridad/2026/11/reporte-1f3a/acta.pdf ",
        remedy: Text {
            es: "Quite del nombre los espacios de los extremos y el punto final.",
            en: "Take the spaces at both ends and the final point off the name.",
        },
        fixable: true,
    },
    check: Check::Siblings(check),
};

fn check(cx: &SiblingsContext<'_>, out: &mut Sink<'_>) {
    for (entry, name) in names::judged(cx) {
        if name.starts_with(' ') || name.ends_with([' ', '.']) {
            names::at(out, entry, Message::PathTrailingDotOrSpace { name: name.into() });
        }
    }
}
