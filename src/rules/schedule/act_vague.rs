//! The act of an exemption or a contingency, or who authorises it, is left for later.

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::World,
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

/// What people write where they have nothing to write.
const VAGUE: [&str; 17] = [
    "ninguno",
    "ninguna",
    "no aplica",
    "na",
    "no hay",
    "no tiene",
    "pendiente",
    "por confirmar",
    "por definir",
    "por expedir",
    "sin acto",
    "sin definir",
    "sin numero",
    "se desconoce",
    "tbd",
    "xx",
    "xxx",
];

/// Whether a text says nothing: no letter nor digit, or a formula for what is not there.
fn is_vague(text: &str) -> bool {
    let folded: String = text.to_lowercase().chars().filter_map(plain).collect();
    let words = folded.split_whitespace().collect::<Vec<_>>().join(" ");
    words.is_empty() || VAGUE.contains(&words.as_str())
}

/// A small letter without its accent, a digit or a space; nothing for what only decorates.
fn plain(character: char) -> Option<char> {
    match character {
        'á' => Some('a'),
        'é' => Some('e'),
        'í' => Some('i'),
        'ó' => Some('o'),
        'ú' | 'ü' => Some('u'),
        other => (other.is_alphanumeric() || other.is_whitespace()).then_some(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_nothing_is_told_from_an_act() {
        for vague in ["Por definir", "PENDIENTE.", "N/A", "--", "(sin número)", "  por   confirmar "] {
            assert!(is_vague(vague), "{vague}");
        }
        for act in [
            "Oficio 1",
            "Resolución 0412 de 2025",
            "Pendiente de publicar: Decreto 3",
            "Acta 7",
            "AMC-OFI-0000001-2026",
        ] {
            assert!(!is_vague(act), "{act}");
        }
    }
}
