//! RIFF containers: WebP, WAV and AVI, by their chunks.

use super::{
    Format,
    bytes::{be16, le16, le32, position, slice},
    exif,
    notes::Notes,
    traits::Part,
};

/// Most chunks followed at the top of a container.
const MOST_CHUNKS: usize = 100_000;

pub(super) fn examine(bytes: &[u8], notes: &mut Notes) -> Option<Format> {
    let format = match slice(bytes, 8, 4)? {
        b"WEBP" => Format::Webp,
        b"WAVE" => Format::Wav,
        b"AVI " => Format::Avi,
        _ => return None,
    };
    let stated = le32(bytes, 4)?;
    // Recorders that never closed their file leave 0 or all ones in both sizes.
    let open = matches!(stated, 0 | u32::MAX) && format == Format::Wav;
    let end = if open { bytes.len() } else { position(stated).saturating_add(8) };
    if end > bytes.len() {
        notes.truncated(if format == Format::Webp { Part::ImageData } else { Part::MediaData });
    }
    let body = bytes.get(..end).unwrap_or(bytes);
    chunks(body, format, open, notes);
    let mut rest = bytes.get(end..).unwrap_or_default();
    // The padding byte of an odd container, and further segments of a long AVI (OpenDML).
    if end % 2 == 1 {
        rest = rest.strip_prefix(b"\0").unwrap_or(rest);
    }
    let mut segments = 0;
    while format == Format::Avi
        && rest.starts_with(b"RIFF")
        && rest.get(8..12) == Some(b"AVIX")
        && segments < MOST_CHUNKS
    {
        let length = le32(rest, 4).map_or(usize::MAX, position).saturating_add(8);
        if length > rest.len() {
            notes.truncated(Part::MediaData);
        }
        rest = rest.get(length..).unwrap_or_default();
        segments += 1;
    }
    notes.trailing(rest);
    Some(format)
}

fn chunks(body: &[u8], format: Format, open: bool, notes: &mut Notes) {
    let mut at = 12;
    let (mut picture, mut data) = (false, false);
    for index in 0.. {
        let Some(kind) = slice(body, at, 4) else { break };
        if index == MOST_CHUNKS {
            notes.too_complex(Part::Structure);
            return;
        }
        let length = le32(body, at + 4).map_or(usize::MAX, position);
        let Some(content) = slice(body, at + 8, length) else {
            let endless = open && kind == b"data";
            if !endless {
                notes.truncated(if format == Format::Webp { Part::ImageData } else { Part::MediaData });
            }
            return;
        };
        match (format, kind) {
            (Format::Webp, b"VP8 ") => {
                picture = true;
                if let (Some(b"\x9d\x01\x2a"), Some(width), Some(height)) =
                    (slice(content, 3, 3), le16(content, 6), le16(content, 8))
                {
                    notes.dimensions(u32::from(width & 0x3fff), u32::from(height & 0x3fff));
                } else {
                    notes.corrupt(Part::ImageData);
                }
            }
            (Format::Webp, b"VP8L") => {
                picture = true;
                match le32(content, 1).filter(|_| content.first() == Some(&0x2f)) {
                    Some(bits) => notes.dimensions((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1),
                    None => notes.corrupt(Part::ImageData),
                }
            }
            (Format::Webp, b"VP8X") => {
                if let (Some(width), Some(height)) = (three(content, 4), three(content, 7)) {
                    notes.dimensions(width + 1, height + 1);
                }
            }
            (Format::Webp, b"ANMF") => picture = true,
            (Format::Webp, b"EXIF") => exif::examine(content, notes),
            (Format::Webp, b"XMP ") => exif::examine_xmp(content, notes),
            (Format::Wav, b"data") => data = true,
            (Format::Wav, b"fmt ") if be16(content, 2).is_none_or(|channels| channels == 0) => {
                notes.corrupt(Part::Header)
            }
            (Format::Avi, b"LIST") if content.starts_with(b"movi") => data = true,
            _ => {}
        }
        at = (at + 8).saturating_add(length).saturating_add(length % 2);
    }
    match format {
        Format::Webp if !picture => notes.corrupt(Part::ImageData),
        Format::Wav | Format::Avi if !data => notes.truncated(Part::MediaData),
        _ => {}
    }
}

/// Unsigned 24 bits, little-endian.
fn three(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = slice(bytes, at, 3)?;
    Some(u32::from(bytes[0]) | u32::from(bytes[1]) << 8 | u32::from(bytes[2]) << 16)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixity::{Trait, inspect};

    fn riff(form: &[u8; 4], chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
        let mut body = form.to_vec();
        for (kind, content) in chunks {
            body.extend(*kind);
            body.extend((content.len() as u32).to_le_bytes());
            body.extend(*content);
            body.extend(vec![0; content.len() % 2]);
        }
        [&b"RIFF"[..], &(body.len() as u32).to_le_bytes(), &body].concat()
    }

    #[test]
    fn webp_gives_its_size_and_location() {
        let lossless = [&[0x2f][..], &(9u32 | 19 << 14).to_le_bytes()].concat();
        let plain = riff(b"WEBP", &[(b"VP8L", &lossless)]);
        assert_eq!((inspect(&plain).format(), inspect(&plain).dimensions), (Some(Format::Webp), Some((10, 20))));
        assert_eq!(inspect(&plain).traits, []);
        let located = riff(b"WEBP", &[(b"VP8L", &lossless), (b"EXIF", &exif::tests::block(4))]);
        assert_eq!(inspect(&located).traits, [Trait::PhotoLocation]);
        for length in 13..plain.len() {
            assert!(inspect(&plain[..length]).any(|one| one.is_damage()), "cut at {length}");
        }
    }

    #[test]
    fn wav_whole_cut_and_followed() {
        let whole = riff(b"WAVE", &[(b"fmt ", &[1, 0, 1, 0, 0, 0, 0, 0]), (b"data", &[1, 2, 3, 4])]);
        assert_eq!((inspect(&whole).format(), inspect(&whole).traits), (Some(Format::Wav), vec![]));
        assert_eq!(inspect(&whole[..whole.len() - 2]).traits, [Trait::Truncated { what: Part::MediaData }]);
        assert_eq!(inspect(&[&whole[..], b"x"].concat()).traits, [Trait::TrailingData { bytes: 1 }]);
    }
}
