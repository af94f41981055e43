//! What `repositorio.yaml` says in the right form and still cannot be believed.
//!
//! The rules tell it to whoever wrote it; what is due is judged without it.

use std::ops::RangeInclusive;

use super::raw;

/// First year believed.
const EARLIEST: i32 = 1991;
/// Years after the last vigencia that are believed.
const YEARS_AHEAD: i32 = 10;

/// The years that a date of obligations, exemptions and contingencies may have.
pub(crate) fn believed_years(repository: &raw::Repository) -> RangeInclusive<i32> {
    let last = repository.years.iter().map(|stated| i32::from(stated.year.get())).max();
    EARLIEST..=last.unwrap_or(EARLIEST).saturating_add(YEARS_AHEAD)
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
pub(crate) fn is_vague(text: &str) -> bool {
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
