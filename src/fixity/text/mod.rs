//! Text: its encoding, and which kind of text it is.

mod mail;
mod markup;
mod table;

use std::borrow::Cow;

pub use table::Table;

use super::{
    Format,
    bytes::starts_with_ignore_case,
    notes::Notes,
    traits::{Part, Trait},
};

/// How text is encoded.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Encoding {
    /// UTF-8 (ASCII included), without byte order mark.
    Utf8,
    /// UTF-8 with a byte order mark.
    Utf8Bom,
    /// UTF-16 with a byte order mark, either order.
    Utf16,
    /// Windows-1252, the old encoding of Windows in Spanish; Latin-1 is read as it.
    Windows1252,
}

/// Characters of bytes 0x80 to 0x9F in Windows-1252; U+FFFD for the five that are not defined.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{fffd}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{fffd}', 'Ž', '\u{fffd}', '\u{fffd}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{fffd}', 'ž', 'Ÿ',
];

/// The text of `bytes`, without byte order mark, if they are text.
pub(super) fn decode(bytes: &[u8]) -> Option<(Cow<'_, str>, Encoding)> {
    if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        return utf8(rest).map(|text| (Cow::Borrowed(text), Encoding::Utf8Bom));
    }
    if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        return utf16(rest, u16::from_le_bytes).map(|text| (Cow::Owned(text), Encoding::Utf16));
    }
    if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        return utf16(rest, u16::from_be_bytes).map(|text| (Cow::Owned(text), Encoding::Utf16));
    }
    if let Some(text) = utf8(bytes) {
        return Some((Cow::Borrowed(text), Encoding::Utf8));
    }
    windows_1252(bytes).map(|text| (Cow::Owned(text), Encoding::Windows1252))
}

/// Whether the first bytes are those of text, so that it is worth decoding all of them.
pub(super) fn looks_like_text(head: &[u8]) -> bool {
    let marked = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
    marked || !head.contains(&0) && controls(head) <= head.len() / 50
}

fn utf8(bytes: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(bytes).ok()?;
    let readable = memchr::memchr(0, bytes).is_none() && controls(bytes) <= bytes.len() / 100;
    readable.then_some(text)
}

fn utf16(bytes: &[u8], order: fn([u8; 2]) -> u16) -> Option<String> {
    if !bytes.len().is_multiple_of(2) {
        return None;
    }
    let units = bytes.chunks_exact(2).map(|pair| order([pair[0], pair[1]]));
    let text: String = char::decode_utf16(units).collect::<Result<_, _>>().ok()?;
    (!text.contains('\0') && controls(text.as_bytes()) <= text.len() / 100).then_some(text)
}

fn windows_1252(bytes: &[u8]) -> Option<String> {
    let high = bytes.iter().filter(|byte| **byte >= 0x80).count();
    // Text in Spanish has one letter in twenty outside ASCII; data has half of its bytes there.
    if memchr::memchr(0, bytes).is_some() || controls(bytes) > bytes.len() / 500 || high > bytes.len() / 4 {
        return None;
    }
    let text: String = bytes
        .iter()
        .map(|byte| match byte {
            0x80..=0x9f => WINDOWS_1252[usize::from(byte - 0x80)],
            byte => char::from(*byte),
        })
        .collect();
    (!text.contains('\u{fffd}')).then_some(text)
}

/// Control characters that text has no use for.
fn controls(bytes: &[u8]) -> usize {
    let odd = |byte: u8| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b) || byte == 0x7f;
    // Counted in pieces whose sum fits a byte, so that the compiler counts many at once.
    bytes.chunks(255).map(|piece| usize::from(piece.iter().map(|byte| u8::from(odd(*byte))).sum::<u8>())).sum()
}

/// Examines bytes that look like text; nothing if they are not.
pub(super) fn examine(bytes: &[u8], notes: &mut Notes) -> Option<Format> {
    let (text, encoding) = decode(bytes)?;
    notes.encoding = Some(encoding);
    turned(&text, notes);
    Some(kind(&text, notes))
}

