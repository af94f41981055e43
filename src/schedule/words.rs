//! Days, reasons and channels of the schedule in words, in both languages.

use chrono::{Datelike as _, NaiveDate, Weekday};

use super::{Corte, NonWorking};
use crate::{
    diagnostic::render::say,
    messages::{Lang, shown},
    model::{LeftOut, World, raw},
};

/// Characters of a name that are shown; no name may be longer.
const NAME: usize = 200;
/// Characters of a reason or an act that are shown.
const REASON: usize = 300;

/// A name for a person's eyes, on one line.
pub(crate) fn name(text: &str) -> String {
    shown(text, NAME)
}

/// A longer text for a person's eyes, on one line.
pub(crate) fn prose(text: &str) -> String {
    shown(&text.split_whitespace().collect::<Vec<_>>().join(" "), REASON)
}

/// A text that people copy, on one line and with its own spaces.
pub(super) fn exact(text: &str) -> String {
    shown(text, text.len())
}

/// The name of a month, 1–12, in small letters in Spanish.
pub fn month(month: u32, lang: Lang) -> &'static str {
    const ES: [&str; 12] = [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ];
    const EN: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let names = match lang {
        Lang::Es => &ES,
        Lang::En => &EN,
    };
    names[(month as usize).saturating_sub(1).min(11)]
}

/// The name of a day of the week.
pub(super) fn weekday(day: Weekday, lang: Lang) -> &'static str {
    const ES: [&str; 7] = ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"];
    const EN: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let names = match lang {
        Lang::Es => &ES,
        Lang::En => &EN,
    };
    names[day.num_days_from_monday() as usize]
}

/// `sáb 2026-12-05`: a day in a table, always 14 columns.
pub(super) fn cell(day: NaiveDate, lang: Lang) -> String {
    let short: String = weekday(day.weekday(), lang).chars().take(3).collect();
    format!("{short} {day}")
}

/// `5 de diciembre de 2026`.
pub fn date(day: NaiveDate, lang: Lang) -> String {
    let (number, month, year) = (day.day(), month(day.month(), lang), day.year());
    say!(lang, "{number} de {month} de {year}", "{number} {month} {year}")
}

/// `sábado 5 de diciembre de 2026`.
pub(super) fn long(day: NaiveDate, lang: Lang) -> String {
    let (weekday, date) = (weekday(day.weekday(), lang), date(day, lang));
    format!("{weekday} {date}")
}

/// `3 cortes`, `1 corte`.
pub(super) fn count(count: usize, [one, many]: [&str; 2]) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// `3 días`, or none where the count is 0.
pub(super) fn days(count: i64, lang: Lang) -> String {
    let forms = match lang {
        Lang::Es => ["día", "días"],
        Lang::En => ["day", "days"],
    };
    self::count(usize::try_from(count).unwrap_or(0), forms)
}

/// Why the last day to hand in is not the nominal one; none where it is.
///
/// `skipped` are the days that are no working days from the nominal one on.
pub(crate) fn reason(corte: &Corte<'_>, skipped: &[(NaiveDate, NonWorking<'_>)], lang: Lang) -> Option<String> {
    let mut reasons = Vec::new();
    for (at, (day, why)) in skipped.iter().enumerate() {
        match why {
            NonWorking::Saturday if at == 0 => {
                reasons.push(say!(lang, "el corte cae en sábado", "the due date is a Saturday"));
            }
            NonWorking::Sunday if at == 0 => {
                reasons.push(say!(lang, "el corte cae en domingo", "the due date is a Sunday"));
            }
            NonWorking::Saturday | NonWorking::Sunday => {} // weekends after a first reason need no telling
            NonWorking::Holiday(holiday) => {
                let (holiday, weekday) = (name(holiday.name), weekday(day.weekday(), lang));
                let number = day.day();
                reasons.push(if at == 0 {
                    say!(lang, "el corte cae en festivo: {holiday}", "the due date is a holiday: {holiday}")
                } else {
                    say!(
                        lang,
                        "el {weekday} {number} es festivo: {holiday}",
                        "{weekday} {number} is a holiday: {holiday}"
                    )
                });
            }
        }
    }
    if let Some(contingency) = corte.contingency {
        let (from, until) = (contingency.from, contingency.until);
        let (why, act) = (prose(contingency.reason.as_str()), prose(contingency.act.as_str()));
        reasons.push(say!(
            lang,
            "contingencia del {from} al {until}: {why} ({act})",
            "contingency from {from} to {until}: {why} ({act})"
        ));
    }
    (!reasons.is_empty() && corte.effective != corte.nominal).then(|| reasons.join("; "))
}

