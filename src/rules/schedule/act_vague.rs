//! The act of an exemption or a contingency, or who authorises it, is left for later.

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::{World, raw},
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

/// What people write where they have nothing to write.
const NOTHING: [&str; 15] = [
    "ninguno",
    "ninguna",
    "no aplica",
    "na",
    "n a",
    "no hay",
    "no tiene",
    "sin acto",
    "sin numero",
    "se desconoce",
    "s n",
    "sn",
    "nd",
    "x x",
    "tbc",
];

/// What people write of something to come, in whatever words it stands.
const LATER: [&str; 16] = [
    "pendiente",
    "pendientes",
    "por asignar",
    "por confirmar",
    "por definir",
    "por determinar",
    "por establecer",
    "por expedir",
    "por numerar",
    "por radicar",
    "sin asignar",
    "sin confirmar",
    "sin definir",
    "sin expedir",
    "a definir",
    "tbd",
];

/// Whether a text says nothing: no letter nor digit, a formula for what is not there, or words for what is to come without
/// the number of any act.
pub(super) fn is_vague(text: &str) -> bool {
    let words = plain(text);
    let is_filler = words.bytes().all(|byte| matches!(byte, b'x' | b' '));
    if is_filler || NOTHING.contains(&words.as_str()) {
        return true;
    }
    let padded = format!(" {words} ");
    let is_later = LATER.iter().any(|formula| padded.contains(&format!(" {formula} ")));
    is_later && !words.split(' ').any(is_number)
}

/// Whether a word is a number of an act: it has digits and is no year.
fn is_number(word: &str) -> bool {
    let is_year = word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    !is_year && word.contains(|character: char| character.is_numeric())
}

/// The words of a text in small letters without accents, with one space between them; whatever is neither letter nor digit
/// only parts words.
fn plain(text: &str) -> String {
    let letters = text.nfkd().filter(|character| !is_combining_mark(*character));
    let spaced: String =
        letters.flat_map(char::to_lowercase).map(|one| if one.is_alphanumeric() { one } else { ' ' }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_nothing_is_told_from_an_act() {
        for vague in [
            "Por definir",
            "por-definir",
            "Por_definir",
            "POR DEFINI\u{301}R",
            "PENDIENTE.",
            "Pendiente de expedir",
            "Resolución pendiente de expedir",
            "Pendiente de expedir en 2026",
            "Acto administrativo (por confirmar)",
            "N/A",
            "n. a.",
            "XXXX",
            "--",
            "(sin número)",
            "  por   confirmar ",
        ] {
            assert!(is_vague(vague), "{vague}");
        }
        for act in [
            "Oficio 1",
            "Resolución 0412 de 2025",
            "Pendiente de publicar: Decreto 3",
            "Acta 7",
            "Acta del comité",
            "Independiente de Cartagena",
            "AMC-OFI-0000001-2026",
        ] {
            assert!(!is_vague(act), "{act}");
        }
    }
}
