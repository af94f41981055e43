//! JPEG 2000: the file of boxes (ISO/IEC 15444-1, annex I) and the bare code stream (annex A).
//!
//! Pixels are not decoded: the boxes, the size of the image and the parts of the code stream are followed to its end.

use super::{
    bytes::{be16, be32, position, slice},
    isobmff::Boxes,
    notes::Notes,
    pictures,
    traits::Part,
};

/// The box every file of boxes starts with.
const SIGNATURE: &[u8] = b"\0\0\0\x0cjP  \r\n\x87\n";
/// The markers every code stream starts with: its start, and the size of the image.
const CODE_STREAM: &[u8] = b"\xff\x4f\xff\x51";
/// Most boxes followed.
const MOST_BOXES: usize = 10_000;
/// Most parts of a code stream followed: one for each tile and part of its 255.
const MOST_PARTS: usize = 1 << 20;

/// Whether the bytes open as JPEG 2000.
pub(super) fn opens(bytes: &[u8]) -> bool {
    bytes.starts_with(SIGNATURE) || bytes.starts_with(CODE_STREAM)
}

/// Examines a file that [`opens`] so.
pub(super) fn examine(bytes: &[u8], notes: &mut Notes) {
    if bytes.starts_with(CODE_STREAM) {
        if let Some(end) = code_stream(bytes, notes) {
            notes.trailing(&bytes[end..]);
        }
        return;
    }
    pictures::examine_jpeg_2000(bytes, notes);
    let (mut image, mut whole) = (false, true);
    let mut boxes = Boxes { rest: bytes };
    for (index, one) in boxes.by_ref().enumerate() {
        if index == MOST_BOXES {
            notes.too_complex(Part::Structure);
            return;
        }
        if one.cut {
            whole = false;
            notes.truncated(if one.kind == *b"jp2c" { Part::ImageData } else { Part::Structure });
        }
        match &one.kind {
            b"ftyp" if !matches!(slice(one.content, 0, 4), Some(b"jp2 " | b"jpx " | b"jph " | b"jpm ")) => {
                notes.corrupt(Part::Header);
            }
            b"jp2c" if !image => {
                image = true;
                if one.content.starts_with(CODE_STREAM) {
                    code_stream(one.content, notes);
                } else if !one.cut {
                    notes.corrupt(Part::ImageData);
                }
            }
            // The pages of a compound file keep their pictures in other boxes.
            b"mdat" | b"page" | b"ftbl" => image = true,
            _ => {}
        }
    }
    notes.trailing(boxes.rest);
    if !image && whole {
        notes.truncated(Part::ImageData);
    }
}

