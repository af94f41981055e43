//! What `add` refuses, in words: what happened and what to do.

mod doubts;
mod refused;

use chrono::{Datelike as _, NaiveDate};
use mipg::{
    intake::{
        Adjusted,
        corte::{Hint, Open},
        subject::{LONGEST, Misread},
    },
    messages::{Lang, shown},
    model::{SubmissionPath, World},
    schedule::month_name,
};

pub(in crate::commands) use self::doubts::{doubts, early, late};
pub(super) use self::doubts::{mind, waits};
pub(super) use self::refused::answer_refused;
pub(in crate::commands) use self::refused::refused;
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
        (Misread::NoYear { near }, lang) => {
            let what = text(
                lang,
                "no dice un año de 2000 a 2100, con sus cuatro cifras",
                "does not say a year from 2000 to 2100, in four digits",
            );
            let hint = match (near.is_empty(), lang) {
                (true, _) => form.to_owned(),
                (false, Lang::Es) => format!("¿quiso decir {}?", list(near)),
                (false, Lang::En) => format!("did you mean {}?", list(near)),
            };
            (what.to_owned(), hint)
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
