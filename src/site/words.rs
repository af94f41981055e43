//! What pages say in words: dates, sizes, classes, kinds of document, access.

use chrono::{DateTime, Datelike as _, FixedOffset, NaiveDate, SecondsFormat};
use serde::Serialize;

pub(super) use crate::page::size;
use crate::{
    fixity::Format,
    messages::{Lang, shown},
    model::raw,
    schedule::{Outcome, bogota, day_of, words as days},
    status::render,
};

/// A moment or a day: for machines and for people.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub(super) struct When {
    /// The attribute `datetime`.
    pub(super) iso: String,
    /// In words.
    pub(super) text: String,
}

impl From<When> for minijinja::Value {
    fn from(one: When) -> Self {
        minijinja::value::Serde(one).into()
    }
}

/// A day: `5 de noviembre de 2026`.
pub(super) fn day(day: NaiveDate) -> When {
    When { iso: day.to_string(), text: days::date(day, Lang::Es) }
}

/// A moment, in Bogotá: `5 de noviembre de 2026, 16:12`.
pub(super) fn moment(at: DateTime<FixedOffset>) -> When {
    let local = at.with_timezone(&bogota());
    let date = days::date(day_of(at), Lang::Es);
    When { iso: local.to_rfc3339_opts(SecondsFormat::Secs, false), text: format!("{date}, {}", local.format("%H:%M")) }
}

/// `noviembre de 2026`.
pub(super) fn month(year: i32, month: u32) -> String {
    format!("{} de {year}", days::month(month, Lang::Es))
}

/// `Noviembre`.
pub(super) fn month_name(month: u32) -> String {
    capital(days::month(month, Lang::Es))
}

/// A period: one whole month, one whole year, or from a day to another.
pub(super) fn period(from: NaiveDate, until: NaiveDate) -> String {
    let next = until.succ_opt().unwrap_or(until);
    if from.day() == 1 && next.day() == 1 && from.year() == until.year() {
        if from.month() == until.month() {
            return month(from.year(), from.month());
        }
        if (from.month(), until.month()) == (1, 12) {
            return format!("año {}", from.year());
        }
    }
    format!("del {} al {}", days::date(from, Lang::Es), days::date(until, Lang::Es))
}

/// A whole number with its thousands apart: `12.345`.
pub(super) fn number(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

/// `1 entrega`, `12 entregas`.
pub(super) fn count(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", number(count), if count == 1 { one } else { many })
}

/// What a class is called.
pub(super) fn class(class: raw::SubmissionClass) -> &'static str {
    match class {
        raw::SubmissionClass::Report => "Reporte de información",
        raw::SubmissionClass::PressRelease => "Comunicado de prensa",
        raw::SubmissionClass::PlanFollowUp => "Seguimiento de planes",
        raw::SubmissionClass::Document => "Documento",
    }
}

/// What a kind of document is called: those of the list of this program with their accents, others as they are written.
pub(super) fn typology(slug: &str) -> String {
    match slug {
        "acto-administrativo" => "Acto administrativo".to_owned(),
        "presentacion" => "Presentación".to_owned(),
        "fotografia" => "Fotografía".to_owned(),
        "caratula" => "Carátula de SIGOB".to_owned(),
        "certificacion" => "Certificación".to_owned(),
        "correo" => "Correo electrónico".to_owned(),
        "otro" => "Otro documento".to_owned(),
        other => capital(&other.replace('-', " ")),
    }
}

/// What a format is called; the type stated, where nothing was seen of the bytes.
pub(super) fn format(seen: Option<Format>, stated: &str) -> String {
    seen.map_or_else(|| shown(stated, 100), |format| capital(format.name_es()))
}

/// What people are in a picture.
pub(super) fn people(people: raw::People) -> &'static str {
    match people {
        raw::People::None => "no aparece nadie",
        raw::People::Unidentifiable => "no se reconoce a nadie",
        raw::People::AuthorisedAdults => "adultos que lo autorizaron",
        raw::People::AuthorisedMinors => "menores, con autorización de quien los representa",
    }
}

/// Who may see a file.
pub(super) fn access(access: raw::Access) -> &'static str {
    match access {
        raw::Access::Public => "pública",
        raw::Access::Classified => "clasificada (Ley 1712 de 2014, art. 18)",
        raw::Access::Reserved => "reservada (Ley 1712 de 2014, art. 19)",
    }
}

/// What became of something due.
pub(super) fn outcome(outcome: Outcome) -> &'static str {
    render::words::outcome(outcome, Lang::Es)
}

/// A text with its first letter in capitals.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A text for a page, on one line: what could deceive is written out, and what HTML cannot hold replaced.
pub(super) fn plain(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_nothing = |one: char| u32::from(one) & 0xfffe == 0xfffe || ('\u{fdd0}'..='\u{fdef}').contains(&one);
    shown(&line, 2_000).chars().map(|one| if is_nothing(one) { '\u{fffd}' } else { one }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_by_people() {
        let sizes = [0, 1, 999, 1_000, 1_049, 1_050, 348_211, 999_949, 999_950, 1_000_000, 25 << 20, u64::MAX];
        let expected = [
            "0 bytes",
            "1 byte",
            "999 bytes",
            "1 kB",
            "1 kB",
            "1,1 kB",
            "348,2 kB",
            "999,9 kB",
            "1 MB",
            "1 MB",
            "26,2 MB",
            "18446744,1 TB",
        ];
        assert_eq!(sizes.map(size), expected);
        assert_eq!([0, 999, 1_000, 1_234_567].map(number), ["0", "999", "1.000", "1.234.567"]);
    }

    #[test]
    fn periods_are_named_by_what_they_are() {
        let date = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(period(date("2025-10-01"), date("2025-10-31")), "octubre de 2025");
        assert_eq!(period(date("2025-01-01"), date("2025-12-31")), "año 2025");
        assert_eq!(period(date("2024-02-01"), date("2024-02-28")), "del 1 de febrero de 2024 al 28 de febrero de 2024");
    }

    #[test]
    fn texts_keep_nothing_that_deceives() {
        assert_eq!(plain("uno\n\t dos\u{202e}x\u{fffe}\u{fdd0}"), "uno dos\\u{202e}x\u{fffd}\u{fffd}");
    }
}
