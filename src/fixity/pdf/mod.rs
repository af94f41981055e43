//! PDF by its header, cross-reference table, catalog and first page (ISO 32000-1 and -2).
//!
//! It is not a renderer: page content is never read. A file is damaged when a reader must rebuild it, because each
//! reader then shows something else.

mod actions;
mod scan;
mod syntax;
mod xref;

use memchr::memmem;

use self::{
    syntax::{Lexer, Value, get, items},
    xref::Objects,
};
use super::{
    Format,
    bytes::{position, slice},
    notes::Notes,
    traits::{Part, Trait},
};

/// Readers look for the header in this many bytes from the start (ISO 32000-1, annex H.3).
pub(super) const HEADER_REACH: usize = 1_024;
/// Bytes at the end where `startxref` is looked for, more generous than the 1,024 of the norm.
const TAIL: usize = 4_096;
/// The name in the trailer of a file whose streams are encrypted.
const ENCRYPT: &[u8] = b"/Encrypt";
/// Most levels of the page tree followed to the first page.
const MOST_LEVELS: usize = 64;

/// Where the header stands, if readers would accept the bytes as PDF.
pub(super) fn header(bytes: &[u8]) -> Option<usize> {
    memmem::find(&bytes[..bytes.len().min(HEADER_REACH + 5)], b"%PDF-")
}

pub(super) fn examine(bytes: &[u8], notes: &mut Notes) -> Option<Format> {
    let start = header(bytes)?;
    let leading = &bytes[..start];
    if !leading.strip_prefix(b"\xef\xbb\xbf").unwrap_or(leading).trim_ascii().is_empty() {
        notes.add(Trait::LeadingData { bytes: start as u64 });
    }
    if !matches!(slice(bytes, start + 5, 3), Some([b'1', b'.', b'0'..=b'7'] | b"2.0")) {
        notes.corrupt(Part::PdfVersion);
    }
    linearized(bytes, notes);
    let objects = structure(bytes, start, notes);
    let sealed = match &objects {
        Some(objects) => get(objects.trailer, b"Encrypt").is_some_and(|value| value != Value::Other),
        None => memmem::find(bytes, ENCRYPT).is_some(),
    };
    if sealed {
        notes.add(Trait::Encrypted);
    }
    let waiting = scan::examine(bytes, objects.as_ref(), sealed, notes);
    let mut objects = objects;
    actions::examine(waiting, objects.as_mut(), notes);
    if let Some(mut objects) = objects {
        catalog(&mut objects, sealed, notes);
    }
    Some(Format::Pdf)
}

/// Looks for where the photos were taken, and for nothing else; says when a key may be needed. The table of objects,
/// which costs more than the bytes it takes, is not read: there may be many files in one.
pub(super) fn search(bytes: &[u8], notes: &mut Notes) {
    scan::photos(bytes, notes);
    let escaped = || {
        memchr::memchr_iter(b'#', bytes).any(|at| {
            let before = &bytes[at.saturating_sub(ENCRYPT.len())..at];
            let name = memchr::memrchr(b'/', before).map(|slash| at - before.len() + slash + 1);
            name.is_some_and(|start| {
                let name = &bytes[start..(start + 3 * ENCRYPT.len()).min(bytes.len())];
                syntax::plain_name(name).starts_with(&ENCRYPT[1..])
            })
        })
    };
    if memmem::find(bytes, ENCRYPT).is_some() || escaped() {
        notes.add(Trait::Encrypted);
    }
}

/// A linearized file states its length; later updates may only make it longer.
fn linearized(bytes: &[u8], notes: &mut Notes) {
    let head = &bytes[..bytes.len().min(2_048)];
    let Some(mark) = memmem::find(head, b"/Linearized") else { return };
    let Some(open) = memmem::rfind(&head[..mark], b"<<") else { return };
    if let Some(Value::Dictionary(text)) = Lexer::new(head, open).value()
        && let Some(Value::Integer(length)) = get(text, b"L")
        && u64::try_from(length).is_ok_and(|length| length > bytes.len() as u64)
    {
        notes.truncated(Part::End);
    }
}

