//! The act of an exemption or a contingency, or who authorises it, is left for later.

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::{World, is_vague},
    rules::{Check, Rule, policy::repository_path},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "act-vague",
        group: Group::Schedule,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El acto de una excepción o contingencia, o quién la autoriza, quedó por escribir.",
            en: "The act of an exemption or contingency, or who authorises it, was left to be written.",
        },
        why: Text {
            es: "«Por definir» o «pendiente» no es un acto: mientras no lo haya, la entrega se debe y el plazo no se corre.",
            en: "“To be defined” or “pending” is no act: until there is one, the submission is owed and the deadline does not move.",
        },
        norm: None,
        example: "contingencias:\n  - {desde: 2026-11-05, hasta: 2026-11-06, motivo: Caída del servicio, acto: Por definir}\n",
        remedy: Text {
            es: "Escriba el acto o el radicado con su número y año, y el cargo o la dependencia que autoriza; si todavía no hay acto, quite la excepción o la contingencia.",
            en: "Write the act or the receipt with its number and year, and the office or position that authorises; where there is no act yet, remove the exemption or the contingency.",
        },
        fixable: false,
    },
    check: Check::World(check),
};

fn check(world: &World, out: &mut Sink<'_>) {
    let Some(repository) = world.repository.read() else { return };
    let path = repository_path();
    let exemptions = repository.exemptions.iter().enumerate().flat_map(|(index, exemption)| {
        let (act, by) = (exemption.act.as_str(), exemption.authorised_by.as_str());
        [("excepciones", index, "acto", act), ("excepciones", index, "autoriza", by)]
    });
    let contingencies = repository.contingencies.iter().enumerate();
    let contingencies = contingencies.map(|(index, one)| ("contingencias", index, "acto", one.act.as_str()));
    for (list, index, key, text) in exemptions.chain(contingencies) {
        if is_vague(text) {
            let route = Route::root().key(list).index(index).key(key);
            out.field(&path, route, Message::ActVague { text: text.into() });
        }
    }
}
