//! A change of the settings stops measuring what was already due.

use super::past;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{ChangeContext, Check, Rule},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "measuring-stops",
        group: Group::History,
        severity: Severity::Warning,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Un cambio de los ajustes deja de medir vencimientos que ya pasaron.",
            en: "A change of the settings stops measuring due dates already past.",
        },
        why: Text {
            es: "Lo que se entregó tarde o no se entregó deja de verse sin que nadie lo excuse. Una obligación nueva o distinta rige hacia adelante; lo pasado solo lo excusa un acto.",
            en: "What was handed in late or not at all is no longer seen, and nobody excused it. A new or different obligation holds from now on; only an act excuses what is past.",
        },
        norm: None,
        example: "obligaciones:\n  - {id: reporte, medida_desde: 2027-01, …}   # antes: 2026-01",
        remedy: Text {
            es: "Deje la obligación como estaba para los días que ya pasaron: cierre su redacción con `vigente_hasta` de hoy en adelante y agregue otra con la misma clave. Si un acto excusa lo pasado, escríbalo en `excepciones`.",
            en: "Leave the obligation as it was for the days already past: end its wording with a `vigente_hasta` from today on and add another with the same key. Where an act excuses what is past, write it in `excepciones`.",
        },
        fixable: false,
    },
    check: Check::Change(check),
};

fn check(cx: &ChangeContext<'_>, out: &mut Sink<'_>) {
    for past in past::of(cx) {
        let (Some(first), Some(last)) = (past.lost.first(), past.lost.last()) else { continue };
        let message = Message::MeasuringStops {
            obligation: past.obligation.into(),
            count: past.lost.len().into(),
            from: (*first).into(),
            until: (*last).into(),
        };
        past.report(out, message);
    }
}
