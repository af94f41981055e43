//! A text without quotes is cut by a `#`.

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, DocumentContext, Problem, Rule},
    source::Step,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "comment-after-text",
        group: Group::Document,
        severity: Severity::Warning,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Un texto sin comillas queda cortado por un #.",
            en: "A text without quotes is cut by a #.",
        },
        why: Text {
            es: "Lo que sigue a un espacio y # es un comentario, que ningún programa lee: el título o la descripción \
                 quedarían a medias, y así se publicarían.",
            en: "What follows a space and # is a comment, which no program reads: the title or the description would \
                 be left in half, and be published so.",
        },
        norm: None,
        example: "titulo: Avance # 3 del PETI\n",
        remedy: Text {
            es: "Ponga todo el texto entre comillas. Si de verdad es un comentario, páselo a una línea propia.",
            en: "Put the whole text in quotes. If it truly is a comment, move it to a line of its own.",
        },
        fixable: false,
    },
    check: Check::Document(check),
};

/// Fields with a closed list or a form of their own: a text cut there would not be taken.
const CLOSED: [&str; 19] = [
    "acceso",
    "algoritmo",
    "clase",
    "consultado",
    "corte",
    "criterios",
    "dependencia",
    "desde",
    "fecha",
    "formato",
    "hasta",
    "origen",
    "personas",
    "politica",
    "registra",
    "resultado",
    "sha256",
    "tipologia",
    "valor",
];

fn check(cx: &DocumentContext<'_>, out: &mut Sink<'_>) {
    for problem in cx.problems {
        let Problem::CommentAfterText(found) = problem else { continue };
        let name = found.route.steps().iter().rev().find_map(|step| match step {
            Step::Key(name) => Some(name.as_str()),
            Step::Index(_) => None,
        });
        if name.is_some_and(|name| !CLOSED.contains(&name)) {
            let comment = found.comment.as_str().into();
            out.bytes(cx.path, found.span, Message::CommentAfterText { comment });
        }
    }
}
