//! What does not stop a submission, and may not be what was meant.

use chrono::NaiveDate;
use mipg::{
    intake::{
        Draft,
        corte::{self, Open},
    },
    messages::Lang,
    model::SubmissionPath,
    schedule::{self, day_in_words},
};

use crate::args::text;

/// What may be amiss with a submission, among the cortes that its policy and class answer.
pub(in crate::commands) fn doubts(draft: &Draft, open: &[Open], lang: Lang) -> Vec<String> {
    let alone = draft.sigob.as_ref().is_some_and(|filing| filing.cover.is_some()) && draft.pieces.len() == 1;
    let filed = draft.sigob.as_ref().map(|filing| schedule::day_of(filing.moment));
    let chosen = draft.due.and_then(|due| open.iter().find(|one| one.nominal == due));
    let late = chosen.zip(filed).and_then(|(chosen, filed)| {
        let better = corte::in_time(open, chosen.nominal, filed)?;
        Some(self::late(chosen, &better, lang))
    });
    let early = chosen.zip(filed).and_then(|(chosen, filed)| self::early(chosen, filed, lang));
    alone.then(|| cover_alone(lang).to_owned()).into_iter().chain(late).chain(early).collect()
}

/// A doubt as a line of the command.
pub(in super::super) fn mind(doubt: &str, lang: Lang) -> String {
    format!("  {} {doubt}\n", text(lang, "ojo:", "mind:"))
}

/// That an earlier corte was left to a folder that nobody sent.
pub(in super::super) fn waits(path: &SubmissionPath, day: NaiveDate, lang: Lang) -> String {
    let day = day_in_words(day, lang);
    match lang {
        Lang::Es => format!(
            "El corte del {day} se dejó a la carpeta {}, que está aquí sin enviar: si es eso lo que corrige ahora, bórrela y repita",
            path.folder()
        ),
        Lang::En => format!(
            "The due date of {day} was left to the folder {}, which is here and not sent: if that is what you are mending now, delete it and repeat",
            path.folder()
        ),
    }
}

/// That there is nothing but the sheet that SIGOB puts before what is sent.
fn cover_alone(lang: Lang) -> &'static str {
    text(
        lang,
        "El único archivo es la carátula de SIGOB: agregue lo que llegó con ella, o esta entrega no muestra nada",
        "The only file is the cover sheet of SIGOB: add what came with it, or this submission shows nothing",
    )
}

/// That the filing came before a corte could be answered.
pub(in crate::commands) fn early(chosen: &Open, filed: NaiveDate, lang: Lang) -> Option<String> {
    let [nominal, opens] = [chosen.nominal, chosen.opens].map(|day| day_in_words(day, lang));
    (filed < chosen.opens).then(|| match lang {
        Lang::Es => format!(
            "Llegó por SIGOB antes de que se pueda responder el corte del {nominal} (desde el {opens}): mire si responde otro, o corrige otra entrega"
        ),
        Lang::En => format!(
            "It came by SIGOB before {nominal} may be answered (from {opens} on): see whether it answers another due date, or corrects another submission"
        ),
    })
}

/// That the filing came after the deadline of a corte, and in time for another.
pub(in crate::commands) fn late(chosen: &Open, better: &Open, lang: Lang) -> String {
    let [nominal, until, other] = [chosen.nominal, chosen.effective, better.nominal].map(|day| day_in_words(day, lang));
    match lang {
        Lang::Es => format!(
            "Llegó por SIGOB después del plazo del corte del {nominal} ({until}), y a tiempo para el del {other}, que también falta: diga a cuál responde"
        ),
        Lang::En => format!(
            "It came by SIGOB after the deadline of {nominal} ({until}), and in time for that of {other}, which is owed too: say which it answers"
        ),
    }
}
