//! What only a person knows, asked on a terminal and nowhere else.

use std::io::{self, BufRead as _, IsTerminal as _, Read as _};

use mipg::{
    intake::{Draft, subject::Names},
    messages::{Lang, shown},
    model::{
        World,
        raw::{People, SubmissionClass},
    },
};

use super::{given, words};
use crate::{args::text, errors::Failure};

/// Longest answer, in bytes.
const LONGEST: u64 = 4_096;
/// Times that the same thing is asked.
const TIMES: usize = 3;

fn is_asked() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// One answer, trimmed; none where nothing was written or the input has ended.
fn answer(question: &str) -> Option<String> {
    anstream::eprint!("{question} ");
    let mut line = String::new();
    io::stdin().lock().take(LONGEST).read_line(&mut line).ok()?;
    let answer = line.trim();
    (!answer.is_empty()).then(|| answer.to_owned())
}

/// The same of what cannot be left out: asked again, saying how to stop.
fn needed(question: &str, lang: Lang) -> Option<String> {
    let stop = text(
        lang,
        "hace falta esa respuesta; para dejarlo, Ctrl+C: no se ha escrito nada y sus archivos siguen como estaban",
        "that answer is needed; to stop, Ctrl+C: nothing was written and your files are as they were",
    );
    insisted(|| answer(question), || anstream::eprintln!("{stop}"))
}

/// The first answer of [`TIMES`] attempts; before each of them but the first, it is said how to stop.
fn insisted(mut ask: impl FnMut() -> Option<String>, mut again: impl FnMut()) -> Option<String> {
    for _ in 1..TIMES {
        if let Some(answer) = ask() {
            return Some(answer);
        }
        again();
    }
    ask()
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
    for _ in 0..TIMES {
        let question = text(lang, "¿De qué política? (nombre o código)", "Which policy? (name or code)");
        let Some(given) = needed(question, lang) else { break };
        match names.policy(&given) {
            Ok(policy) => return Ok(policy),
            Err(why) => anstream::eprintln!("{}", words::misread_text(&why, world, &given, lang)),
        }
    }
    Err(unsaid())
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
    needed(&question, lang)
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
        draft.title = needed(question, lang);
    }
    for piece in &mut draft.pieces {
        let is_visual = given::is_visual(piece);
        let name = shown(&piece.name, 80);
        if is_visual && piece.description.is_none() {
            let question = match lang {
                Lang::Es => format!("¿Qué muestra {name}? (para quien no puede verla)"),
                Lang::En => format!("What does {name} show? (for who cannot see it)"),
            };
            piece.description = needed(&question, lang);
        }
        if is_visual && piece.people.is_none() {
            piece.people = people(&name, lang);
        }
    }
    if draft.class == SubmissionClass::PlanFollowUp && draft.pieces.iter().all(|piece| piece.plan.is_none()) {
        for piece in &mut draft.pieces {
            let name = shown(&piece.name, 80);
            let plan = answer(&match lang {
                Lang::Es => format!("¿De qué plan es {name}? (su clave, como peti; Enter si de ninguno)"),
                Lang::En => format!("Which plan does {name} follow? (its key, such as peti; Enter for none)"),
            });
            piece.plan = plan.map(|plan| (plan, None));
        }
    }
    Ok(())
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
    for _ in 0..TIMES {
        match needed(&question, lang)?.as_str() {
            "1" => return Some(People::None),
            "2" => return Some(People::Unidentifiable),
            "3" => return Some(People::AuthorisedAdults),
            "4" => return Some(People::AuthorisedMinors),
            word => match given::people(word) {
                Some(people) => return Some(people),
                None => anstream::eprintln!("{}", text(lang, "escriba 1, 2, 3 o 4", "write 1, 2, 3 or 4")),
            },
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_answer_is_asked_for_again_and_not_for_ever() {
        let insist = |answers: [Option<&str>; 4]| {
            let (mut answers, mut told) = (answers.into_iter(), 0);
            let found = insisted(|| answers.next().flatten().map(str::to_owned), || told += 1);
            (found, told, answers.count())
        };
        assert_eq!(insist([Some("uno"), None, None, None]), (Some("uno".to_owned()), 0, 3));
        assert_eq!(insist([None, None, Some("tres"), None]), (Some("tres".to_owned()), 2, 1));
        assert_eq!(insist([None, None, None, Some("tarde")]), (None, 2, 1));
    }
}