/// Follows a code stream from its size to its end, and gives where that is; nothing where it is cut or contradictory.
fn code_stream(bytes: &[u8], notes: &mut Notes) -> Option<usize> {
    let sides = (|| {
        let side = |far: usize, near: usize| be32(bytes, far)?.checked_sub(be32(bytes, near)?);
        Some((side(8, 16)?, side(12, 20)?))
    })();
    match sides {
        Some((width, height)) => notes.dimensions(width, height),
        None if bytes.len() < 24 => {
            notes.truncated(Part::Header);
            return None;
        }
        None => {
            notes.corrupt(Part::Dimensions);
            return None;
        }
    }
    let mut at: usize = 2;
    for _ in 0..MOST_PARTS {
        // How long the part is, and the least it can be; nothing where it is cut.
        let part = match be16(bytes, at) {
            // The end.
            Some(0xffd9) => return Some(at + 2),
            // A part of a tile says how long it is; without a length it goes to the end.
            Some(0xff90) => match be32(bytes, at + 6).map(position) {
                Some(0) => {
                    let rest = bytes.trim_ascii_end();
                    let end = memchr::memmem::rfind(bytes, b"\xff\xd9").filter(|end| *end > at + 10);
                    if end.is_none_or(|end| rest.len() > end + 2) {
                        notes.truncated(Part::ImageData);
                    }
                    return end.map(|end| end + 2);
                }
                length => length.map(|length| (length, 12)),
            },
            // A segment of the header: its mark, and a length that counts itself.
            Some(0xff51..=0xff8f) => be16(bytes, at + 2).map(|length| (2 + usize::from(length), 4)),
            // No mark of a part.
            Some(_) => Some((0, 2)),
            None => None,
        };
        match part {
            Some((length, least)) if length >= least => at = at.saturating_add(length),
            Some(_) => {
                notes.corrupt(Part::ImageData);
                return None;
            }
            None => {
                notes.truncated(Part::ImageData);
                return None;
            }
        }
    }
    notes.too_complex(Part::ImageData);
    None
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::fixity::{Detected, Format, Trait, TypeVerdict, compare, compare_extension, inspect, samples};

    /// A code stream of 8 by 4 pixels with one part of a tile that holds `data`.
    pub(in crate::fixity) fn stream(data: &[u8]) -> Vec<u8> {
        let size = [8u32, 4, 0, 0, 8, 4, 0, 0].into_iter().flat_map(u32::to_be_bytes).collect::<Vec<_>>();
        let length = u32::try_from(data.len() + 14).unwrap().to_be_bytes();
        [
            b"\xff\x4f\xff\x51\0\x29\0\0",
            &size[..],
            b"\0\x01\x07\x01\x01",
            b"\xff\x52\0\x0c\0\0\0\x01\0\0\x04\x04\0\0",
            b"\xff\x5c\0\x04\x40\x40",
            b"\xff\x90\0\x0a\0\0",
            &length,
            b"\0\x01\xff\x93",
            data,
            b"\xff\xd9",
        ]
        .concat()
    }

    fn unit(kind: &[u8], content: &[u8]) -> Vec<u8> {
        [&u32::try_from(content.len() + 8).unwrap().to_be_bytes()[..], kind, content].concat()
    }

    /// A file of boxes: those `between` its header and its code stream.
    pub(in crate::fixity) fn boxes(between: &[u8]) -> Vec<u8> {
        let image = unit(b"jp2h", &unit(b"ihdr", b"\0\0\0\x04\0\0\0\x08\0\x01\x07\x07\0\0"));
        let file = [SIGNATURE, &unit(b"ftyp", b"jp2 \0\0\0\0jp2 "), &image, between, &unit(b"jp2c", &stream(b"xyz"))];
        file.concat()
    }

    #[test]
    fn both_forms_are_recognised() {
        for file in [boxes(b""), stream(b"xyz")] {
            let facts = inspect(&file);
            assert_eq!((facts.detected, facts.traits.clone()), (Detected::Known(Format::Jp2), vec![]));
            assert_eq!(facts.dimensions, Some((8, 4)));
            assert_eq!(compare(&facts, "image/jp2"), TypeVerdict::Matches);
            assert!(matches!(compare(&facts, "image/jpeg"), TypeVerdict::DoesNotMatch { .. }));
            for extension in ["jp2", "j2k", "j2c", "jpx"] {
                assert_eq!(compare_extension(&facts, extension), TypeVerdict::Matches, "{extension}");
            }
        }
        assert_ne!(inspect(b"\0\0\0\x0cjP  \n\n\x87\n").format(), Some(Format::Jp2));
        assert_ne!(inspect(b"\xff\x4f\xff\x52\0\x29").format(), Some(Format::Jp2));
    }

    #[test]
    fn what_is_cut_wrong_or_added_is_named() {
        let traits = |file: &[u8]| inspect(file).traits;
        let truncated = |what| vec![Trait::Truncated { what }];
        for whole in [boxes(b""), stream(b"xyz")] {
            assert_eq!(traits(&whole[..whole.len() - 1]), truncated(Part::ImageData));
            assert_eq!(traits(&whole[..whole.len() - 4]), truncated(Part::ImageData));
            assert_eq!(traits(&[&whole[..], b"hola"].concat()), [Trait::TrailingData { bytes: 4 }]);
        }
        assert_eq!(traits(&stream(b"xyz")[..20]), truncated(Part::Header));
        for cut in 24..stream(b"xyz").len() {
            assert_eq!(traits(&stream(b"xyz")[..cut]), truncated(Part::ImageData), "{cut}");
        }
        assert_eq!(traits(SIGNATURE), truncated(Part::ImageData));
        let mut wide = stream(b"xyz");
        wide[8] = 0xff;
        assert!(inspect(&wide).any(|one| matches!(one, Trait::HugeImage { .. })));
        let mut empty = stream(b"xyz");
        empty[11] = 0;
        assert_eq!(traits(&empty), [Trait::Corrupt { what: Part::Dimensions }]);
        let mut part = stream(b"xyz");
        let at = memchr::memmem::find(&part, b"\xff\x90").unwrap();
        part[at + 9] = 3;
        assert_eq!(traits(&part), [Trait::Corrupt { what: Part::ImageData }]);
        // Without a length the part goes to the end.
        part[at + 9] = 0;
        assert_eq!(traits(&part), []);
        assert_eq!(traits(&part[..part.len() - 1]), truncated(Part::ImageData));
    }

    #[test]
    fn its_location_is_found_alone_and_carried() {
        let located = |degrees| {
            let exif = unit(b"uuid", &[b"JpgTiffExif->JP2", &crate::fixity::exif::tests::block(degrees)[..]].concat());
            boxes(&exif)
        };
        assert_eq!(inspect(&located(10)).traits, [Trait::PhotoLocation]);
        assert_eq!(inspect(&located(0)).traits, []);
        let document = |photo: &[u8]| inspect(&samples::docx("", &[("word/media/image1.jp2", photo)])).traits;
        assert_eq!(document(&located(10)), [Trait::PhotoLocation]);
        assert_eq!(document(&located(0)), []);
    }
}
