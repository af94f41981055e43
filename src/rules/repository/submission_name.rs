//! The name of a submission folder is not a slug.

use super::names;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::layout::{self, is_slug},
    rules::{Check, Rule, SiblingsContext},
    snapshot::EntryKind,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "submission-name",
        group: Group::Repository,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El nombre de la carpeta de la entrega no es válido.",
            en: "The name of the submission folder is not valid.",
        },
        why: Text {
            es: "Ese nombre es para siempre la dirección de la entrega: va en la constancia, en el micrositio y en \
                 los enlaces, y debe servir igual en cualquier equipo.",
            en: "That name is for ever the address of the submission: it is in the receipt, the microsite and the \
                 links, and must work alike on any computer.",
        },
        norm: None,
        example: "policies/integridad/2026/11/Reporte Noviembre/manifiesto.yaml",
        remedy: Text {
            es: "Cambie el nombre por uno de hasta 60 letras minúsculas sin tildes, cifras y guiones sueltos; por \
                 ejemplo reporte-1f3a: la clase y el comienzo de la huella del primer archivo.",
            en: "Give it a name of up to 60 lower-case letters without accents, digits and single hyphens; for \
                 example reporte-1f3a: the class and the start of the digest of the first file.",
        },
        fixable: false,
    },
    check: Check::Siblings(check),
};

fn check(cx: &SiblingsContext<'_>, out: &mut Sink<'_>) {
    if !layout::is_month(cx.folder) {
        return;
    }
    for entry in cx.entries {
        let name = entry.path.name();
        if entry.kind == EntryKind::Folder && !names::is_git_form(name) && !is_slug(name) {
            names::at(out, entry, Message::SubmissionName { name: name.into() });
        }
    }
}
