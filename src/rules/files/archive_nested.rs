//! A container holds another container, which was looked into for some things only.

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
            es: "Dentro del archivo comprimido hay otro, y lo que trae se revisó solo en parte.",
            en: "There is another archive inside the archive, and what it holds was checked only in part.",
        },
        why: Text {
            es: "Lo que está dos veces comprimido no se ve desde el repositorio. De un ZIP de adentro, y hasta de tres uno \
                 dentro de otro, se buscan programas, código que se ejecute al abrir, el lugar de las fotos y si se \
                 expande sin límite; no se revisan formatos, datos personales ni si cada archivo está completo. Un RAR o \
                 un 7z de adentro no se abre.",
            en: "What is packed twice cannot be seen from the repository. A ZIP inside, and up to three one inside \
                 another, is searched for programs, code that runs on opening, the place of photos and unpacking \
                 without end; formats, personal data and whether each file is whole are not checked. A RAR or a 7z \
                 inside is not opened.",
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
