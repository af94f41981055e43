//! A file that is not public does not give the whole ground of the exception.

use super::listed_file;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "exception-incomplete",
        group: Group::Manifest,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Un archivo que no es público no dice todo el fundamento de la excepción.",
            en: "A file that is not public does not give the whole ground of the exception.",
        },
        why: Text {
            es: "La información de la entidad es pública salvo lo que la ley exceptúa, y cada excepción se sustenta: \
                 norma, alcance, plazo, quién la califica y quién custodia.",
            en: "The information of the entity is public save what the law excepts, and each exception is grounded: \
                 norm, scope, term, who classifies and who keeps it.",
        },
        norm: Some("Ley 1712 de 2014, artículos 18 y 19"),
        example: "archivos:\n  - ruta: asistencia.pdf\n    acceso: clasificada\n    excepcion: {norma: 'Ley 1712 de 2014, artículo 18'}\n",
        remedy: Text {
            es: "Complete `excepcion` con `norma`, `alcance`, `plazo`, `califica` y `custodia`. La clasificada se \
                 funda en el artículo 18 de la Ley 1712 de 2014 y la reservada en el 19.",
            en: "Complete `excepcion` with `norma`, `alcance`, `plazo`, `califica` and `custodia`. Classified \
                 information rests on article 18 of Ley 1712 de 2014 and reserved information on article 19.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    let path = &cx.submission.manifest_path;
    for (index, file, _) in cx.submission.listed() {
        if file.access.is_public() {
            continue;
        }
        let exception = file.exception.clone().unwrap_or_default();
        let missing: Vec<String> = [
            ("norma", &exception.norm),
            ("alcance", &exception.scope),
            ("plazo", &exception.term),
            ("califica", &exception.classifier),
            ("custodia", &exception.keeper),
        ]
        .into_iter()
        .filter(|(_, value)| value.is_none())
        .map(|(key, _)| key.to_owned())
        .collect();
        if !missing.is_empty() {
            let key = if file.exception.is_some() { "excepcion" } else { "acceso" };
            out.field(
                path,
                listed_file(index).key(key),
                Message::ExceptionIncomplete { name: file.path.as_str().into(), missing: missing.into() },
            );
        }
    }
}
