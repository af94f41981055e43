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
    while reader.read_byte_record(&mut record).ok()? {
        *widths.entry(record.len()).or_default() += 1;
    }
    let rows: usize = widths.values().sum();
    let (columns, most) = widths.into_iter().max_by_key(|(_, count)| *count)?;
    (rows >= 2 && columns >= 2 && most * 5 >= rows * 4).then_some(Table {
        delimiter,
        columns,
        rows,
        ragged: rows - most,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delimiter_and_columns() {
        let table = read("nombre;valor\n\"a;b\";1,5\nc;2,5\n").unwrap();
        assert_eq!(table, Table { delimiter: b';', columns: 2, rows: 3, ragged: 0 });
        let ragged = read("a,b\n1,2\n3,4\n5,6\n7\n").unwrap();
        assert_eq!((ragged.rows, ragged.ragged), (5, 1));
        assert_eq!(read("una línea, con coma\notra sin ella\n"), None);
        assert_eq!(read("solo una columna\n1\n2\n"), None);
    }

    #[test]
    fn rows_past_the_sample_count() {
        let mut text = "a,b\n".repeat(40_000);
        assert_eq!(read(&text).unwrap().rows, 40_000);
        text.push_str("1,2,3\n");
        assert_eq!(read(&text).unwrap().ragged, 1);
    }
}
