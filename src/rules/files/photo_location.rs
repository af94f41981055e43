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
            es: "La foto o el video, suelto o dentro de un documento, lleva la ubicación donde se tomó.",
            en: "The photo or video, by itself or inside a document, holds the location where it was taken.",
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
            es: "Quite la ubicación (en Windows: Propiedades, Detalles, Quitar propiedades; la foto de un documento, \
                 antes de insertarla de nuevo) y actualice huella y tamaño. Si la ubicación es parte de la evidencia, \
                 como la de una obra pública, escriba en `datos_personales` el resultado publicable y el motivo.",
            en: "Remove the location (on Windows: Properties, Details, Remove Properties; for a photo in a document, \
                 before inserting it again) and update digest and size. If the location is part of the evidence, as \
                 that of a public work, write in `datos_personales` the outcome publicable and the reason.",
        },
        fixable: true,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    // Coordinates are a fact: that someone looked and saw nothing does not remove them.
    for held in held::located(cx).filter(|held| held.is_publishable() == Some(false)) {
        let name = held.name().into();
        let message =
            if held.is_picture() { Message::PhotoLocation { name } } else { Message::PhotoLocationInside { name } };
        held.report(out, "ruta", message);
    }
}
