//! What the wording of the form says of a question: its type, and what an option asks for.
//!
//! The phrases are those of the form of the vigencia 2025, in which 377 options end in a colon and ask for a text.

use std::sync::LazyLock;

use regex::Regex;

use super::sheet::plain;
use crate::model::raw::QuestionKind;

/// The type of a question, as the form names it.
pub(super) fn kind(text: &str) -> Option<QuestionKind> {
    Some(match plain(text).as_str() {
        "seleccion unica" => QuestionKind::SingleChoice,
        "seleccion multiple" => QuestionKind::MultipleChoice,
        "seleccion multiple numerica" | "multiple numerica" => QuestionKind::MultipleNumeric,
        "abierta numerica" => QuestionKind::OpenNumeric,
        "abierta texto" | "abierta" => QuestionKind::OpenText,
        "matricial" | "matriz" => QuestionKind::Matrix,
        _ => return None,
    })
}

/// Whether an option cannot be marked with others: «Ninguna de las anteriores», «No aplica. Justifique la razón:».
pub(super) fn is_exclusive(text: &str) -> bool {
    static EXCLUSIVE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(ningun[oa] de l[oa]s anteriores|ningun[oa][.:]?$|no aplica\b)").expect("a regular expression")
    });
    EXCLUSIVE.is_match(&plain(text))
}

/// Whether an option asks to write something: «Otra. ¿Cuál?:».
pub(super) fn asks_text(text: &str) -> bool {
    text.trim_end().ends_with(':')
}

/// Whether a text asks for evidence: «Sí, y cuenta con las evidencias:», «Incluya la evidencia:».
pub(super) fn asks_evidence(text: &str) -> bool {
    static EVIDENCE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\b(cuentan? con|ingrese|incluya|adjunte|relacione|indique) (la |las )?evidencias?\b")
            .expect("a regular expression")
    });
    EVIDENCE.is_match(&plain(text))
}
