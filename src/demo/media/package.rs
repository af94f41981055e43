//! ZIP packages with the same bytes on every machine: parts in the given order, stored, one fixed moment, one system.

use std::io::{Cursor, Read, Write};

use zip::{CompressionMethod, DateTime, System, ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::MediaError;

/// A part of a package: its name and its bytes.
pub type Part = (String, Vec<u8>);

/// The options of every part: stored, 1 January 1980, permissions of an ordinary file.
pub fn options() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
        .system(System::Unix)
}

/// A ZIP package of `parts`, stored in their order.
///
/// # Errors
///
/// [`MediaError::Zip`] when two parts have the same name, and [`MediaError::Write`] never, since memory is written.
pub fn package(parts: &[Part]) -> Result<Vec<u8>, MediaError> {
    append(Vec::new(), parts)
}

/// `prefix` followed by a ZIP package of `parts` whose offsets count from the start of `prefix`.
pub fn append(prefix: Vec<u8>, parts: &[Part]) -> Result<Vec<u8>, MediaError> {
    let mut cursor = Cursor::new(prefix);
    cursor.set_position(cursor.get_ref().len() as u64);
    let mut writer = ZipWriter::new(cursor);
    for (name, bytes) in parts {
        writer.start_file(name.as_str(), options())?;
        writer.write_all(bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}

/// The package `bytes` with every part stored instead of compressed.
///
/// The compressor may change from one version to the next; what it compressed may not.
pub fn stored(bytes: Vec<u8>) -> Result<Vec<u8>, MediaError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let mut parts = Vec::with_capacity(archive.len());
    for index in 0..archive.len() {
        let mut file = archive.by_index(index)?;
        let mut content = Vec::new();
        file.read_to_end(&mut content)?;
        let name = file.name()?.into_owned();
        parts.push((name, content));
    }
    package(&parts)
}

/// `text` for the content or an attribute of XML: markup escaped, characters that XML 1.0 forbids left out.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => {}
            '\t' | '\n' | '\r' => out.push(' '),
            _ if character < ' ' => {}
            _ => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_stored_in_order() {
        let bytes = package(&[("b.txt".into(), b"dos".to_vec()), ("a.txt".into(), b"uno".to_vec())]).unwrap();
        let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let names: Vec<_> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
        assert_eq!(names, ["b.txt", "a.txt"]);
        let file = archive.by_index(1).unwrap();
        assert_eq!((file.compression(), file.size(), file.compressed_size()), (CompressionMethod::Stored, 3, 3));
    }

    #[test]
    fn the_same_name_twice_is_refused() {
        let part = ("a".to_owned(), vec![1]);
        assert!(matches!(package(&[part.clone(), part]), Err(MediaError::Zip(_))));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_xml_once_escaped(text: String) {
            let xml = format!("<a b=\"{0}\">{0}</a>", escape(&text));
            let mut reader = quick_xml::Reader::from_str(&xml);
            loop {
                match reader.read_event() {
                    Ok(quick_xml::events::Event::Eof) => break,
                    Ok(event) => proptest::prop_assert!(!matches!(event, quick_xml::events::Event::Empty(_))),
                    Err(error) => return Err(proptest::test_runner::TestCaseError::fail(error.to_string())),
                }
            }
        }
    }

    #[test]
    fn markup_is_escaped_and_controls_left_out() {
        assert_eq!(escape("a<b & \"c\">\u{0}\u{1b}ñ"), "a&lt;b &amp; &quot;c&quot;&gt;ñ");
    }
}
