//! Facts about the bytes of an evidence file: digest, size, real type, defects and traits.
//!
//! Pure functions of a byte string: same bytes, same facts. Nothing here judges (no diagnostics), reads the disk,
//! or knows names, manifests or settings; rules do. The bytes come from `snapshot`, whole, at most as large as the
//! limit for files kept in git.
//!
//! The crate `infer` gives the first look, and only this folder names it. It is then completed, because alone it
//! calls real Office files plain ZIP, plain text a program, and anything with a three-byte start an image: every
//! format whose structure can be followed is followed to its end.
//!
//! Bad input is the normal case. Every loop is bounded by the length of the input or by a limit stated where it
//! stands; nothing is allocated from a declared size; nothing recurses. Where a limit is reached, the facts say so
//! with [`Trait::TooComplex`].

mod archive;
mod bytes;
mod cms;
mod exif;
mod format;
mod gif;
mod inflate;
mod isobmff;
mod jpeg;
mod jpeg_2000;
mod large;
mod matroska;
mod mp3;
mod notes;
mod office;
mod ole;
mod opendocument;
mod packages;
mod pdf;
mod pictures;
mod png;
mod polyglot;
mod riff;
mod rtf;
mod sniff;
mod text;
mod tiff;
mod traits;
mod visible;
mod zip;

#[cfg(test)]
mod hostile;
#[cfg(test)]
mod samples;

pub(crate) use exif::orientation;
pub use format::{Class, FORMATS, Format, FormatInfo, format_by_mime, formats_by_extension};
pub use isobmff::Patch;
pub use large::{HEAD, TAIL, glimpse, without_place};
pub use text::{Encoding, Table};
pub use traits::{Part, Script, Trait};
pub use visible::{Coverage, TextSample, visible_text};

use crate::digest::Digest;

/// A film, still image or TIFF without what may say where it was taken, each byte where it was (a GIF without its XMP, which
/// is shorter); none of another format, or
/// where its parts cannot be found.
pub(crate) fn blank_place(bytes: &[u8], format: Format) -> Option<Vec<u8>> {
    let mut blank = bytes.to_vec();
    match format {
        Format::Mp4 | Format::Quicktime | Format::ThreeGp | Format::M4a => isobmff::blank_film(&mut blank),
        Format::Heic | Format::Avif => isobmff::blank_still(&mut blank)?,
        Format::Tiff => exif::blank(&mut blank)?,
        Format::Webm | Format::Matroska => matroska::blank(&mut blank),
        Format::Gif => return gif::without_xmp(bytes),
        _ => return None,
    }
    Some(blank)
}

/// What the bytes are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Detected {
    /// A format of the table.
    Known(Format),
    /// It could not be determined.
    Unknown,
}

/// Facts of one file's bytes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FileFacts {
    /// SHA-256 of all the bytes.
    pub digest: Digest,
    /// Length in bytes.
    pub size: u64,
    /// Real type.
    pub detected: Detected,
    /// Defects and traits, sorted, each once.
    pub traits: Vec<Trait>,
    /// Width and height in pixels, for images that state them where this program can read it.
    pub dimensions: Option<(u32, u32)>,
    /// How the text is encoded, for text of any kind.
    pub encoding: Option<Encoding>,
    /// Rows and columns, for text that reads as a table.
    pub table: Option<Table>,
}

impl FileFacts {
    /// The format, if it could be determined.
    pub fn format(&self) -> Option<Format> {
        match self.detected {
            Detected::Known(format) => Some(format),
            Detected::Unknown => None,
        }
    }

    /// Whether the file has `one`, exactly.
    pub fn has(&self, one: Trait) -> bool {
        self.traits.binary_search(&one).is_ok()
    }

    /// Whether any trait answers `question`.
    pub fn any(&self, question: impl Fn(Trait) -> bool) -> bool {
        self.traits.iter().any(|one| question(*one))
    }
}

/// Facts of one file's bytes: digest, type, traits. Never panics; work is bounded for any content.
pub fn inspect(bytes: &[u8]) -> FileFacts {
    inspect_with_digest(bytes, Digest::of(bytes))
}

/// As [`inspect`], for a caller that has the digest of these very bytes already.
pub fn inspect_with_digest(bytes: &[u8], digest: Digest) -> FileFacts {
    let mut notes = notes::Notes::new();
    let detected = sniff::detect(bytes, &mut notes);
    polyglot::examine(bytes, detected, &mut notes);
    let notes::Notes { mut traits, dimensions, encoding, table, .. } = notes;
    traits.sort_unstable();
    traits.dedup();
    FileFacts { digest, size: bytes.len() as u64, detected, traits, dimensions, encoding, table }
}

/// Answer for a declared type, or a name's extension, against what the bytes are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TypeVerdict {
    /// The bytes are what was declared.
    Matches,
    /// The bytes are something else.
    DoesNotMatch {
        /// What they are.
        found: Format,
    },
    /// The bytes, or the declared type, could not be determined. Never to be read as [`TypeVerdict::Matches`].
    CouldNotTell,
}

/// Compares a declared media type with the bytes.
pub fn compare(facts: &FileFacts, declared_mime: &str) -> TypeVerdict {
    let Some(found) = facts.format() else { return TypeVerdict::CouldNotTell };
    if found.answers_to(declared_mime) {
        return TypeVerdict::Matches;
    }
    match format_by_mime(declared_mime) {
        Some(declared) => against(facts, found, declared),
        None => TypeVerdict::CouldNotTell,
    }
}

/// Compares a name's extension (without the dot, any case; empty when it has none) with the bytes.
pub fn compare_extension(facts: &FileFacts, extension: &str) -> TypeVerdict {
    let Some(found) = facts.format() else { return TypeVerdict::CouldNotTell };
    let extension = extension.to_lowercase();
    if found.extensions().contains(&extension.as_str()) {
        return TypeVerdict::Matches;
    }
    let answers = formats_by_extension(&extension).map(|declared| against(facts, found, declared));
    answers
        .min_by_key(|answer| match answer {
            TypeVerdict::Matches => 0,
            TypeVerdict::CouldNotTell => 1,
            TypeVerdict::DoesNotMatch { .. } => 2,
        })
        .unwrap_or(TypeVerdict::CouldNotTell)
}

/// Compares two formats, knowing what contains what: any text is plain text; a table may have one column or title
/// rows; what a password hides cannot be told.
fn against(facts: &FileFacts, found: Format, declared: Format) -> TypeVerdict {
    use Format as F;
    let hidden = matches!(declared.class(), Class::Document | Class::Spreadsheet | Class::Presentation);
    match (declared, found) {
        _ if declared == found => TypeVerdict::Matches,
        (F::Text, F::Csv | F::Json | F::Vtt | F::Ics | F::Xml) => TypeVerdict::Matches,
        (F::Csv, F::Text) if facts.table.is_some() => TypeVerdict::Matches,
        (F::Csv, F::Text) => TypeVerdict::CouldNotTell,
        (F::Mp4, F::M4a) => TypeVerdict::Matches,
        (_, F::OfficeProtected) if hidden => TypeVerdict::CouldNotTell,
        _ => TypeVerdict::DoesNotMatch { found },
    }
}
