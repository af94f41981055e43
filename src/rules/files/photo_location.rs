//! An image or video says where it was taken.

use super::held;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "photo-location",
        group: Group::Files,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "La foto o el video lleva la ubicación donde se tomó.",
            en: "The photo or video holds the location where it was taken.",
        },
        why: Text {
            es: "El teléfono guarda la latitud y la longitud dentro del archivo, y revelan dónde estaba quien la tomó \
                 o quien aparece. Publicado una vez, no se puede borrar de la historia.",
            en: "The phone keeps latitude and longitude inside the file, and they reveal where whoever took it or is \
                 shown was. Once published it cannot be erased from history.",
        },
        norm: None,
        example: "archivos:\n  - ruta: taller.jpg   # con coordenadas GPS\n",
        remedy: Text {
            es: "Quite la ubicación (en Windows: Propiedades, Detalles, Quitar propiedades) y actualice huella y \
                 tamaño. Si la ubicación es parte de la evidencia, como la de una obra pública, dígalo en \
                 `datos_personales`.",
            en: "Remove the location (on Windows: Properties, Details, Remove Properties) and update digest and size. \
                 If the location is part of the evidence, as that of a public work, say so in `datos_personales`.",
        },
        fixable: true,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    for (held, _) in held::with_traits(cx, &RULE).filter(|(held, _)| !held.is_reviewed()) {
        held.report(out, "ruta", Message::PhotoLocation { name: held.name().into() });
    }
}
