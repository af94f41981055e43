//! A file is kept where nobody can check it, and nothing says why.

use super::listed_file;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::raw::People,
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "commitment-without-ground",
        group: Group::Manifest,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 23),
        summary: Text {
            es: "Un archivo se guarda aparte, y nada dice por qué no se puede ver.",
            en: "A file is kept apart, and nothing says why it may not be seen.",
        },
        why: Text {
            es: "De un archivo con compromiso nadie ve el contenido. Solo va así lo que muestra personas que se reconocen y \
                 lo que una norma deja no publicar; lo demás se entrega, para que se pueda revisar.",
            en: "Nobody sees the content of a file with a commitment. Only what shows people who can be recognised goes \
                 like this, and what a norm lets be kept back; the rest is handed in, so that it can be checked.",
        },
        norm: Some("Ley 1712 de 2014, artículos 2 y 28"),
        example: "archivos:\n  - ruta: acta.pdf\n    compromiso: {algoritmo: sha256-sal, valor: 5d4f…}    # ni `personas` ni `acceso`\n",
        remedy: Text {
            es: "Entregue el archivo mismo: `mipg add ARCHIVO`. Si se reconocen personas, dígalo en `personas`, con su \
                 `autorizacion`; si no es público, en `acceso`, con su `excepcion`.",
            en: "Hand in the file itself: `mipg add FILE`. Where people can be recognised say so in `personas`, with their \
                 `autorizacion`; where it is not public, in `acceso`, with its `excepcion`.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    for (index, file, _) in cx.submission.listed() {
        let shows_people = file.people.as_ref().is_some_and(People::are_identifiable);
        if file.commitment.is_some() && file.access.is_public() && !shows_people {
            let message = Message::CommitmentWithoutGround { name: file.path.as_str().into() };
            out.field(&cx.submission.manifest_path, listed_file(index).key("compromiso"), message);
        }
    }
}
