//! JPEG by its markers, from SOI to EOI (ITU-T T.81 annex B), and what follows.

use memchr::memchr;

use super::{
    Format,
    bytes::{be16, slice},
    exif,
    notes::Notes,
    traits::Part,
};

/// Most pictures of one file (phones append a preview or a second view, announced by a multi-picture segment).
const MOST_PICTURES: usize = 16;

pub(super) fn examine(bytes: &[u8], notes: &mut Notes) -> Format {
    let mut at = 0;
    let mut several = false;
    for _ in 0..MOST_PICTURES {
        let Some(end) = picture(bytes, at, &mut several, notes) else { return Format::Jpeg };
        let rest = bytes.get(end..).unwrap_or_default();
        let padding = rest.iter().take_while(|byte| **byte == 0).count();
        let next = end + padding;
        if !(several && bytes.get(next..).is_some_and(|rest| rest.starts_with(b"\xff\xd8\xff"))) {
            if !is_phone_trailer(rest) {
                notes.trailing(rest);
            }
            return Format::Jpeg;
        }
        at = next;
    }
    notes.too_complex(Part::ImageData);
    Format::Jpeg
}

/// Bytes up to the first scan of the picture at the start of `bytes`, or to where its segments make no sense: what it
/// says of itself stands there.
pub(super) fn head(bytes: &[u8]) -> usize {
    let mut at = 2;
    loop {
        match (bytes.get(at), bytes.get(at + 1)) {
            (Some(0xff), Some(0xff)) => at += 1,
            (Some(0xff), Some(0x01 | 0xd0..=0xd7)) => at += 2,
            (Some(0xff), Some(0x00 | 0xd8..=0xda)) => return at + 2,
            (Some(0xff), Some(_)) => match be16(bytes, at + 2).map(usize::from) {
                Some(length @ 2..) => at += 2 + length,
                _ => return at + 2,
            },
            _ => return at,
        }
    }
}

/// Whether `rest` is the block of notes some phones append: it ends with its own length and `SEFT`, and fills the rest.
fn is_phone_trailer(rest: &[u8]) -> bool {
    rest.ends_with(b"SEFT") && rest.len() < 64 * 1024 && super::bytes::contains(rest, b"SEFH")
}

/// Follows one picture from its SOI at `start`; gives the place after its EOI, or nothing if it has none.
fn picture(bytes: &[u8], start: usize, several: &mut bool, notes: &mut Notes) -> Option<usize> {
    let mut at = start + 2;
    let (mut scanned, mut framed) = (false, false);
    loop {
        let Some(&lead) = bytes.get(at) else {
            notes.truncated(Part::ImageData);
            return None;
        };
        if lead != 0xff {
            notes.corrupt(Part::Structure);
            return None;
        }
        let marker = match bytes.get(at + 1) {
            None => {
                notes.truncated(Part::ImageData);
                return None;
            }
            Some(0xff) => {
                at += 1; // fill byte
                continue;
            }
            Some(marker) => *marker,
        };
        at += 2;
        match marker {
            0xd9 => {
                if !scanned || !framed {
                    notes.corrupt(Part::ImageData);
                }
                return Some(at);
            }
            0x01 | 0xd0..=0xd7 => continue,
            0x00 | 0xd8 => {
                notes.corrupt(Part::Structure);
                return None;
            }
            _ => {}
        }
        let length = be16(bytes, at).map(usize::from);
        let Some(segment) = length.filter(|length| *length >= 2).and_then(|length| slice(bytes, at + 2, length - 2))
        else {
            if length.is_some_and(|length| length < 2) {
                notes.corrupt(Part::Structure);
            } else {
                notes.truncated(Part::Structure);
            }
            return None;
        };
        at += 2 + segment.len();
        match marker {
            0xe1 if segment.starts_with(b"Exif\0\0") => exif::examine(segment, notes),
            0xe1 if segment.starts_with(b"http://ns.adobe.com/x") => exif::examine_xmp(segment, notes),
            0xe2 if segment.starts_with(b"MPF\0") => *several = true,
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                framed = true;
                match (be16(segment, 1), be16(segment, 3)) {
                    // Height 0 is lawful: the DNL marker states it after the first scan.
                    (Some(0), Some(_)) => {}
                    (Some(height), Some(width)) => notes.dimensions(u32::from(width), u32::from(height)),
                    _ => notes.corrupt(Part::Dimensions),
                }
            }
            0xda => {
                scanned = true;
                let Some(end) = scan_end(bytes, at) else {
                    notes.truncated(Part::ImageData);
                    return None;
                };
                at = end;
            }
            _ => {}
        }
    }
}

/// The place of the marker that ends the entropy-coded data from `at`: not a stuffed zero, not a restart.
fn scan_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += memchr(0xff, bytes.get(at..)?)?;
        match bytes.get(at + 1)? {
            0x00 | 0xd0..=0xd7 => at += 2,
            0xff => at += 1,
            _ => return Some(at),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixity::{Trait, inspect};

    /// A JPEG of the given size whose scan is three bytes; `extra` are whole segments after SOI.
    fn jpeg(extra: &[u8]) -> Vec<u8> {
        let mut file = b"\xff\xd8".to_vec();
        file.extend(extra);
        file.extend(b"\xff\xc0\0\x0b\x08\0\x02\0\x06\x01\x01\x11\0");
        file.extend(b"\xff\xda\0\x08\x01\x01\0\0\x3f\0");
        file.extend(b"\x12\xff\x00\x34\xff\xd9");
        file
    }

    fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
        [&[0xff, marker][..], &(content.len() as u16 + 2).to_be_bytes(), content].concat()
    }

    #[test]
    fn a_whole_picture_has_size_and_no_traits() {
        let facts = inspect(&jpeg(b""));
        assert_eq!(facts.format(), Some(Format::Jpeg));
        assert_eq!(facts.dimensions, Some((6, 2)));
        assert_eq!(facts.traits, []);
    }

    #[test]
    fn every_cut_is_seen() {
        let whole = jpeg(b"");
        for length in 3..whole.len() {
            assert!(inspect(&whole[..length]).any(|one| one.is_damage()), "cut at {length}");
        }
    }

    #[test]
    fn location_and_what_follows_are_seen() {
        let located = [b"Exif\0\0", &exif::tests::block(10)[..]].concat();
        assert_eq!(inspect(&jpeg(&segment(0xe1, &located))).traits, [Trait::PhotoLocation]);
        let followed = [&jpeg(b"")[..], b"hola"].concat();
        assert_eq!(inspect(&followed).traits, [Trait::TrailingData { bytes: 4 }]);
        let second = [&jpeg(&segment(0xe2, b"MPF\0"))[..], &jpeg(b"")].concat();
        assert_eq!(inspect(&second).traits, []);
        let undeclared = [&jpeg(b"")[..], &jpeg(b"")].concat();
        assert!(inspect(&undeclared).any(|one| matches!(one, Trait::TrailingData { .. })));
    }
}
