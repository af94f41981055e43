//! What only a person knows, asked on a terminal and nowhere else.

use std::io::{self, BufRead as _, IsTerminal as _, Read as _};

use mipg::{
    intake::{Draft, Piece, subject::Names},
    messages::{Lang, shown},
    model::{
        World,
        raw::{Description, People, Slug, SubmissionClass, TextError, Title},
    },
};

use super::{given, words};
use crate::{args::text, errors::Failure};

/// Longest answer, in bytes.
const LONGEST: u64 = 4_096;
fn is_asked() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// What came of a question.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Answer {
    Said(String),
    Nothing,
    /// Nobody answers any more.
    Ended,
}

/// One answer, trimmed.
fn answer(question: &str) -> Answer {
    anstream::eprint!("{question} ");
    let mut line = String::new();
    match io::stdin().lock().take(LONGEST).read_line(&mut line) {
        Ok(0) | Err(_) => Answer::Ended,
        Ok(_) if line.trim().is_empty() => Answer::Nothing,
        Ok(_) => Answer::Said(line.trim().to_owned()),
    }
}

/// The same of what cannot be left out: asked until it is answered with what `read` takes, saying why not or how to stop. What
/// was answered before is not lost by a slip. None where the answers have ended.
fn needed<T>(question: &str, lang: Lang, read: impl Fn(&str) -> Result<T, String>) -> Option<T> {
    let stop = text(
        lang,
        "hace falta esa respuesta; para dejarlo, Ctrl+C: no se ha escrito nada y sus archivos siguen como estaban",
        "that answer is needed; to stop, Ctrl+C: nothing was written and your files are as they were",
    );
    insisted(|| answer(question), read, |why| anstream::eprintln!("{}", why.unwrap_or(stop)))
}

/// The first answer that is taken; of each other one, `again` is told why not, where something was said.
fn insisted<T>(
    mut ask: impl FnMut() -> Answer,
    read: impl Fn(&str) -> Result<T, String>,
    mut again: impl FnMut(Option<&str>),
) -> Option<T> {
    loop {
        match ask() {
            Answer::Ended => return None,
            Answer::Nothing => again(None),
            Answer::Said(said) => match read(&said) {
                Ok(taken) => return Some(taken),
                Err(why) => again(Some(&why)),
            },
        }
    }
}

/// Takes what a field of the manifest takes.
fn field<T: for<'a> TryFrom<&'a str, Error = TextError>>(name: &str, said: &str, lang: Lang) -> Result<String, String> {
    T::try_from(said).map(|_| said.to_owned()).map_err(|_| words::answer_refused(name, said, lang))
}

/// The policy.
pub(super) fn policy(names: &Names, world: &World, lang: Lang) -> Result<String, Failure> {
    let unsaid = || {
        Failure::Usage(
            text(
                lang,
                "falta la política\nayuda: dígala con `--politica`, o dé el `--asunto` de SIGOB",
                "the policy is missing\nhint: say it by `--policy`, or give the `--subject` of SIGOB",
            )
            .to_owned(),
        )
    };
    if !is_asked() {
        return Err(unsaid());
    }
    let question = text(lang, "¿De qué política? (nombre o código)", "Which policy? (name or code)");
    let read = |given: &str| names.policy(given).map_err(|why| words::misread_text(&why, world, given, lang));
    needed(question, lang, read).ok_or_else(unsaid)
}

/// Where the authorisation of the people in a file is.
pub(super) fn authorisation(name: &str, lang: Lang) -> Option<String> {
    if !is_asked() {
        return None;
    }
    let name = shown(name, 80);
    let question = match lang {
        Lang::Es => format!(
            "¿Dónde está la autorización de quienes se reconocen en {name}? (expediente o radicado, sin sus datos)"
        ),
        Lang::En => format!("Where is the authorisation of the people in {name}? (file or number, none of their data)"),
    };
    needed(&question, lang, |said| field::<Description>("autorizacion", said, lang))
}

