//! The names a PDF uses outside its page content, wherever they are: in plain objects and in object streams.

use memchr::{memchr, memmem};

use super::{
    super::{
        bytes::contains,
        notes::Notes,
        traits::{Part, Script, Trait},
    },
    syntax::{Lexer, Value, is_delimiter, is_space, plain_name},
    xref::{Objects, Stream, unpack},
};

/// Most object streams unpacked.
const MOST_PACKED: usize = 20_000;
/// Most bytes looked at again because the table of objects points into a stream.
const MOST_HIDDEN: usize = 4 << 20;
/// Most bytes of one object looked at so.
const MOST_OBJECT: usize = 64 * 1024;
/// Most bytes before `stream` where its dictionary is looked for.
const MOST_DICTIONARY: usize = 64 * 1024;

/// Notes what the names of the whole file say. `sealed` when streams are encrypted.
pub(super) fn examine(bytes: &[u8], objects: Option<&Objects<'_>>, sealed: bool, notes: &mut Notes) {
    let mut streams: Vec<(usize, usize)> = Vec::new();
    let mut from = 0;
    let (mut search, mut packed) = (0, 0);
    while let Some(found) = memmem::find(bytes.get(search..).unwrap_or_default(), b"stream") {
        let at = search + found;
        search = at + 6;
        let before = bytes[from..at].trim_ascii_end();
        if !before.ends_with(b">>") || !matches!(bytes.get(search), Some(b'\r' | b'\n' | b' ')) {
            continue;
        }
        let end = memmem::find(&bytes[search..], b"endstream").map_or(bytes.len(), |length| search + length);
        let plain = &bytes[from..at];
        names(plain, notes);
        if let Some(dictionary) = last_dictionary(&plain[plain.len().saturating_sub(MOST_DICTIONARY)..])
            && contains(dictionary, b"ObjStm")
            && !sealed
        {
            let data = bytes[search..end].trim_ascii_start();
            let data = if data.first().is_some_and(|byte| byte & 0x0f == 8) { data } else { &bytes[search..end] };
            packed += 1;
            match (packed <= MOST_PACKED).then(|| unpack(&Stream { dictionary, data }, &mut notes.budget)).flatten() {
                Some(data) => names(&data, notes),
                None => notes.too_complex(Part::PdfObjects),
            }
        }
        streams.push((search, end));
        from = end;
        search = end;
    }
    names(&bytes[from.min(bytes.len())..], notes);
    if let Some(objects) = objects {
        hidden(bytes, objects, &streams, notes);
    }
}

/// The dictionary that ends `plain`.
fn last_dictionary(plain: &[u8]) -> Option<&[u8]> {
    let start = memmem::rfind(plain, b"obj")? + 3;
    match Lexer::new(plain, start).value()? {
        Value::Dictionary(text) => Some(text),
        _ => None,
    }
}

/// Objects that stand inside what looks like a stream: readers that follow the table would run them.
fn hidden(bytes: &[u8], objects: &Objects<'_>, streams: &[(usize, usize)], notes: &mut Notes) {
    let mut left = MOST_HIDDEN;
    let mut offsets: Vec<usize> = objects.places.values().filter_map(|place| objects.offset(*place)).collect();
    offsets.sort_unstable();
    offsets.dedup();
    for at in offsets {
        let index = streams.partition_point(|(start, _)| *start <= at);
        let Some((_, end)) = index.checked_sub(1).and_then(|index| streams.get(index)) else { continue };
        if at < *end && *end <= bytes.len() {
            let object = &bytes[at..(at + MOST_OBJECT).min(bytes.len())];
            if left < object.len() {
                notes.too_complex(Part::PdfObjects);
                return;
            }
            left -= object.len();
            names(&object[..memmem::find(object, b"endobj").unwrap_or(object.len())], notes);
        }
    }
}

/// Notes what each name of `text` means, by what follows it.
fn names(text: &[u8], notes: &mut Notes) {
    let mut at = 0;
    while let Some(found) = memchr(b'/', text.get(at..).unwrap_or_default()) {
        let start = at + found + 1;
        let length = text[start..].iter().take(128).position(|byte| is_space(*byte) || is_delimiter(*byte));
        let end = start + length.unwrap_or_else(|| text.len().saturating_sub(start).min(128));
        let name = &text[start..end];
        at = end;
        if name.len() < 2 || name.len() > 60 {
            continue;
        }
        let next = text[end..].iter().take(64).find(|byte| !is_space(**byte)).copied();
        let decoded;
        let name = if name.contains(&b'#') {
            decoded = plain_name(name);
            &decoded[..]
        } else {
            name
        };
        match name {
            b"JavaScript" => notes.script(Script::PdfJavaScript),
            b"JS" if matches!(next, Some(b'(' | b'<' | b'0'..=b'9')) => notes.script(Script::PdfJavaScript),
            b"Launch" => notes.script(Script::PdfLaunch),
            b"RichMedia" | b"RichMediaContent" | b"Rendition" | b"3D" | b"Flash" => notes.script(Script::RichMedia),
            b"XFA" if matches!(next, Some(b'[' | b'0'..=b'9')) => notes.script(Script::DynamicForm),
            b"EmbeddedFile" | b"EmbeddedFiles" => notes.add(Trait::EmbeddedFiles),
            _ => {}
        }
    }
}