/// Notes the characters that change the direction of what follows (Unicode, bidirectional formatting).
fn turned(text: &str, notes: &mut Notes) {
    // All of them are written with three bytes, the first of which is this one.
    let places = memchr::memchr_iter(0xe2, text.as_bytes());
    let is_turn = |at: &usize| {
        matches!(text.as_bytes().get(*at..*at + 3), Some([0xe2, 0x80, 0xaa..=0xae] | [0xe2, 0x81, 0xa6..=0xa9]))
    };
    let mut places = places.filter(is_turn);
    if let Some(first) = places.next() {
        let line = 1 + memchr::memchr_iter(b'\n', &text.as_bytes()[..first]).count() as u64;
        notes.add(Trait::TurnedText { count: 1 + places.count() as u64, line });
    }
}

fn kind(text: &str, notes: &mut Notes) -> Format {
    let start = text.trim_start();
    let head = start.as_bytes();
    if text.starts_with("#!") || starts_with_ignore_case(head, b"@echo off") {
        return Format::Script;
    }
    if let Some(label) = start.strip_prefix("-----BEGIN ") {
        let cms = label.starts_with("PKCS7") || label.starts_with("CMS");
        return if cms { Format::Cms } else { Format::Pem };
    }
    if starts_with_ignore_case(head, b"BEGIN:VCALENDAR") || starts_with_ignore_case(head, b"BEGIN:VCARD") {
        let calendar = starts_with_ignore_case(head, b"BEGIN:VCALENDAR");
        let end: &[u8] = if calendar { b"END:VCALENDAR" } else { b"END:VCARD" };
        let tail = text.trim_end().as_bytes();
        if !tail.get(tail.len().saturating_sub(end.len())..).is_some_and(|tail| tail.eq_ignore_ascii_case(end)) {
            notes.truncated(Part::End);
        }
        return if calendar { Format::Ics } else { Format::Vcard };
    }
    // WebVTT, section 4.1: the signature, and then nothing, a space, a tab or the end of the line
    if let Some(rest) = text.strip_prefix("WEBVTT")
        && (rest.is_empty() || rest.starts_with([' ', '\t', '\n', '\r']))
    {
        return Format::Vtt;
    }
    if start.starts_with('<')
        && let Some(format) = markup::examine(start, notes)
    {
        return format;
    }
    if (start.starts_with('{') || start.starts_with('[')) && is_json(start) {
        return Format::Json;
    }
    if let Some(format) = mail::examine(text, notes) {
        return format;
    }
    let found = table::read(text);
    if found.is_some_and(|table| table.formulas > 0) {
        notes.add(Trait::Formula);
    }
    match found {
        Some(table) if table.ragged == 0 => {
            notes.table = Some(table);
            Format::Csv
        }
        found => {
            if found.is_some() {
                notes.add(Trait::RaggedTable);
            }
            notes.table = found;
            Format::Text
        }
    }
}

/// Whether the whole text is one JSON value. serde_json refuses more than 128 levels.
fn is_json(text: &str) -> bool {
    serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
}

