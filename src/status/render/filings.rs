//! What is said of numbers of SIGOB that have several dates.

use chrono::{DateTime, FixedOffset};

use super::words;
use crate::{
    diagnostic::render::say,
    messages::{Lang, shown},
    model::SubmissionPath,
    schedule::{Discord, words as days},
    status::Board,
};

/// Numbers, and dates of one, that are told before the rest is only counted.
const TOLD: usize = 5;

/// A sentence for each number with several dates, and one for those that are too many to tell.
pub(super) fn cautions(board: &Board<'_>, lang: Lang) -> Vec<String> {
    let mut cautions: Vec<String> = board.discords.iter().take(TOLD).map(|one| discord(one, lang)).collect();
    if board.discords.len() > TOLD {
        let left = board.discords.len() - TOLD;
        cautions.push(say!(
            lang,
            "Ojo: {left} radicados de SIGOB más tienen fechas distintas; `--format json` los trae todos.",
            "Mind: {left} more SIGOB numbers have different dates; `--format json` has all of them."
        ));
    }
    cautions
}

/// That one number of SIGOB has several dates, and where.
fn discord(one: &Discord<'_>, lang: Lang) -> String {
    let number = days::name(one.number);
    let dated = |(at, paths): (&DateTime<FixedOffset>, &Vec<&SubmissionPath>)| {
        let (at, first) = (words::minute(*at), shown(&paths[0].to_string(), 200));
        match paths.len() - 1 {
            0 => format!("{at} ({first})"),
            more => say!(lang, "{at} ({first} y {more} más)", "{at} ({first} and {more} more)"),
        }
    };
    let mut dates: Vec<String> = one.dates.iter().take(TOLD).map(dated).collect();
    dates.extend((one.dates.len() > TOLD).then(|| format!("… (+{})", one.dates.len() - TOLD)));
    let dates = dates.join(", ");
    say!(
        lang,
        "Ojo: el radicado {number} de SIGOB tiene fechas distintas: {dates}. Un radicado tiene una sola: compárelas con las carátulas. Lo publicado no cambia; si una está mal, entregue otra que la reemplace y diga en el motivo cuál vale. Este aviso queda.",
        "Mind: the SIGOB number {number} has different dates: {dates}. A number has one: compare them with the cover sheets. What is published does not change; where one is wrong, hand in another that supersedes it and says in its reason which holds. This notice stays."
    )
}
