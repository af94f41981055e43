//! The list of what arrived by SIGOB, as it is copied from a table: a line for each, columns in any order.
//!
//! Columns are told apart by what is in them, never by their place: a number of the correspondence system, a date, an
//! hour, and the subject, which is what is left and longest. Nothing is guessed of a row that has no number or subject.

use std::sync::LazyLock;

use chrono::{NaiveDate, NaiveTime};
use regex::Regex;

use super::subject::month_named;
use crate::model::raw::FilingNumber;

/// Longest list that is read, in bytes.
pub const LONGEST: usize = 256 * 1024;
/// Most rows that are read.
pub const MOST: usize = 500;

/// A row of the list.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Row {
    /// Its line, from 1.
    pub line: usize,
    /// Its text, as it was pasted.
    pub text: String,
    /// The number of SIGOB.
    pub number: Option<String>,
    /// Its day.
    pub day: Option<NaiveDate>,
    /// What stands for its day and is none that is read; none where a day is.
    pub strange: Option<String>,
    /// Its hour.
    pub hour: Option<NaiveTime>,
    /// The subject; empty where there is none.
    pub subject: String,
}

/// Why a list is not read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Unread {
    /// Longer than [`LONGEST`].
    #[error("longer than {LONGEST} bytes")]
    TooLong,
    /// More rows than [`MOST`].
    #[error("more than {MOST} rows")]
    TooMany,
}

/// Reads a list. Blank lines and the heading of the table are left out.
pub fn rows(text: &str) -> Result<Vec<Row>, Unread> {
    if text.len() > LONGEST {
        return Err(Unread::TooLong);
    }
    let mut rows = Vec::new();
    for (at, line) in lines(text) {
        let line = line.trim();
        let row = Row { line: at + 1, text: line.to_owned(), ..columns(line) };
        let is_heading = rows.is_empty() && row.number.is_none() && row.day.is_none() && is_heading(line);
        if line.is_empty() || is_heading {
            continue;
        }
        if rows.len() == MOST {
            return Err(Unread::TooMany);
        }
        rows.push(row);
    }
    Ok(rows)
}

/// The lines, each with its place from 0; one whose quotation marks a spreadsheet left open goes on to where they are closed,
/// some lines further, if they are.
fn lines(text: &str) -> Vec<(usize, String)> {
    /// Lines that a cell may have.
    const CELL: usize = 20;
    let all: Vec<&str> = text.lines().collect();
    let is_open = |line: &str| !line.matches('"').count().is_multiple_of(2);
    let mut found = Vec::new();
    let mut at = 0;
    while at < all.len() {
        let begins =
            all[at].contains("\t\"") || all[at].starts_with('"') || all[at].contains(";\"") || all[at].contains(",\"");
        let ends =
            (begins && is_open(all[at])).then(|| (at + 1..all.len().min(at + CELL)).find(|next| is_open(all[*next])));
        let last = ends.flatten().unwrap_or(at);
        found.push((at, all[at..=last].join(" ")));
        at = last + 1;
    }
    found
}

fn is_heading(line: &str) -> bool {
    let small = line.to_lowercase();
    ["radicado", "número", "numero", "fecha"].iter().any(|word| small.contains(word)) && small.contains("asunto")
}

/// The cells of a line: at tabs where there are any, else at semicolons, else at commas where one of them is a number.
fn cells(line: &str) -> Vec<&str> {
    if let Some(separator) = ['\t', ';'].into_iter().find(|separator| line.contains(*separator)) {
        return line.split(separator).collect();
    }
    let cells = at_commas(line);
    if cells.iter().any(|cell| number(bare(cell)).is_some()) { cells } else { vec![line] }
}

