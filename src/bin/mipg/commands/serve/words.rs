//! What the form says: of what is amiss, of classes and states, of what could not be taken.

use mipg::{
    fixity::{Format, format_by_mime},
    intake::kept::{Amiss, Kept},
    messages::{Lang, shown},
    model::{SubmissionPath, raw::SubmissionClass},
};

use crate::args::text;

/// What a class is called.
pub(super) fn class(class: SubmissionClass, lang: Lang) -> &'static str {
    match class {
        SubmissionClass::Report => text(lang, "Reporte de información", "Report"),
        SubmissionClass::PressRelease => text(lang, "Comunicado de prensa", "Press release"),
        SubmissionClass::PlanFollowUp => text(lang, "Seguimiento de planes", "Follow-up of plans"),
        SubmissionClass::Document => text(lang, "Documento sin vencimiento", "Document without a due date"),
    }
}

/// A class by the word of the files.
pub(super) fn class_of(word: &str) -> Option<SubmissionClass> {
    use SubmissionClass as Class;
    [Class::Report, Class::PressRelease, Class::PlanFollowUp, Class::Document]
        .into_iter()
        .find(|class| class.as_str() == word)
}

/// What a file is.
pub(super) fn format(mime: Option<&str>, lang: Lang) -> String {
    let known: Option<Format> = mime.and_then(format_by_mime);
    match (known, lang) {
        (Some(format), Lang::Es) => format.name_es().to_owned(),
        (Some(format), Lang::En) => format.mime().to_owned(),
        (None, _) => text(lang, "tipo desconocido", "unknown type").to_owned(),
    }
}

/// What is amiss: the page and the field where it is put right, and what to do.
pub(super) fn amiss(one: &Amiss, kept: &Kept, lang: Lang) -> (&'static str, String, String) {
    let name = |number: &u32| {
        let file = kept.files.iter().find(|file| file.number == *number);
        shown(file.map_or("", |file| &file.name), 120)
    };
    let (page, field) = place(one);
    let told = match (one, lang) {
        (Amiss::NoFile, Lang::Es) => "Agregue por lo menos un archivo".to_owned(),
        (Amiss::NoFile, Lang::En) => "Add one file at least".to_owned(),
        (Amiss::Due, Lang::Es) => "Escoja el corte al que responde".to_owned(),
        (Amiss::Due, Lang::En) => "Choose the due date it answers".to_owned(),
        (Amiss::Title, Lang::Es) => "Escriba el título: de qué trata, en una línea de 5 a 200 caracteres".to_owned(),
        (Amiss::Title, Lang::En) => "Write the title: what it is about, in one line of 5 to 200 characters".to_owned(),
        (Amiss::Number, Lang::Es) => {
            "Escriba el radicado como lo da SIGOB, en mayúsculas: AMC-OFI-0074376-2026".to_owned()
        }
        (Amiss::Number, Lang::En) => "Write the number as SIGOB gives it, in capitals: AMC-OFI-0074376-2026".to_owned(),
        (Amiss::Filed, Lang::Es) => "Escriba el día y la hora del radicado".to_owned(),
        (Amiss::Filed, Lang::En) => "Write the day and the hour of the filing".to_owned(),
        (Amiss::Description(file), Lang::Es) => {
            format!("Diga qué muestra «{}», en 8 a 500 caracteres", name(file))
        }
        (Amiss::Description(file), Lang::En) => format!("Say what “{}” shows, in 8 to 500 characters", name(file)),
        (Amiss::People(file), Lang::Es) => format!("Diga si se reconoce a alguien en «{}»", name(file)),
        (Amiss::People(file), Lang::En) => format!("Say whether anybody is recognised in “{}”", name(file)),
        (Amiss::Recognised(file), Lang::Es) => format!(
            "Quite «{}»: se reconoce a alguien, y lo que pueda tener que borrarse no se sube por aquí. Entréguelo por SIGOB, que lo custodia",
            name(file)
        ),
        (Amiss::Recognised(file), Lang::En) => format!(
            "Remove “{}”: somebody is recognised, and what may have to be erased is not uploaded here. Hand it in by SIGOB, which keeps it",
            name(file)
        ),
        (Amiss::PersonalData(file), Lang::Es) => {
            format!("Diga qué son los datos de «{}» y por qué se pueden publicar (de 8 a 500 caracteres)", name(file))
        }
        (Amiss::PersonalData(file), Lang::En) => {
            format!("Say what the data of “{}” are and why they may be published (8 to 500 characters)", name(file))
        }
        (Amiss::Plan, Lang::Es) => "Diga de qué plan es por lo menos un archivo".to_owned(),
        (Amiss::Plan, Lang::En) => "Say of one file at least which plan it follows".to_owned(),
        (Amiss::Progress(file), Lang::Es) => format!("El avance de «{}» es un número de 0 a 100", name(file)),
        (Amiss::Progress(file), Lang::En) => format!("The progress of “{}” is a number from 0 to 100", name(file)),
    };
    (page, field, told)
}

/// The page and the field of what is amiss.
fn place(one: &Amiss) -> (&'static str, String) {
    match one {
        Amiss::NoFile => ("archivos", "archivos".to_owned()),
        Amiss::Due => ("datos", "corte".to_owned()),
        Amiss::Title => ("datos", "titulo".to_owned()),
        Amiss::Number => ("datos", "radicado".to_owned()),
        Amiss::Filed => ("datos", "dia".to_owned()),
        Amiss::Description(file) => ("datos", format!("descripcion-{file}")),
        Amiss::People(file) | Amiss::Recognised(file) => ("datos", format!("personas-{file}")),
        Amiss::PersonalData(file) => ("datos", format!("datos-{file}")),
        Amiss::Plan => ("datos", "planes".to_owned()),
        Amiss::Progress(file) => ("datos", format!("avance-{file}")),
    }
}

/// What to do with a file that seems to hold personal data.
pub(super) fn suspected(lang: Lang) -> &'static str {
    text(
        lang,
        "Si no son datos de personas, o una norma ordena publicarlos, dígalo en los datos de la entrega. Si lo son, quite el archivo y entréguelo por SIGOB.",
        "If they are no data of people, or a norm orders it, say so in what the submission is. If they are, remove the file and hand it in by SIGOB.",
    )
}

/// That the main file is in another submission already.
pub(super) fn twice(name: &str, other: &SubmissionPath, lang: Lang) -> String {
    let name = shown(name, 120);
    match lang {
        Lang::Es => format!("«{name}» ya se entregó en {other}: revise que sea el archivo de este corte"),
        Lang::En => format!("“{name}” was handed in already, in {other}: see that it is the file of this due date"),
    }
}

/// A first letter in capitals.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
