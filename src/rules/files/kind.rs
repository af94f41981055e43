//! What the manifest says a file is, against what it is.

use std::borrow::Cow;

use super::held::Held;
use crate::{
    fixity::{self, FileFacts, Format, Trait, TypeVerdict, format_by_mime, formats_by_extension},
    messages::Term,
    model::Settings,
};

/// What is wrong with the type of a listed file: at most one thing, the first that has to be mended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum TypeDefect {
    /// The content could not be recognised.
    Unrecognised,
    /// The content is another type than the manifest says.
    Mismatch {
        /// As the manifest says.
        declared: Format,
        /// As the content is.
        found: Format,
    },
    /// The content is of a type that is not accepted here.
    NotAccepted {
        /// As the content is.
        found: Format,
    },
    /// The manifest names a type that this program cannot tell.
    UnknownDeclared {
        /// As the content is.
        found: Format,
    },
    /// The manifest says a table, and the text does not read as one.
    NotATable,
}

/// What is wrong with the type of a file that was read and is listed.
pub(super) fn defect(held: &Held<'_>) -> Option<TypeDefect> {
    let (_, listed) = held.listed?;
    let facts = &held.read()?.facts;
    if facts.has(Trait::Empty) {
        return None;
    }
    let Some(found) = facts.format() else { return Some(TypeDefect::Unrecognised) };
    if found == Format::OfficeProtected {
        return None; // The password is what has to go; what it hides cannot be told.
    }
    let declared = listed.format.as_str();
    let verdict = fixity::compare(facts, declared);
    if let (TypeVerdict::DoesNotMatch { .. }, Some(declared)) = (verdict, format_by_mime(declared)) {
        return Some(TypeDefect::Mismatch { declared, found });
    }
    // Without its macros the document is of another type.
    if !facts.has(Trait::Macros) && !is_accepted(facts, held.cx.settings) {
        return Some(TypeDefect::NotAccepted { found });
    }
    match verdict {
        TypeVerdict::Matches | TypeVerdict::DoesNotMatch { .. } => None,
        TypeVerdict::CouldNotTell if format_by_mime(declared).is_none() => Some(TypeDefect::UnknownDeclared { found }),
        TypeVerdict::CouldNotTell => Some(TypeDefect::NotATable),
    }
}

/// The extensions the name should have, where it has none of them and nothing else says so.
pub(super) fn expected_extensions(held: &Held<'_>) -> Option<(Format, &'static [&'static str])> {
    held.listed?;
    let facts = &held.read()?.facts;
    let found = facts.format().filter(|found| *found != Format::OfficeProtected)?;
    let extension = held.file.entry.path.extension().unwrap_or_default();
    let of_name = || formats_by_extension(&extension);
    let speaks = match (fixity::compare_extension(facts, &extension), defect(held)) {
        (TypeVerdict::Matches, _) => false,
        // Name and manifest say the same, and the content something else.
        (_, Some(TypeDefect::Mismatch { declared, .. })) => !of_name().any(|format| format == declared),
        (TypeVerdict::CouldNotTell, Some(TypeDefect::NotATable)) => of_name().next().is_none(),
        _ => true,
    };
    speaks.then_some((found, found.extensions()))
}

/// Whether the content is of an accepted type.
pub(super) fn is_accepted(facts: &FileFacts, settings: &Settings) -> bool {
    let is_named = facts.format().is_some_and(|found| {
        settings.formats.contains(found.mime()) || settings.formats.iter().any(|accepted| found.answers_to(accepted))
    });
    is_named || settings.formats.iter().any(|accepted| fixity::compare(facts, accepted) == TypeVerdict::Matches)
}

/// Whether a type that is only declared (the content is kept elsewhere) is an accepted one.
pub(super) fn is_declaration_accepted(declared: &str, settings: &Settings) -> bool {
    let format = format_by_mime(declared);
    settings.formats.iter().any(|accepted| {
        accepted.eq_ignore_ascii_case(declared) || format.is_some_and(|format| format.answers_to(accepted))
    })
}

/// A format with its Spanish article; in English, its media type.
pub(super) fn term(format: Format) -> Term {
    let name = format.name_es();
    let article = match name.split(' ').next().unwrap_or_default() {
        "base" | "hoja" | "imagen" | "página" | "película" | "plantilla" | "presentación" | "secuencia" | "tabla"
        | "tarjeta" => "una ",
        "datos" | "diapositivas" | "subtítulos" | "texto" => "",
        _ => "un ",
    };
    Term { code: format.mime(), es: Cow::Owned(format!("{article}{name}")), en: Cow::Borrowed(format.mime()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixity::FORMATS;

    #[test]
    fn every_name_has_the_article_of_its_first_word() {
        // A format with another first word has to be looked at, and then stands here.
        let masculine = "archivo audio buzón calendario certificado complemento contenedor correo dibujo documento guion \
                         icono libro mapa mensaje programa video";
        let masculine: Vec<&str> = masculine.split_whitespace().collect();
        for format in FORMATS {
            let shown = term(*format).es;
            let word = shown.strip_prefix("un ").map(|rest| rest.split(' ').next().unwrap());
            assert!(word.is_none_or(|word| masculine.contains(&word)), "{shown}");
        }
        assert_eq!(term(Format::Html).es, "una página HTML");
        assert_eq!(term(Format::Pdf).es, "un documento PDF");
        assert_eq!(term(Format::Json).es, "datos JSON");
    }
}
