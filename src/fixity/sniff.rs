//! Which format: the first look of `infer`, then the reader of that format, which has the last word.

use super::{
    Detected, Format, archive,
    bytes::slice,
    cms, format_by_mime, gif, isobmff, jpeg, jpeg_2000, matroska, mp3,
    notes::Notes,
    ole, pdf, png, riff, rtf, text, tiff,
    traits::{Part, Trait},
    zip,
};

/// Bytes shown to `infer`: its longest look is shorter.
const FIRST_LOOK: usize = 8 * 1024;

pub(super) fn detect(bytes: &[u8], notes: &mut Notes) -> Detected {
    if bytes.is_empty() {
        notes.add(Trait::Empty);
        return Detected::Unknown;
    }
    match format(bytes, notes) {
        Some(format) => Detected::Known(format),
        None => Detected::Unknown,
    }
}

fn format(bytes: &[u8], notes: &mut Notes) -> Option<Format> {
    // `infer` would hand compound files to a parser that trusts their sizes.
    if bytes.starts_with(ole::SIGNATURE) {
        return ole::examine(bytes, notes);
    }
    let head = &bytes[..bytes.len().min(FIRST_LOOK)];
    if head.starts_with(b"%PDF-") {
        return pdf::examine(bytes, notes);
    }
    if head.starts_with(b"{\\rtf") {
        return Some(rtf::examine(bytes, notes));
    }
    // Text comes before signatures of two letters: `MZ`, `BM` start words too. A PDF may be all text, comments first.
    if text::looks_like_text(head) {
        let document = pdf::header(bytes)
            .is_some_and(|start| start == 0 || bytes[start - 1] == b'\n' || bytes[start - 1] == b'\r');
        if document
            && memchr::memmem::find(bytes, b" obj").is_some()
            && memchr::memmem::find(bytes, b"trailer").is_some()
        {
            return pdf::examine(bytes, notes);
        }
        if let Some(format) = text::examine(bytes, notes) {
            return Some(format);
        }
    }
    by_signature(bytes, infer::get(head).map(|kind| kind.mime_type()), notes).or_else(|| pdf::examine(bytes, notes))
}

/// The format by what `infer` saw, confirmed by its reader; or by signatures `infer` lacks.
fn by_signature(bytes: &[u8], first_look: Option<&str>, notes: &mut Notes) -> Option<Format> {
    let starts = |prefix: &[u8]| bytes.starts_with(prefix);
    if starts(b"\x30") {
        return cms::examine(bytes, notes);
    }
    if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") || starts(b"PK\x07\x08") || starts(b"PK00PK") {
        return Some(zip::examine(bytes, notes));
    }
    if starts(b"\x1a\x45\xdf\xa3") {
        return matroska::examine(bytes, notes);
    }
    if starts(b"Rar!\x1a\x07") {
        return Some(archive::rar(bytes, notes));
    }
    if starts(b"II*\0") || starts(b"MM\0*") || starts(b"II+\0") || starts(b"MM\0+") {
        // Camera raw files are TIFF inside, but not images a browser or an archive reads.
        return match first_look {
            None | Some("image/tiff") => Some(tiff::examine(bytes, notes)),
            Some(_) => None,
        };
    }
    if jpeg_2000::opens(bytes) {
        jpeg_2000::examine(bytes, notes);
        return Some(Format::Jp2);
    }
    if isobmff::opens(bytes) {
        return isobmff::examine(bytes, notes);
    }
    match first_look {
        Some("image/jpeg") => Some(jpeg::examine(bytes, notes)),
        Some("image/png") if starts(b"\x89PNG\r\n\x1a\n") => Some(png::examine(bytes, notes)),
        Some("image/gif") if starts(b"GIF87a") || starts(b"GIF89a") => Some(gif::examine(bytes, notes)),
        Some("image/webp" | "audio/x-wav" | "video/x-msvideo") => riff::examine(bytes, notes),
        Some("image/bmp") => bitmap(bytes, notes),
        Some("application/x-7z-compressed") => Some(archive::seven_zip(bytes, notes)),
        Some("application/x-tar") => archive::tar(bytes, notes),
        Some("application/pdf") => pdf::examine(bytes, notes),
        Some("application/gzip" | "application/x-bzip2" | "application/x-xz" | "application/zstd") => {
            notes.add(Trait::OpaqueArchive);
            first_look.and_then(format_by_mime)
        }
        // Decided above by their own signature, or not at all.
        Some(
            "application/zip"
            | "application/x-x509-ca-cert"
            | "image/tiff"
            | "video/webm"
            | "video/x-matroska"
            | "application/vnd.rar",
        ) => None,
        Some("audio/mpeg") | None if mp3::opens(bytes) => mp3::examine(bytes, notes),
        Some("audio/mpeg") => None,
        Some(
            "application/vnd.microsoft.portable-executable" | "application/x-executable" | "application/x-mach-binary",
        ) => Some(Format::Executable),
        Some("application/java" | "application/wasm" | "application/vnd.android.dex") => Some(Format::Executable),
        Some("audio/x-flac") => Some(Format::Flac),
        Some("audio/ogg" | "application/ogg" | "video/ogg") => Some(ogg(bytes, notes)),
        Some(mime) => format_by_mime(mime).filter(|format| !is_read_elsewhere(*format)),
        None => riff::examine(bytes, notes).filter(|_| starts(b"RIFF")),
    }
}

