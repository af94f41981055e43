//! Word documents (ECMA-376 WordprocessingML): the same report as in PDF, with real styles and a real table.

use std::fmt::Write as _;

use super::{
    MediaError,
    package::{Part, escape, package},
    report::{Chart, Report, Rgb, Section, Table, is_figure},
};

const MAIN: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
const MAIN_WITH_MACROS: &str = "application/vnd.ms-word.document.macroEnabled.main+xml";
const NAMESPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#;
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// Width of the text on A4 with margins of 2 cm, in twentieths of a point.
const MEASURE: usize = 9638;

/// Writes `report` as a Word document (A4, language es-CO, styles for title and headings, page number at the foot).
///
/// Charts are written as tables of their figures. The document has no macros, no links and no dates.
///
/// # Errors
///
/// [`MediaError::Zip`] if the package cannot be written.
pub fn docx(report: &Report) -> Result<Vec<u8>, MediaError> {
    package(&ordinary(report))
}

/// Writes `report` as a Word document with macros (`.docm`): the content type of one and a `vbaProject.bin` part.
///
/// The part is harmless: zeros, with no code in it.
///
/// # Errors
///
/// [`MediaError::Zip`] if the package cannot be written.
pub fn docm(report: &Report) -> Result<Vec<u8>, MediaError> {
    let mut parts = parts(report, MAIN_WITH_MACROS);
    parts.push(("word/vbaProject.bin".to_owned(), vec![0; 1536]));
    package(&parts)
}

/// The parts of a document without macros.
pub(super) fn ordinary(report: &Report) -> Vec<Part> {
    parts(report, MAIN)
}

