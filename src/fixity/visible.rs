//! The text people see in a file, for heuristics about personal data. Not for display, nor for search.
//!
//! Text formats give all of it: they are in memory already, and no larger than the limit for files kept in git. Only
//! what must be unpacked is bounded.

use std::borrow::Cow;

use quick_xml::{Reader, events::Event};

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
    let part = ["xl/sharedstrings", "xl/worksheets/sheet", "xl/comments"];
    name.ends_with(".xml") && part.iter().any(|start| name.starts_with(start))
}

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
    for (_, entry) in parts.into_iter().take(MOST_PARTS) {
        let (content, ending) = entry.read((budget as u64).saturating_mul(MARKUP_WEIGHT), &mut inflation);
        // A cut in the middle of a letter must not lose what was read before it.
        let content = if ending == Ending::Complete { &content[..] } else { whole_letters(&content) };
        let read = text::decode(content).is_some_and(|(xml, _)| elements(&xml, budget, &mut gathered));
        complete &= read && ending == Ending::Complete;
        if gathered.len() >= budget {
            return (gathered.into(), false);
        }
    }
    (gathered.into(), complete)
}

fn whole_letters(content: &[u8]) -> &[u8] {
    match std::str::from_utf8(content) {
        Err(error) if error.error_len().is_none() => &content[..error.valid_up_to()],
        _ => content,
    }
}

/// Appends the text of one part; says whether all of it was read. Paragraphs and rows end lines, cells end in a tab;
/// numbers that only point to shared texts are left out.
fn elements(xml: &str, budget: usize, gathered: &mut String) -> bool {
    let mut reader = Reader::from_str(xml);
    let mut pointer = false;
    loop {
        let piece = match reader.read_event() {
            Ok(Event::Start(element)) => {
                if element.local_name().as_ref() == "c" {
                    pointer = element
                        .attributes()
                        .with_checks(false)
                        .flatten()
                        .any(|one| one.key.as_ref() == "t" && one.value.as_ref() == "s");
                }
                continue;
            }
            Ok(Event::End(element)) => match element.local_name().as_ref() {
                "p" | "h" | "row" | "si" | "table-row" | "comment" => "\n".into(),
                "c" | "table-cell" | "tc" => {
                    pointer = false;
                    "\t".into()
                }
                _ => continue,
            },
            Ok(Event::Empty(element)) => match element.local_name().as_ref() {
                "tab" | "s" => " ".into(),
                "br" | "line-break" | "cr" => "\n".into(),
                _ => continue,
            },
            Ok(Event::Text(content)) if !pointer => content.xml10_content(),
            Ok(Event::GeneralRef(reference)) if !pointer => match reference.resolve_char_ref() {
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
        assert_eq!((text.as_str(), coverage), ("Nombre\n\t1047000111\t\n", Coverage::Complete));
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
