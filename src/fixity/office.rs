//! Office Open XML packages (ECMA-376 part 2) by `[Content_Types].xml` and relationships.

use quick_xml::{Reader, events::Event};

use super::{
    Format,
    bytes::contains,
    inflate::Ending,
    notes::Notes,
    text,
    traits::{Part, Trait},
    zip::{Directory, Entry},
};

/// Most bytes of a content-types or relationships part.
const MOST_INDEX: u64 = 2 << 20;
/// Most relationship parts read.
const MOST_RELATIONSHIPS: usize = 2_000;
/// Most bytes of one Word part searched for fields that fetch from elsewhere.
const MOST_STORY: u64 = 8 << 20;

/// Content type of the main part, without its common ending, and the format it makes.
const MAIN_PARTS: &[(&str, Format)] = &[
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", Format::Docx),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml", Format::Dotx),
    ("application/vnd.ms-word.document.macroenabled.main+xml", Format::Docm),
    ("application/vnd.ms-word.template.macroenabledtemplate.main+xml", Format::Dotm),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", Format::Xlsx),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml", Format::Xltx),
    ("application/vnd.ms-excel.sheet.macroenabled.main+xml", Format::Xlsm),
    ("application/vnd.ms-excel.template.macroenabled.main+xml", Format::Xltm),
    ("application/vnd.ms-excel.sheet.binary.macroenabled.main", Format::Xlsb),
    ("application/vnd.ms-excel.addin.macroenabled.main+xml", Format::Xlam),
    ("application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml", Format::Pptx),
    ("application/vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml", Format::Ppsx),
    ("application/vnd.openxmlformats-officedocument.presentationml.template.main+xml", Format::Potx),
    ("application/vnd.ms-powerpoint.presentation.macroenabled.main+xml", Format::Pptm),
    ("application/vnd.ms-powerpoint.slideshow.macroenabled.main+xml", Format::Ppsm),
    ("application/vnd.ms-powerpoint.template.macroenabled.main+xml", Format::Potm),
    ("application/vnd.ms-visio.drawing.main+xml", Format::Vsdx),
];

/// Examines a package with a content-types part; nothing if no main part of Office is in it.
pub(super) fn examine(directory: &Directory<'_>, types: &Entry<'_>, notes: &mut Notes) -> Option<Format> {
    let (content, ending) = types.read(MOST_INDEX, &mut notes.budget);
    if ending == Ending::Limit {
        notes.too_complex(Part::OfficeMainPart);
    }
    let (format, part, macros) = main_part(&content)?;
    if directory.find(part.trim_start_matches('/')).is_none() {
        notes.corrupt(Part::OfficeMainPart);
    }
    let has = |question: &dyn Fn(&str) -> bool| {
        directory.entries.iter().any(|entry| question(&String::from_utf8_lossy(entry.name).to_ascii_lowercase()))
    };
    if macros
        || has(&|name| {
            name.ends_with("vbaproject.bin") || name.contains("/macrosheets/") || name.contains("/intlmacrosheets/")
        })
        || has(&|name| name.contains("/activex/"))
    {
        notes.add(Trait::Macros);
    }
    if has(&|name| name.contains("/embeddings/") && !name.ends_with('/') && !is_chart_data(name)) {
        notes.add(Trait::EmbeddedFiles);
    }
    if has(&|name| name == "xl/connections.xml") {
        notes.add(Trait::ExternalReference);
    }
    relationships(directory, notes);
    stories(directory, notes);
    links(directory, notes);
    Some(format)
}

/// Workbooks behind charts carry this name, given by the program, never by a person.
fn is_chart_data(name: &str) -> bool {
    name.contains("/embeddings/microsoft_excel_") && name.ends_with(".xlsx")
}

/// The format, the name of its main part, and whether any part is a macro project whatever its name.
fn main_part(content: &[u8]) -> Option<(Format, String, bool)> {
    let (xml, _) = text::decode(content)?;
    let (mut found, mut macros) = (None, false);
    elements(&xml, |name, attribute| {
        let kind = attribute("ContentType").unwrap_or_default().to_ascii_lowercase();
        macros |= kind == "application/vnd.ms-office.vbaproject" || kind.contains("macrosheet+xml");
        if found.is_none()
            && name == "Override"
            && let Some((_, format)) = MAIN_PARTS.iter().find(|(main, _)| *main == kind)
        {
            found = attribute("PartName").map(|part| (*format, part));
        }
    });
    found.map(|(format, part)| (format, part, macros))
}

