//! What the form says: of what is amiss, of classes and states, of what could not be taken.

use mipg::{
    fixity::{Format, format_by_mime},
    intake::{
        Missing, Refused,
        apart::Object,
        kept::{Amiss, Kept, RefusedFile},
    },
    messages::{Lang, shown},
    model::{
        SubmissionPath,
        raw::{People, PersonalDataOutcome, SubmissionClass},
    },
};

use super::super::add::words as given;
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

/// Who can be recognised, as it is asked and as it is shown again.
pub(super) fn people(people: People, lang: Lang) -> &'static str {
    match people {
        People::None => text(lang, "No aparece nadie", "Nobody is there"),
        People::Unidentifiable => {
            text(lang, "Aparecen personas, pero no se pueden reconocer", "People are there, but cannot be recognised")
        }
        People::AuthorisedAdults => text(lang, "Sí, se reconoce a personas adultas", "Yes, adults are recognised"),
        People::AuthorisedMinors => {
            text(lang, "Sí, se reconoce a niñas, niños o adolescentes", "Yes, minors are recognised")
        }
    }
}

/// What data are, as it is asked and as it is shown again.
pub(super) fn outcome(outcome: PersonalDataOutcome, lang: Lang) -> &'static str {
    match outcome {
        PersonalDataOutcome::NoneFound => text(lang, "No son datos personales", "They are no personal data"),
        PersonalDataOutcome::Anonymised => text(lang, "Están anonimizados", "They are anonymised"),
        PersonalDataOutcome::Publishable => {
            text(lang, "Son datos que se deben publicar", "They are data that must be published")
        }
    }
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

/// That a file that was uploaded is not part of what is sent.
pub(super) fn left_out(file: &RefusedFile, lang: Lang) -> String {
    match lang {
        Lang::Es => format!("No va en la entrega, aunque se subió: {}", file.why),
        Lang::En => format!("It is not part of what is sent, though it was uploaded: {}", file.why),
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
        (Amiss::Reason, Lang::Es) => "Diga qué se corrigió de la entrega anterior, en 8 a 500 caracteres".to_owned(),
        (Amiss::Reason, Lang::En) => {
            "Say what was put right of the earlier submission, in 8 to 500 characters".to_owned()
        }
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
        (Amiss::Authorisation(file), Lang::Es) => format!(
            "Diga dónde está la autorización de quienes se reconocen en «{}», en 8 a 500 caracteres. Si no la hay, no se puede publicar: quite el archivo",
            name(file)
        ),
        (Amiss::Authorisation(file), Lang::En) => format!(
            "Say where the authorisation of whoever is recognised in “{}” is, in 8 to 500 characters. If there is none it may not be published: remove the file",
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
        Amiss::Reason => ("datos", "correccion".to_owned()),
        Amiss::Number => ("datos", "radicado".to_owned()),
        Amiss::Filed => ("datos", "dia".to_owned()),
        Amiss::Description(file) => ("datos", format!("descripcion-{file}")),
        Amiss::People(file) => ("datos", format!("personas-{file}")),
        Amiss::Authorisation(file) => ("datos", format!("autorizacion-{file}")),
        Amiss::PersonalData(file) => ("datos", format!("datos-{file}")),
        Amiss::Plan => ("datos", "planes".to_owned()),
        Amiss::Progress(file) => ("datos", format!("avance-{file}")),
    }
}

/// Why no submission can be made of a draft.
pub(super) fn refused(why: &Refused, lang: Lang) -> String {
    match why {
        Refused::Incomplete(missing) if missing.contains(&Missing::Keeper) => text(
            lang,
            "Alguien debe responder por lo que se guarda aparte, y en los datos de la política nadie la lidera hoy. Avise a quien administra el repositorio",
            "Somebody must answer for what is kept apart, and by the data of the policy nobody leads it today. Tell whoever administers the repository",
        )
        .to_owned(),
        _ => given::refused(why, lang).words(lang).0,
    }
}

/// That what a draft corrects cannot be replaced any more.
pub(super) fn corrected(lang: Lang) -> String {
    text(
        lang,
        "La entrega que esta corrige ya no se puede reemplazar: se retiró, o ya hay otra en su lugar. Vuelva a la página de la política y corrija la que está vigente",
        "The submission that this one corrects can no longer be replaced: it was withdrawn, or another has its place. Go back to the page of the policy and correct the one in force",
    )
    .to_owned()
}

/// Where a file that does not stay in git goes.
pub(super) fn apart(object: &Object, lang: Lang) -> String {
    let name = shown(&object.name, 120);
    match (object.salt.is_some(), lang) {
        (true, Lang::Es) => format!(
            "{name} muestra personas: se guarda aparte, donde se puede borrar si alguien retira su autorización"
        ),
        (true, Lang::En) => {
            format!("{name} shows people: it is kept apart, where it can be erased if somebody withdraws it")
        }
        (false, Lang::Es) => format!("{name} es muy grande para el historial: se guarda aparte, entero"),
        (false, Lang::En) => format!("{name} is too large for the history: it is kept apart, whole"),
    }
}

/// That what sends such a file is not on this computer.
pub(super) fn lacks_lfs(lang: Lang) -> &'static str {
    text(
        lang,
        "En este computador falta el programa que envía fotos de personas y archivos muy grandes (git-lfs)",
        "The program that sends pictures of people and very large files (git-lfs) is not on this computer",
    )
}

/// What to do about that.
pub(super) fn lfs_hint(lang: Lang) -> &'static str {
    text(
        lang,
        "El borrador queda guardado: pida a informática que lo instale (https://git-lfs.com) y vuelva a esta página; o quite esos archivos.",
        "The draft is kept: ask for it to be installed (https://git-lfs.com) and come back to this page; or remove those files.",
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
