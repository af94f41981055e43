//! The act of an exemption or a contingency, or who authorises it, is left for later.

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::{World, is_vague, raw},
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
    let authorised = repository.exemptions.iter().enumerate().map(|(index, exemption)| {
        (Route::root().key("excepciones").index(index).key("autoriza"), exemption.authorised_by.as_str())
    });
    for (route, text) in acts(repository).chain(authorised) {
        if is_vague(text) {
            out.field(&repository_path(), route, Message::ActVague { text: text.into() });
        }
    }
}

/// Every act of the exemptions and the contingencies, and its place.
pub(super) fn acts(repository: &raw::Repository) -> impl Iterator<Item = (Route, &str)> {
    let route = |list: &str, index: usize| Route::root().key(list).index(index).key("acto");
    let exemptions = repository.exemptions.iter().enumerate();
    let exemptions = exemptions.map(move |(index, one)| (route("excepciones", index), one.act.as_str()));
    let contingencies = repository.contingencies.iter().enumerate();
    let contingencies = contingencies.map(move |(index, one)| (route("contingencias", index), one.act.as_str()));
    exemptions.chain(contingencies)
}
