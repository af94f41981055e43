//! A file of a version this program does not know.

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, DocumentContext, Problem, Rule},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "version-unknown",
        group: Group::Document,
        severity: Severity::Unchecked,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El archivo dice ser de una versión del formato que este programa no conoce.",
            en: "The file says it is of a version of the format that this program does not know.",
        },
        why: Text {
            es: "Puede estar bien y ser de un programa más nuevo: no se comprobó, y por eso no se da por bueno.",
            en: "It may be right and of a newer program: it was not checked, and so it does not pass.",
        },
        norm: None,
        example: "version: 2\n",
        remedy: Text {
            es: "Use una versión más reciente de mipg, o escriba «version: 1».",
            en: "Use a newer version of mipg, or write “version: 1”.",
        },
        fixable: false,
    },
    check: Check::Document(check),
};

fn check(cx: &DocumentContext<'_>, out: &mut Sink<'_>) {
    for problem in cx.problems {
        if let Problem::UnknownVersion { found, known } = problem {
            out.field(
                cx.path,
                Route::root().key("version"),
                Message::VersionUnknown { found: found.into(), known: (*known).into() },
            );
        }
    }
}
