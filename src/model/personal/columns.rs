//! Columns of identity numbers: tables whose heading announces them, and the numbers below it. Neither the text outside
//! a table nor the other columns, where figures of money stand.

use std::{ops::Range, sync::LazyLock};

use aho_corasick::{AhoCorasick, Input};

/// Bytes of the longest line taken for a heading.
const LONGEST_HEADING: usize = 1_000;
/// Digits of an identity number where its column says that it is one.
const DIGITS: std::ops::RangeInclusive<usize> = 6..=10;

/// A word of an identity heading, so that only lines with one are split in cells; the abbreviations come first.
static ANNOUNCING: LazyLock<AhoCorasick> =
    LazyLock::new(|| super::words(&["cc", "c.c", "c c", "c. c", "cedula", "documento", "identificacion", "identidad"]));

/// How many of [`ANNOUNCING`] are abbreviations, which announce as whole words only: `sección` does not.
const ABBREVIATIONS: usize = 4;

/// What heads a column of identity numbers, as [`bare`] leaves it and without the word for *number* before.
const IDENTITY: [&str; 11] = [
    "cc",
    "cedula",
    "cedulas",
    "cedulaciudadania",
    "ceduladeciudadania",
    "documento",
    "documentoidentidad",
    "documentodeidentidad",
    "documentodeidentificacion",
    "identificacion",
    "identidad",
];

/// The rows under a heading with a column of identity numbers.
pub(super) struct Table {
    /// The bytes of the rows, without the heading.
    pub rows: Range<usize>,
    delimiter: Option<u8>,
    columns: Vec<usize>,
}

impl Table {
    /// The first one that begins at `from` or later, which is the beginning of a line of `plain`.
    pub(super) fn next(plain: &str, mut from: usize) -> Option<Self> {
        loop {
            let found = announcement(plain, from)?;
            let line = line_around(plain, found);
            from = (line.end + 1).min(plain.len());
            if let Some((delimiter, columns)) = heading(&plain[line]) {
                let rows = from..rows_end(plain, from, delimiter);
                return Some(Self { rows, delimiter, columns });
            }
            if from == plain.len() {
                return None;
            }
        }
    }

    /// Gives the place in `row` where each identity number of its columns ends.
    pub(super) fn numbers(&self, row: &str, mut found: impl FnMut(usize)) {
        each_cell(row, self.delimiter, |column, cell| {
            if self.columns.contains(&column)
                && let Some(end) = number_end(&row[cell.clone()])
            {
                found(cell.start + end);
            }
        });
    }
}

/// Whether a cell, without accents, heads a column of identity numbers.
pub(super) fn is_identity_heading(cell: &str) -> bool {
    let cell = bare(cell);
    let named = |name: &str| IDENTITY.contains(&name);
    let counted = ["numero", "nro", "num", "no", "n"].iter().filter_map(|word| cell.strip_prefix(word));
    named(&cell) || counted.flat_map(|rest| [Some(rest), rest.strip_prefix("de")]).flatten().any(named)
}

/// Where the first word of an identity heading at `from` or later begins.
fn announcement(plain: &str, from: usize) -> Option<usize> {
    let is_part = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let bytes = plain.as_bytes();
    let whole = |start: usize, end: usize| {
        !(is_part(start.checked_sub(1).and_then(|at| bytes.get(at))) || is_part(bytes.get(end)))
    };
    let mut each = ANNOUNCING.find_iter(Input::new(plain).span(from..plain.len()));
    let found = each.find(|found| found.pattern().as_usize() >= ABBREVIATIONS || whole(found.start(), found.end()))?;
    Some(found.start())
}

/// The letters and digits of a cell, in lower case; nothing of a cell too long to be a heading.
pub(super) fn bare(cell: &str) -> String {
    if cell.len() > 60 {
        return String::new();
    }
    cell.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect()
}

/// The delimiter of a heading and which of its columns hold identity numbers; none where no column does.
fn heading(line: &str) -> Option<(Option<u8>, Vec<usize>)> {
    if line.len() > LONGEST_HEADING {
        return None;
    }
    let count = |delimiter: &u8| memchr::memchr_iter(*delimiter, line.as_bytes()).count();
    let delimiter = [b';', b'\t', b'|', b','].into_iter().rev().max_by_key(count).filter(|best| count(best) > 0);
    let mut columns = Vec::new();
    each_cell(line, delimiter, |column, cell| {
        if is_identity_heading(&line[cell]) {
            columns.push(column);
        }
    });
    (!columns.is_empty()).then_some((delimiter, columns))
}

