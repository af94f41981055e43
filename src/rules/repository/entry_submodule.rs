//! Another repository inside the evidence.

use super::names;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, EntryContext, Rule},
    snapshot::EntryKind,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "entry-submodule",
        group: Group::Repository,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text { es: "Hay otro repositorio adentro.", en: "There is another repository inside." },
        why: Text {
            es: "El contenido de un submódulo no está aquí: vive en otro repositorio, que puede cambiar o desaparecer.",
            en: "The content of a submodule is not here: it lives in another repository, which may change or vanish.",
        },
        norm: None,
        example: "policies/integridad/2026/11/reporte-1f3a/anexos (submódulo)",
        remedy: Text {
            es: "Quite el submódulo y copie los archivos que quiere entregar.",
            en: "Remove the submodule and copy the files to hand in.",
        },
        fixable: false,
    },
    check: Check::Entry(check),
};

fn check(cx: &EntryContext<'_>, out: &mut Sink<'_>) {
    if cx.entry.kind == EntryKind::Submodule && names::is_of_evidence(cx) {
        out.at(&cx.entry.path, Message::EntrySubmodule { name: cx.entry.path.name().into() });
    }
}