/// Calls `each` with the local name of every element and a way to its attributes, as far as the XML is well-formed.
fn elements(xml: &str, mut each: impl FnMut(&str, &dyn Fn(&str) -> Option<String>)) {
    let mut reader = Reader::from_str(xml);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(element) | Event::Empty(element) => {
                let attribute = |wanted: &str| {
                    let mut all = element.attributes();
                    all.with_checks(false);
                    let found = all.flatten().find(|one| one.key.local_name().as_ref() == wanted);
                    found.map(|one| one.value.as_ref().to_owned())
                };
                each(element.local_name().as_ref(), &attribute);
            }
            Event::Eof => return,
            _ => {}
        }
    }
}

/// Relationships that lead outside the package, plain hyperlinks apart.
fn relationships(directory: &Directory<'_>, notes: &mut Notes) {
    let parts = directory.entries.iter().filter(|entry| entry.name.ends_with(b".rels"));
    for (index, entry) in parts.enumerate() {
        if index == MOST_RELATIONSHIPS {
            notes.too_complex(Part::OfficeParts);
            return;
        }
        let (content, ending) = entry.read(MOST_INDEX, &mut notes.budget);
        if ending == Ending::Limit {
            notes.too_complex(Part::OfficeParts);
        }
        let Some((xml, _)) = text::decode(&content) else {
            if !entry.encrypted {
                notes.corrupt(Part::OfficeParts);
            }
            continue;
        };
        elements(&xml, |_, attribute| {
            let outside = attribute("TargetMode").is_some_and(|mode| mode.eq_ignore_ascii_case("external"));
            if !outside {
                return;
            }
            let target = attribute("Target").unwrap_or_default().trim().to_ascii_lowercase();
            let hyperlink = attribute("Type").unwrap_or_default().to_ascii_lowercase().ends_with("/hyperlink");
            let runs =
                ["javascript:", "vbscript:", "ms-msdt:", "search-ms:"].iter().any(|start| target.starts_with(start));
            if runs || !hyperlink && !is_local(&target) {
                notes.add(Trait::ExternalReference);
            } else if !hyperlink {
                notes.add(Trait::LinkedFile);
            }
        });
    }
}

/// Whether a lower-case address can only be a file of the computer where the document is opened: a drive or a
/// relative name, and no other scheme nor another computer's share.
fn is_local(target: &str) -> bool {
    let plain = target.replace('\\', "/");
    let path = plain.strip_prefix("file:///").unwrap_or(&plain);
    let drive = matches!(path.as_bytes(), [letter, b':', b'/', ..] if letter.is_ascii_alphabetic());
    drive || !path.starts_with('/') && !path.contains(':')
}

/// Links of a workbook to a program (DDE) or to an object elsewhere.
fn links(directory: &Directory<'_>, notes: &mut Notes) {
    let links = directory.entries.iter().filter(|entry| {
        let name = String::from_utf8_lossy(entry.name).to_ascii_lowercase();
        name.starts_with("xl/externallinks/") && name.ends_with(".xml")
    });
    for (index, entry) in links.enumerate() {
        if index == MOST_RELATIONSHIPS {
            notes.too_complex(Part::OfficeParts);
            return;
        }
        // The kind of link is the first element inside the root: its beginning is enough.
        let (content, _) = entry.read(64 * 1024, &mut notes.budget);
        if contains(&content, b"ddeLink") || contains(&content, b"oleLink") {
            notes.add(Trait::ExternalReference);
        }
    }
}

/// Word fields that fetch or start something: DDE, and text or pictures included from an address.
fn stories(directory: &Directory<'_>, notes: &mut Notes) {
    let stories =
        directory.entries.iter().filter(|entry| entry.name.starts_with(b"word/") && entry.name.ends_with(b".xml"));
    for entry in stories.filter(|entry| !entry.name[5..].contains(&b'/')).take(200) {
        let (content, ending) = entry.read(MOST_STORY, &mut notes.budget);
        if ending == Ending::Limit {
            notes.too_complex(Part::Content);
        }
        if !contains(&content, b"instrText") && !contains(&content, b":instr=") {
            continue;
        }
        let Some((xml, _)) = text::decode(&content) else { continue };
        let fields = fields(&xml).to_ascii_uppercase();
        let fetches = fields.contains("INCLUDE") && fields.contains("://");
        if fields.contains("DDEAUTO") || fields.split_ascii_whitespace().any(|word| word == "DDE") || fetches {
            notes.add(Trait::ExternalReference);
        }
    }
}