/// The parts of the document, `[Content_Types].xml` first.
fn parts(report: &Report, main: &str) -> Vec<Part> {
    let macros = main == MAIN_WITH_MACROS;
    let vba =
        if macros { r#"<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>"# } else { "" };
    let types = format!(
        "{DECLARATION}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>{vba}\
         <Override PartName=\"/word/document.xml\" ContentType=\"{main}\"/>\
         <Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>\
         <Override PartName=\"/word/footer1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml\"/>\
         <Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
         <Override PartName=\"/docProps/app.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.extended-properties+xml\"/>\
         </Types>"
    );
    let core = format!(
        "{DECLARATION}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title><dc:subject>{}</dc:subject>\
         <dc:creator>{}</dc:creator><dc:language>es-CO</dc:language></cp:coreProperties>",
        escape(&report.title),
        escape(&report.subtitle),
        escape(&report.entity)
    );
    let app = format!(
        "{DECLARATION}<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">\
         <Company>{}</Company></Properties>",
        escape(&report.entity)
    );
    let roots = relations(&[
        (&format!("{RELATIONSHIPS}/officeDocument"), "word/document.xml"),
        ("http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml"),
        (&format!("{RELATIONSHIPS}/extended-properties"), "docProps/app.xml"),
    ]);
    let (styles, footer) = (format!("{RELATIONSHIPS}/styles"), format!("{RELATIONSHIPS}/footer"));
    let mut links = vec![(styles.as_str(), "styles.xml"), (footer.as_str(), "footer1.xml")];
    if macros {
        links.push(("http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin"));
    }
    [
        ("[Content_Types].xml", types),
        ("_rels/.rels", roots),
        ("word/document.xml", document(report)),
        ("word/_rels/document.xml.rels", relations(&links)),
        ("word/styles.xml", style_sheet(report)),
        ("word/footer1.xml", foot(report)),
        ("docProps/core.xml", core),
        ("docProps/app.xml", app),
    ]
    .into_iter()
    .map(|(name, text)| (name.to_owned(), text.into_bytes()))
    .collect()
}

fn relations(links: &[(&str, &str)]) -> String {
    let mut out =
        format!("{DECLARATION}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">");
    for (index, (kind, target)) in links.iter().enumerate() {
        let number = index + 1;
        add(&mut out, format_args!("<Relationship Id=\"rId{number}\" Type=\"{kind}\" Target=\"{target}\"/>"));
    }
    out + "</Relationships>"
}

/// Writing to a `String` cannot fail.
fn add(out: &mut String, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text).expect("invariant: a string takes every text");
}

fn colour([red, green, blue]: Rgb) -> String {
    format!("{red:02X}{green:02X}{blue:02X}")
}

/// A paragraph of one run in the named style.
fn paragraph(out: &mut String, style: &str, text: &str) {
    add(
        out,
        format_args!(
            "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>",
            escape(text)
        ),
    );
}

fn document(report: &Report) -> String {
    let mut out = format!("{DECLARATION}<w:document {NAMESPACES}><w:body>");
    paragraph(&mut out, "Entidad", &report.entity);
    paragraph(&mut out, "Title", &report.title);
    paragraph(&mut out, "Subtitle", &report.subtitle);
    paragraph(&mut out, "Periodo", &report.period);
    for section in &report.sections {
        write_section(&mut out, report, section);
    }
    out + "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId2\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
           <w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/>\
           </w:sectPr></w:body></w:document>"
}

fn write_section(out: &mut String, report: &Report, section: &Section) {
    if !section.heading.is_empty() {
        paragraph(out, "Heading1", &section.heading);
    }
    for text in &section.paragraphs {
        paragraph(out, "Normal", text);
    }
    for text in &section.bullets {
        paragraph(out, "Punto", &format!("•\u{a0}\u{a0}{text}"));
    }
    if let Some(table) = &section.table {
        write_table(out, report, table);
    }
    if let Some(chart) = &section.chart {
        write_table(out, report, &figures(chart));
    }
}

/// The figures of a chart as a table.
fn figures(chart: &Chart) -> Table {
    let value = if chart.unit.is_empty() { "Valor".to_owned() } else { format!("Valor ({})", chart.unit) };
    Table {
        caption: chart.title.clone(),
        headers: vec!["Concepto".to_owned(), value],
        rows: chart.bars.iter().map(|bar| vec![bar.label.clone(), bar.value.to_string()]).collect(),
    }
}

fn write_table(out: &mut String, report: &Report, table: &Table) {
    let columns = table.headers.len().max(1);
    let width = MEASURE / columns;
    paragraph(out, "Caption", &table.caption);
    out.push_str(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"Cuadro\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/></w:tblPr><w:tblGrid>",
    );
    for _ in 0..columns {
        add(out, format_args!("<w:gridCol w:w=\"{width}\"/>"));
    }
    out.push_str("</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
    for header in &table.headers {
        cell(out, width, Some(report.theme.primary()), "Encabezado", header);
    }
    out.push_str("</w:tr>");
    for (index, row) in table.rows.iter().enumerate() {
        out.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        let shade = (index % 2 == 1).then(|| report.theme.tint(18));
        for column in 0..table.headers.len() {
            let text = row.get(column).map_or("", String::as_str);
            cell(out, width, shade, if is_figure(text) { "Cifra" } else { "Celda" }, text);
        }
        out.push_str("</w:tr>");
    }
    out.push_str("</w:tbl>");
    paragraph(out, "Normal", "");
}

fn cell(out: &mut String, width: usize, shade: Option<Rgb>, style: &str, text: &str) {
    add(out, format_args!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>"));
    if let Some(shade) = shade {
        add(out, format_args!("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{}\"/>", colour(shade)));
    }
    out.push_str("</w:tcPr>");
    paragraph(out, style, text);
    out.push_str("</w:tc>");
}

fn style_sheet(report: &Report) -> String {
    let (primary, accent) = (colour(report.theme.primary()), colour(report.theme.accent()));
    let mut out = format!(
        "{DECLARATION}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>\
         <w:rFonts w:ascii=\"Calibri\" w:hAnsi=\"Calibri\" w:cs=\"Calibri\"/><w:sz w:val=\"22\"/><w:lang w:val=\"es-CO\"/>\
         </w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after=\"120\" w:line=\"276\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault>\
         </w:docDefaults><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>"
    );
    let title = format!("<w:b/><w:color w:val=\"{primary}\"/><w:sz w:val=\"44\"/>");
    let heading = format!("<w:b/><w:color w:val=\"{primary}\"/><w:sz w:val=\"28\"/>");
    let caption = format!("<w:b/><w:color w:val=\"{primary}\"/><w:sz w:val=\"20\"/>");
    let rule = format!("<w:pBdr><w:bottom w:val=\"single\" w:sz=\"12\" w:space=\"6\" w:color=\"{accent}\"/></w:pBdr>");
    let tight = "<w:spacing w:before=\"30\" w:after=\"30\" w:line=\"240\" w:lineRule=\"auto\"/>";
    let figure = format!("{tight}<w:jc w:val=\"right\"/>");
    let list = "<w:spacing w:after=\"60\"/><w:ind w:left=\"454\" w:hanging=\"227\"/>".to_owned();
    let next = "<w:keepNext/><w:spacing w:before=\"280\" w:after=\"100\"/><w:outlineLvl w:val=\"0\"/>".to_owned();
    let styles = [
        ("Title", "Title", "<w:keepNext/><w:spacing w:after=\"60\"/>".to_owned(), title),
        ("Subtitle", "Subtitle", String::new(), "<w:color w:val=\"5A6270\"/><w:sz w:val=\"26\"/>".to_owned()),
        ("Heading1", "heading 1", next, heading),
        ("Caption", "caption", "<w:keepNext/><w:spacing w:before=\"160\" w:after=\"80\"/>".to_owned(), caption),
        (
            "Entidad",
            "Entidad",
            String::new(),
            format!("<w:b/><w:caps/><w:color w:val=\"{primary}\"/><w:sz w:val=\"18\"/>"),
        ),
        ("Periodo", "Periodo", rule, "<w:color w:val=\"5A6270\"/><w:sz w:val=\"20\"/>".to_owned()),
        ("Punto", "Punto", list, String::new()),
        ("Celda", "Celda", tight.to_owned(), "<w:sz w:val=\"20\"/>".to_owned()),
        ("Cifra", "Cifra", figure, "<w:sz w:val=\"20\"/>".to_owned()),
        (
            "Encabezado",
            "Encabezado",
            tight.to_owned(),
            "<w:b/><w:color w:val=\"FFFFFF\"/><w:sz w:val=\"20\"/>".to_owned(),
        ),
    ];
    for (id, name, block, run) in styles {
        add(
            &mut out,
            format_args!(
                "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/>\
                 <w:pPr>{block}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
            ),
        );
    }
    let line = format!("w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"{primary}\"");
    out + &format!(
        "<w:style w:type=\"table\" w:styleId=\"Cuadro\"><w:name w:val=\"Cuadro\"/><w:tblPr><w:tblBorders>\
         <w:top {line}/><w:bottom {line}/></w:tblBorders><w:tblCellMar><w:left w:w=\"85\" w:type=\"dxa\"/>\
         <w:right w:w=\"85\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style></w:styles>"
    )
}

fn foot(report: &Report) -> String {
    let left = match report.reference.as_str() {
        "" => report.entity.clone(),
        reference => format!("{} · {reference}", report.entity),
    };
    format!(
        "{DECLARATION}<w:ftr {NAMESPACES}><w:p><w:pPr><w:tabs><w:tab w:val=\"right\" w:pos=\"{MEASURE}\"/></w:tabs></w:pPr>\
         <w:r><w:rPr><w:sz w:val=\"16\"/></w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r><w:r><w:tab/></w:r>\
         <w:r><w:rPr><w:sz w:val=\"16\"/></w:rPr><w:t xml:space=\"preserve\">Página </w:t></w:r>\
         <w:fldSimple w:instr=\"PAGE\"><w:r><w:rPr><w:sz w:val=\"16\"/></w:rPr><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>",
        escape(&left)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::media::samples;

    #[test]
    fn every_part_is_well_formed_xml() {
        let mut report = samples::report();
        report.title = "<&\"\u{0}ñ".to_owned();
        for (name, bytes) in parts(&report, MAIN) {
            let mut reader = quick_xml::Reader::from_reader(&bytes[..]);
            let mut depth = 0_i32;
            loop {
                match reader.read_event().unwrap_or_else(|error| panic!("{name}: {error}")) {
                    quick_xml::events::Event::Start(_) => depth += 1,
                    quick_xml::events::Event::End(_) => depth -= 1,
                    quick_xml::events::Event::Eof => break,
                    _ => {}
                }
            }
            assert_eq!(depth, 0, "{name}");
        }
    }

    #[test]
    fn a_row_has_a_cell_for_each_heading() {
        let mut report = samples::report();
        let table = report.sections[1].table.as_mut().unwrap();
        table.rows = vec![vec!["corta".into()], vec!["x".into(); 9]];
        let columns = table.headers.len();
        report.sections[1].chart = None;
        let text = document(&report);
        assert_eq!(text.matches("<w:tc>").count(), columns * 3);
    }

    #[test]
    fn only_the_docm_has_macros() {
        let has = |bytes: Vec<u8>| memchr::memmem::find(&bytes, b"vbaProject").is_some();
        assert!(!has(docx(&samples::report()).unwrap()));
        assert!(has(docm(&samples::report()).unwrap()));
    }
}
