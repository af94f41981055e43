//! Text that reads as a table: which delimiter, how many columns.

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
    let tables = DELIMITERS.into_iter().filter(|delimiter| memchr::memchr(*delimiter, &bytes[..cut]).is_some());
    let best = tables.filter_map(|delimiter| measure(&bytes[..cut], delimiter)).min_by_key(|table| table.ragged)?;
    if cut == bytes.len() { Some(best) } else { measure(bytes, best.delimiter) }
}

fn measure(bytes: &[u8], delimiter: u8) -> Option<Table> {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(bytes);
    let mut widths = std::collections::BTreeMap::<usize, usize>::new();
    let mut record = csv::ByteRecord::new();
    let (mut row, mut formulas, mut first_formula) = (0, 0, 0);
    while reader.read_byte_record(&mut record).ok()? {
        row += 1;
        let cells = record.iter().filter(|cell| is_formula(cell)).count();
        if cells > 0 && formulas == 0 {
            first_formula = row;
        }
        formulas += cells;
        *widths.entry(record.len()).or_default() += 1;
    }
    let rows: usize = widths.values().sum();
    let (columns, most) = widths.into_iter().max_by_key(|(_, count)| *count)?;
    (rows >= 2 && columns >= 2 && most * 5 >= rows * 4).then_some(Table {
        delimiter,
        columns,
        rows,
        ragged: rows - most,
        formulas,
        first_formula,
    })
}

/// Whether a spreadsheet takes a cell for a formula. Signed numbers, dates and telephones are not: what follows the
/// sign is a digit, and no call of a function nor of another program comes after.
fn is_formula(cell: &[u8]) -> bool {
    let cell = cell.trim_ascii();
    match cell {
        [b'=', rest @ ..] => rest.first().is_some_and(|next| !matches!(next, b'=' | b' ' | b'>' | b'<')),
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

    #[test]
    fn rows_past_the_sample_count() {
        let mut text = "a,b\n".repeat(40_000);
        assert_eq!(read(&text).unwrap().rows, 40_000);
        text.push_str("1,2,3\n");
        assert_eq!(read(&text).unwrap().ragged, 1);
    }
}