/// The text of all field instructions, joined as Word joins the runs one may be split into.
fn fields(xml: &str) -> String {
    let mut reader = Reader::from_str(xml);
    let (mut gathered, mut inside) = (String::new(), false);
    loop {
        match reader.read_event() {
            Ok(Event::Start(element)) if element.local_name().as_ref() == "instrText" => inside = true,
            Ok(Event::Start(element) | Event::Empty(element)) if element.local_name().as_ref() == "fldSimple" => {
                for one in element.attributes().with_checks(false).flatten() {
                    if one.key.local_name().as_ref() == "instr" {
                        gathered.push(' ');
                        gathered.push_str(one.value.as_ref());
                    }
                }
            }
            // A field ends: what follows is another instruction.
            Ok(Event::Empty(element)) if element.local_name().as_ref() == "fldChar" => gathered.push(' '),
            Ok(Event::End(element)) if element.local_name().as_ref() == "instrText" => inside = false,
            Ok(Event::Text(content)) if inside => gathered.push_str(&content.xml10_content()),
            Ok(Event::Eof) | Err(_) => return gathered,
            Ok(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixity::{inspect, samples};

    fn related(kind: &str, target: &str) -> Vec<Trait> {
        let relation = format!(
            "<Relationships><Relationship Type=\"x/{kind}\" Target=\"{target}\" TargetMode=\"External\"/></Relationships>"
        );
        inspect(&samples::docx("<w:p/>", &[("word/_rels/document.xml.rels", relation.as_bytes())])).traits
    }

    #[test]
    fn the_main_part_decides_the_format() {
        for (kind, format) in MAIN_PARTS {
            let types = samples::types("main.xml", kind);
            let file = samples::deflated(&[
                ("docProps/core.xml", b"<a/>"),
                ("[Content_Types].xml", types.as_bytes()),
                ("main.xml", b"<b/>"),
            ]);
            assert_eq!((inspect(&file).format(), inspect(&file).traits), (Some(*format), vec![]));
        }
        let types = samples::types("main.xml", MAIN_PARTS[0].0);
        let without = samples::deflated(&[("[Content_Types].xml", types.as_bytes())]);
        assert_eq!(inspect(&without).traits, [Trait::Corrupt { what: Part::OfficeMainPart }]);
        assert_eq!(inspect(&samples::zip(&[("word/document.xml", b"<a/>")])).format(), Some(Format::Zip));
    }

    #[test]
    fn what_leads_outside() {
        assert_eq!(related("attachedTemplate", "http://example.org/t.dotm"), [Trait::ExternalReference]);
        assert_eq!(related("oleObject", "\\\\server\\share\\a.xlsx"), [Trait::ExternalReference]);
        assert_eq!(related("image", "file://server/a.png"), [Trait::ExternalReference]);
        assert_eq!(related("oleObject", "file:///C:\\Users\\x\\a.xlsx"), [Trait::LinkedFile]);
        assert_eq!(related("externalLinkPath", "libro2.xlsx"), [Trait::LinkedFile]);
        assert_eq!(related("hyperlink", "https://example.org/"), []);
        assert_eq!(related("hyperlink", "javascript:alert(1)"), [Trait::ExternalReference]);
    }

    #[test]
    fn fields_split_in_runs_are_joined() {
        let field =
            "<w:p><w:r><w:instrText>DD</w:instrText></w:r><w:r><w:instrText>EAUTO c:\\x</w:instrText></w:r></w:p>";
        assert_eq!(inspect(&samples::docx(field, &[])).traits, [Trait::ExternalReference]);
        let page = "<w:p><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>";
        assert_eq!(inspect(&samples::docx(page, &[])).traits, []);
    }

    #[test]
    fn macros_by_name_and_by_type() {
        assert_eq!(inspect(&samples::docx("", &[("word/vbaProject.bin", b"x")])).traits, [Trait::Macros]);
        assert_eq!(inspect(&samples::docx("", &[("word/media/image1.bin", b"x")])).traits, []);
    }
}
