//! One sheet: a title, lines under it, and a table with frozen headings, filters and links.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline, Url, Worksheet, XlsxError};

use crate::messages::shown;

/// Most characters of a cell.
const CELL: usize = 32_767;
/// Most characters of an address of a link; a longer one is text.
const ADDRESS: usize = 2_000;
/// Most links of a sheet: Excel drops a file with more.
const LINKS: usize = 65_000;

/// Most characters in a line of a printed A4 page, lying; what is wider goes on A3.
const A4: f64 = 200.0;
/// Points of a line, and most of a row.
const LINE: f64 = 15.0;
const ROW: f64 = 405.0;

/// What a cell holds. A text is never a formula, whatever it begins with.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Cell {
    /// A text.
    Text(String),
    /// A count.
    Count(u64),
    /// Tenths of a hundredth, shown as a percentage: 822 is 82.2 %.
    Percent(usize),
    /// A text that leads to an address, or to a place of the workbook (`internal:'Sheet'!A1`).
    Link(String, String),
    /// Nothing.
    Empty,
}

impl Cell {
    pub(super) fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Cell::Empty } else { Cell::Text(text) }
    }

    /// Its text, as far as that has a say in how high its row is.
    fn shown(&self) -> &str {
        match self {
            Cell::Text(text) | Cell::Link(_, text) => text,
            Cell::Count(_) | Cell::Percent(_) | Cell::Empty => "",
        }
    }

    pub(super) fn count(count: usize) -> Self {
        Cell::Count(u64::try_from(count).unwrap_or(u64::MAX))
    }

    pub(super) fn maybe(link: Option<String>, text: String) -> Self {
        match link {
            Some(link) => Cell::Link(link, text),
            None => Cell::text(text),
        }
    }
}

/// A table and what stands above it.
#[derive(Clone, Debug)]
pub(super) struct Table {
    pub title: String,
    pub lines: Vec<Cell>,
    /// Headings and the widths of their columns, in characters.
    pub headings: Vec<(String, f64)>,
    pub rows: Vec<Vec<Cell>>,
    /// Whether the last row is a total, which no filter hides.
    pub has_total: bool,
}

struct Styles {
    title: Format,
    line: Format,
    heading: Format,
    text: Format,
    count: Format,
    percent: Format,
    link: Format,
    total: Format,
    total_percent: Format,
}

impl Styles {
    fn new() -> Self {
        let cell = || {
            Format::new()
                .set_border(FormatBorder::Hair)
                .set_border_color(Color::RGB(0x00B9_C0CC))
                .set_align(FormatAlign::Top)
                .set_text_wrap()
        };
        let cobalt = Color::RGB(0x0009_43B5);
        Self {
            title: Format::new().set_bold().set_font_size(14).set_font_color(Color::RGB(0x0006_307F)),
            line: Format::new().set_font_color(Color::RGB(0x0033_3333)),
            heading: cell()
                .set_bold()
                .set_font_color(Color::White)
                .set_background_color(cobalt)
                .set_align(FormatAlign::VerticalCenter),
            text: cell(),
            count: cell().set_num_format("#,##0"),
            percent: cell().set_num_format("0.0%"),
            link: cell().set_font_color(cobalt).set_underline(FormatUnderline::Single),
            total: cell().set_bold().set_background_color(Color::RGB(0x00EA_F0FB)),
            total_percent: cell().set_bold().set_background_color(Color::RGB(0x00EA_F0FB)).set_num_format("0.0%"),
        }
    }
}

/// Writes a table to a sheet.
pub(super) fn write(page: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    let styles = Styles::new();
    page.write_string_with_format(0, 0, cut(&table.title), &styles.title)?;
    page.set_row_height(0, 22)?;
    let mut links = 0;
    let mut at: u32 = 1;
    for line in &table.lines {
        put(page, (at, 0), line, &styles.line, &styles.line, &mut links)?;
        at += 1;
    }
    at += 1;
    let heading = at;
    let names = table.headings.iter().map(|(name, width)| (name.as_str(), *width * 0.85));
    page.set_row_height(heading, height(names))?;
    for (column, (name, width)) in (0..).zip(&table.headings) {
        page.write_string_with_format(heading, column, cut(name), &styles.heading)?;
        page.set_column_width(column, *width)?;
    }
    let last = table.rows.len().saturating_sub(1);
    for (index, row) in table.rows.iter().enumerate() {
        at += 1;
        let is_total = table.has_total && index == last;
        let texts = row.iter().zip(&table.headings).map(|(cell, (_, width))| (cell.shown(), *width));
        page.set_row_height(at, height(texts))?;
        for (column, cell) in (0..).zip(row) {
            let (plain, link) = match cell {
                Cell::Percent(_) if is_total => (&styles.total_percent, &styles.total),
                _ if is_total => (&styles.total, &styles.total),
                Cell::Percent(_) => (&styles.percent, &styles.link),
                Cell::Count(_) => (&styles.count, &styles.link),
                _ => (&styles.text, &styles.link),
            };
            put(page, (at, column), cell, plain, link, &mut links)?;
        }
    }
    page.set_freeze_panes(heading + 1, 1)?;
    let columns = u16::try_from(table.headings.len()).unwrap_or(u16::MAX);
    let filtered = at - u32::from(table.has_total && !table.rows.is_empty());
    if filtered > heading && columns > 0 {
        page.autofilter(heading, 0, filtered, columns - 1)?;
    }
    let width: f64 = table.headings.iter().map(|(_, width)| width).sum();
    let paper = if width > A4 { 8 } else { 9 }; // A3, A4
    page.set_paper_size(paper).set_landscape().set_print_fit_to_pages(1, 0).set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
    page.set_repeat_rows(heading, heading)?;
    page.set_footer("&L&F&R&P / &N");
    Ok(())
}

