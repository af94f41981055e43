//! An image or video says where it was taken, and whoever hands it in says that this is to be published.

use super::held;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "photo-location-published",
        group: Group::Files,
        severity: Severity::Notice,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "La foto o el video publica la ubicación donde se tomó, por decisión de quien entrega.",
            en: "The photo or video publishes the location where it was taken, as whoever hands it in decided.",
        },
        why: Text {
            es: "Decir que la ubicación se puede publicar no la quita. Queda a la vista para que quien revisa confirme \
                 que es la de una obra o un lugar público, y no la de una persona.",
            en: "Saying that the location may be published does not remove it. It stays in sight so that whoever \
                 reviews confirms that it is that of a public work or place, and not that of a person.",
        },
        norm: None,
        example: "archivos:\n  - ruta: obra.jpg   # con coordenadas GPS\n    datos_personales:\n      resultado: publicable\n",
        remedy: Text {
            es: "Si la ubicación no es parte de la evidencia, quítela y actualice huella y tamaño; si lo es, no hay \
                 que hacer nada.",
            en: "If the location is not part of the evidence, remove it and update digest and size; if it is, nothing \
                 need be done.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    for held in held::located(cx).filter(|held| held.is_publishable() == Some(true)) {
        held.report(out, "ruta", Message::PhotoLocationPublished { name: held.name().into() });
    }
}
