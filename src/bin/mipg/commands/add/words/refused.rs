//! Why there is no submission, and what a field takes, in words.

use mipg::{
    intake::{Missing, Refused},
    messages::{Lang, shown},
};

use crate::{args::text, errors::Failure};

/// Why there is no submission.
pub(in crate::commands) fn refused(why: &Refused, lang: Lang) -> Failure {
    let es = lang == Lang::Es;
    let by_sigob = text(
        lang,
        "lo que pueda tener que borrarse no se sube: entréguelo a la Secretaría General por SIGOB, que lo custodia",
        "what may have to be erased is not uploaded: hand it to the receiving office by SIGOB, which keeps it",
    );
    let (what, hint) = match why {
        Refused::Incomplete(missing) => {
            let all: Vec<String> = missing.iter().map(|one| format!("\n  {}", self::missing(one, lang))).collect();
            (format!("{}{}", text(lang, "falta decir:", "it must be said:"), all.concat()), None)
        }
        Refused::NoFile => (text(lang, "no hay archivos", "there are no files").to_owned(), None),
        Refused::TooManyFiles { found, limit } => (
            if es {
                format!("son {found} archivos, y una entrega lleva {limit} como máximo")
            } else {
                format!("{found} files, and a submission has {limit} at most")
            },
            None,
        ),
        Refused::Empty(name) => {
            let name = shown(name, 120);
            (if es { format!("«{name}» está vacío") } else { format!("“{name}” is empty") }, None)
        }
        Refused::Twice(one, other) => {
            let (one, other) = (shown(one, 120), shown(other, 120));
            (
                if es {
                    format!("«{one}» y «{other}» son el mismo archivo")
                } else {
                    format!("“{one}” and “{other}” are the same file")
                },
                Some(text(lang, "deje uno", "leave one").to_owned()),
            )
        }
        Refused::TooLarge { name, limit, .. } => {
            let (name, limit) = (shown(name, 120), limit / (1024 * 1024));
            (
                if es {
                    format!("«{name}» pasa de {limit} MB, lo más que va dentro de git")
                } else {
                    format!("“{name}” is over {limit} MB, the most that goes in git")
                },
                Some(
                    text(
                        lang,
                        "redúzcalo, o pida que se cargue por Git LFS",
                        "make it smaller, or ask for it to be loaded through Git LFS",
                    )
                    .to_owned(),
                ),
            )
        }
        Refused::UnknownFormat(name) => {
            let name = shown(name, 120);
            (
                if es {
                    format!("no se pudo saber qué tipo de archivo es «{name}»")
                } else {
                    format!("what “{name}” is could not be told")
                },
                Some(
                    text(
                        lang,
                        "ábralo y guárdelo de nuevo como PDF, Word, Excel, imagen o texto",
                        "open it and save it again as PDF, Word, Excel, image or text",
                    )
                    .to_owned(),
                ),
            )
        }
        Refused::RecognisablePeople(name) => {
            let name = shown(name, 120);
            (
                if es {
                    format!("en «{name}» se reconoce a alguien")
                } else {
                    format!("somebody is recognised in “{name}”")
                },
                Some(by_sigob.to_owned()),
            )
        }
        Refused::Located(name) => {
            let name = shown(name, 120);
            (
                if es {
                    format!("«{name}» dice dónde se tomó, y es muy grande para quitárselo aquí")
                } else {
                    format!("“{name}” tells where it was taken, and is too large to remove it here")
                },
                Some(
                    text(
                        lang,
                        "quítele la ubicación, o guárdelo más pequeño",
                        "remove its location, or save it smaller",
                    )
                    .to_owned(),
                ),
            )
        }
        Refused::NoPublicVersion(name) => {
            let name = shown(name, 120);
            (
                if es {
                    format!("la versión pública `{name}` no está entre los archivos de la entrega")
                } else {
                    format!("the public version `{name}` is not among the files of the submission")
                },
                Some(text(lang, "agréguela a la lista", "add it to the list").to_owned()),
            )
        }
        Refused::Value { field, value, .. } => {
            (value_refused(field, value, lang), Some(field_hint(field, lang).to_owned()))
        }
        Refused::Percent(number) => {
            (if es { format!("{number} no es un porcentaje") } else { format!("{number} is no percentage") }, None)
        }
        Refused::Date => {
            (text(lang, "la fecha no cabe en un manifiesto", "no date that a manifest takes").to_owned(), None)
        }
        Refused::Unwritten(error) => {
            return Failure::Said { message: shown(&error.to_string(), 200), hint: None, code: 4 };
        }
    };
    Failure::Usage(hint.map_or_else(|| what.clone(), |hint| format!("{what}\n{}: {hint}", text(lang, "ayuda", "hint"))))
}

