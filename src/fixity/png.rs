//! PNG by its chunks and their checksums (W3C PNG, section 5).

use super::{
    Format,
    bytes::{be32, position, slice},
    exif,
    inflate::{Budget, Ending, Wrapper},
    notes::Notes,
    traits::{Part, Trait},
};

/// Deflate cannot unpack to more than this many bytes for each byte stored.
const MOST_DEFLATE_RATIO: u64 = 1032;
/// Most bytes of a compressed text chunk that are unpacked to look for a location.
const MOST_TEXT: u64 = 1 << 20;

/// Most bytes of pixels unpacked to compare them with the size the header states: 89 million of them in colour.
const MOST_PIXEL_DATA: u64 = 256 << 20;
/// Bytes past the last pixel that are not held against an image: some programs leave part of a row more.
const MOST_EXCESS: u64 = 4 << 10;

pub(super) fn examine(bytes: &[u8], notes: &mut Notes) -> Format {
    if let Some(Pixels { expected, wrapper, data }) = chunks(bytes, notes) {
        let stored: u64 = data.iter().map(|piece| piece.len() as u64).sum();
        if stored == 0 || expected > stored.saturating_mul(MOST_DEFLATE_RATIO) {
            notes.corrupt(Part::Dimensions);
        } else if expected > 0 {
            pixels(expected, wrapper, &data, notes);
        }
    }
    Format::Png
}

/// Only what the chunks say, for an image inside another file: its pixels are not unpacked.
pub(super) fn metadata(bytes: &[u8], notes: &mut Notes) {
    chunks(bytes, notes);
}

/// The pixels of an image: how many bytes the header announces, and the pieces that hold them.
struct Pixels<'a> {
    expected: u64,
    wrapper: Wrapper,
    data: Vec<&'a [u8]>,
}

/// Unpacks the pixels and compares them with what the header announces.
fn pixels(expected: u64, wrapper: Wrapper, data: &[&[u8]], notes: &mut Notes) {
    let most = expected.saturating_add(MOST_EXCESS).min(MOST_PIXEL_DATA);
    let joined;
    let data = if let [whole] = data {
        whole
    } else {
        joined = data.concat();
        &joined[..]
    };
    let (given, ending) = Budget::of(most).inflate(data, wrapper, most, |_| {});
    match ending {
        Ending::Limit if expected > MOST_PIXEL_DATA => notes.too_complex(Part::ImageData),
        Ending::Complete if given >= expected => {}
        Ending::Limit | Ending::Broken | Ending::Complete => notes.corrupt(Part::ImageData),
    }
}

/// Follows the chunks to the end, and notes what they say; nothing for an image that is cut or has no header.
fn chunks<'a>(bytes: &'a [u8], notes: &mut Notes) -> Option<Pixels<'a>> {
    let mut at = 8usize;
    let mut pixels = Pixels { expected: 0, wrapper: Wrapper::Zlib, data: Vec::new() };
    let mut header = false;
    loop {
        let Some(kind) = slice(bytes, at.saturating_add(4), 4) else {
            notes.truncated(Part::End);
            return None;
        };
        let length = be32(bytes, at).map_or(usize::MAX, position);
        let Some((content, stated)) = slice(bytes, at + 8, length).zip(be32(bytes, (at + 8).saturating_add(length)))
        else {
            notes.truncated(Part::ImageData);
            return None;
        };
        let mut checksum = crc32fast::Hasher::new();
        checksum.update(kind);
        checksum.update(content);
        if checksum.finalize() != stated {
            notes.corrupt(Part::Checksum);
        }
        if !header && kind != b"IHDR" && kind != b"CgBI" {
            notes.corrupt(Part::Header);
            return None;
        }
        match kind {
            b"IHDR" => {
                header = true;
                pixels.expected = image_header(content, notes);
            }
            // Apple's own variant leaves out the wrapper of the compressed data.
            b"CgBI" => pixels.wrapper = Wrapper::Raw,
            b"IDAT" => pixels.data.push(content),
            b"eXIf" => exif::examine(content, notes),
            b"iTXt" if content.starts_with(b"XML:com.adobe.xmp\0") => international_text(content, notes),
            _ => {}
        }
        at += 12 + length;
        if kind == b"IEND" {
            break;
        }
    }
    notes.trailing(bytes.get(at..).unwrap_or_default());
    Some(pixels)
}

