//! An image asks for far more memory than evidence needs.

use super::held;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    fixity::Trait,
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "image-too-many-pixels",
        group: Group::Files,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text { es: "La imagen declara un tamaño desmedido.", en: "The image declares an excessive size." },
        why: Text {
            es: "Al abrirla, el programa reserva memoria para todos los píxeles que declara y puede detener el \
                 computador de quien la consulte.",
            en: "When it is opened, the program takes memory for all the pixels it declares and may stop the computer \
                 of whoever consults it.",
        },
        norm: None,
        example: "archivos:\n  - ruta: lema.png   # declara 60.000 por 60.000 píxeles\n",
        remedy: Text {
            es: "Guárdela con menos píxeles: 4.000 por lado bastan para verla en detalle.",
            en: "Save it with fewer pixels: 4,000 on each side suffice to see it in detail.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    for (held, traits) in held::with_traits(cx, &RULE) {
        let most = traits.into_iter().filter_map(|one| match one {
            Trait::HugeImage { pixels } => Some(pixels),
            _ => None,
        });
        if let Some(pixels) = most.max() {
            held.report(out, "ruta", Message::ImageTooManyPixels { name: held.name().into(), pixels: pixels.into() });
        }
    }
}