/// How high a row is whose cells have these texts in columns of these widths: no program works it out on opening.
fn height<'t>(cells: impl Iterator<Item = (&'t str, f64)>) -> f64 {
    let lines = |text: &str, width: f64| {
        let of = |line: &str| {
            #[expect(clippy::cast_precision_loss, reason = "a cell has at most 32,767 characters")]
            let letters = line.chars().count() as f64;
            (letters / width.max(1.0)).ceil().max(1.0)
        };
        text.split('\n').map(of).sum::<f64>()
    };
    let most = cells.map(|(text, width)| lines(text, width)).fold(1.0, f64::max);
    (most * LINE + 2.0).min(ROW)
}

fn put(
    page: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    plain: &Format,
    link: &Format,
    links: &mut usize,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Text(text) => page.write_string_with_format(row, column, cut(text), plain)?,
        #[expect(clippy::cast_precision_loss, reason = "sizes and counts of a repository are far below 2^53")]
        Cell::Count(count) => page.write_number_with_format(row, column, *count as f64, plain)?,
        #[expect(clippy::cast_precision_loss, reason = "at most 1,000")]
        Cell::Percent(tenths) => page.write_number_with_format(row, column, *tenths as f64 / 1_000.0, plain)?,
        Cell::Link(address, text) if address.chars().count() <= ADDRESS && *links < LINKS => {
            *links += 1;
            page.write_url_with_format(row, column, Url::new(address).set_text(cut(text)), link)?
        }
        Cell::Link(_, text) => page.write_string_with_format(row, column, cut(text), plain)?,
        Cell::Empty => page.write_blank(row, column, plain)?,
    };
    Ok(())
}

/// A text that fits a cell, on one line or on those it has, without what deceives.
fn cut(text: &str) -> String {
    let mut safe: String = text.split('\n').map(|line| shown(line, CELL)).collect::<Vec<_>>().join("\n");
    if safe.encode_utf16().count() > CELL {
        let mut units = 0;
        safe = safe
            .chars()
            .take_while(|one| {
                units += one.len_utf16();
                units < CELL
            })
            .collect();
        safe.push('…');
    }
    safe
}

/// A name for a tab that no other has: at most 31 characters, none that Excel refuses.
pub(super) fn tab(wanted: &str, taken: &mut Vec<String>) -> String {
    let plain: String = wanted.chars().filter(|one| one.is_alphanumeric() || " -_".contains(*one)).collect();
    let plain = if plain.trim().is_empty() { "Hoja".to_owned() } else { plain };
    let is_taken = |name: &str| {
        let name = name.to_lowercase();
        name == "history" || taken.iter().any(|other| other.to_lowercase() == name)
    };
    let of = |suffix: &str| {
        let room = 31 - suffix.chars().count();
        format!("{}{suffix}", plain.chars().take(room).collect::<String>().trim_end())
    };
    let mut name = of("");
    let mut number = 1;
    while is_taken(&name) {
        number += 1;
        name = of(&format!(" {number}"));
    }
    taken.push(name.clone());
    name
}

/// Where a link inside the workbook leads: the top of a sheet.
pub(super) fn to_tab(name: &str) -> String {
    format!("internal:'{}'!A1", name.replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tabs_have_names_that_excel_takes() {
        let mut taken = Vec::new();
        assert_eq!(tab("POL07 gobierno-digital", &mut taken), "POL07 gobierno-digital");
        assert_eq!(tab("pol07 GOBIERNO-digital", &mut taken), "pol07 GOBIERNO-digital 2");
        let long = "POL06 fortalecimiento-organizacional";
        assert_eq!(tab(long, &mut taken), "POL06 fortalecimiento-organizac");
        assert_eq!(tab(long, &mut taken), "POL06 fortalecimiento-organiz 2");
        assert_eq!(
            (tab("[:]*?/\\'", &mut taken), tab("history", &mut taken)),
            ("Hoja".to_owned(), "history 2".to_owned())
        );
        assert!(taken.iter().all(|name| name.chars().count() <= 31));
    }

    #[test]
    fn a_text_fits_its_cell() {
        assert_eq!(cut("a\u{202e}b\nc\u{1}"), "a\\u{202e}b\nc\\u{1}");
        let wide = "𝄞".repeat(20_000);
        let kept = cut(&wide);
        assert!(kept.encode_utf16().count() <= CELL && kept.ends_with('…'));
        assert_eq!(cut(&"x".repeat(CELL)).chars().count(), CELL);
    }
}