/// Columns and rows of each pass of an interlaced image: where they start, and how far apart they are (W3C PNG, 8.2).
const PASSES: [(u32, u32, u32, u32); 7] =
    [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

/// Bytes the image has before compression: a filter byte and the packed pixels of each row of each pass.
fn image_header(content: &[u8], notes: &mut Notes) -> u64 {
    let (Some(width), Some(height), [.., depth, colour, _, _, interlace]) =
        (be32(content, 0), be32(content, 4), content)
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
    let area = |width: u32, height: u32| match width {
        0 => 0,
        _ => (1 + (u64::from(width) * channels * u64::from(*depth)).div_ceil(8)).saturating_mul(u64::from(height)),
    };
    if *interlace == 0 {
        return area(width, height);
    }
    let pass = |(left, top, right, down): (u32, u32, u32, u32)| {
        area(width.saturating_sub(left).div_ceil(right), height.saturating_sub(top).div_ceil(down))
    };
    PASSES.into_iter().map(pass).fold(0, u64::saturating_add)
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
    let (text, ending) = notes.budget.gather(text, Wrapper::Zlib, MOST_TEXT);
    if ending == Ending::Limit {
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
            &chunk(b"IDAT", b"\x78\x9c\x63\x60\x60\x60\0\0\0\x04\0\x01"),
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
        assert!(!inspect(&png(1, 1, b"")).any(|one| one.is_damage() || one.is_bomb()));
    }

    /// A PNG of one-byte grey pixels with `size` bytes of data in two chunks.
    fn grey(width: u32, height: u32, interlaced: bool, size: usize) -> Vec<u8> {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        std::io::Write::write_all(&mut encoder, &vec![0; size]).unwrap();
        let data = encoder.finish().unwrap();
        let (first, second) = data.split_at(data.len() / 2);
        let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 0, 0, 0, u8::from(interlaced)]].concat();
        [
            &b"\x89PNG\r\n\x1a\n"[..],
            &chunk(b"IHDR", &header),
            &chunk(b"IDAT", first),
            &chunk(b"IDAT", second),
            &chunk(b"IEND", b""),
        ]
        .concat()
    }

    #[test]
    fn pixels_are_as_many_as_the_header_says() {
        let bad = [Trait::Corrupt { what: Part::ImageData }];
        // 30 rows of a filter byte and 30 pixels.
        assert_eq!(inspect(&grey(30, 30, false, 930)).traits, []);
        assert_eq!(inspect(&grey(30, 30, false, 929)).traits, bad);
        assert_eq!(inspect(&grey(30, 30, false, 930 + 4_096)).traits, []);
        assert_eq!(inspect(&grey(30, 30, false, 930 + 4_097)).traits, bad);
        assert_eq!(inspect(&grey(1, 1, false, 30 << 20)).traits, bad);
        // Interlaced, 5 by 5: passes of 1x1, 1x1, 2x1, 1x2, 3x1, 2x3 and 5x2 pixels, and a byte for each of 11 rows.
        assert_eq!(inspect(&grey(5, 5, true, 25 + 11)).traits, []);
        assert_eq!(inspect(&grey(5, 5, true, 25 + 10)).traits, bad);
        // One column leaves four passes empty.
        assert_eq!(inspect(&grey(1, 2, true, 2 + 2)).traits, []);
        assert_eq!(inspect(&grey(1, 2, true, 2 + 1)).traits, bad);
    }

    #[test]
    fn more_pixels_than_can_be_unpacked_are_said_not_to_be_checked() {
        let facts = inspect(&grey(17_000, 16_000, false, 272_016_000));
        assert_eq!(facts.traits, [Trait::TooComplex { what: Part::ImageData }]);
    }

    #[test]
    fn location_in_exif_and_xmp_chunks() {
        let located = chunk(b"eXIf", &exif::tests::block(75));
        assert_eq!(inspect(&png(1, 1, &located)).traits, [Trait::PhotoLocation]);
        let xmp = chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x exif:GPSLatitude=\"10,2N\"/>");
        assert_eq!(inspect(&png(1, 1, &xmp)).traits, [Trait::PhotoLocation]);
    }
}
