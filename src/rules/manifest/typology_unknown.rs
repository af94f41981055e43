//! The typology is not in the entity's list.

use super::listed_file;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext, suggestion::instead},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "typology-unknown",
        group: Group::Manifest,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "La tipología no está en la lista de la entidad.",
            en: "The typology is not in the entity's list.",
        },
        why: Text {
            es: "La tipología ordena la evidencia en el expediente; con palabras libres cada quien escribiría una \
                 distinta.",
            en: "The typology orders the evidence in the file; with free words everybody would write another.",
        },
        norm: None,
        example: "archivos:\n  - ruta: avance.pdf\n    tipologia: reporte-mensual\n",
        remedy: Text {
            es: "Use una tipología de `tipologias` en `repositorio.yaml`, o quite el campo para que se deduzca del \
                 formato.",
            en: "Use a typology of `tipologias` in `repositorio.yaml`, or remove the field to have it worked out \
                 from the format.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    let path = &cx.submission.manifest_path;
    for (index, file, _) in cx.submission.listed() {
        let Some(typology) = file.typology.as_ref().map(|slug| slug.as_str()) else { continue };
        if cx.settings.typologies.contains(typology) {
            continue;
        }
        let finding = out.field(
            path,
            listed_file(index).key("tipologia"),
            Message::TypologyUnknown { typology: typology.into() },
        );
        if let Some(hint) = instead(typology, cx.settings.typologies.iter().map(String::as_str)) {
            finding.hint(hint);
        }
    }
}
