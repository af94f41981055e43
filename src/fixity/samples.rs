//! Small files made in tests.

use std::io::Write as _;

use ::zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// A ZIP of `entries`, stored as they are.
pub(super) fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    written(entries, CompressionMethod::Stored)
}

/// A ZIP of `entries`, compressed.
pub(super) fn deflated(entries: &[(&str, &[u8])]) -> Vec<u8> {
    written(entries, CompressionMethod::Deflated)
}

fn written(entries: &[(&str, &[u8])], method: CompressionMethod) -> Vec<u8> {
    let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in entries {
        writer.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The content-types part that names one main part.
pub(super) fn types(part: &str, kind: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><Types><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/{part}\" ContentType=\"{kind}\"/></Types>"
    )
}

/// A Word document with `body`, and further parts.
pub(super) fn docx(body: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let types =
        types("word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml");
    let document = format!("<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    let own: [(&str, &[u8]); 2] =
        [("[Content_Types].xml", types.as_bytes()), ("word/document.xml", document.as_bytes())];
    deflated(&[&own[..], more].concat())
}

/// An Excel workbook of one sheet.
pub(super) fn xlsx(sheet: &str, strings: &str) -> Vec<u8> {
    let types = types("xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml");
    deflated(&[
        ("[Content_Types].xml", types.as_bytes()),
        ("xl/workbook.xml", b"<workbook/>"),
        ("xl/sharedStrings.xml", strings.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}
