//! The act of an exemption or a contingency has neither number nor date.

use super::act_vague::acts;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::{World, is_vague},
    rules::{Check, Rule, policy::repository_path},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "act-unnumbered",
        group: Group::Schedule,
        severity: Severity::Warning,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El acto de una excepción o contingencia no trae número ni fecha.",
            en: "The act of an exemption or contingency has neither number nor date.",
        },
        why: Text {
            es: "Un acto tiene número y fecha. Sin ninguno de los dos, quien audita no lo puede buscar, y lo que se excusó o se corrió queda sin soporte.",
            en: "An act has a number and a date. With neither, an auditor cannot look it up, and what was excused or moved has no support.",
        },
        norm: None,
        example: "contingencias:\n  - {desde: 2026-11-05, hasta: 2026-11-06, motivo: Caída del servicio, acto: Acta del comité}\n",
        remedy: Text {
            es: "Escriba el acto como figura en él: su clase, su número y su año, o su fecha si no tiene número.",
            en: "Write the act as it names itself: its kind, its number and its year, or its date where it has no number.",
        },
        fixable: false,
    },
    check: Check::World(check),
};

fn check(world: &World, out: &mut Sink<'_>) {
    let Some(repository) = world.repository.read() else { return };
    for (route, act) in acts(repository) {
        if !act.contains(|character: char| character.is_numeric()) && !is_vague(act) {
            out.field(&repository_path(), route, Message::ActUnnumbered { text: act.into() });
        }
    }
}