/// The end of the file and the table it points to.
fn structure<'a>(bytes: &'a [u8], start: usize, notes: &mut Notes) -> Option<Objects<'a>> {
    let tail = bytes.len().saturating_sub(TAIL);
    let last = memmem::rfind(&bytes[tail..], b"startxref").map(|found| tail + found);
    // Bytes added after the end push `startxref` away from it: it is looked for everywhere, and the rest is named.
    let Some(at) = last.or_else(|| memmem::rfind(bytes, b"startxref")) else {
        notes.truncated(Part::End);
        return None;
    };
    let mut lexer = Lexer::new(bytes, at + 9);
    let Some(offset) = lexer.integer() else {
        notes.truncated(Part::End);
        return None;
    };
    let after = &bytes[lexer.at..];
    let end = memmem::rfind(after, b"%%EOF").map_or(0, |found| found + 5);
    if after.get(..end).is_some_and(|between| between.len() > 1_024) {
        notes.add(Trait::TrailingData { bytes: after.len() as u64 });
    } else {
        let rest = &after[end..];
        let rest = rest.strip_prefix(b"\r").unwrap_or(rest);
        notes.trailing(rest.strip_prefix(b"\n").unwrap_or(rest));
    }
    let objects = Objects::read(bytes, start, position(offset), &mut notes.budget);
    if objects.is_none() {
        notes.corrupt(Part::PdfCrossReference);
    }
    objects
}

/// Root, page tree and first page must be where the table says, and the table must be right for most objects.
fn catalog(objects: &mut Objects<'_>, sealed: bool, notes: &mut Notes) {
    let trailer = objects.trailer;
    let plain: Vec<_> = objects.places.iter().filter(|(_, place)| objects.offset(**place).is_some()).collect();
    let wrong = plain.iter().filter(|(number, place)| !objects.holds(**number, **place)).count();
    if wrong * 2 > plain.len() {
        notes.corrupt(Part::PdfCrossReference);
        return;
    }
    let Some(root) = get(trailer, b"Root") else {
        notes.corrupt(Part::PdfTrailer);
        return;
    };
    let Some(root) = objects.dictionary(root, &mut notes.budget) else {
        // Encrypted object streams cannot be followed: that much is said by `Encrypted`.
        if !sealed {
            notes.corrupt(Part::PdfCatalog);
        }
        return;
    };
    let mut node = get(&root, b"Pages").and_then(|pages| objects.dictionary(pages, &mut notes.budget));
    for level in 0..MOST_LEVELS {
        let Some(current) = node else {
            if !sealed {
                notes.corrupt(Part::PdfPages);
            }
            return;
        };
        let counted = get(&current, b"Count").map(|count| {
            objects.with(count, &mut notes.budget, |count| matches!(count, Value::Integer(_)).then_some(())).is_some()
        });
        let Some(kids) = get(&current, b"Kids") else {
            if level == 0 && !sealed {
                notes.corrupt(Part::PdfPages);
            } else if !sealed {
                first_page(objects, &current, notes);
            }
            return;
        };
        if counted == Some(false) && !sealed {
            notes.corrupt(Part::PdfPages);
        }
        let first = objects.with(kids, &mut notes.budget, |kids| match kids {
            Value::Array(array) => items(array).next().map(|first| match first {
                Value::Reference(number) => Ok(number),
                Value::Dictionary(text) => Err(text.to_vec()),
                _ => Err(Vec::new()),
            }),
            _ => None,
        });
        node = match first {
            Some(Ok(number)) => objects.dictionary(Value::Reference(number), &mut notes.budget),
            Some(Err(text)) => Some(text),
            None => None,
        };
    }
    notes.corrupt(Part::PdfPages);
}

/// The content of a page is drawing instructions; an image in their place shows nothing in strict readers.
fn first_page(objects: &mut Objects<'_>, page: &[u8], notes: &mut Notes) {
    let Some(content @ Value::Reference(_)) = get(page, b"Contents") else { return };
    let Some(dictionary) = objects.dictionary(content, &mut notes.budget) else { return };
    let image = get(&dictionary, b"Subtype")
        .and_then(|kind| objects.with(kind, &mut notes.budget, |kind| (kind == Value::Name(b"Image")).then_some(())));
    if image.is_some() {
        notes.corrupt(Part::PdfPages);
    }
}

#[cfg(test)]
pub(super) mod tests;
