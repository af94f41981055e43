//! What `repositorio.yaml` says in the right form and still cannot be believed.
//!
//! The rules tell it to whoever wrote it; what is due is judged without it.

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

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
pub(crate) fn is_vague(text: &str) -> bool {
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