/// Formats with a reader of their own, or that are text: the first look alone does not make them.
fn is_read_elsewhere(format: Format) -> bool {
    use super::Class as C;
    !matches!(format.class(), C::Audio | C::Video | C::Archive | C::Other | C::Image)
        || matches!(
            format,
            Format::Zip
                | Format::Jar
                | Format::Cms
                | Format::Der
                | Format::Heic
                | Format::Avif
                | Format::Jp2
                | Format::Mp4
                | Format::M4a
        )
}

/// BMP: the header states where the pixels start, and the size of the image.
fn bitmap(bytes: &[u8], notes: &mut Notes) -> Option<Format> {
    use super::bytes::{le32, position};
    let (pixels, header) = (position(le32(bytes, 10)?), le32(bytes, 14)?);
    if !matches!(header, 40 | 52 | 56 | 64 | 108 | 124) {
        return None;
    }
    let (width, height) = (le32(bytes, 18)?, le32(bytes, 22)?);
    // A negative height means that rows go from top to bottom.
    let height = height.cast_signed().unsigned_abs();
    notes.dimensions(width, height);
    let depth = slice(bytes, 28, 2).map(|depth| u64::from(depth[0]));
    let packed = le32(bytes, 30) == Some(1) || le32(bytes, 30) == Some(2);
    let row = depth.map(|depth| (u64::from(width) * depth).div_ceil(32) * 4);
    let end = row.map(|row| row.saturating_mul(u64::from(height)).saturating_add(pixels as u64));
    if !packed && end.is_none_or(|end| end > bytes.len() as u64) {
        notes.truncated(Part::ImageData);
    }
    Some(Format::Bmp)
}

/// Ogg by its pages (RFC 3533): each states its own length, and none may be cut.
fn ogg(bytes: &[u8], notes: &mut Notes) -> Format {
    let mut at = 0;
    while at < bytes.len() {
        if slice(bytes, at, 4) != Some(b"OggS") {
            if at + 4 > bytes.len() {
                notes.truncated(Part::MediaData)
            } else {
                notes.trailing(&bytes[at..])
            }
            return Format::Ogg;
        }
        let segments = bytes.get(at + 26).and_then(|count| slice(bytes, at + 27, usize::from(*count)));
        let Some(segments) = segments else {
            notes.truncated(Part::MediaData);
            return Format::Ogg;
        };
        at += 27 + segments.len() + segments.iter().map(|length| usize::from(*length)).sum::<usize>();
    }
    if at > bytes.len() {
        notes.truncated(Part::MediaData);
    }
    Format::Ogg
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixity::inspect;

    #[test]
    fn unknown_is_an_answer() {
        assert_eq!(inspect(&[0x81, 0, 1, 2, 3, 4, 5, 6]).detected, Detected::Unknown);
        assert_eq!(inspect(b"").traits, [Trait::Empty]);
        assert_eq!(inspect(b"").detected, Detected::Unknown);
    }

    #[test]
    fn ogg_pages_are_followed() {
        let page = [&b"OggS\0\x02"[..], &[0; 20], &[1, 5], b"abcde"].concat();
        assert_eq!((inspect(&page).format(), inspect(&page).traits), (Some(Format::Ogg), vec![]));
        assert!(inspect(&page[..page.len() - 1]).has(Trait::Truncated { what: Part::MediaData }));
    }
}
