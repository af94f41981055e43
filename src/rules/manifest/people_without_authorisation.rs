//! People can be recognised and it is not said where their authorisation is.

use super::listed_file;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "people-without-authorisation",
        group: Group::Manifest,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Se reconocen personas y no se dice dónde está su autorización.",
            en: "People can be recognised and it is not said where their authorisation is.",
        },
        why: Text {
            es: "Los datos personales se tratan con autorización de su titular, y los de menores con la de quien los \
                 representa. El manifiesto dice dónde está, sin copiar datos de nadie.",
            en: "Personal data are handled with the authorisation of their holder, and those of minors with that of \
                 who represents them. The manifest says where it is, without copying anybody's data.",
        },
        norm: Some("Ley 1581 de 2012 (autorización del titular de los datos)"),
        example: "archivos:\n  - ruta: taller.jpg\n    personas: adultos-autorizados\n",
        remedy: Text {
            es: "Escriba en `autorizacion` el expediente o radicado donde está la autorización, nunca nombres ni \
                 cédulas.",
            en: "Write in `autorizacion` the file or receipt number where the authorisation is, never names nor \
                 identity numbers.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    let path = &cx.submission.manifest_path;
    for (index, file, _) in cx.submission.listed() {
        if file.people.is_some_and(|people| people.are_identifiable()) && file.authorisation.is_none() {
            let name = file.path.as_str().into();
            out.field(path, listed_file(index).key("personas"), Message::PeopleWithoutAuthorisation { name });
        }
    }
}
