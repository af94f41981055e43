//! Tables for the spreadsheets that people here have.

use crate::messages::shown;

/// Rows as a table for Excel and its like in Colombia: fields between semicolons, because the comma is the decimal sign
/// there and Excel then takes the semicolon for the separator; UTF-8 with its mark, because Excel reads a file without
/// one in the code page of Windows; lines ended by CR LF (RFC 4180). The first row is the heading.
///
/// A text that a spreadsheet would take for a formula begins with an apostrophe.
pub(crate) fn table<const COLUMNS: usize>(rows: impl IntoIterator<Item = [String; COLUMNS]>) -> String {
    let mut table = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    for row in rows {
        let cells = row.map(|text| cell(&text));
        table.write_record(cells).expect("writing to memory cannot fail, and every row has the same fields");
    }
    let bytes = table.into_inner().expect("writing to memory cannot fail");
    String::from_utf8(bytes).expect("written from texts")
}

/// A text that no spreadsheet runs, on one line.
fn cell(text: &str) -> String {
    let text = shown(text, text.len());
    if text.trim_start().starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text }
}
