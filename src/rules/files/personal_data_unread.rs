//! Files whose text was not looked at, or not whole, for personal data.

use super::held;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    fixity::{Class, Coverage, Format},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "personal-data-unread",
        group: Group::Files,
        severity: Severity::Notice,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Hay archivos con texto en los que no se buscaron datos personales.",
            en: "There are files with text in which personal data were not looked for.",
        },
        why: Text {
            es: "El programa lee el texto de los formatos abiertos hasta cierto largo. En los demás (PDF, Word y \
                 Excel antiguos, correo, textos muy largos) que no avise no quiere decir que no haya datos \
                 personales.",
            en: "The program reads the text of open formats up to a length. In the rest (PDF, old Word and Excel, \
                 mail, very long texts) the lack of a warning does not mean that there are no personal data.",
        },
        norm: None,
        example: "archivos:\n  - ruta: informe.pdf\n",
        remedy: Text {
            es: "Revíselos antes de publicar. Si quiere dejar constancia de la revisión, use `datos_personales`.",
            en: "Look at them before publishing. To leave a record of that review, use `datos_personales`.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    let unread: Vec<String> = held::files(cx)
        .filter(|held| held.listed.is_some() && !held.is_reviewed())
        .filter(|held| {
            held.read().is_some_and(|read| {
                read.personal.coverage != Coverage::Complete && read.facts.format().is_some_and(carries_text)
            })
        })
        .map(|held| held.name().to_owned())
        .collect();
    if !unread.is_empty() {
        let archivos = Route::root().key("archivos");
        out.key(&cx.submission.manifest_path(), archivos, Message::PersonalDataUnread { names: unread.into() });
    }
}

fn carries_text(format: Format) -> bool {
    match format.class() {
        Class::Document | Class::Spreadsheet | Class::Presentation | Class::Text | Class::Message => true,
        Class::Image | Class::Video | Class::Audio | Class::Archive | Class::Other => false,
    }
}
