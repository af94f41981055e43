//! A container holds another container, which was not looked into.

use super::held;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "archive-nested",
        group: Group::Files,
        severity: Severity::Warning,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Dentro del archivo comprimido hay otro, y lo que trae no se revisó.",
            en: "There is another archive inside the archive, and what it holds was not checked.",
        },
        why: Text {
            es: "Lo que está dos veces comprimido no se ve desde el repositorio ni lo revisa este programa: nadie \
                 sabe qué se entregó.",
            en: "What is packed twice cannot be seen from the repository nor is it checked by this program: nobody \
                 knows what was handed in.",
        },
        norm: None,
        example: "archivos:\n  - ruta: anexos.zip   # trae actas.zip adentro\n",
        remedy: Text {
            es: "Descomprima el archivo de adentro y entregue su contenido suelto.",
            en: "Unpack the inner archive and hand in its content loose.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    for (held, _) in held::with_traits(cx, &RULE) {
        held.report(out, "ruta", Message::ArchiveNested { name: held.name().into() });
    }
}
