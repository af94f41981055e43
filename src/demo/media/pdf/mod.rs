//! PDF reports: A4 pages with a coloured band, running text, lists, tables and bar charts.
//!
//! Standard Helvetica with Windows-1252 codes, streams left uncompressed and no date anywhere, so that the same
//! report always gives the same bytes and its text can be read in the file.

mod page;

use pdf_writer::{Content, Finish, Name, Pdf, Rect, Ref, TextStr};

use super::{
    report::{Bar, Chart, Report, Section, Table, is_figure},
    winansi::{Face, width, wrap},
};
use page::{BODY, HEIGHT, LEADING, LEFT, MEASURE, Sheets, WIDTH};

/// Draws `report` as a PDF 1.7 document of one or more A4 pages (595 by 842 points), language es-CO.
///
/// The first page opens with a band in the primary colour of the theme (entity, title, subtitle, period); each page
/// ends with the entity, the reference and «Página n de m». Tables repeat their headings on a new page.
/// The title, the entity (author) and the subtitle (subject) are in the document information. Characters outside
/// Windows-1252 are drawn as `?`.
pub fn pdf(report: &Report) -> Vec<u8> {
    let mut sheets = Sheets::new(report.theme);
    cover(&mut sheets, report);
    for section in &report.sections {
        draw_section(&mut sheets, section);
    }
    assemble(report, sheets.finish(report))
}

/// The band at the head of the first page. The lines of a long title make it taller.
fn cover(sheets: &mut Sheets, report: &Report) {
    const TITLE: f32 = 21.0;
    let titles = wrap(Face::Bold, TITLE, MEASURE, &report.title);
    let subtitles = wrap(Face::Regular, 11.5, MEASURE, &report.subtitle);
    let band = 62.0 + 25.0 * titles.len() as f32 + 15.0 * subtitles.len() as f32;
    sheets.fill(report.theme.primary(), 0.0, HEIGHT - band, WIDTH, band);
    sheets.fill(report.theme.accent(), 0.0, HEIGHT - band - 4.0, WIDTH, 4.0);
    let mut y = HEIGHT - 34.0;
    sheets.text(Face::Bold, 9.0, report.theme.accent(), LEFT, y, &report.entity.to_uppercase());
    let period = width(Face::Regular, 9.0, &report.period);
    sheets.text(Face::Regular, 9.0, [255; 3], LEFT + MEASURE - period, y, &report.period);
    y -= 4.0;
    for line in &titles {
        y -= 25.0;
        sheets.text(Face::Bold, TITLE, [255; 3], LEFT, y, line);
    }
    y -= 4.0;
    for line in &subtitles {
        y -= 15.0;
        sheets.text(Face::Regular, 11.5, [225, 232, 240], LEFT, y, line);
    }
    sheets.y = HEIGHT - band - 26.0;
}

fn draw_section(sheets: &mut Sheets, section: &Section) {
    if !section.heading.is_empty() {
        sheets.room(128.0);
        sheets.y -= 10.0;
        for line in wrap(Face::Bold, 13.5, MEASURE, &section.heading) {
            sheets.y -= 17.0;
            sheets.text(Face::Bold, 13.5, sheets.theme.primary(), LEFT, sheets.y, &line);
        }
        sheets.y -= 5.0;
        sheets.fill(sheets.theme.accent(), LEFT, sheets.y, 42.0, 2.0);
        sheets.y -= 6.0;
    }
    for paragraph in &section.paragraphs {
        sheets.lines(LEFT, &wrap(Face::Regular, BODY, MEASURE, paragraph));
        sheets.y -= 6.0;
    }
    for bullet in &section.bullets {
        sheets.room(LEADING);
        sheets.fill(sheets.theme.accent(), LEFT + 5.0, sheets.y - LEADING + 3.0, 4.0, 4.0);
        sheets.lines(LEFT + 18.0, &wrap(Face::Regular, BODY, MEASURE - 18.0, bullet));
        sheets.y -= 2.5;
    }
    if let Some(table) = &section.table {
        draw_table(sheets, table);
    }
    if let Some(chart) = &section.chart {
        draw_chart(sheets, chart);
    }
}

