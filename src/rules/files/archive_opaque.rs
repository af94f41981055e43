//! A container that cannot be looked into.

use super::held;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "archive-opaque",
        group: Group::Files,
        severity: Severity::Warning,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El archivo comprimido no se puede abrir aquí, y lo que trae no se revisó.",
            en: "The archive cannot be opened here, and what it holds was not checked.",
        },
        why: Text {
            es: "De los archivos RAR, 7-Zip, TAR y parecidos solo se revisa el envoltorio: lo que traen puede estar \
                 dañado o ser dañino.",
            en: "Of RAR, 7-Zip, TAR and similar archives only the wrapping is checked: what they hold may be damaged \
                 or harmful.",
        },
        norm: None,
        example: "archivos:\n  - ruta: anexos.rar\n",
        remedy: Text {
            es: "Entregue los archivos sueltos, o en un ZIP, que sí se revisa.",
            en: "Hand in the files loose, or in a ZIP, which is checked.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    for (held, _) in held::with_traits(cx, &RULE) {
        held.report(out, "ruta", Message::ArchiveOpaque { name: held.name().into() });
    }
}
