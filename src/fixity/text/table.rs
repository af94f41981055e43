//! Text that reads as a table: which delimiter, how many columns.

use std::{cell::RefCell, collections::BTreeMap};

/// Delimiters tried, the most telling first.
const DELIMITERS: [u8; 3] = [b';', b'\t', b','];
/// Bytes looked at to choose the delimiter.
const SAMPLE: usize = 64 * 1024;

/// A table in text (CSV). Empty lines do not count.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Table {
    /// The byte between columns: comma, semicolon or tab.
    pub delimiter: u8,
    /// Columns of most rows; at least 2.
    pub columns: usize,
    /// Rows, the heading included; at least 2.
    pub rows: usize,
    /// Rows with another number of columns.
    pub ragged: usize,
    /// Cells that a spreadsheet opens as a formula.
    pub formulas: usize,
    /// The first row with one, from 1, the heading included; 0 where there is none.
    pub first_formula: usize,
}

/// The table `text` is, if at least four in five rows agree on two or more columns.
pub(super) fn read(text: &str) -> Option<Table> {
    let bytes = text.as_bytes();
    let cut = if bytes.len() > SAMPLE { memchr::memrchr(b'\n', &bytes[..SAMPLE])? } else { bytes.len() };
    let present = (0..DELIMITERS.len()).filter(|which| memchr::memchr(DELIMITERS[*which], &bytes[..cut]).is_some());
    let tables = present.filter_map(|which| measure(&bytes[..cut], which).map(|table| (which, table)));
    let (which, best) = tables.min_by_key(|(_, table)| table.ragged)?;
    if cut == bytes.len() { Some(best) } else { measure(bytes, which) }
}

thread_local! {
    /// One reader for each of [`DELIMITERS`]: making one costs more than reading a small table with it. A copy of one
    /// does not work: it lacks part of its tables.
    static READERS: [RefCell<csv_core::Reader>; 3] =
        DELIMITERS.map(|delimiter| RefCell::new(csv_core::ReaderBuilder::new().delimiter(delimiter).build()));
}

fn measure(bytes: &[u8], which: usize) -> Option<Table> {
    let mut widths = BTreeMap::<usize, usize>::new();
    let (mut width, mut alike) = (0, 0);
    let (mut formulas, mut first_formula) = (0, 0);
    for_each_row(which, bytes, |row, cells| {
        let mut start = 0;
        let mut found = 0;
        for end in cells.ends {
            found += usize::from(is_formula(&cells.text[start..*end]));
            start = *end;
        }
        if found > 0 && formulas == 0 {
            first_formula = row;
        }
        formulas += found;
        if cells.ends.len() != width {
            *widths.entry(width).or_default() += alike;
            (width, alike) = (cells.ends.len(), 0);
        }
        alike += 1;
    });
    *widths.entry(width).or_default() += alike;
    let rows: usize = widths.values().sum();
    let (columns, most) = widths.into_iter().max_by_key(|(_, count)| *count)?;
    (rows >= 2 && columns >= 2 && most * 5 >= rows * 4).then_some(Table {
        delimiter: DELIMITERS[which],
        columns,
        rows,
        ragged: rows - most,
        formulas,
        first_formula,
    })
}

/// The cells of a row: their text, quotes undone, one after the other, and where each ends.
struct Cells<'a> {
    text: &'a [u8],
    ends: &'a [usize],
}