/// Widths of the columns, in points, that add up to the measure: in proportion to the widest cell, within bounds.
fn column_widths(table: &Table) -> Vec<f32> {
    let natural: Vec<f32> = (0..table.headers.len())
        .map(|column| {
            let cells = table.rows.iter().filter_map(|row| row.get(column));
            let widest = cells.map(|cell| width(Face::Regular, 9.0, cell)).fold(0.0, f32::max);
            widest.max(width(Face::Bold, 9.0, &table.headers[column])).clamp(34.0, 230.0) + 12.0
        })
        .collect();
    let total: f32 = natural.iter().sum();
    natural.iter().map(|width| width * MEASURE / total).collect()
}

fn draw_table(sheets: &mut Sheets, table: &Table) {
    let widths = column_widths(table);
    sheets.y -= 6.0;
    sheets.room(70.0);
    caption(sheets, &table.caption);
    draw_row(sheets, &widths, &table.headers, RowKind::Headings);
    for (index, row) in table.rows.iter().enumerate() {
        let kind = if index % 2 == 0 { RowKind::Plain } else { RowKind::Shaded };
        if sheets.y - row_height(&widths, row, Face::Regular) < page::BOTTOM {
            sheets.break_page();
            draw_row(sheets, &widths, &table.headers, RowKind::Headings);
        }
        draw_row(sheets, &widths, row, kind);
    }
    sheets.fill(sheets.theme.primary(), LEFT, sheets.y - 1.0, MEASURE, 1.0);
    sheets.y -= 12.0;
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum RowKind {
    Headings,
    Plain,
    Shaded,
}

/// Lines a cell may have; the rest of a longer one is left out, so that a row always fits one page.
const LINES: usize = 48;

fn row_lines(widths: &[f32], row: &[String], face: Face) -> Vec<Vec<String>> {
    let lines = |(column, cell): (&f32, &String)| {
        let mut lines = wrap(face, 9.0, column - 12.0, cell);
        lines.truncate(LINES);
        lines
    };
    widths.iter().zip(row).map(lines).collect()
}

/// The height of a row, in points.
fn row_height(widths: &[f32], row: &[String], face: Face) -> f32 {
    let deepest = row_lines(widths, row, face).iter().map(Vec::len).max().unwrap_or(1);
    deepest as f32 * 11.5 + 8.0
}

fn draw_row(sheets: &mut Sheets, widths: &[f32], row: &[String], kind: RowKind) {
    let face = if kind == RowKind::Headings { Face::Bold } else { Face::Regular };
    let height = row_height(widths, row, face);
    let top = sheets.y;
    let (ground, ink) = match kind {
        RowKind::Headings => (Some(sheets.theme.primary()), [255; 3]),
        RowKind::Plain => (None, page::INK),
        RowKind::Shaded => (Some(sheets.theme.tint(18)), page::INK),
    };
    if let Some(colour) = ground {
        sheets.fill(colour, LEFT, top - height, MEASURE, height);
    }
    let mut x = LEFT;
    for ((lines, column), cell) in row_lines(widths, row, face).iter().zip(widths).zip(row) {
        for (index, line) in lines.iter().enumerate() {
            let indent = if is_figure(cell) { column - 6.0 - width(face, 9.0, line) } else { 6.0 };
            sheets.text(face, 9.0, ink, x + indent, top - 13.0 - 11.5 * index as f32, line);
        }
        x += column;
    }
    sheets.y = top - height;
}

fn caption(sheets: &mut Sheets, text: &str) {
    for line in wrap(Face::Bold, 9.5, MEASURE, text) {
        sheets.y -= 12.0;
        sheets.text(Face::Bold, 9.5, sheets.theme.primary(), LEFT, sheets.y, &line);
    }
    sheets.y -= 6.0;
}

/// Bars that fit one page; a chart with more goes on as another with the same axis.
const BARS: usize = 26;

/// Horizontal bars: label at the left, value at the end of the bar, five grid lines.
fn draw_chart(sheets: &mut Sheets, chart: &Chart) {
    for bars in chart.bars.chunks(BARS) {
        draw_bars(sheets, chart, bars);
    }
}

fn draw_bars(sheets: &mut Sheets, chart: &Chart, bars: &[Bar]) {
    const LABELS: f32 = 150.0;
    const ROW: f32 = 22.0;
    let (left, span) = (LEFT + LABELS, MEASURE - LABELS - 50.0);
    let height = ROW * bars.len() as f32;
    sheets.y -= 6.0;
    sheets.room(height + 56.0);
    caption(sheets, &chart.title);
    let (top, end) = (sheets.y, chart.axis_end());
    for step in 0..=5_u32 {
        let x = left + span * step as f32 / 5.0;
        sheets.fill([216, 220, 226], x - 0.25, top - height, 0.5, height);
        let mark = (u64::from(end) * u64::from(step) / 5).to_string();
        sheets.text(
            Face::Regular,
            7.5,
            page::GREY,
            x - width(Face::Regular, 7.5, &mark) / 2.0,
            top - height - 11.0,
            &mark,
        );
    }
    for (index, bar) in bars.iter().enumerate() {
        let middle = top - ROW * (index as f32 + 0.5);
        let length = span * bar.value as f32 / end as f32;
        let colour = if index % 2 == 0 { sheets.theme.primary() } else { sheets.theme.tint(190) };
        sheets.fill(colour, left, middle - 6.5, length, 13.0);
        let lines = wrap(Face::Regular, 8.5, LABELS - 10.0, &bar.label);
        let lift = if lines.len() > 1 { 2.0 } else { -3.0 };
        for (row, line) in lines.iter().take(2).enumerate() {
            let x = left - 8.0 - width(Face::Regular, 8.5, line);
            sheets.text(Face::Regular, 8.5, page::INK, x, middle + lift - 9.5 * row as f32, line);
        }
        let value = format!("{}{}{}", bar.value, if chart.unit.is_empty() { "" } else { " " }, chart.unit);
        sheets.text(Face::Bold, 8.5, page::INK, left + length + 5.0, middle - 3.0, &value);
    }
    sheets.y = top - height - 24.0;
}

/// The file: catalogue, page tree, information, two fonts, then a page and its stream for each content.
fn assemble(report: &Report, contents: Vec<Content>) -> Vec<u8> {
    let [catalog, tree, info, regular, bold] = [1, 2, 3, 4, 5].map(Ref::new);
    let ids: Vec<(Ref, Ref)> = (0..contents.len())
        .map(|index| {
            let first = i32::try_from(index).unwrap_or(i32::MAX / 4) * 2 + 6;
            (Ref::new(first), Ref::new(first + 1))
        })
        .collect();
    let mut pdf = Pdf::new();
    let mut root = pdf.catalog(catalog);
    root.pages(tree).lang(TextStr("es-CO"));
    root.viewer_preferences().display_doc_title(true);
    root.finish();
    pdf.document_info(info)
        .title(TextStr(&report.title))
        .author(TextStr(&report.entity))
        .subject(TextStr(&report.subtitle));
    pdf.pages(tree).kids(ids.iter().map(|&(page, _)| page)).count(i32::try_from(ids.len()).unwrap_or(i32::MAX));
    for (id, name) in [(regular, &b"Helvetica"[..]), (bold, b"Helvetica-Bold")] {
        pdf.type1_font(id).base_font(Name(name)).encoding_predefined(Name(b"WinAnsiEncoding"));
    }
    for ((page, stream), content) in ids.into_iter().zip(contents) {
        let mut writer = pdf.page(page);
        writer.parent(tree).media_box(Rect::new(0.0, 0.0, WIDTH, HEIGHT)).contents(stream);
        writer.resources().fonts().pair(page::REGULAR, regular).pair(page::BOLD, bold);
        writer.finish();
        pdf.stream(stream, &content.finish());
    }
    pdf.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::media::{samples, winansi::encode};

    fn count(bytes: &[u8], part: &[u8]) -> usize {
        memchr::memmem::find_iter(bytes, part).count()
    }

    /// The form in which strings with accents are written.
    fn hexadecimal(text: &str) -> Vec<u8> {
        format!("<{}>", data_encoding::HEXUPPER.encode(&encode(text))).into_bytes()
    }

    #[test]
    fn has_header_trailer_language_and_title() {
        let bytes = pdf(&samples::report());
        assert!(bytes.starts_with(b"%PDF-1.7\n") && bytes.ends_with(b"%%EOF"));
        assert_eq!(count(&bytes, b"/Lang (es-CO)"), 1);
        assert_eq!(count(&bytes, b"/CreationDate") + count(&bytes, b"/ModDate"), 0);
        assert_eq!(count(&bytes, b"WinAnsiEncoding"), 2);
        assert_eq!(count(&bytes, &hexadecimal("Primer trimestre del año 2025")), 1);
    }

    #[test]
    fn every_page_says_which_one_it_is() {
        let mut report = samples::report();
        let section = report.sections[0].clone();
        report.sections.extend(std::iter::repeat_n(section, 20));
        let bytes = pdf(&report);
        let pages = count(&bytes, b"/Type /Page\n");
        assert!(pages > 3, "{pages}");
        for number in 1..=pages {
            let foot = format!("P\u{e1}gina {number} de {pages}");
            assert_eq!(count(&bytes, &hexadecimal(&foot)), 1, "{number}");
        }
    }

    #[test]
    fn columns_fill_the_measure() {
        let table = Table { headers: vec!["a".into(), "b".repeat(200)], ..Table::default() };
        let widths = column_widths(&table);
        assert!((widths.iter().sum::<f32>() - MEASURE).abs() < 0.01);
        assert!(column_widths(&Table::default()).is_empty());
    }

    #[test]
    fn long_charts_and_cells_stay_on_the_page() {
        let bars = (0..60).map(|value| Bar::new(format!("Acción {value}"), value)).collect();
        let chart = Chart { bars, ..Chart::default() };
        let table =
            Table { headers: vec!["Nota".into()], rows: vec![vec!["palabra ".repeat(4_000)]], ..Table::default() };
        let section = Section { chart: Some(chart), table: Some(table), ..Section::default() };
        let mut sheets = Sheets::new(crate::demo::media::Theme::Sea);
        draw_section(&mut sheets, &section);
        assert!(sheets.y > 0.0, "{}", sheets.y);
        let pages = sheets.finish(&Report::default());
        assert!(pages.len() > 3, "{}", pages.len());
    }

    proptest::proptest! {
        #[test]
        fn any_text_gives_a_whole_file(title: String, text: String, cell: String) {
            let table = Table { caption: title.clone(), headers: vec![text.clone(); 3], rows: vec![vec![cell; 5]] };
            let bars = vec![Bar::new(text.as_str(), u32::MAX), Bar::new("", 0)];
            let chart = Chart { title: text.clone(), unit: title.clone(), bars };
            let section = Section {
                heading: title.clone(), paragraphs: vec![text.clone()], bullets: vec![text],
                table: Some(table), chart: Some(chart),
            };
            let bytes = pdf(&Report { title, sections: vec![section], ..Report::default() });
            proptest::prop_assert!(bytes.starts_with(b"%PDF-1.7") && bytes.ends_with(b"%%EOF"));
        }
    }

    #[test]
    fn an_empty_report_is_still_one_page() {
        let bytes = pdf(&Report::default());
        assert_eq!(count(&bytes, b"/Type /Page\n"), 1);
    }
}
