//! The rows of questions of a workbook: which sheet, which columns, and the texts of its cells.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Cursor,
};

use calamine::{DataRef, Reader as _, Xlsx};
use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

use super::{BYTES, Cell, ImportError};
use crate::fixity::{self, Format, Trait};

/// Most sheets, rows and columns, and most bytes of all cells of a sheet.
const SHEETS: usize = 50;
const ROWS: u32 = 5_000;
const COLUMNS: u32 = 500;
const TEXT: usize = 8 * 1024 * 1024;
/// Rows in which headings are looked for.
const HEADINGS: u32 = 20;

/// A cell with something in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Value {
    pub cell: Cell,
    /// With single spaces, none at either end.
    pub text: String,
    /// As it stands in the file.
    pub written: String,
}

/// A row with something in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Row {
    /// The number of the question, where there is a column for it.
    pub number: Option<Value>,
    pub code: Value,
    pub text: Value,
    pub kind: Value,
    pub section: Option<Value>,
    /// The options that are there, in the order of their columns.
    pub options: Vec<Value>,
    /// The columns of options that are empty before the last that is not.
    pub gaps: Vec<Cell>,
}

/// The sheet with the questions.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Sheet {
    pub name: String,
    pub rows: Vec<Row>,
    /// How many columns of options there are.
    pub option_columns: usize,
}

/// The cells of a sheet that are not empty, by row and column from 0.
type Cells = BTreeMap<u32, BTreeMap<u32, String>>;

/// Where the headings stand.
struct Headings {
    row: u32,
    columns: BTreeMap<Heading, u32>,
    options: Vec<u32>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Heading {
    Number,
    Code,
    Text,
    Kind,
    Section,
}

/// The headings a sheet must have, as people are told of them.
const NEEDED: [(Heading, &str); 3] =
    [(Heading::Code, "Código"), (Heading::Text, "Pregunta"), (Heading::Kind, "Tipo de pregunta")];

impl Sheet {
    /// Reads the sheet named, or the only one with questions.
    pub(super) fn read(bytes: &[u8], name: Option<&str>) -> Result<Self, ImportError> {
        openable(bytes)?;
        let mut book: Xlsx<_> =
            Xlsx::new(Cursor::new(bytes)).map_err(|error| ImportError::Unreadable(error.to_string()))?;
        let sheets = book.sheet_names();
        if sheets.len() > SHEETS {
            return Err(ImportError::TooMuch("sheets"));
        }
        let asked: Vec<String> = match name {
            None => sheets.clone(),
            Some(name) => {
                let same = sheets.iter().find(|sheet| plain(sheet) == plain(name));
                let found =
                    same.ok_or_else(|| ImportError::NoSheet { given: name.to_owned(), sheets: sheets.clone() })?;
                vec![found.clone()]
            }
        };
        let mut found = Vec::new();
        let (mut lacking, mut unread) = (None, None);
        for sheet in asked {
            let cells = match cells(&mut book, &sheet) {
                Ok(cells) => cells,
                Err(error @ ImportError::TooMuch(_)) => return Err(error),
                // A chart is a sheet too.
                Err(error) => {
                    unread = unread.or(Some(error));
                    continue;
                }
            };
            match headings(&cells) {
                Ok(headings) => found.push((sheet, cells, headings)),
                // Two of three headings are no chance.
                Err(missing) if name.is_some() || missing.len() == 1 => lacking = lacking.or(Some((sheet, missing))),
                Err(_) => {}
            }
        }
        if found.len() > 1 {
            return Err(ImportError::SeveralSheets { sheets: found.into_iter().map(|(sheet, ..)| sheet).collect() });
        }
        match (found.pop(), lacking, unread) {
            (Some((sheet, cells, headings)), ..) => Ok(Self::of(sheet, cells, &headings)),
            (None, Some((sheet, missing)), _) => Err(ImportError::MissingColumns { sheet, missing }),
            (None, None, Some(error)) => Err(error),
            (None, None, None) => Err(ImportError::NoQuestions { sheets }),
        }
    }