/// The cells of a line at its commas. A subject has commas of its own: what is no other column goes on with what is
/// beside it, unless it is in quotation marks.
fn at_commas(line: &str) -> Vec<&str> {
    let is_paired = line.matches('"').count().is_multiple_of(2);
    let mut is_inside = false;
    let is_end = |c: char| {
        is_inside ^= is_paired && c == '"';
        c == ',' && !is_inside
    };
    let mut cells: Vec<(usize, usize, bool)> = Vec::new();
    let mut start = 0;
    for cell in line.split(is_end) {
        let end = start + cell.len();
        let is_whole = is_column(bare(cell)) || (is_paired && cell.trim().starts_with('"'));
        let is_text = !is_whole;
        match cells.last_mut() {
            Some((_, last, true)) if is_text => *last = end,
            _ => cells.push((start, end, is_text)),
        }
        start = end + 1;
    }
    cells.into_iter().map(|(start, end, _)| &line[start..end]).collect()
}

fn bare(cell: &str) -> &str {
    cell.trim().trim_matches('"').trim()
}

/// Whether a cell is any column but the subject.
fn is_column(cell: &str) -> bool {
    cell.is_empty() || number(cell).is_some() || moment(cell).is_some() || hour(cell).is_some() || looks_dated(cell)
}

/// The columns of a line.
fn columns(line: &str) -> Row {
    let mut row = Row::default();
    let mut subject = "";
    for cell in cells(line) {
        let cell = bare(cell);
        if row.number.is_none()
            && let Some(number) = number(cell)
        {
            row.number = Some(number);
        } else if let Some((day, hour)) = moment(cell).filter(|_| row.day.is_none()) {
            row.day = Some(day);
            row.hour = row.hour.or(hour);
        } else if let Some(hour) = hour(cell).filter(|_| row.hour.is_none()) {
            row.hour = Some(hour);
        } else if row.strange.is_none() && looks_dated(cell) {
            row.strange = Some(cell.to_owned());
        } else if weight(cell) > weight(subject) {
            subject = cell;
        }
    }
    row.subject = subject.to_owned();
    row.strange = row.strange.filter(|_| row.day.is_none());
    row
}

/// How likely a cell is the subject: one that names the repository, then the longest.
fn weight(cell: &str) -> (bool, usize) {
    let small = cell.to_lowercase();
    (small.contains("mipg") || small.contains("repositorio"), cell.chars().count())
}

/// A number of the correspondence system: letters, digits and hyphens, with a hyphen and some digits.
fn number(cell: &str) -> Option<String> {
    let text = cell.to_uppercase();
    let is_one = text.contains('-')
        && text.bytes().filter(u8::is_ascii_digit).count() >= 4
        && text.bytes().any(|byte| byte.is_ascii_alphabetic())
        && FilingNumber::try_from(text.as_str()).is_ok();
    is_one.then_some(text)
}

/// A day with its hour, or alone.
fn moment(cell: &str) -> Option<(NaiveDate, Option<NaiveTime>)> {
    let (first, rest) = timed(cell);
    let (day, rest) = match day(first.trim_end_matches(',')) {
        Some(day) => (day, rest),
        None => written(cell)?,
    };
    match rest.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '-')) {
        "" => Some((day, None)),
        rest => Some((day, Some(hour(rest)?))),
    }
}

/// A day in words.
static WRITTEN: LazyLock<Regex> = LazyLock::new(|| {
    let weekday = r"(?:(?:lun|mar|mi[eé]|jue|vie|s[aá]b|dom)[a-záéíóú]*[.,]?\s+)?";
    let parted = r"(?:\s+del?\s+|\s*[-/.,]\s*|\s+)";
    Regex::new(&format!(
        r"(?i)^{weekday}([0-9]{{1,2}}){parted}(\p{{L}}{{3,10}})\.?{parted}([0-9]{{4}})(?:$|[\s,]+(.*)$)"
    ))
    .expect("a constant pattern compiles")
});

/// `13 de noviembre de 2026`, `viernes, 13 de nov. del 2026`, `13-nov-2026`: a day in words, and what follows it.
fn written(cell: &str) -> Option<(NaiveDate, &str)> {
    let found = WRITTEN.captures(cell)?;
    let part = |at| found.get(at).map_or("", |part| part.as_str());
    let month = month_named(&part(2).to_lowercase())?;
    let day = NaiveDate::from_ymd_opt(number_of(part(3))?, month, number_of(part(1))?)?;
    Some((day, part(4)))
}