/// Why the last day to hand in is not the nominal one, in a word or two: `domingo y festivo`; none where it is.
pub(crate) fn brief_reason(corte: &Corte<'_>, skipped: &[(NaiveDate, NonWorking<'_>)], lang: Lang) -> Option<String> {
    let mut reasons: Vec<String> = Vec::new();
    for (at, (_, why)) in skipped.iter().enumerate() {
        let reason = match why {
            NonWorking::Saturday => say!(lang, "sábado", "Saturday"),
            NonWorking::Sunday => say!(lang, "domingo", "Sunday"),
            NonWorking::Holiday(_) => say!(lang, "festivo", "holiday"),
        };
        let is_weekend = !matches!(why, NonWorking::Holiday(_));
        if !(reasons.contains(&reason) || (is_weekend && at > 0)) {
            reasons.push(reason);
        }
    }
    reasons.extend(corte.contingency.map(|_| say!(lang, "contingencia", "contingency")));
    let and = say!(lang, " y ", " and ");
    (!reasons.is_empty() && corte.effective != corte.nominal).then(|| reasons.join(&and))
}

/// How it may be handed in.
pub(super) fn channels(channels: &[raw::Channel], lang: Lang) -> String {
    let name = |channel: &raw::Channel| match channel {
        raw::Channel::Repository => say!(lang, "en este repositorio", "in this repository"),
        raw::Channel::Sigob => say!(lang, "por SIGOB", "through SIGOB"),
    };
    let names: Vec<String> = channels.iter().map(name).collect();
    names.join(&say!(lang, " o ", " or "))
}

/// Whether the source sets a deadline, in one word.
pub(crate) fn basis(corte: &Corte<'_>, lang: Lang) -> String {
    if corte.is_set() { say!(lang, "fijado", "set") } else { say!(lang, "supuesto", "assumed") }
}

/// What it means that a deadline is assumed.
pub(super) fn assumed(lang: Lang) -> String {
    say!(
        lang,
        "la fuente no fija el día y se supuso; lo que llegue después no es extemporáneo",
        "the source sets no day and one was assumed; what comes later is not late"
    )
}

/// What is not judged because of what the settings say; none where all of them could be read.
pub(crate) fn withheld(entries: &[&LeftOut], lang: Lang) -> Option<String> {
    const SHOWN: usize = 5;
    let one = |entry: &&LeftOut| {
        let place = &entry.place;
        match (entry.obligation.as_deref().map(name), entry.policy.as_deref().map(name)) {
            (Some(what), Some(policy)) => {
                say!(lang, "`{what}` de `{policy}` ({place})", "`{what}` of `{policy}` ({place})")
            }
            (Some(what), None) => format!("`{what}` ({place})"),
            (None, Some(policy)) => say!(lang, "todo lo de `{policy}` ({place})", "all of `{policy}` ({place})"),
            (None, None) => place.clone(),
        }
    };
    let mut all: Vec<String> = entries.iter().take(SHOWN).map(one).collect();
    all.extend((entries.len() > SHOWN).then(|| format!("… (+{})", entries.len() - SHOWN)));
    let all = all.join(", ");
    (!entries.is_empty()).then(|| {
        say!(
            lang,
            "Ojo: `policies/repositorio.yaml` tiene errores y aquí falta lo que depende de ellos: {all}. De eso no se sabe qué se debe ni qué llegó; lo demás sí está. `mipg check` dice qué corregir.",
            "Mind: `policies/repositorio.yaml` has errors, and what depends on them is missing here: {all}. What is due of that, and what came, is not known; the rest is here. `mipg check` says what to put right."
        )
    })
}

/// The name of a policy: as the entity writes it, or else as the catalogue does.
pub fn policy<'a>(world: &'a World, slug: &'a str) -> &'a str {
    let own = world.policies.get(slug).map(|policy| policy.name.as_str());
    let listed = || {
        let mut policies = world.models.values().flat_map(|model| &model.policies);
        policies.find(|policy| policy.policy.as_str() == slug).map(|policy| policy.name.as_str())
    };
    own.or_else(listed).unwrap_or(slug)
}

/// The name of an office, or its key where the settings have no name for it.
pub(super) fn office(world: &World, key: &raw::Slug) -> String {
    let offices = world.repository.read().map(|repository| &repository.offices);
    name(offices.and_then(|offices| offices.get(key)).map_or(key.as_str(), |office| office.name.as_str()))
}

/// Who leads a policy on a day, by role and never by name; empty where no one is stated.
pub fn leaders(world: &World, slug: &str, day: NaiveDate) -> Vec<String> {
    let leaders = world.policies.get(slug).into_iter().flat_map(|policy| &policy.leaders);
    leaders.filter(|leader| leader.is_in_office(day)).map(|leader| prose(leader.role.as_str())).collect()
}

/// The short name of a plan.
pub(crate) fn plan(plan: &raw::Plan) -> String {
    name(plan.acronym.as_ref().map_or(plan.name.as_str(), |acronym| acronym.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_told_in_both_languages() {
        let day: NaiveDate = "2026-12-05".parse().unwrap();
        assert_eq!(cell(day, Lang::Es), "sáb 2026-12-05");
        assert_eq!(cell(day, Lang::En), "Sat 2026-12-05");
        assert_eq!(long(day, Lang::Es), "sábado 5 de diciembre de 2026");
        assert_eq!(long(day, Lang::En), "Saturday 5 December 2026");
        assert_eq!((days(1, Lang::Es), days(0, Lang::En)), ("1 día".to_owned(), "0 days".to_owned()));
    }
}
