//! PNG by its chunks and their checksums (W3C PNG, section 5).

use super::{
    Format,
    bytes::{be32, position, slice},
    exif,
    notes::Notes,
    traits::{Part, Trait},
};

/// Deflate cannot unpack to more than this many bytes for each byte stored.
const MOST_DEFLATE_RATIO: u64 = 1032;
/// Most bytes of a compressed text chunk that are unpacked to look for a location.
const MOST_TEXT: u64 = 1 << 20;

pub(super) fn examine(bytes: &[u8], notes: &mut Notes) -> Format {
    let mut at = 8usize;
    let mut raw_size = 0;
    let mut data = 0;
    let mut header = false;
    loop {
        let Some(kind) = slice(bytes, at.saturating_add(4), 4) else {
            notes.truncated(Part::End);
            return Format::Png;
        };
        let length = be32(bytes, at).map_or(usize::MAX, position);
        let Some((content, stated)) = slice(bytes, at + 8, length).zip(be32(bytes, (at + 8).saturating_add(length)))
        else {
            notes.truncated(Part::ImageData);
            return Format::Png;
        };
        let mut checksum = crc32fast::Hasher::new();
        checksum.update(kind);
        checksum.update(content);
        if checksum.finalize() != stated {
            notes.corrupt(Part::Checksum);
        }
        if !header && kind != b"IHDR" && kind != b"CgBI" {
            notes.corrupt(Part::Header);
            return Format::Png;
        }
        match kind {
            b"IHDR" => {
                header = true;
                raw_size = image_header(content, notes);
            }
            b"IDAT" => data += content.len() as u64,
            b"eXIf" => exif::examine(content, notes),
            b"iTXt" if content.starts_with(b"XML:com.adobe.xmp\0") => international_text(content, notes),
            _ => {}
        }
        at += 12 + length;
        if kind == b"IEND" {
            break;
        }
    }
    if data == 0 || raw_size > data.saturating_mul(MOST_DEFLATE_RATIO) {
        notes.corrupt(Part::Dimensions);
    }
    notes.trailing(bytes.get(at..).unwrap_or_default());
    Format::Png
}

/// Bytes the image has before compression: a filter byte and the packed pixels of each row.
fn image_header(content: &[u8], notes: &mut Notes) -> u64 {
    let (Some(width), Some(height), [.., depth, colour, _, _, _]) = (be32(content, 0), be32(content, 4), content)
    else {
        notes.corrupt(Part::Header);
        return 0;
    };
    let channels = match colour {
        0 | 3 => 1,
        2 => 3,
        4 => 2,
        6 => 4,
        _ => {
            notes.corrupt(Part::Header);
            return 0;
        }
    };
    if !matches!(depth, 1 | 2 | 4 | 8 | 16) {
        notes.corrupt(Part::Header);
    }
    notes.dimensions(width, height);
    let row = 1 + (u64::from(width) * channels * u64::from(*depth)).div_ceil(8);
    row.saturating_mul(u64::from(height))
}

/// XMP in an `iTXt` chunk: keyword, NUL, compression flag and method, language, NUL, translated keyword, NUL, text.
fn international_text(content: &[u8], notes: &mut Notes) {
    let mut parts = content.splitn(2, |byte| *byte == 0);
    let (Some(_), Some([compressed, _, rest @ ..])) = (parts.next(), parts.next()) else { return };
    let mut fields = rest.splitn(3, |byte| *byte == 0);
    let (Some(_), Some(_), Some(text)) = (fields.next(), fields.next(), fields.next()) else { return };
    if *compressed == 0 {
        exif::examine_xmp(text, notes);
        return;
    }
    let (text, ending) = notes.budget.gather(text, super::inflate::Wrapper::Zlib, MOST_TEXT);
    if ending == super::inflate::Ending::Limit {
        notes.add(Trait::TooComplex { what: Part::Metadata });
    }
    exif::examine_xmp(&text, notes);
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::fixity::inspect;

    fn chunk(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
        let mut checksum = crc32fast::Hasher::new();
        checksum.update(kind);
        checksum.update(content);
        [&(content.len() as u32).to_be_bytes()[..], kind, content, &checksum.finalize().to_be_bytes()].concat()
    }

    /// A PNG of 8-bit RGB that states `width` and `height`, with `extra` whole chunks before its data.
    pub(in crate::fixity) fn png(width: u32, height: u32, extra: &[u8]) -> Vec<u8> {
        let size = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
        [
            &b"\x89PNG\r\n\x1a\n"[..],
            &chunk(b"IHDR", &size),
            extra,
            &chunk(b"IDAT", b"\x78\x9c\x63\0\0\0\x04\0\x01"),
            &chunk(b"IEND", b""),
        ]
        .concat()
    }

    #[test]
    fn whole_cut_flipped_and_followed() {
        let whole = png(1, 1, b"");
        let facts = inspect(&whole);
        assert_eq!((facts.format(), facts.dimensions), (Some(Format::Png), Some((1, 1))));
        assert_eq!(facts.traits, []);
        for length in 8..whole.len() {
            assert!(inspect(&whole[..length]).any(|one| matches!(one, Trait::Truncated { .. })), "cut at {length}");
        }
        for at in 12..whole.len() {
            let mut flipped = whole.clone();
            flipped[at] ^= 1;
            assert!(inspect(&flipped).any(|one| one.is_damage()), "flipped at {at}");
        }
        let followed = [&whole[..], b"<html><script>x</script>"].concat();
        assert_eq!(
            inspect(&followed).traits,
            [Trait::TrailingData { bytes: 24 }, Trait::Polyglot { other: Format::Html }]
        );
        assert_eq!(inspect(&[&whole[..], &[0; 9]].concat()).traits, []);
    }

    #[test]
    fn absurd_and_huge_sizes_differ() {
        let facts = inspect(&png(60_000, 60_000, b""));
        assert!(facts.has(Trait::Corrupt { what: Part::Dimensions }));
        assert!(facts.has(Trait::HugeImage { pixels: 3_600_000_000 }));
        assert!(!inspect(&png(30, 30, b"")).any(|one| one.is_damage() || one.is_bomb()));
    }

    #[test]
    fn location_in_exif_and_xmp_chunks() {
        let located = chunk(b"eXIf", &exif::tests::block(75));
        assert_eq!(inspect(&png(1, 1, &located)).traits, [Trait::PhotoLocation]);
        let xmp = chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x exif:GPSLatitude=\"10,2N\"/>");
        assert_eq!(inspect(&png(1, 1, &xmp)).traits, [Trait::PhotoLocation]);
    }
}