pub(super) use markup::visible as visible_markup;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixity::{Script, inspect};

    fn format(bytes: &[u8]) -> Option<Format> {
        inspect(bytes).format()
    }

    #[test]
    fn encodings_are_told_apart() {
        let encoding = |bytes: &[u8]| inspect(bytes).encoding;
        assert_eq!(encoding("año".as_bytes()), Some(Encoding::Utf8));
        assert_eq!(encoding("\u{feff}año".as_bytes()), Some(Encoding::Utf8Bom));
        assert_eq!(encoding(b"\xff\xfea\0\xf1\0o\0"), Some(Encoding::Utf16));
        assert_eq!(encoding(b"el a\xf1o pasado"), Some(Encoding::Windows1252));
        assert_eq!(encoding(b"\x81 no es texto de Windows"), None);
        assert_eq!(encoding(b"con un \0 dentro"), None);
        assert_eq!(decode(b"10 \x80").map(|(text, _)| text.into_owned()).as_deref(), Some("10 €"));
    }

    #[test]
    fn text_that_starts_like_a_program_is_text() {
        assert_eq!(format(b"MZ es el prefijo de los programas de DOS.\n"), Some(Format::Text));
        assert_eq!(format(b"BM significa otra cosa\n"), Some(Format::Text));
        assert_eq!(format(b"/*! jP"), Some(Format::Text));
    }

    #[test]
    fn kinds_of_text() {
        assert_eq!(format(b"{\"a\": [1, 2]}"), Some(Format::Json));
        assert_eq!(format(b"{\"a\": [1, 2}"), Some(Format::Text));
        assert_eq!(format(b"a;b\n1;2\n3;4\n"), Some(Format::Csv));
        assert_eq!(format(b"#!/bin/sh\nrm x\n"), Some(Format::Script));
        assert_eq!(
            format("\u{feff}WEBVTT - Audiencia\n\n00:00.000 --> 00:02.000\nHola\n".as_bytes()),
            Some(Format::Vtt)
        );
        assert_eq!(format(b"WEBVTTX\n"), Some(Format::Text));
        assert_eq!(format(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"), Some(Format::Ics));
        assert_eq!(format(b"From: a@b.co\nTo: c@d.co\nSubject: x\n\nhola\n"), Some(Format::Eml));
        assert_eq!(format(b"Nota: esto no es un correo\nni esto\n"), Some(Format::Text));
        assert_eq!(format(b"<?xml version=\"1.0\"?><a><b/></a>"), Some(Format::Xml));
        assert_eq!(format(b"<!doctype html><p>hola"), Some(Format::Html));
        assert_eq!(format(b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>"), Some(Format::Svg));
        assert_eq!(format(b"<nota> texto suelto"), Some(Format::Text));
    }

    #[test]
    fn active_markup_is_seen_and_quiet_markup_is_not() {
        let scripts = |bytes: &[u8]| inspect(bytes).traits;
        let found = |what| vec![Trait::ScriptContent { what }];
        assert_eq!(
            scripts(b"<html><body><p onclick=x()>on=</p><a href='http://x'>y</a></body></html>"),
            found(Script::Handler)
        );
        assert_eq!(scripts(b"<html><body><p class=on>no</p><a href='http://x'>y</a></body></html>"), []);
        assert_eq!(scripts(b"<html><ScRiPt>1</script></html>"), found(Script::Element));
        assert_eq!(scripts(b"<html><!-- <script> --></html>"), []);
        assert_eq!(scripts(b"<html><a href=' java\nscript&colon;alert(1)'>x</a></html>"), found(Script::Address));
        assert_eq!(scripts(b"<html><a href='&#106;avascript:alert(1)'>x</a></html>"), found(Script::Address));
        assert_eq!(scripts(b"<html><meta HTTP-EQUIV=refresh content=0></html>"), found(Script::Refresh));
        assert_eq!(scripts(b"<html><iframe src=x></iframe></html>"), found(Script::Frame));
        assert_eq!(
            scripts(b"<svg xmlns='http://www.w3.org/2000/svg'><foreignObject/></svg>"),
            found(Script::ForeignObject)
        );
        assert_eq!(scripts(b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>"), found(Script::Handler));
        let entity = b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>";
        assert_eq!(scripts(entity), found(Script::ExternalEntity));
        assert_eq!(scripts(b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>"), []);
    }

    #[test]
    fn turned_text_is_counted() {
        let text = "Acta\nValor: \u{202e}001\u{202c} pesos\n\u{2066}x\u{2069}\n";
        assert_eq!(inspect(text.as_bytes()).traits, [Trait::TurnedText { count: 4, line: 2 }]);
        // Quotation marks, dashes and joiners share their first bytes.
        assert_eq!(inspect("Acta “de” la — mesa… \u{200d} \u{2060}\n".as_bytes()).traits, []);
    }

    #[test]
    fn broken_and_disguised_xml() {
        assert_eq!(inspect(b"<?xml version='1.0'?><a><b></a>").traits, [Trait::Corrupt { what: Part::Markup }]);
        let office = b"<?xml version='1.0'?><?mso-application progid='Excel.Sheet'?><Workbook/>";
        assert_eq!((format(office), inspect(office).traits), (Some(Format::Xml), vec![Trait::OfficeXml]));
    }
}
