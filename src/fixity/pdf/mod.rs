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
    packages::Inside,
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

/// What may still be read of all the PDFs of one file together, attached ones included.
pub(super) struct Bounds {
    /// Entries of tables of objects, all sections together: far more than a file under the size limit has use for.
    entries: usize,
    /// Bytes looked at again because the table of objects points into a stream.
    hidden: usize,
    /// Actions followed.
    actions: usize,
    /// Bytes of all actions together.
    action_text: usize,
    /// Objects looked up around a name.
    lookups: usize,
}

impl Bounds {
    pub(super) fn new() -> Self {
        Self { entries: 500_000, hidden: 4 << 20, actions: 4_096, action_text: 16 << 20, lookups: 20_000 }
    }
}

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
    let mut bounds = Bounds::new();
    let mut objects = structure(bytes, start, &mut bounds, notes);
    let sealed = is_sealed(bytes, objects.as_ref());
    if sealed {
        notes.add(Trait::Encrypted);
    }
    let led = scan::examine(bytes, objects.as_ref(), sealed, &mut bounds, notes);
    actions::examine(led.actions, objects.as_mut(), &mut bounds.actions, notes);
    if let Some(mut objects) = objects {
        catalog(&mut objects, sealed, notes);
    }
    Inside::with(bounds).attached(led.attached, notes);
    Some(Format::Pdf)
}

/// Looks in a PDF carried inside a file for what runs and for where the photos were taken; gives what is attached to
/// it. Says when a key may be needed, or when each reader may find something else.
pub(super) fn search(bytes: &[u8], bounds: &mut Bounds, notes: &mut Notes) -> Vec<Vec<u8>> {
    let start = header(bytes).unwrap_or_default();
    let (mut objects, _) = notes.apart(|inner| structure(bytes, start, bounds, inner));
    let sealed = is_sealed(bytes, objects.as_ref());
    if sealed {
        notes.add(Trait::Encrypted);
    } else if objects.is_none() {
        notes.too_complex(Part::PdfCrossReference);
    }
    let led = scan::examine(bytes, objects.as_ref(), sealed, bounds, notes);
    actions::examine(led.actions, objects.as_mut(), &mut bounds.actions, notes);
    led.attached
}

/// Whether a key may be needed: what the trailer says or, without one, what any of the bytes might say.
fn is_sealed(bytes: &[u8], objects: Option<&Objects<'_>>) -> bool {
    if let Some(objects) = objects {
        return get(objects.trailer, b"Encrypt").is_some_and(|value| value != Value::Other);
    }
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
    memmem::find(bytes, ENCRYPT).is_some() || escaped()
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
fn structure<'a>(bytes: &'a [u8], start: usize, bounds: &mut Bounds, notes: &mut Notes) -> Option<Objects<'a>> {
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
    let objects = Objects::read(bytes, start, position(offset), &mut bounds.entries, &mut notes.budget);
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