fn value_refused(field: &str, value: &str, lang: Lang) -> String {
    let value = shown(value, 120);
    match lang {
        Lang::Es => format!("`{field}` no admite «{value}»"),
        Lang::En => format!("`{field}` does not take “{value}”"),
    }
}

/// An answer that a field does not take, and what it takes.
pub(in crate::commands::add) fn answer_refused(field: &str, value: &str, lang: Lang) -> String {
    let value = shown(value, 120);
    match lang {
        Lang::Es => format!("no sirve «{value}»: debe ser {}", field_hint(field, lang)),
        Lang::En => format!("“{value}” will not do: it must be {}", field_hint(field, lang)),
    }
}

fn missing(one: &Missing, lang: Lang) -> String {
    match (one, lang) {
        (Missing::Title, Lang::Es) => "de qué trata: `--titulo \"…\"`".to_owned(),
        (Missing::Title, Lang::En) => "what it is about: `--title \"…\"`".to_owned(),
        (Missing::Due, Lang::Es) => "qué corte responde: `--corte AAAA-MM-DD`".to_owned(),
        (Missing::Due, Lang::En) => "which due date it answers: `--due YYYY-MM-DD`".to_owned(),
        (Missing::Description(name), Lang::Es) => {
            format!("qué muestra «{0}»: `--descripcion \"{0}=…\"`", shown(name, 120))
        }
        (Missing::Description(name), Lang::En) => {
            format!("what “{0}” shows: `--description \"{0}=…\"`", shown(name, 120))
        }
        (Missing::People(name), Lang::Es) => {
            format!(
                "si se reconoce a alguien en «{0}»: `--personas \"{0}=ninguna\"`, `no-identificables`, `adultos-autorizados` o `menores-autorizados`",
                shown(name, 120)
            )
        }
        (Missing::People(name), Lang::En) => {
            format!(
                "whether anybody is recognised in “{0}”: `--people \"{0}=ninguna\"`, `no-identificables`, `adultos-autorizados` or `menores-autorizados`",
                shown(name, 120)
            )
        }
        (Missing::Authorisation(name), Lang::Es) => format!(
            "dónde está la autorización de quienes se reconocen en «{0}»: `--autorizacion \"{0}=Expediente …\"`, sin datos de nadie",
            shown(name, 120)
        ),
        (Missing::Authorisation(name), Lang::En) => format!(
            "where the authorisation of the people in “{0}” is: `--authorisation \"{0}=File …\"`, with nobody's data",
            shown(name, 120)
        ),
        (Missing::Keeper, Lang::Es) => {
            "qué dependencia o cargo responde por lo que se guarda fuera de git: `--custodia \"…\"`".to_owned()
        }
        (Missing::Keeper, Lang::En) => {
            "which office or position answers for what is kept outside git: `--custody \"…\"`".to_owned()
        }
        (Missing::Exception(field), Lang::Es) => match *field {
            "norma" => "qué norma permite que no sea público: `--norma \"Ley 1712 de 2014, artículo 18\"`",
            "alcance" => "si la excepción cubre todo el documento o una parte: `--alcance \"Todo el documento\"`",
            "plazo" => "hasta cuándo no es público: `--plazo \"…\"`",
            _ => "qué dependencia o cargo lo calificó: `--califica \"…\"`",
        }
        .to_owned(),
        (Missing::Exception(field), Lang::En) => match *field {
            "norma" => "which norm lets it not be public: `--norm \"Ley 1712 de 2014, artículo 18\"`",
            "alcance" => "whether the exception is of all of it or of a part: `--scope \"Todo el documento\"`",
            "plazo" => "until when it is not public: `--term \"…\"`",
            _ => "which office or position classified it: `--classifier \"…\"`",
        }
        .to_owned(),
        (Missing::Plan, Lang::Es) => "de qué plan es cada archivo: `--plan ARCHIVO=PLAN:AVANCE`".to_owned(),
        (Missing::Plan, Lang::En) => "which plan each file follows: `--plan FILE=PLAN:PROGRESS`".to_owned(),
    }
}

fn field_hint(field: &str, lang: Lang) -> &'static str {
    match field {
        "titulo" => text(lang, "una línea de 5 a 200 caracteres", "one line of 5 to 200 characters"),
        "descripcion" | "motivo" | "autorizacion" => {
            text(lang, "un texto de 8 a 500 caracteres", "a text of 8 to 500 characters")
        }
        "radicado" => text(lang, "como lo da SIGOB: AMC-OFI-0074376-2026", "as SIGOB gives it: AMC-OFI-0074376-2026"),
        _ => text(
            lang,
            "una clave en minúsculas, sin tildes ni espacios",
            "a key of small letters, without accents or spaces",
        ),
    }
}
