//! The text people see in a file, for heuristics about personal data. Not for display, nor for search.
//!
//! Text formats give all of it: they are in memory already, and no larger than the limit for files kept in git. Only
//! what must be unpacked is bounded.

use std::borrow::Cow;

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use super::{
    FileFacts, Format,
    inflate::{Budget, Ending},
    text,
    zip::{Directory, directory},
};

/// Most parts of one package that are read.
const MOST_PARTS: usize = 2_000;
/// Bytes of XML read for each byte of text wanted: markup weighs more than text.
const MARKUP_WEIGHT: u64 = 16;

/// How much of the text a sample holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Coverage {
    /// All the text of the file, as far as this program can read the format.
    Complete,
    /// Only the beginning, or with parts that could not be read: nothing found proves nothing.
    Partial,
    /// Text of this format is not read: nothing was looked at.
    NotAvailable,
}

/// Text of a file and how much of it that is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TextSample<'a> {
    /// Paragraphs, rows and cells are separated; from packages, at most as many bytes as were asked for.
    pub text: Cow<'a, str>,
    /// How much of the file's text this is.
    pub coverage: Coverage,
}

/// The text of `bytes`, whose facts are `facts`: plain text and tables, HTML and SVG without tags, all of it; Office and
/// OpenDocument packages, up to `budget` bytes. Anything else is [`Coverage::NotAvailable`].
pub fn visible_text<'a>(bytes: &'a [u8], facts: &FileFacts, budget: usize) -> TextSample<'a> {
    let (text, complete) = match facts.format() {
        Some(Format::Text | Format::Csv | Format::Json | Format::Vtt | Format::Ics | Format::Vcard | Format::Xml) => {
            match text::decode(bytes) {
                Some((text, _)) => (text, true),
                None => return nothing(),
            }
        }
        // Bodies of a message may be in Base64: what is read is never known to be all of it.
        Some(Format::Eml | Format::Mbox) => match text::decode(bytes) {
            Some((text, _)) => (text, false),
            None => return nothing(),
        },
        Some(Format::Html | Format::Svg) => match text::decode(bytes) {
            Some((text, _)) => (text::visible_markup(&text).into(), true),
            None => return nothing(),
        },
        Some(Format::Docx | Format::Docm | Format::Dotx | Format::Dotm) => package(bytes, budget, is_word_part),
        Some(Format::Xlsx | Format::Xlsm | Format::Xltx | Format::Xltm) => package(bytes, budget, is_sheet_part),
        Some(Format::Pptx | Format::Pptm | Format::Ppsx | Format::Ppsm | Format::Potx | Format::Potm) => {
            package(bytes, budget, is_slide_part)
        }
        Some(Format::Odt | Format::Ods | Format::Odp | Format::Odg) => {
            package(bytes, budget, |name| name == "content.xml")
        }
        _ => return nothing(),
    };
    TextSample { text, coverage: if complete { Coverage::Complete } else { Coverage::Partial } }
}

fn nothing() -> TextSample<'static> {
    TextSample { text: Cow::Borrowed(""), coverage: Coverage::NotAvailable }
}

fn is_word_part(name: &str) -> bool {
    let story = ["word/document", "word/header", "word/footer", "word/footnotes", "word/endnotes", "word/comments"];
    name.ends_with(".xml") && story.iter().any(|start| name.starts_with(start))
}

fn is_sheet_part(name: &str) -> bool {
    let part = [SHARED_TEXTS, "xl/worksheets/sheet", "xl/comments"];
    name.ends_with(".xml") && part.iter().any(|start| name.starts_with(start))
}

/// The beginning of the name of the part where a workbook keeps the text of its cells.
const SHARED_TEXTS: &str = "xl/sharedstrings";
/// Most columns of a table whose place is kept where cells before them are left out.
const MOST_COLUMNS: usize = 256;

fn is_slide_part(name: &str) -> bool {
    name.ends_with(".xml") && (name.starts_with("ppt/slides/slide") || name.starts_with("ppt/notesslides/notesslide"))
}

