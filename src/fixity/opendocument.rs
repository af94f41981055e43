//! OpenDocument and EPUB packages by their `mimetype` entry or, without one, their manifest.

use super::{
    Format,
    bytes::contains,
    inflate::Ending,
    notes::Notes,
    traits::{Part, Trait},
    zip::Directory,
};

/// Most bytes of `META-INF/manifest.xml`.
const MOST_MANIFEST: u64 = 2 << 20;
/// Most bytes of `content.xml` searched for what leads outside.
const MOST_CONTENT: u64 = 8 << 20;

pub(super) fn examine(directory: &Directory<'_>, notes: &mut Notes) -> Option<Format> {
    let stated = directory.find("mimetype").map(|entry| entry.read(256, &mut notes.budget).0);
    let manifest = directory.find("META-INF/manifest.xml").map(|entry| entry.read(MOST_MANIFEST, &mut notes.budget));
    let root = || manifest.as_ref().and_then(|(manifest, _)| root_type(manifest));
    let kind = stated.as_deref().or_else(root)?.trim_ascii();
    if kind == b"application/epub+zip" {
        return Some(Format::Epub);
    }
    let format = match kind.strip_prefix(b"application/vnd.oasis.opendocument.")? {
        b"text" => Format::Odt,
        b"spreadsheet" => Format::Ods,
        b"presentation" => Format::Odp,
        b"graphics" => Format::Odg,
        _ => Format::OdfOther,
    };
    let encrypted = manifest.as_ref().is_some_and(|(manifest, _)| contains(manifest, b"encryption-data"));
    if encrypted {
        notes.add(Trait::Encrypted);
    }
    if manifest.is_some_and(|(_, ending)| ending == Ending::Limit) {
        notes.too_complex(Part::OfficeParts);
    }
    let is_macro = |name: &[u8]| {
        let module = name.starts_with(b"Basic/") && name.ends_with(b".xml");
        let index = name.ends_with(b"/script-lc.xml")
            || name.ends_with(b"/script-lb.xml")
            || name.ends_with(b"/dialog-lb.xml")
            || name.ends_with(b"/dialog-lc.xml");
        module && !index || name.starts_with(b"Scripts/") && !name.ends_with(b"/")
    };
    if directory.entries.iter().any(|entry| is_macro(entry.name)) {
        notes.add(Trait::Macros);
    }
    let Some(content) = directory.find("content.xml") else {
        if !encrypted {
            notes.corrupt(Part::OfficeMainPart);
        }
        return Some(format);
    };
    if !encrypted {
        let (content, ending) = content.read(MOST_CONTENT, &mut notes.budget);
        if ending == Ending::Limit {
            notes.too_complex(Part::Content);
        }
        let linked = [
            &b"office:dde-source"[..],
            b"text:dde-connection-decl ",
            b"<table:table-source",
            b"<text:section-source",
            b"<form:connection-resource",
        ];
        if linked.iter().any(|mark| contains(&content, mark)) {
            notes.add(Trait::ExternalReference);
        }
        if contains(&content, b"script:event-listener") {
            notes.add(Trait::Macros);
        }
    }
    Some(format)
}

/// The media type the manifest gives to the package itself (`full-path="/"`), whatever the order of attributes.
fn root_type(manifest: &[u8]) -> Option<&[u8]> {
    let entry = manifest.split(|byte| *byte == b'<').find(|tag| contains(tag, b"full-path=\"/\""))?;
    let at = memchr::memmem::find(entry, b"media-type=\"")? + 12;
    entry[at..].split(|byte| *byte == b'"').next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixity::{inspect, samples};

    const MANIFEST: &[u8] = b"<m:manifest><m:file-entry m:media-type=\"application/vnd.oasis.opendocument.spreadsheet\" m:full-path=\"/\"/></m:manifest>";

    fn text(more: &[(&str, &[u8])]) -> Vec<Trait> {
        let own: [(&str, &[u8]); 2] =
            [("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<a/>")];
        let file = samples::deflated(&[&own[..], more].concat());
        assert_eq!(inspect(&file).format(), Some(Format::Odt));
        inspect(&file).traits
    }

    #[test]
    fn format_by_mimetype_or_manifest() {
        assert_eq!(text(&[]), []);
        let bare = samples::zip(&[("META-INF/manifest.xml", MANIFEST), ("content.xml", b"<a/>")]);
        assert_eq!((inspect(&bare).format(), inspect(&bare).traits), (Some(Format::Ods), vec![]));
        let empty = samples::zip(&[("META-INF/manifest.xml", MANIFEST)]);
        assert_eq!(inspect(&empty).traits, [Trait::Corrupt { what: Part::OfficeMainPart }]);
        let book = samples::zip(&[("mimetype", b"application/epub+zip")]);
        assert_eq!(inspect(&book).format(), Some(Format::Epub));
    }

    #[test]
    fn macros_links_and_encryption() {
        assert_eq!(text(&[("Basic/Standard/Module1.xml", b"<a/>")]), [Trait::Macros]);
        assert_eq!(text(&[("Basic/script-lc.xml", b"<a/>"), ("Basic/Standard/script-lb.xml", b"<a/>")]), []);
        assert_eq!(text(&[("META-INF/manifest.xml", b"<m:encryption-data/>")]), [Trait::Encrypted]);
        let linked = samples::zip(&[
            ("mimetype", b"application/vnd.oasis.opendocument.text"),
            ("content.xml", b"<text:section-source xlink:href=\"http://example.org/\"/>"),
        ]);
        assert_eq!(inspect(&linked).traits, [Trait::ExternalReference]);
    }
}
