//! The description of an image or a video does not say what is seen.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::listed_file;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "alternative-text-poor",
        group: Group::Manifest,
        severity: Severity::Warning,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "La descripción de una imagen o un video no dice lo que se ve.",
            en: "The description of an image or a video does not say what is seen.",
        },
        why: Text {
            es: "El nombre del archivo o palabras como «fotografía» o «evidencia» no le dicen nada a quien no puede \
                 ver la imagen.",
            en: "The name of the file or words such as “photograph” or “evidence” tell nothing to who cannot see the \
                 image.",
        },
        norm: Some("Resolución MinTIC 1519 de 2020, anexo 1"),
        example: "archivos:\n  - ruta: foto-01.jpg\n    descripcion: fotografía 01\n",
        remedy: Text {
            es: "Describa en una frase qué se ve: quiénes (por su cargo), qué hacen y dónde.",
            en: "Describe in a sentence what is seen: who (by their role), doing what, and where.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

/// Words, without accents, that by themselves describe nothing.
const EMPTY: &[&str] = &[
    "a",
    "adjunta",
    "adjunto",
    "al",
    "anexo",
    "anexos",
    "archivo",
    "archivos",
    "audiovisual",
    "captura",
    "de",
    "del",
    "descripcion",
    "documento",
    "el",
    "en",
    "entrega",
    "evidencia",
    "evidencias",
    "foto",
    "fotografia",
    "fotografias",
    "fotografica",
    "fotografico",
    "fotos",
    "grabacion",
    "image",
    "imagen",
    "imagenes",
    "img",
    "jpeg",
    "jpg",
    "la",
    "las",
    "los",
    "mp",
    "no",
    "nro",
    "num",
    "numero",
    "pantalla",
    "pantallazo",
    "pantallazos",
    "photo",
    "picture",
    "png",
    "registro",
    "registros",
    "screenshot",
    "sin",
    "soporte",
    "soportes",
    "titulo",
    "un",
    "una",
    "ver",
    "vid",
    "video",
    "videos",
    "whatsapp",
    "y",
];

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    let path = &cx.submission.manifest_path;
    for (index, file, _) in cx.submission.listed() {
        let Some(description) = file.description.as_ref().filter(|_| file.format.is_visual()) else { continue };
        if is_empty(description.as_str()) || is_name(description.as_str(), file.path.as_str()) {
            out.field(
                path,
                listed_file(index).key("descripcion"),
                Message::AlternativeTextPoor {
                    description: description.as_str().into(),
                    name: file.path.as_str().into(),
                },
            );
        }
    }
}

/// The words of a text in lower case, without accents; digits and signs part them.
fn words(text: &str) -> Vec<String> {
    let plain: String = text.nfd().filter(|c| !is_combining_mark(*c)).collect::<String>().to_lowercase();
    plain.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Whether no word of the text says anything.
fn is_empty(text: &str) -> bool {
    words(text).iter().all(|word| EMPTY.contains(&word.as_str()))
}

/// Whether the text only repeats the name of the file, with or without its extension.
fn is_name(text: &str, name: &str) -> bool {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let text = words(text);
    text == words(name) || text == words(stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_say_nothing_are_told_from_those_that_do() {
        for poor in ["Fotografía 01", "IMG_20261104", "evidencia fotográfica", "12345678", "Registro fotográfico No. 3"]
        {
            assert!(is_empty(poor), "{poor}");
        }
        assert!(!is_empty("Taller con servidores en el auditorio"));
        assert!(is_name("taller de octubre", "Taller-de-Octubre.JPG"));
        assert!(!is_name("taller de octubre en Getsemaní", "taller-de-octubre.jpg"));
    }

    #[test]
    fn the_list_is_sorted_and_has_no_repeats() {
        assert!(EMPTY.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