    fn of(name: String, cells: Cells, headings: &Headings) -> Self {
        let at = |row: u32, column: u32| Cell(format!("{name}!{}{}", letters(column), u64::from(row) + 1));
        let rows = cells.into_iter().filter(|(row, _)| *row > headings.row).map(|(row, mut values)| {
            let mut value = |column: u32| {
                let written = values.remove(&column)?;
                Some(Value { cell: at(row, column), text: spaced(&written), written })
            };
            let mut of = |heading: Heading| headings.columns.get(&heading).map(|&column| (column, value(column)));
            let mut needed = |heading: Heading| {
                let (column, value) = of(heading).unwrap_or_default();
                value.unwrap_or_else(|| Value { cell: at(row, column), text: String::new(), written: String::new() })
            };
            let (code, text, kind) = (needed(Heading::Code), needed(Heading::Text), needed(Heading::Kind));
            let (number, section) = (of(Heading::Number), of(Heading::Section));
            let options: Vec<(u32, Option<Value>)> =
                headings.options.iter().map(|&column| (column, value(column))).collect();
            let last = options.iter().rposition(|(_, value)| value.is_some()).map_or(0, |last| last + 1);
            let gaps = options[..last].iter().filter(|(_, value)| value.is_none()).map(|(column, _)| at(row, *column));
            Row {
                gaps: gaps.collect(),
                options: options.into_iter().filter_map(|(_, value)| value).collect(),
                number: number.and_then(|(_, value)| value),
                section: section.and_then(|(_, value)| value),
                code,
                text,
                kind,
            }
        });
        Self { rows: rows.collect(), option_columns: headings.options.len(), name: name.clone() }
    }
}

/// Refuses what is no workbook, or one that no library should be given.
fn openable(bytes: &[u8]) -> Result<(), ImportError> {
    if bytes.len() > BYTES {
        return Err(ImportError::TooLarge);
    }
    let facts = fixity::inspect(bytes);
    let is_hostile = |one: &&Trait| {
        matches!(
            one,
            Trait::Empty
                | Trait::Truncated { .. }
                | Trait::Corrupt { .. }
                | Trait::Encrypted
                | Trait::ZipBomb { .. }
                | Trait::TooComplex { .. }
        )
    };
    match (facts.format(), facts.traits.iter().find(is_hostile)) {
        (Some(Format::Xlsx), None) => Ok(()),
        (Some(Format::Xlsx), Some(hostile)) => Err(ImportError::NotOpened(*hostile)),
        (found, _) => Err(ImportError::NotAWorkbook(found)),
    }
}

/// The cells of a sheet, one after another: a workbook may state any place for a cell.
fn cells(book: &mut Xlsx<Cursor<&[u8]>>, sheet: &str) -> Result<Cells, ImportError> {
    let unreadable = |error: calamine::XlsxError| ImportError::Unreadable(error.to_string());
    let mut reader = book.worksheet_cells_reader(sheet).map_err(unreadable)?;
    let mut cells = Cells::new();
    let mut left = TEXT;
    while let Some(cell) = reader.next_cell().map_err(unreadable)? {
        let text = match cell.get_value() {
            DataRef::Empty => continue,
            DataRef::String(text) => text.clone(),
            DataRef::SharedString(text) => (*text).to_owned(),
            other => calamine::Data::from(other.clone()).to_string(),
        };
        if text.trim().is_empty() {
            continue;
        }
        let (row, column) = cell.get_position();
        if row >= ROWS || column >= COLUMNS {
            return Err(ImportError::TooMuch(if row >= ROWS { "rows" } else { "columns" }));
        }
        left = left.checked_sub(text.len()).ok_or(ImportError::TooMuch("text"))?;
        cells.entry(row).or_default().insert(column, text);
    }
    Ok(cells)
}

/// The first row with every heading that is needed; else those that the best row lacks.
fn headings(cells: &Cells) -> Result<Headings, Vec<&'static str>> {
    let mut fewest: Vec<&'static str> = NEEDED.iter().map(|(_, name)| *name).collect();
    for (&row, values) in cells.range(..HEADINGS) {
        let mut columns = BTreeMap::new();
        let mut options = BTreeSet::new();
        for (&column, text) in values {
            let text = plain(text);
            let first = text.split(' ').next().unwrap_or_default();
            let heading = match first {
                "id" | "no" | "no." | "numero" if text == first => Heading::Number,
                "codigo" => Heading::Code,
                "pregunta" => Heading::Text,
                "tipo" => Heading::Kind,
                "modulo" | "seccion" => Heading::Section,
                "opcion" => {
                    options.insert(column);
                    continue;
                }
                _ => continue,
            };
            columns.entry(heading).or_insert(column);
        }
        let missing: Vec<&str> =
            NEEDED.iter().filter(|(heading, _)| !columns.contains_key(heading)).map(|(_, name)| *name).collect();
        if missing.is_empty() {
            return Ok(Headings { row, columns, options: options.into_iter().collect() });
        }
        if missing.len() < fewest.len() {
            fewest = missing;
        }
    }
    Err(fewest)
}

/// A text with single spaces and none at either end, without what cannot be seen.
fn spaced(text: &str) -> String {
    let seen: String = text.chars().filter(|one| !is_unseen(*one)).collect();
    let words: Vec<&str> =
        seen.split(|one: char| one.is_whitespace() || one.is_control()).filter(|word| !word.is_empty()).collect();
    words.join(" ").nfc().collect()
}

/// Whether a character takes no place, or turns the others around.
pub(super) fn is_unseen(one: char) -> bool {
    matches!(one, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// A text to compare: small letters without accents, with single spaces.
pub(super) fn plain(text: &str) -> String {
    spaced(text).to_lowercase().nfd().filter(|one| !is_combining_mark(*one)).collect()
}

/// The letters of a column, from 0: `A`, `Z`, `AA`.
fn letters(column: u32) -> String {
    let mut left = column;
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'A' + u8::try_from(left % 26).unwrap_or_default()));
        match (left / 26).checked_sub(1) {
            Some(rest) => left = rest,
            None => break,
        }
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_people_see_them() {
        let names =
            [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")];
        for (column, name) in names {
            assert_eq!(letters(column), name);
        }
    }

    #[test]
    fn texts_lose_what_is_not_seen() {
        assert_eq!(spaced(" la\u{a0}informaci\u{301}on  \n pu\u{200b}blica "), "la informacíon publica");
        assert_eq!(plain("  Tipo  de Pregunta\u{a0}"), "tipo de pregunta");
    }
}