/// Gives each row with its number, from 1. A row may be as long as the text.
fn for_each_row(which: usize, bytes: &[u8], look: impl FnMut(usize, Cells<'_>)) {
    if memchr::memchr(b'"', bytes).is_none() {
        return each_plain(DELIMITERS[which], bytes, look);
    }
    READERS.with(|readers| {
        let mut reader = readers[which].borrow_mut();
        reader.reset();
        each_record(&mut reader, bytes, look);
    });
}

/// The rows of text without quotes, where a delimiter and the end of a line are always that.
fn each_plain(delimiter: u8, bytes: &[u8], mut look: impl FnMut(usize, Cells<'_>)) {
    let (mut text, mut ends) = (Vec::with_capacity(1_024), Vec::with_capacity(32));
    let (mut start, mut row) = (0, 0);
    for end in memchr::memchr3_iter(delimiter, b'\n', b'\r', bytes).chain([bytes.len()]) {
        let is_line_end = bytes.get(end) != Some(&delimiter);
        let is_empty_line = is_line_end && start == end && ends.is_empty();
        if !is_empty_line {
            text.extend_from_slice(&bytes[start..end]);
            ends.push(text.len());
        }
        if is_line_end && !is_empty_line {
            row += 1;
            look(row, Cells { text: &text, ends: &ends });
            text.clear();
            ends.clear();
        }
        start = end + 1;
    }
}

fn each_record(reader: &mut csv_core::Reader, mut rest: &[u8], mut look: impl FnMut(usize, Cells<'_>)) {
    use csv_core::ReadRecordResult as Read;
    let (mut text, mut ends) = (vec![0; 1_024], vec![0; 32]);
    let (mut written, mut cells, mut row) = (0, 0, 0);
    loop {
        let (result, read, more, closed) = reader.read_record(rest, &mut text[written..], &mut ends[cells..]);
        rest = &rest[read..];
        written += more;
        cells += closed;
        match result {
            Read::InputEmpty => {}
            Read::OutputFull => text.resize(2 * text.len(), 0),
            Read::OutputEndsFull => ends.resize(2 * ends.len(), 0),
            Read::Record => {
                row += 1;
                look(row, Cells { text: &text[..written], ends: &ends[..cells] });
                (written, cells) = (0, 0);
            }
            Read::End => return,
        }
    }
}

/// Whether a spreadsheet takes a cell for a formula. Signed numbers, dates and telephones are not: what follows the
/// sign is a digit, and no call of a function nor of another program comes after.
fn is_formula(cell: &[u8]) -> bool {
    let cell = cell.trim_ascii_start();
    if !matches!(cell, [b'=' | b'@' | b'+' | b'-', ..]) {
        return false;
    }
    match cell.trim_ascii_end() {
        // Spreadsheets skip the white space before the expression.
        [b'=', rest @ ..] => !matches!(rest.trim_ascii_start(), [] | [b'=' | b'>' | b'<', ..]),
        [b'@', next, ..] => next.is_ascii_alphabetic(),
        [b'+' | b'-', next, ..] if next.is_ascii_alphabetic() => true,
        [b'+' | b'-', b'(' | b'=' | b'@', _, ..] => true,
        [b'+' | b'-', b'0'..=b'9' | b'.' | b',' | b'$', rest @ ..] => {
            let call = rest.windows(2).any(|pair| pair[0].is_ascii_alphabetic() && pair[1] == b'(');
            call || rest.contains(&b'|') && rest.contains(&b'!')
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn delimiter_and_columns() {
        let table = read("nombre;valor\n\"a;b\";1,5\nc;2,5\n").unwrap();
        assert_eq!(table, Table { delimiter: b';', columns: 2, rows: 3, ragged: 0, formulas: 0, first_formula: 0 });
        let ragged = read("a,b\n1,2\n3,4\n5,6\n7\n").unwrap();
        assert_eq!((ragged.rows, ragged.ragged), (5, 1));
        assert_eq!(read("una línea, con coma\notra sin ella\n"), None);
        assert_eq!(read("solo una columna\n1\n2\n"), None);
    }

    #[test]
    fn formulas_are_told_from_signed_values() {
        for cell in [
            "=1+1",
            "=HYPERLINK(\"http://example.org\")",
            "= HYPERLINK(\"http://example.org\")",
            "=\t\n 1+1",
            "@SUM(1;2)",
            "+SUM(A1)",
            "-(1)",
            "+=1",
            "\t=1+1",
            "\r=1+1",
            "-2+3+cmd|' /C calc'!A0",
            "-1+SUM(A1)",
        ] {
            assert!(is_formula(cell.as_bytes()), "{cell}");
        }
        for cell in [
            "",
            "-",
            "--",
            "=",
            "===",
            "= ",
            "= = =",
            "=> ver anexo",
            "= < 5",
            "+",
            "@",
            "-5",
            "-1.234,50",
            "+3,2 %",
            "-$ 500",
            "+57 300 000 0000",
            "+57 (605) 6411370",
            "-.5",
            "- pendiente",
            "\t300",
            "2026-11-05",
            "05/11/2026",
            "a=b",
            "contacto@example.org",
            "-10 (diez)",
        ] {
            assert!(!is_formula(cell.as_bytes()), "{cell}");
        }
        let table = read("a;b\n1;2\n3;=A1\n@SUM(1);\"=B1\"\n").unwrap();
        assert_eq!((table.formulas, table.first_formula), (3, 3));
    }

    /// Widths and cells as the crate that builds on the same reader gives them.
    fn records(text: &str, delimiter: u8) -> Vec<Vec<Vec<u8>>> {
        let mut reader = csv::ReaderBuilder::new();
        let mut reader = reader.has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
        let rows = reader.byte_records().map(|row| row.unwrap().iter().map(<[u8]>::to_vec).collect());
        rows.collect()
    }

    proptest! {
        #[test]
        fn rows_are_those_of_the_csv_crate(text in "([a-c=\";,\r\n\t ]{0,40}|[a;]{1000,2200}\n){0,4}|([a-c=;,\r\n\t ]{0,40}|[a;]{1000,2200}\n){0,4}") {
            for (which, delimiter) in DELIMITERS.into_iter().enumerate() {
                let mut rows = Vec::new();
                for_each_row(which, text.as_bytes(), |row, cells| {
                    let starts = [0].into_iter().chain(cells.ends.iter().copied());
                    let cells: Vec<Vec<u8>> =
                        starts.zip(cells.ends).map(|(start, end)| cells.text[start..*end].to_vec()).collect();
                    rows.push(cells);
                    assert_eq!(row, rows.len());
                });
                prop_assert_eq!(rows, records(&text, delimiter));
            }
        }
    }

    #[test]
    fn rows_past_the_sample_count() {
        let mut text = "a,b\n".repeat(40_000);
        assert_eq!(read(&text).unwrap().rows, 40_000);
        text.push_str("1,2,3\n");
        assert_eq!(read(&text).unwrap().ragged, 1);
    }
}
