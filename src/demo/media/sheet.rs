//! Spreadsheets: XLSX workbooks and delimited text, for evidence that is data.

use rust_xlsxwriter::{Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook};

use super::{
    MediaError, package,
    report::{Rgb, Theme},
};

/// A cell of a spreadsheet.
#[derive(Clone, PartialEq, Debug)]
pub enum Cell {
    /// Text; never taken for a formula, whatever it starts with.
    Text(String),
    /// A quantity, shown with thousands separators and no decimals.
    Count(u32),
    /// A sum of Colombian pesos, shown with `$`.
    Pesos(u64),
    /// A share in thousandths, shown as a percentage: `925` is 92,5 %.
    Thousandths(u16),
    /// A civil day: year, month (1 to 12) and day of the month.
    Day(u16, u8, u8),
    /// Nothing.
    Empty,
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// A sheet: title, headings and rows.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Sheet {
    /// Name of the tab: 1 to 31 characters, none of `[ ] : * ? / \`.
    pub name: String,
    /// Line over the headings.
    pub title: String,
    /// Headings.
    pub headers: Vec<String>,
    /// Rows; a row may be shorter than the headings.
    pub rows: Vec<Vec<Cell>>,
}

/// Writes an Excel workbook: for each sheet a title, a frozen row of coloured headings, filters and typed cells.
///
/// `title` and `entity` go to its properties; the moment of creation is always 1 January 2025, 00:00 UTC. Parts are
/// stored, not compressed.
///
/// # Errors
///
/// [`MediaError::Xlsx`] for a sheet name or a day that Excel does not admit, [`MediaError::Zip`] if the package
/// cannot be written.
pub fn xlsx(title: &str, entity: &str, theme: Theme, sheets: &[Sheet]) -> Result<Vec<u8>, MediaError> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_ymd(2025, 1, 1)?;
    workbook.set_properties(
        &DocProperties::new().set_title(title).set_author(entity).set_company(entity).set_creation_datetime(&created),
    );
    for sheet in sheets {
        write_sheet(&mut workbook, theme, sheet)?;
    }
    package::stored(workbook.save_to_buffer()?)
}

fn colour([red, green, blue]: Rgb) -> Color {
    Color::RGB(u32::from(red) << 16 | u32::from(green) << 8 | u32::from(blue))
}

fn write_sheet(workbook: &mut Workbook, theme: Theme, sheet: &Sheet) -> Result<(), MediaError> {
    let last = u16::try_from(sheet.headers.len()).unwrap_or(u16::MAX).saturating_sub(1);
    let heading = Format::new()
        .set_bold()
        .set_font_color(Color::White)
        .set_background_color(colour(theme.primary()))
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap()
        .set_border(FormatBorder::Thin)
        .set_border_color(colour(theme.primary()));
    let title = Format::new().set_bold().set_font_size(14).set_font_color(colour(theme.primary()));
    let page = workbook.add_worksheet();
    page.set_name(&sheet.name)?;
    page.write_string_with_format(0, 0, &sheet.title, &title)?;
    page.set_row_height(0, 24)?;
    page.set_row_height(2, 32)?;
    for (column, header) in (0..=last).zip(&sheet.headers) {
        page.write_string_with_format(2, column, header, &heading)?;
        page.set_column_width(column, column_width(sheet, usize::from(column)))?;
    }
    for (row, cells) in (3..).zip(&sheet.rows) {
        for (column, cell) in (0..=last).zip(cells) {
            let shade = (row % 2 == 0).then(|| colour(theme.tint(18)));
            write_cell(page, row, column, cell, shade)?;
        }
    }
    page.set_freeze_panes(3, 1)?;
    if !sheet.rows.is_empty() && !sheet.headers.is_empty() {
        page.autofilter(2, 0, 2 + u32::try_from(sheet.rows.len()).unwrap_or(u32::MAX), last)?;
    }
    page.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
    page.set_repeat_rows(2, 2)?;
    Ok(())
}