/// Text of the parts of a package that `wanted` names (lower-case), in the order of their names.
fn package(bytes: &[u8], budget: usize, wanted: fn(&str) -> bool) -> (Cow<'static, str>, bool) {
    let Some(Directory { entries }) = directory(bytes) else { return (Cow::Borrowed(""), false) };
    let mut parts: Vec<_> =
        entries.iter().map(|entry| (String::from_utf8_lossy(entry.name).to_ascii_lowercase(), entry)).collect();
    parts.retain(|(name, _)| wanted(name));
    parts.sort_by(|left, right| left.0.cmp(&right.0));
    let mut complete = parts.len() <= MOST_PARTS && !parts.is_empty();
    let mut inflation = Budget::new();
    let mut gathered = String::new();
    let mut shared = Shared::default();
    for (name, entry) in parts.into_iter().take(MOST_PARTS) {
        let (content, ending) = entry.read((budget as u64).saturating_mul(MARKUP_WEIGHT), &mut inflation);
        // A cut in the middle of a letter must not lose what was read before it.
        let content = if ending == Ending::Complete { &content[..] } else { whole_letters(&content) };
        let before = gathered.len();
        let read = text::decode(content).is_some_and(|(xml, _)| elements(&xml, budget, &mut shared, &mut gathered));
        complete &= read && ending == Ending::Complete;
        if name.starts_with(SHARED_TEXTS) && gathered.len() < budget {
            shared = Shared::of(&gathered.split_off(before));
        }
        if gathered.len() >= budget {
            return (gathered.into(), false);
        }
    }
    for text in shared.unused() {
        gathered.push_str(text);
        gathered.push('\n');
    }
    (gathered.into(), complete)
}

fn whole_letters(content: &[u8]) -> &[u8] {
    match std::str::from_utf8(content) {
        Err(error) if error.error_len().is_none() => &content[..error.valid_up_to()],
        _ => content,
    }
}

/// The texts that the cells of a workbook point to: each is a line of the part that holds them.
#[derive(Default)]
struct Shared {
    texts: Vec<(String, bool)>,
}

impl Shared {
    fn of(lines: &str) -> Self {
        Self { texts: lines.lines().map(|line| (line.to_owned(), false)).collect() }
    }

    fn text(&mut self, pointer: &str) -> Option<&str> {
        let (text, used) = self.texts.get_mut(pointer.trim().parse::<usize>().ok()?)?;
        *used = true;
        Some(text)
    }

    /// Those that no cell pointed to.
    fn unused(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().filter(|(_, used)| !used).map(|(text, _)| text.as_str())
    }
}

/// Appends the text of one part; says whether all of it was read. Paragraphs and rows end lines, cells end in a tab and
/// keep their column; paragraphs inside a cell are parted by a space.
fn elements(xml: &str, budget: usize, shared: &mut Shared, gathered: &mut String) -> bool {
    let mut reader = Reader::from_str(xml);
    let mut pointer = false;
    // cells open, and cells of the row so far
    let (mut open, mut column) = (0_usize, 0_usize);
    loop {
        let piece: Cow<'_, str> = match reader.read_event() {
            Ok(Event::Start(element)) => match element.local_name().as_ref() {
                "c" => {
                    pointer = attribute(&element, "t").is_some_and(|kind| kind == "s");
                    open += 1;
                    let empty = skipped(&element, column);
                    column += empty;
                    "\t".repeat(empty).into()
                }
                "table-cell" | "tc" => {
                    open += 1;
                    continue;
                }
                // a text that cells point to is one line, however many it has
                "si" => {
                    open += 1;
                    continue;
                }
                _ => continue,
            },
            Ok(Event::End(element)) => match element.local_name().as_ref() {
                "p" | "h" if open > 0 => " ".into(),
                "si" => {
                    open = open.saturating_sub(1);
                    "\n".into()
                }
                "row" | "table-row" | "tr" => {
                    column = 0;
                    if open > 0 { " ".into() } else { "\n".into() }
                }
                "p" | "h" | "comment" => "\n".into(),
                "c" | "table-cell" | "tc" => {
                    pointer = false;
                    open = open.saturating_sub(1);
                    column += 1;
                    if open > 0 { " ".into() } else { "\t".into() }
                }
                _ => continue,
            },
            Ok(Event::Empty(element)) => match element.local_name().as_ref() {
                "tab" | "s" => " ".into(),
                "br" | "line-break" | "cr" if open > 0 => " ".into(),
                "br" | "line-break" | "cr" => "\n".into(),
                "table-cell" | "covered-table-cell" => {
                    let repeated = attribute(&element, "number-columns-repeated");
                    let repeated = repeated.and_then(|count| count.parse().ok()).unwrap_or(1);
                    "\t".repeat(if repeated > MOST_COLUMNS { 1 } else { repeated }).into()
                }
                _ => continue,
            },
            Ok(Event::Text(content)) if pointer => match shared.text(&content.xml10_content()) {
                Some(text) => text.to_owned().into(),
                None => continue,
            },
            Ok(Event::Text(content)) if open > 0 => content.xml10_content().replace(['\n', '\r'], " ").into(),
            Ok(Event::Text(content)) => content.xml10_content(),
            Ok(Event::GeneralRef(reference)) if !pointer => match reference.resolve_char_ref() {
                Ok(Some('\n' | '\r')) if open > 0 => " ".into(),
                Ok(Some(letter)) => letter.to_string().into(),
                _ => match reference.xml10_content().as_ref() {
                    "amp" => "&".into(),
                    "lt" => "<".into(),
                    "gt" => ">".into(),
                    "quot" => "\"".into(),
                    "apos" => "'".into(),
                    _ => continue,
                },
            },
            Ok(Event::CData(content)) if !pointer => content.xml10_content(),
            Ok(Event::Eof) => return true,
            Ok(_) => continue,
            Err(_) => return false,
        };
        let room = budget - gathered.len().min(budget);
        gathered.push_str(&piece[..piece.floor_char_boundary(room)]);
        if piece.len() > room {
            return false;
        }
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut all = element.attributes();
    let found = all.with_checks(false).flatten().find(|one| one.key.local_name().as_ref() == name);
    found.map(|one| one.value.as_ref().to_owned())
}