/// Asks the title, and what pictures show and whom, where they are missing; without a terminal, what is missing stays so
/// and is refused, all at once.
pub(super) fn what_is_missing(draft: &mut Draft, lang: Lang) -> Result<(), Failure> {
    if !is_asked() {
        return Ok(());
    }
    if draft.title.is_none() {
        let question =
            text(lang, "¿De qué trata la entrega? (título, en una línea)", "What is it about? (title, in one line)");
        draft.title = needed(question, lang, |said| field::<Title>("titulo", said, lang));
    }
    for piece in &mut draft.pieces {
        let is_visual = given::is_visual(piece);
        let name = shown(&piece.name, 80);
        if is_visual && piece.description.is_none() {
            let question = match lang {
                Lang::Es => format!("¿Qué muestra {name}? (para quien no puede ver)"),
                Lang::En => format!("What does {name} show? (for who cannot see)"),
            };
            piece.description = needed(&question, lang, |said| field::<Description>("descripcion", said, lang));
        }
        if is_visual && piece.people.is_none() {
            piece.people = people(&name, lang);
        }
    }
    if draft.class == SubmissionClass::PlanFollowUp {
        plans(&mut draft.pieces, lang);
    }
    Ok(())
}

/// Asks which plan each file follows, until one is said of some file, where none was.
fn plans(pieces: &mut [Piece], lang: Lang) {
    while pieces.iter().all(|piece| piece.plan.is_none()) {
        for piece in pieces.iter_mut() {
            let name = shown(&piece.name, 80);
            let question = match lang {
                Lang::Es => format!("¿De qué plan es {name}? (su clave, como peti; Enter si de ninguno)"),
                Lang::En => format!("Which plan does {name} follow? (its key, such as peti; Enter for none)"),
            };
            match plan(&question, lang) {
                Answer::Said(plan) => piece.plan = Some((plan, None)),
                Answer::Nothing => {}
                Answer::Ended => return,
            }
        }
    }
}

/// One answer that is the key of a plan, or nothing.
fn plan(question: &str, lang: Lang) -> Answer {
    loop {
        match answer(question) {
            Answer::Said(said) => match field::<Slug>("plan", &said, lang) {
                Ok(plan) => return Answer::Said(plan),
                Err(why) => anstream::eprintln!("{why}"),
            },
            other => return other,
        }
    }
}

fn people(name: &str, lang: Lang) -> Option<People> {
    let question = match lang {
        Lang::Es => {
            format!(
                "¿Se reconoce a alguien en {name}? 1 no aparece nadie · 2 aparecen, sin poder reconocerse · 3 sí, adultos que autorizaron · 4 sí, menores, y autorizó quien los representa:"
            )
        }
        Lang::En => {
            format!(
                "Can anybody be recognised in {name}? 1 nobody is there · 2 there are, unrecognisable · 3 yes, adults who authorised it · 4 yes, minors, whose representative did:"
            )
        }
    };
    needed(&question, lang, |said| match said {
        "1" => Ok(People::None),
        "2" => Ok(People::Unidentifiable),
        "3" => Ok(People::AuthorisedAdults),
        "4" => Ok(People::AuthorisedMinors),
        word => given::people(word).ok_or_else(|| text(lang, "escriba 1, 2, 3 o 4", "write 1, 2, 3 or 4").to_owned()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What came of answers, what was told between them, and how many were left.
    fn insist(answers: &[&str]) -> (Option<String>, Vec<Option<String>>, usize) {
        let mut answers = answers.iter();
        let mut told = Vec::new();
        let ask = |answers: &mut std::slice::Iter<'_, &str>| match answers.next() {
            None => Answer::Ended,
            Some(&"") => Answer::Nothing,
            Some(said) => Answer::Said((*said).to_owned()),
        };
        let read = |said: &str| field::<Description>("descripcion", said, Lang::Es);
        let found = insisted(|| ask(&mut answers), read, |why| told.push(why.map(str::to_owned)));
        (found, told, answers.count())
    }

    #[test]
    fn what_a_field_will_not_take_is_told_and_asked_again() {
        let why = "no sirve «ninguna»: debe ser un texto de 8 a 500 caracteres".to_owned();
        let shows = "Muro pintado, sin nadie";
        assert_eq!(insist(&["ninguna", shows, "x"]), (Some(shows.to_owned()), vec![Some(why)], 1));
    }

    #[test]
    fn an_empty_answer_is_asked_for_again_until_the_answers_end() {
        let shows = "Muro pintado, sin nadie";
        assert_eq!(insist(&["", "", "", shows]), (Some(shows.to_owned()), vec![None; 3], 0));
        assert_eq!(insist(&["", ""]), (None, vec![None; 2], 0));
    }
}