/// Where the rows that begin at `from` end: before the next heading, or a line that is no row. The lines inside a
/// quoted cell are none of their own.
fn rows_end(plain: &str, from: usize, delimiter: Option<u8>) -> usize {
    let (mut at, mut quoted) = (from, false);
    for line in plain[from..].split_inclusive('\n') {
        let is_row = match delimiter {
            Some(delimiter) => memchr::memchr(delimiter, line.as_bytes()).is_some(),
            None => line.trim().is_empty() || number_end(line).is_some(),
        };
        let continues = quoted;
        quoted ^= memchr::memchr_iter(b'"', line.as_bytes()).count() % 2 == 1;
        if !(is_row || continues || quoted) || announcement(line, 0).is_some() && heading(line).is_some() {
            return at;
        }
        at += line.len();
    }
    at
}

fn line_around(plain: &str, at: usize) -> Range<usize> {
    let bytes = plain.as_bytes();
    let start = memchr::memrchr(b'\n', &bytes[..at]).map_or(0, |found| found + 1);
    start..memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |found| at + found)
}

/// Gives each cell of a row with its column, from 0. A delimiter between quotes is none.
fn each_cell(row: &str, delimiter: Option<u8>, mut look: impl FnMut(usize, Range<usize>)) {
    let (mut column, mut start, mut quoted) = (0, 0, false);
    for (at, byte) in row.bytes().enumerate() {
        if byte == b'"' {
            quoted = !quoted;
        } else if Some(byte) == delimiter && !quoted {
            look(column, start..at);
            (column, start) = (column + 1, at + 1);
        }
    }
    look(column, start..row.len());
}

/// Where the number ends, if the cell holds an identity number and nothing else: with dots, commas or spaces of
/// thousands or without them, after `C.C.` or without it.
fn number_end(cell: &str) -> Option<usize> {
    let edge = |letter: char| letter.is_whitespace() || matches!(letter, '"' | '\'' | '\u{feff}');
    let end = cell.trim_end_matches(edge).len();
    let text = cell[..end].trim_start_matches(edge).trim_start_matches(['C', 'c', '.', ' ']);
    // a spreadsheet may write a whole number with a decimal
    let whole = text.strip_suffix(".0").unwrap_or(text);
    let mut groups = whole.split(['.', ',', ' ', '\'']);
    let first = groups.next()?;
    let (mut digits, mut grouped) = (first.len(), false);
    let is_number = |group: &str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(first) || first.starts_with('0') {
        return None;
    }
    for group in groups {
        if !is_number(group) || group.len() != 3 {
            return None;
        }
        (digits, grouped) = (digits + 3, true);
    }
    let fits = DIGITS.contains(&digits) && (!grouped || first.len() <= 3);
    fits.then_some(end - (text.len() - whole.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_identity_numbers() {
        for cell in [
            "cedula",
            "CEDULA",
            "\"Cedula\"",
            "C.C.",
            "c. c.",
            "CC",
            "Identificacion",
            "No. de documento",
            "Nro. documento",
            "N° Identificacion",
            "Numero de identificacion",
            "Documento de identidad",
            "Numero de cedula",
        ] {
            assert!(is_identity_heading(cell), "{cell}");
        }
        for cell in ["", "No", "Documento soporte", "Valor", "Identificacion presupuestal", "NIT", "Accc", "Acceso"] {
            assert!(!is_identity_heading(cell), "{cell}");
        }
    }

    #[test]
    fn identity_numbers_of_a_column() {
        for (cell, end) in [
            ("1.047.382.901", 13),
            (" 1.047.382.901 ", 14),
            ("\"73.123.456\"", 11),
            ("1,047,382,901", 13),
            ("1 047 382 901", 13),
            ("73123456", 8),
            ("123456", 6),
            ("1047382901.0", 10),
            ("C.C. 73.123.456", 15),
            ("1047382901\r\n", 10),
        ] {
            assert_eq!(number_end(cell), Some(end), "{cell}");
        }
        for cell in
            ["", "12345", "12345678901", "1.047.38", "1047.382", "012345678", "1.234.567,50", "N/A", "73123456-1"]
        {
            assert_eq!(number_end(cell), None, "{cell}");
        }
    }

    #[test]
    fn a_table_ends_where_its_rows_do() {
        let text = "Título\na;cc\n1;2\n\"x\ny\";3\nfin\n4;5\n";
        let table = Table::next(text, 0).unwrap();
        assert_eq!(&text[table.rows.clone()], "1;2\n\"x\ny\";3\n");
        assert!(Table::next(text, table.rows.end).is_none());
    }
}
