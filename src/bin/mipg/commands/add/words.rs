//! What `add` refuses, in words: what happened and what to do.

use chrono::{Datelike as _, NaiveDate};
use mipg::{
    intake::{
        Adjusted, Missing, Refused,
        corte::{Hint, Open},
        subject::{LONGEST, Misread},
    },
    messages::{Lang, shown},
    model::{SubmissionPath, World},
    schedule::month_name,
};

use crate::{args::text, errors::Failure};

/// Days of cortes that a refusal tells.
const TOLD: usize = 6;

/// Why a subject or a name was not read, as a failure of whoever wrote it.
pub(super) fn misread(why: &Misread, world: &World, given: &str, lang: Lang) -> Failure {
    Failure::Usage(misread_text(why, world, given, lang))
}

/// The same, in words.
pub(in crate::commands) fn misread_text(why: &Misread, world: &World, given: &str, lang: Lang) -> String {
    let said = shown(given, 160);
    let named = |slugs: &[String]| slugs.iter().map(|slug| name(world, slug)).collect::<Vec<_>>().join(" · ");
    let months = |months: &[u32]| months.iter().map(|&month| month_name(month, lang)).collect::<Vec<_>>().join(", ");
    let form = text(
        lang,
        "el asunto es «Información Para Repositorio MIPG_ Política NOMBRE DE LA POLÍTICA _MES de AÑO»",
        "the subject is «Información Para Repositorio MIPG_ Política NOMBRE DE LA POLÍTICA _MES de AÑO»",
    );
    let (what, hint) = match (why, lang) {
        (Misread::TooLong, Lang::Es) => (format!("tiene más de {LONGEST} bytes"), form.to_owned()),
        (Misread::TooLong, Lang::En) => (format!("has more than {LONGEST} bytes"), form.to_owned()),
        (Misread::NoPolicy { near }, Lang::Es) if near.is_empty() => (
            "no nombra una política de este repositorio".to_owned(),
            "vale su nombre, su carpeta o su código (POL07)".to_owned(),
        ),
        (Misread::NoPolicy { near }, Lang::En) if near.is_empty() => {
            ("names no policy of this repository".to_owned(), "its name, folder or code (POL07) will do".to_owned())
        }
        (Misread::NoPolicy { near }, Lang::Es) => {
            ("no nombra con claridad una política".to_owned(), format!("¿quiso decir {}?", named(near)))
        }
        (Misread::NoPolicy { near }, Lang::En) => {
            ("does not clearly name a policy".to_owned(), format!("did you mean {}?", named(near)))
        }
        (Misread::SeveralPolicies { which }, Lang::Es) => {
            ("puede ser de varias políticas".to_owned(), format!("diga cuál: {}", named(which)))
        }
        (Misread::SeveralPolicies { which }, Lang::En) => {
            ("may be of several policies".to_owned(), format!("say which: {}", named(which)))
        }
        (Misread::NoMonth { near }, Lang::Es) if near.is_empty() => ("no dice el mes".to_owned(), form.to_owned()),
        (Misread::NoMonth { near }, Lang::En) if near.is_empty() => {
            ("does not say the month".to_owned(), form.to_owned())
        }
        (Misread::NoMonth { near }, Lang::Es) => {
            ("no dice el mes con letras y sin duda".to_owned(), format!("¿quiso decir {}?", months(near)))
        }
        (Misread::NoMonth { near }, Lang::En) => {
            ("does not say the month in letters and beyond doubt".to_owned(), format!("did you mean {}?", months(near)))
        }
        (Misread::SeveralMonths { which }, Lang::Es) => (
            format!("dice varios meses: {}", months(which)),
            "una entrega responde un corte: deje el mes de ese corte".to_owned(),
        ),
        (Misread::SeveralMonths { which }, Lang::En) => (
            format!("says several months: {}", months(which)),
            "a submission answers one due date: leave its month".to_owned(),
        ),
        (Misread::NoYear, Lang::Es) => {
            ("no dice un año de 2000 a 2100, con sus cuatro cifras".to_owned(), form.to_owned())
        }
        (Misread::NoYear, Lang::En) => {
            ("does not say a year from 2000 to 2100, in four digits".to_owned(), form.to_owned())
        }
        (Misread::SeveralYears { which }, Lang::Es) => {
            (format!("dice varios años: {}", list(which)), "deje el del corte que responde".to_owned())
        }
        (Misread::SeveralYears { which }, Lang::En) => {
            (format!("says several years: {}", list(which)), "leave that of the due date it answers".to_owned())
        }
    };
    format!("«{said}» {what}\n{}: {hint}", text(lang, "ayuda", "hint"))
}