fn write_cell(
    page: &mut rust_xlsxwriter::Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    shade: Option<Color>,
) -> Result<(), MediaError> {
    let mut format = Format::new().set_border(FormatBorder::Hair).set_border_color(Color::RGB(0xB8_C0_CC));
    if let Some(shade) = shade {
        format = format.set_background_color(shade);
    }
    match cell {
        Cell::Text(text) => {
            page.write_string_with_format(row, column, text, &format.set_text_wrap().set_align(FormatAlign::Top))?
        }
        Cell::Count(count) => page.write_number_with_format(row, column, *count, &format.set_num_format("#,##0"))?,
        Cell::Pesos(pesos) => {
            page.write_number_with_format(row, column, *pesos as f64, &format.set_num_format("\"$\"\\ #,##0"))?
        }
        Cell::Thousandths(part) => {
            page.write_number_with_format(row, column, f64::from(*part) / 1000.0, &format.set_num_format("0.0%"))?
        }
        Cell::Day(year, month, day) => {
            let day = ExcelDateTime::from_ymd(*year, *month, *day)?;
            page.write_datetime_with_format(row, column, &day, &format.set_num_format("yyyy\\-mm\\-dd"))?
        }
        Cell::Empty => page.write_blank(row, column, &format)?,
    };
    Ok(())
}

/// The width of a column, in characters: that of its longest text, between 12 and 48.
fn column_width(sheet: &Sheet, column: usize) -> f64 {
    let texts = sheet.rows.iter().filter_map(|row| match row.get(column) {
        Some(Cell::Text(text)) => Some(text.chars().count()),
        Some(Cell::Pesos(pesos)) => Some(pesos.to_string().len() * 4 / 3 + 3),
        _ => None,
    });
    let longest = texts.chain([sheet.headers[column].chars().count()]).max().unwrap_or(0);
    longest.clamp(10, 46) as f64 + 2.0
}

/// What separates the fields of a delimited text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Separator {
    /// `,` as in RFC 4180.
    Comma,
    /// `;` as Excel writes it where the decimal mark is a comma.
    Semicolon,
}

/// Writes delimited UTF-8 text without byte order mark: headings, rows, lines ended by CR LF (RFC 4180).
///
/// Fields are quoted only where they must be. Rows may differ in length from the headings.
///
/// # Errors
///
/// [`MediaError::Csv`] if the text cannot be written.
pub fn csv<R: AsRef<[String]>>(separator: Separator, headers: &[&str], rows: &[R]) -> Result<Vec<u8>, MediaError> {
    let delimiter = match separator {
        Separator::Comma => b',',
        Separator::Semicolon => b';',
    };
    let mut writer = ::csv::WriterBuilder::new()
        .delimiter(delimiter)
        .terminator(::csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(Vec::new());
    writer.write_record(headers)?;
    for row in rows {
        writer.write_record(row.as_ref())?;
    }
    writer.into_inner().map_err(|error| MediaError::Write(error.into_error()))
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};

    use super::*;
    use crate::demo::media::samples;

    fn part(bytes: Vec<u8>, name: &str) -> String {
        let mut text = String::new();
        zip::ZipArchive::new(Cursor::new(bytes)).unwrap().by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn text_never_becomes_a_formula() {
        let mut sheet = samples::sheet();
        sheet.rows.push(vec![Cell::from("=HYPERLINK(\"x\")"), Cell::from("+1"), Cell::from("@a")]);
        let bytes = xlsx("t", "e", Theme::Sea, &[sheet]).unwrap();
        assert!(!part(bytes.clone(), "xl/worksheets/sheet1.xml").contains("<f>"));
        assert!(part(bytes, "xl/sharedStrings.xml").contains("=HYPERLINK"));
    }

    #[test]
    fn headings_are_frozen_and_the_moment_is_fixed() {
        let bytes = xlsx("t", "e", Theme::Sea, &[samples::sheet()]).unwrap();
        assert!(part(bytes.clone(), "xl/worksheets/sheet1.xml").contains("ySplit=\"3\""));
        assert!(part(bytes, "docProps/core.xml").contains("2025-01-01T00:00:00Z"));
    }

    #[test]
    fn a_sheet_name_excel_refuses_is_an_error() {
        let sheet = Sheet { name: "a/b".into(), ..samples::sheet() };
        assert!(matches!(xlsx("t", "e", Theme::Sea, &[sheet]), Err(MediaError::Xlsx(_))));
    }

    #[test]
    fn fields_are_quoted_where_they_must_be() {
        let row = ["uno;dos", "a \"b\"", "ñ, c", ""].map(str::to_owned);
        let text = csv(Separator::Semicolon, &["A", "B"], std::slice::from_ref(&row)).unwrap();
        assert_eq!(String::from_utf8(text).unwrap(), "A;B\r\n\"uno;dos\";\"a \"\"b\"\"\";ñ, c;\r\n");
        let text = csv(Separator::Comma, &["A"], &[row]).unwrap();
        assert_eq!(String::from_utf8(text).unwrap(), "A\r\nuno;dos,\"a \"\"b\"\"\",\"ñ, c\",\r\n");
    }
}
