//! The sound ends inside a frame.

use super::held;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "sound-cut",
        group: Group::Files,
        severity: Severity::Warning,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El audio termina a mitad de un fragmento.",
            en: "The sound ends in the middle of a frame.",
        },
        why: Text {
            es: "Puede ser la costumbre de algunos grabadores, o que el archivo se cortó al copiarlo: sin oír el final no se sabe.",
            en: "It may be the habit of some recorders, or the file may have been cut when copied: only listening to its end tells.",
        },
        norm: None,
        example: "archivos:\n  - ruta: audiencia.mp3   # la copia se interrumpió\n",
        remedy: Text {
            es: "Escuche el final del audio. Si está completo, no haga nada; si está cortado, vuelva a copiarlo y entréguelo de nuevo.",
            en: "Listen to the end of the sound. If it is whole, do nothing; if it is cut, copy it again and hand it in again.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    for (held, _) in held::with_traits(cx, &RULE) {
        held.report(out, "ruta", Message::SoundCut { name: held.name().into() });
    }
}