/// A day and what follows it, after a space, of those that do not break too, or the `T` of `2026-11-05T16:12`, which is not that of `OCT`.
fn timed(cell: &str) -> (&str, &str) {
    let is_hour = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
    let parted =
        cell.split_once(char::is_whitespace).or_else(|| cell.split_once('T').filter(|(_, rest)| is_hour(rest)));
    parted.unwrap_or((cell, ""))
}

/// `2026-11-05`, `05/11/2026` or `05-11-2026`: the day before the month, as it is written here.
fn day(text: &str) -> Option<NaiveDate> {
    let mut parts = text.split(['-', '/', '.']);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    let (year, month, day) = if first.len() == 4 { (first, second, third) } else { (third, second, first) };
    let is_short = month.len() <= 2 && day.len() <= 2 && year.len() == 4 && parts.next().is_none();
    let read = NaiveDate::from_ymd_opt(number_of(year)?, number_of(month)?, number_of(day)?);
    read.filter(|_| is_short)
}

/// Whether a cell has the shape of a day that is none, or is not written as days are: `31/11/2026`, `15-nov-26`, or the
/// number that a spreadsheet keeps.
fn looks_dated(cell: &str) -> bool {
    const SERIALS: std::ops::Range<f64> = 30_000.0..70_000.0;
    let (first, rest) = timed(cell);
    let first = first.trim_end_matches(',');
    let parts: Vec<&str> = first.split(['-', '/', '.']).collect();
    let is_number = |part: &&str| (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_middle = |part: &str| is_number(&part) || (part.len() <= 12 && part.chars().all(char::is_alphabetic));
    match parts.as_slice() {
        _ if WORDED.is_match(cell) => true,
        [day, month, year] => {
            is_number(day) && !month.is_empty() && is_middle(month) && is_number(year) && looks_timed(rest)
        }
        [_] | [_, _] => cell.parse().is_ok_and(|serial: f64| SERIALS.contains(&serial)),
        _ => false,
    }
}

/// What is written as a day in words is, and may be none.
static WORDED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:(?:lun|mar|mi[eé]|jue|vie|s[aá]b|dom)[a-záéíóú]*[.,]?\s+)?[0-9]{1,2}\s+(?:de\s+)?\p{L}{3,12}\.?\s+(?:del?\s+)?[0-9]{4}(?:[\s,]+[0-9]{1,2}:[0-9:apmhAPMH.\s]*)?$")
        .expect("a constant pattern compiles")
});

/// Whether what follows a day may be its hour, even one that is none. A subject begins with a date or a numbering too.
fn looks_timed(rest: &str) -> bool {
    const LONGEST: usize = 24;
    let rest = rest.trim_matches(|c: char| c.is_whitespace() || c == '-');
    let is_short = rest.len() <= LONGEST && rest.chars().filter(|c| c.is_alphabetic()).count() <= 4;
    rest.is_empty() || (is_short && rest.starts_with(|c: char| c.is_ascii_digit()))
}

fn number_of<T: std::str::FromStr>(text: &str) -> Option<T> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
}

