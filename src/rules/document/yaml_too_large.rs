//! A YAML file has more bytes than its kind may have.

use super::problems;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, DocumentContext, Rule},
    source::yaml::YamlProblemKind,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "yaml-too-large",
        group: Group::Document,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text { es: "El archivo YAML es demasiado grande.", en: "The YAML file is too large." },
        why: Text {
            es: "Un archivo de datos enorme no se puede revisar y detiene a los programas que lo leen; por eso no se \
                 leyó.",
            en: "A huge data file cannot be reviewed and stops the programs that read it; so it was not read.",
        },
        norm: None,
        example: "manifiesto.yaml de 80.000 bytes",
        remedy: Text {
            es: "Deje en el archivo solo los datos de la entrega; los textos largos van en un documento adjunto.",
            en: "Leave only the data of the submission in the file; long texts go in an attached document.",
        },
        fixable: false,
    },
    check: Check::Document(check),
};

fn check(cx: &DocumentContext<'_>, out: &mut Sink<'_>) {
    for problem in problems::yaml(cx) {
        match &problem.kind {
            YamlProblemKind::TooLarge { bytes, limit } => {
                problems::at(
                    out,
                    cx,
                    problem,
                    Message::YamlTooLarge { bytes: (*bytes).into(), limit: (*limit).into() },
                );
            }
            _ => {}
        }
    }
}