/// How many cells are left out before this one of a worksheet, which names its own place (`C5`).
fn skipped(cell: &BytesStart<'_>, column: usize) -> usize {
    let Some(place) = attribute(cell, "r") else { return 0 };
    let letters = place.bytes().take_while(u8::is_ascii_uppercase).take(3);
    let own = letters.fold(0, |number, letter| number * 26 + usize::from(letter - b'A') + 1);
    if own > MOST_COLUMNS { 0 } else { own.saturating_sub(column + 1) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixity::{inspect, samples};

    fn sample(bytes: &[u8], budget: usize) -> (String, Coverage) {
        let TextSample { text, coverage } = visible_text(bytes, &inspect(bytes), budget);
        (text.into_owned(), coverage)
    }

    #[test]
    fn word_text_joins_runs_and_separates_paragraphs() {
        let body = "<w:p><w:r><w:t>Cédula 1</w:t></w:r><w:r><w:t>234 &amp; más</w:t></w:r></w:p><w:p><w:r><w:t>fin</w:t></w:r></w:p>";
        let file = samples::docx(body, &[]);
        assert_eq!(sample(&file, 1_000), ("Cédula 1234 & más\nfin\n".to_owned(), Coverage::Complete));
        assert_eq!(sample(&file, 8), ("Cédula ".to_owned(), Coverage::Partial));
    }

    #[test]
    fn sheet_numbers_are_text_but_pointers_are_not() {
        let sheet =
            "<worksheet><sheetData><row><c t=\"s\"><v>0</v></c><c><v>1047000111</v></c></row></sheetData></worksheet>";
        let file = samples::xlsx(sheet, "<sst><si><t>Nombre</t></si></sst>");
        let (text, coverage) = sample(&file, 1_000);
        assert_eq!((text.as_str(), coverage), ("Nombre\t1047000111\t\n", Coverage::Complete));
    }

    #[test]
    fn cells_keep_their_column() {
        let sheet = "<worksheet><sheetData><row><c r=\"B1\" t=\"s\"><v>1</v></c></row>\
             <row><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"D2\" t=\"inlineStr\"><is><t>x</t></is></c></row></sheetData></worksheet>";
        let file = samples::xlsx(
            sheet,
            "<sst><si><t>Ana</t><t>\nRuiz</t></si><si><t>C.C.</t></si><si><t>suelto</t></si></sst>",
        );
        assert_eq!(sample(&file, 1_000).0, "\tC.C.\t\nAna Ruiz\t\t\tx\t\nsuelto\n");
        let table = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Nombre</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Cédula</w:t>\
             </w:r></w:p></w:tc></w:tr></w:tbl>";
        assert_eq!(sample(&samples::docx(table, &[]), 1_000).0, "Nombre \tCédula \t\n");
    }

    #[test]
    fn pages_plain_text_and_the_rest() {
        assert_eq!(sample(b"<html><script>no</script><p>a&ntilde;o</p><!-- no --></html>", 100).0.trim(), "año");
        assert_eq!(sample("el año".as_bytes(), 5), ("el año".to_owned(), Coverage::Complete));
        assert_eq!(sample(b"<html><p>hola</p></html>", 2).0.trim(), "hola");
        assert_eq!(sample(b"a,b\n1,2\n", 100), ("a,b\n1,2\n".to_owned(), Coverage::Complete));
        assert_eq!(sample(b"%PDF-1.4", 100), (String::new(), Coverage::NotAvailable));
    }
}