/// `16:12`, `16:12:30`, `4:12 p. m.`, `04:12 PM`.
fn hour(text: &str) -> Option<NaiveTime> {
    let letters: String = text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, ':' | '.' | ' ' | '\u{a0}' | '\u{202f}');
    if !text.chars().all(is_plain) {
        return None;
    }
    let digits: String = text.chars().filter(|c| c.is_ascii_digit() || *c == ':').collect();
    let mut parts = digits.split(':');
    let (hour, minute) = (number_of::<u32>(parts.next()?)?, parts.next()?);
    let second = parts.next().map_or(Some(0), number_of)?;
    let hour = match (letters.as_str(), hour) {
        ("" | "h", hour) => hour,
        ("am", 12) => 0,
        ("am", 1..=11) => hour,
        ("pm", 12) => 12,
        ("pm", 1..=11) => hour + 12,
        _ => return None,
    };
    let is_whole = minute.len() == 2 && parts.next().is_none();
    NaiveTime::from_hms_opt(hour, number_of(minute)?, second).filter(|_| is_whole)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SUBJECT: &str = "Información Para Repositorio MIPG_ Política GOBIERNO DIGITAL _NOVIEMBRE de 2026";

    fn one(line: &str) -> (Option<String>, Option<String>, Option<String>, String) {
        let row = rows(line).unwrap().into_iter().next().unwrap();
        (row.number, row.day.map(|day| day.to_string()), row.hour.map(|hour| hour.to_string()), row.subject)
    }

    #[test]
    fn columns_are_told_by_what_is_in_them() {
        let expected = (
            Some("AMC-OFI-0074376-2026".to_owned()),
            Some("2026-11-05".to_owned()),
            Some("16:12:00".to_owned()),
            SUBJECT.to_owned(),
        );
        for line in [
            format!("AMC-OFI-0074376-2026\t2026-11-05 16:12\t{SUBJECT}"),
            format!("{SUBJECT}\t05/11/2026 4:12 p. m.\tamc-ofi-0074376-2026"),
            format!("1\tAMC-OFI-0074376-2026\t05/11/2026\t04:12 PM\t{}\t{SUBJECT}", "Oficina ".repeat(40)),
            format!("AMC-OFI-0074376-2026;5-11-2026 16:12:00;\"{SUBJECT}\""),
            format!("AMC-OFI-0074376-2026 ; 2026-11-05T16:12 ; {SUBJECT}"),
            format!("AMC-OFI-0074376-2026,05/11/2026,4:12 p. m.,{SUBJECT}"),
            format!("AMC-OFI-0074376-2026, 05/11/2026 16:12, \"{SUBJECT}\",\"Oficina, otra\""),
            format!("AMC-OFI-0074376-2026\t05/11/2026, 4:12\u{a0}p.\u{a0}m.\t{SUBJECT}"),
        ] {
            assert_eq!(one(&line), expected, "{line}");
        }
    }

    #[test]
    fn a_day_is_read_as_people_write_it() {
        for cell in [
            "05/11/2026\u{a0}16:12",
            "05/11/2026\u{202f}4:12\u{a0}p. m.",
            "5 de noviembre de 2026 16:12",
            "5 de Noviembre de 2026, 4:12 p. m.",
            "jueves, 5 de noviembre del 2026\t16:12",
            "jue. 5 nov. 2026 16:12",
            "5-nov-2026 16:12",
            "05/NOV/2026 16:12",
        ] {
            let read = one(&format!("AMC-OFI-0074376-2026\t{cell}\t{SUBJECT}"));
            assert_eq!((read.1.as_deref(), read.2.as_deref()), (Some("2026-11-05"), Some("16:12:00")), "{cell}");
            assert_eq!(read.3, SUBJECT, "{cell}");
        }
    }

    #[test]
    fn a_cell_may_have_several_lines() {
        let list = format!(
            "AMC-OFI-0074376-2026\t05/11/2026\t\"{}\n_NOVIEMBRE de 2026\"\nAMC-OFI-0074377-2026\t06/11/2026\t{SUBJECT}\n",
            "Información Para Repositorio MIPG_ Política GOBIERNO DIGITAL"
        );
        let read = rows(&list).unwrap();
        let told: Vec<_> = read.iter().map(|row| (row.line, row.subject.as_str())).collect();
        assert_eq!(told, [(1, SUBJECT), (3, SUBJECT)]);
        // A mark that nothing closes is only a mark.
        let list =
            format!("AMC-OFI-0074376-2026\t05/11/2026\t\"{SUBJECT}\nAMC-OFI-0074377-2026\t06/11/2026\t{SUBJECT}\n");
        assert_eq!(rows(&list).unwrap().len(), 2);
    }

    #[test]
    fn a_subject_keeps_its_commas() {
        let subject = "Información Para Repositorio MIPG_ Política PARTICIPACIÓN, ANEXOS _NOVIEMBRE de 2026";
        for line in [
            format!("AMC-OFI-0074376-2026,05/11/2026 16:12,{subject}"),
            format!("{subject},05/11/2026 16:12,AMC-OFI-0074376-2026"),
            format!("AMC-OFI-0074376-2026,\"{subject}\",Oficina,05/11/2026"),
            format!("AMC-OFI-0074376-2026\t05/11/2026\t{subject}"),
        ] {
            let (number, day, _, read) = one(&line);
            assert_eq!(
                (number.as_deref(), day.as_deref()),
                (Some("AMC-OFI-0074376-2026"), Some("2026-11-05")),
                "{line}"
            );
            assert_eq!(read, subject, "{line}");
        }
        assert_eq!(one("sin radicado, con comas").3, "sin radicado, con comas");
        assert_eq!(one("AMC-OFI-0074376-2026,\"05/11/2026").0.as_deref(), Some("AMC-OFI-0074376-2026"));
    }

    #[test]
    fn what_is_missing_is_missing() {
        assert_eq!(one("05/11/2026\tsolo el asunto").0, None);
        let (number, day, hour, subject) = one("AMC-OFI-0074376-2026\t31/02/2026\tx");
        assert!(number.is_some() && day.is_none() && hour.is_none());
        assert_eq!(subject, "x", "what is no date is no subject either");
        assert_eq!(one("AMC-OFI-0074376-2026\t05/11/2026\tasunto").2, None, "no hour is made up");
        assert_eq!(one("AMC-OFI-0074376-2026\t05/11/2026 13:12 p. m.\tasunto").1, None);
        assert_eq!(one("AMC-OFI-0074376-2026\tInforme 5 de noviembre de 2026").3, "Informe 5 de noviembre de 2026");
    }

    #[test]
    fn a_date_that_is_not_read_is_told() {
        let strange = |cell: &str| {
            let line = format!("AMC-OFI-0074376-2026\t{cell}\t{SUBJECT}");
            rows(&line).unwrap().into_iter().next().unwrap().strange
        };
        for cell in [
            "15/11/26",
            "31-nov-2026",
            "31 de noviembre de 2026",
            "13 de brumario de 2026",
            "15-OCT-26",
            "31/11/2026",
            "12/13/2026",
            "45975.675",
            "46037",
            "31/11/2026 4:12 p. m.",
            "31/11/2026 25:70",
        ] {
            assert_eq!(strange(cell).as_deref(), Some(cell));
        }
        for cell in ["11/5/2026", "2026-11-05", "1", "Oficina", "16:12", "4.5", "v1.2", "a.b.c", "2026", "123456"] {
            assert_eq!(strange(cell), None, "{cell}");
        }
    }

    #[test]
    fn a_subject_may_begin_with_a_date_or_a_numbering() {
        for first in [
            "Informe 5 de noviembre de 2026",
            "5 de noviembre de 2026",
            "15-01-26",
            "2.1.1",
            "31/11/2026",
            "2.1.1 Pol 07",
            "15-nov-26",
        ] {
            let subject = format!("{first} {SUBJECT}");
            let row = rows(&format!("AMC-OFI-0074376-2026\t2026-11-05\t{subject}")).unwrap().remove(0);
            assert_eq!((row.subject, row.strange), (subject, None));
        }
    }

    #[test]
    fn headings_and_blank_lines_are_no_rows() {
        let text = format!("Radicado\tFecha\tAsunto\n\n \t \nAMC-OFI-0074376-2026\t2026-11-05 16:12\t{SUBJECT}\r\n");
        let found = rows(&text).unwrap();
        assert_eq!((found.len(), found[0].line), (1, 4));
        assert_eq!(rows(""), Ok(Vec::new()));
    }

    #[test]
    fn there_is_an_end() {
        assert_eq!(rows(&"a\n".repeat(MOST + 1)), Err(Unread::TooMany));
        assert_eq!(rows(&"a".repeat(LONGEST + 1)), Err(Unread::TooLong));
        assert_eq!(rows(&"a\n".repeat(MOST)).map(|rows| rows.len()), Ok(MOST));
    }

    proptest! {
        #[test]
        fn anything_is_read_or_refused(text in "[\\PC\t;,\"\n]{0,200}") {
            for row in rows(&text).unwrap() {
                prop_assert!(row.number.is_none_or(|number| FilingNumber::try_from(number.as_str()).is_ok()));
            }
        }
    }
}
