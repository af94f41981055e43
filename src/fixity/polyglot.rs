//! Second formats: what another program would find in the same bytes.

use super::{
    Class, Detected, Format,
    bytes::{contains, slice},
    notes::Notes,
    pdf,
    traits::Trait,
    zip,
};

pub(super) fn examine(bytes: &[u8], detected: Detected, notes: &mut Notes) {
    let Detected::Known(format) = detected else { return };
    let text = matches!(format.class(), Class::Text | Class::Message);
    // Readers of PDF accept a header in the first 1,024 bytes; text may merely speak of it.
    if format != Format::Pdf
        && let Some(start) = pdf::header(bytes)
        && matches!(slice(bytes, start + 5, 2), Some([b'0'..=b'9', b'.']))
        && (!text || contains(&bytes[start..], b" obj"))
        && !(is_container(format) && start > 0 && stored_inside(bytes, start))
    {
        notes.add(Trait::Polyglot { other: Format::Pdf });
    }
    // Readers of ZIP start from the end, whatever the beginning is.
    if !is_zip(format)
        && let Some(record) = zip::end_record(bytes)
        && record.leads_to_directory(bytes)
        && (!carries_packages(format) || record.ends_at(bytes.len()))
    {
        notes.add(Trait::Polyglot { other: Format::Zip });
    }
    let trailing = notes
        .traits
        .iter()
        .find_map(|one| if let Trait::TrailingData { bytes } = one { usize::try_from(*bytes).ok() } else { None });
    if let Some(rest) = trailing.and_then(|count| bytes.get(bytes.len().checked_sub(count)?..))
        && let Some(other) = signature(rest)
        && other != format
    {
        notes.add(Trait::Polyglot { other });
    }
}

/// Old Office files keep whole ZIP packages (themes, embedded documents) in their streams.
fn carries_packages(format: Format) -> bool {
    matches!(format, Format::Doc | Format::Xls | Format::Ppt | Format::Msg | Format::Ole | Format::OfficeProtected)
}

fn is_container(format: Format) -> bool {
    is_zip(format) || format.class() == Class::Archive
}

/// A PDF kept as it is inside an archive is an entry, not a second face: its ZIP local header stands just before.
fn stored_inside(bytes: &[u8], start: usize) -> bool {
    memchr::memmem::rfind(&bytes[..start], b"PK\x03\x04").is_some_and(|at| {
        let lengths = (super::bytes::le16(bytes, at + 26), super::bytes::le16(bytes, at + 28));
        matches!(lengths, (Some(name), Some(extra)) if at + 30 + usize::from(name) + usize::from(extra) == start)
    })
}

/// Formats that are themselves ZIP containers.
fn is_zip(format: Format) -> bool {
    use Format as F;
    let office = matches!(
        format,
        F::Docx | F::Docm | F::Dotx | F::Dotm | F::Xlsx | F::Xlsm | F::Xltx | F::Xltm | F::Xlsb | F::Xlam | F::Vsdx
    );
    let slides = matches!(format, F::Pptx | F::Pptm | F::Ppsx | F::Ppsm | F::Potx | F::Potm);
    office
        || slides
        || matches!(format, F::Odt | F::Ods | F::Odp | F::Odg | F::OdfOther | F::Epub | F::Zip | F::Kmz | F::Jar)
}

/// The format that starts at the first byte of `rest`, past padding, by a signature that chance does not produce.
fn signature(rest: &[u8]) -> Option<Format> {
    let rest = rest.trim_ascii_start();
    let starts = |prefix: &[u8]| rest.starts_with(prefix);
    let lower = rest[..rest.len().min(64)].to_ascii_lowercase();
    Some(if starts(b"%PDF-") {
        Format::Pdf
    } else if starts(b"PK\x03\x04") {
        Format::Zip
    } else if starts(b"\xff\xd8\xff") {
        Format::Jpeg
    } else if starts(b"\x89PNG\r\n\x1a\n") {
        Format::Png
    } else if starts(b"GIF8") {
        Format::Gif
    } else if starts(b"Rar!\x1a\x07") {
        Format::Rar
    } else if starts(b"7z\xbc\xaf\x27\x1c") {
        Format::SevenZip
    } else if starts(b"\x7fELF") || starts(b"MZ") && rest.len() > 64 {
        Format::Executable
    } else if slice(rest, 4, 4) == Some(b"ftyp") {
        Format::Mp4
    } else if starts(b"#!/") || lower.starts_with(b"<?php") {
        Format::Script
    } else if [&b"<html"[..], b"<!doctype html", b"<script", b"<body", b"<head", b"<svg"]
        .iter()
        .any(|tag| lower.starts_with(tag))
    {
        Format::Html
    } else if super::mp3::opens(rest) {
        Format::Mp3
    } else {
        return None;
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixity::{inspect, png, samples};

    #[test]
    fn a_zip_after_an_image_is_seen() {
        let image = png::tests::png(1, 1, b"");
        let both = [&image[..], &samples::zip(&[("a.txt", b"hola")])].concat();
        let facts = inspect(&both);
        assert_eq!(facts.format(), Some(Format::Png));
        assert!(facts.has(Trait::Polyglot { other: Format::Zip }));
        assert!(!inspect(&image).any(|one| one.is_disguise()));
    }

    #[test]
    fn a_page_after_an_image_is_seen() {
        let both = [&png::tests::png(1, 1, b"")[..], b"<html><body>hola</body></html>"].concat();
        assert!(inspect(&both).has(Trait::Polyglot { other: Format::Html }));
    }

    #[test]
    fn a_pdf_header_near_the_start_of_another_format_is_seen() {
        let zip = samples::zip(&[("a.txt", b"hola")]);
        let both = [b"%PDF-1.4\n1 0 obj\n".as_slice(), &zip].concat();
        assert!(inspect(&both).any(|one| matches!(one, Trait::Polyglot { .. })));
        assert!(!inspect(b"el encabezado %PDF-1.7 es el de un PDF\n").any(|one| one.is_disguise()));
    }

    #[test]
    fn a_stored_pdf_in_an_archive_is_an_entry() {
        let zip = samples::zip(&[("a.pdf", &crate::fixity::pdf::tests::pdf("", &[]))]);
        assert_eq!(inspect(&zip).traits, []);
    }
}
