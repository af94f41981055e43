//! «¿Quiso decir…?»: the known name most like one that is not known.

use std::collections::BTreeSet;

use crate::messages::Message;

/// Longest word, in bytes, that is compared.
const LONGEST: usize = 120;

/// The most similar of `names`: at most two letters away (one, for short words), or very alike from the start.
pub(super) fn closest<'n>(word: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    if word.len() > LONGEST {
        return None;
    }
    let lower = word.to_lowercase();
    let near = if word.chars().count() <= 3 { 1 } else { 2 };
    names
        .into_iter()
        .filter(|name| name.len() <= LONGEST && *name != word)
        .map(|name| (strsim::damerau_levenshtein(&lower, &name.to_lowercase()), name))
        .filter(|(distance, name)| {
            (*distance <= near && *distance < name.chars().count()) || strsim::jaro(&lower, &name.to_lowercase()) > 0.85
        })
        .min()
        .map(|(_, name)| name)
}

/// What to write in the place of a name that is not known: the one most like it, else those there are.
pub(super) fn instead<'n>(word: &str, names: impl IntoIterator<Item = &'n str> + Clone) -> Option<Message> {
    if let Some(name) = closest(word, names.clone()) {
        return Some(Message::PerhapsMeant { name: name.into() });
    }
    let known: BTreeSet<&str> = names.into_iter().collect();
    let known: Vec<String> = known.into_iter().map(str::to_owned).collect();
    (!known.is_empty()).then(|| Message::KnownNames { known: known.into() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_hand_is_recognised() {
        assert_eq!(closest("gobierno-dijital", ["integridad", "gobierno-digital"]), Some("gobierno-digital"));
        assert_eq!(closest("informe.PDF", ["informe.pdf"]), Some("informe.pdf"));
    }

    #[test]
    fn what_is_not_alike_is_not_suggested() {
        assert_eq!(closest("zzz", ["integridad", "gobierno-digital"]), None);
        assert_eq!(closest("GD-01", ["GD-01"]), None, "the word itself is no suggestion");
        assert_eq!(closest(&"x".repeat(10_000), ["x"]), None);
    }
}