fn list(years: &[i32]) -> String {
    years.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// A policy as people know it, with the folder that says which.
fn name(world: &World, slug: &str) -> String {
    let listed = world.models.values().flat_map(|model| model.policies.iter());
    let named = world.policies.get(slug).map(|policy| policy.name.as_str());
    let name =
        named.or_else(|| listed.filter(|one| one.policy.as_str() == slug).map(|one| one.name.as_str()).next_back());
    name.map_or_else(|| slug.to_owned(), |name| format!("{} ({slug})", shown(name, 120)))
}

/// What was changed of what was given.
pub(in crate::commands) fn adjusted(one: &Adjusted, lang: Lang) -> String {
    match (one, lang) {
        (Adjusted::Renamed { from, to }, Lang::Es) => format!("«{}» quedó como {to}", shown(from, 120)),
        (Adjusted::Renamed { from, to }, Lang::En) => format!("“{}” became {to}", shown(from, 120)),
        (Adjusted::LocationRemoved { name }, Lang::Es) => {
            format!("a {name} se le quitó la ubicación donde se tomó; el original no se tocó")
        }
        (Adjusted::LocationRemoved { name }, Lang::En) => {
            format!("the location where it was taken was removed from {name}; the original is untouched")
        }
    }
}

/// No corte can be chosen.
pub(super) fn no_corte(open: &[Open], hint: Hint, policy: &str, measured: Option<(i32, u32)>, lang: Lang) -> Failure {
    let days: Vec<String> = open.iter().take(TOLD).map(|one| one.nominal.to_string()).collect();
    let month = hint.month.map(|(year, month)| format!("{} {} {year}", month_name(month, lang), text(lang, "de", "")));
    let unmeasured = measured.filter(|since| hint.month.is_some_and(|month| month < *since));
    let what = match (month, lang) {
        (Some(month), lang) if let Some((year, since)) = unmeasured => {
            let since = month_name(since, lang);
            match lang {
                Lang::Es => {
                    format!("en {month} todavía no se miden las entregas de {policy}: se miden desde {since} de {year}")
                }
                Lang::En => {
                    format!("in {month} what {policy} hands in is not measured yet: it is from {since} {year} on")
                }
            }
        }
        (Some(month), Lang::Es) => format!("{policy} no tiene en {month} un corte que falte"),
        (Some(month), Lang::En) => format!("{policy} has no due date of {month} that is not answered"),
        (None, Lang::Es) => format!("{policy} no tiene un corte que falte"),
        (None, Lang::En) => format!("{policy} has no due date that is not answered"),
    };
    let hint = match (days.is_empty(), lang) {
        (true, Lang::Es) => "ninguna obligación de `repositorio.yaml` le pide esa clase de entrega".to_owned(),
        (true, Lang::En) => "no obligation of `repositorio.yaml` asks it for that class".to_owned(),
        (false, Lang::Es) => format!(
            "diga cuál responde con `--corte` (por ejemplo {}); si corrige otra, use `--reemplaza`",
            days.join(", ")
        ),
        (false, Lang::En) => {
            format!("say which by `--due` (such as {}); to correct another, use `--supersedes`", days.join(", "))
        }
    };
    Failure::Usage(format!("{what}\n{}: {hint}", text(lang, "ayuda", "hint")))
}

/// The day said is none on which anything is due.
pub(super) fn not_a_corte(day: NaiveDate, open: &[Open], policy: &str, lang: Lang) -> Failure {
    let own = open.iter().filter(|one| (one.nominal.year(), one.nominal.month()) == (day.year(), day.month()));
    let days: Vec<String> = own.take(TOLD).map(|one| one.nominal.to_string()).collect();
    let days = days.join(", ");
    Failure::Usage(match lang {
        Lang::Es => format!("{day} no es un corte de {policy}\nayuda: los de ese mes son {days}"),
        Lang::En => format!("{day} is no due date of {policy}\nhint: those of that month are {days}"),
    })
}

/// The file was handed in already, or waits in the work tree.
pub(super) fn handed_in(name: &str, other: &SubmissionPath, is_committed: bool, lang: Lang) -> Failure {
    let (name, folder) = (shown(name, 120), other.folder());
    Failure::Usage(match (is_committed, lang) {
        (true, Lang::Es) => format!(
            "«{name}» ya se entregó: está en {folder}\nayuda: si además responde otro corte, dígalo con `--corte`; si corrige esa entrega, use `--reemplaza`"
        ),
        (true, Lang::En) => format!(
            "“{name}” was handed in already: it is in {folder}\nhint: where it answers another due date too, say it by `--due`; where it corrects that submission, use `--supersedes`"
        ),
        (false, Lang::Es) => format!(
            "«{name}» ya está en la carpeta de trabajo, en {folder}, sin enviar\nayuda: para enviarla, repita lo mismo con `--enviar`; si además responde otro corte, dígalo con `--corte`; para hacerla de nuevo, borre antes esa carpeta"
        ),
        (false, Lang::En) => format!(
            "“{name}” is in the work tree already, in {folder}, and was not sent\nhint: to send it, repeat the same with `--push`; where it answers another due date too, say it by `--due`; to make it again, delete that folder first"
        ),
    })
}

/// What becomes of the copy in the work tree of what went on a branch.
pub(super) fn copy_left(copy: &SubmissionPath, lang: Lang) -> String {
    let folder = copy.folder();
    match lang {
        Lang::Es => format!(
            "La copia que había en {folder} no se tocó ni se usó: si le hizo cambios, no van en la rama. Ya no hace falta: bórrela antes de traer la rama principal con la entrega publicada.\n"
        ),
        Lang::En => format!(
            "The copy that was in {folder} was neither touched nor used: changes made to it are not on the branch. It is not needed any more: delete it before fetching the main branch with the submission published.\n"
        ),
    }
}

/// The month named is too far from the day asked.
pub(super) fn far_month(hint: Hint, lang: Lang) -> Failure {
    let year = hint.month.map_or(0, |(year, _)| year);
    Failure::Usage(match lang {
        Lang::Es => {
            format!("el año {year} está demasiado lejos de hoy\nayuda: revise el año del asunto o de `--corte`")
        }
        Lang::En => {
            format!("the year {year} is too far from today\nhint: look at the year of the subject or of `--due`")
        }
    })
}

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
pub(super) fn answer_refused(field: &str, value: &str, lang: Lang) -> String {
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
