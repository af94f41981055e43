//! Matroska and WebM: the EBML header names the document type (RFC 8794, RFC 9559).

use std::ops::Range;

use super::{
    Format,
    bytes::{contains, position, slice},
    notes::Notes,
    traits::{Part, Trait},
};

/// Most elements followed at the top level.
const MOST_ELEMENTS: usize = 10_000;

pub(super) fn examine(bytes: &[u8], notes: &mut Notes) -> Option<Format> {
    let (start, size) = length(bytes, 4)?;
    let header = slice(bytes, start, size?)?;
    let format = if contains(header, b"\x42\x82\x84webm") {
        Format::Webm
    } else if contains(header, b"\x42\x82\x88matroska") {
        Format::Matroska
    } else {
        return None;
    };
    let mut at = start + header.len();
    let mut segment = false;
    for index in 0.. {
        let Some(&first) = bytes.get(at) else { break };
        if index == MOST_ELEMENTS {
            notes.too_complex(Part::Structure);
            return Some(format);
        }
        let id_width = first.leading_zeros() as usize + 1;
        let Some((content, size)) = (id_width <= 4).then(|| length(bytes, at + id_width)).flatten() else {
            notes.trailing(bytes.get(at..).unwrap_or_default());
            break;
        };
        let is_segment = slice(bytes, at, 4) == Some(b"\x18\x53\x80\x67");
        if !is_segment && !matches!(first, 0xec | 0xbf) && segment {
            notes.trailing(bytes.get(at..).unwrap_or_default());
            break;
        }
        segment |= is_segment;
        let Some(size) = size else { break }; // a live recording: it lasts to the end of the file
        if content.saturating_add(size) > bytes.len() {
            notes.truncated(Part::MediaData);
            break;
        }
        at = content + size;
    }
    if !segment {
        notes.truncated(Part::MediaData);
    }
    if places(bytes).next().is_some() {
        notes.add(Trait::PhotoLocation);
    }
    Some(format)
}

/// Where tags say a place: the text of each whose name has LOCATION in it (`TagName` and `TagString` of RFC 9559).
fn places(bytes: &[u8]) -> impl Iterator<Item = Range<usize>> {
    const NAME: &[u8] = b"\x45\xa3";
    /// Bytes of the longest name that is read.
    const LONGEST: usize = 64;
    /// Elements of a tag between its name and its text.
    const BETWEEN: usize = 4;
    memchr::memmem::find_iter(bytes, NAME).filter_map(|at| {
        let (start, size) = length(bytes, at + NAME.len())?;
        let size = size.filter(|size| *size <= LONGEST)?;
        if !contains(&slice(bytes, start, size)?.to_ascii_uppercase(), b"LOCATION") {
            return None;
        }
        let mut at = start + size;
        for _ in 0..BETWEEN {
            let id = slice(bytes, at, 2)?;
            let (start, size) = length(bytes, at + 2)?;
            let content = slice(bytes, start, size?)?;
            if id == b"\x44\x87" {
                return content.iter().any(u8::is_ascii_digit).then_some(start..start + content.len());
            }
            at = start + content.len();
        }
        None
    })
}

/// Leaves blanks where tags say a place.
pub(super) fn blank(bytes: &mut [u8]) {
    let places: Vec<_> = places(bytes).collect();
    places.into_iter().for_each(|place| bytes[place].fill(b' '));
}

/// The variable-length size at `at`: where the content starts and how long it is (nothing for «unknown»).
fn length(bytes: &[u8], at: usize) -> Option<(usize, Option<usize>)> {
    let first = *bytes.get(at)?;
    let width = first.leading_zeros() as usize + 1;
    if width > 8 {
        return None;
    }
    let digits = slice(bytes, at, width)?;
    let value = digits.iter().fold(0u64, |value, byte| value << 8 | u64::from(*byte)) & !(1 << (7 * width));
    let unknown = value == (1 << (7 * width)) - 1;
    Some((at + width, (!unknown).then(|| position(value))))
}

#[cfg(test)]
mod tests {
    use crate::fixity::{Format, Part, Trait, inspect};

    #[test]
    fn document_type_and_length() {
        let header = b"\x1a\x45\xdf\xa3\x87\x42\x82\x84webm";
        let whole = [&header[..], b"\x18\x53\x80\x67\x84abcd"].concat();
        assert_eq!((inspect(&whole).format(), inspect(&whole).traits), (Some(Format::Webm), vec![]));
        let cut = &whole[..whole.len() - 1];
        assert_eq!(inspect(cut).traits, [Trait::Truncated { what: Part::MediaData }]);
        let live = [&header[..], b"\x18\x53\x80\x67\xffabcdefgh"].concat();
        assert_eq!(inspect(&live).traits, []);
        let followed = [&whole[..], b"PAYLOAD"].concat();
        assert_eq!(inspect(&followed).traits, [Trait::TrailingData { bytes: 7 }]);
    }

    #[test]
    fn the_place_that_a_tag_says() {
        let header = b"\x1a\x45\xdf\xa3\x87\x42\x82\x84webm";
        let with = |name: &str, value: &str| {
            let text = |id: [u8; 2], text: &str| {
                [&id[..], &[0x80 | u8::try_from(text.len()).unwrap()], text.as_bytes()].concat()
            };
            let tag = [text([0x45, 0xa3], name), text([0x44, 0x7a], "und"), text([0x44, 0x87], value)].concat();
            [&header[..], b"\x18\x53\x80\x67", &[0x80 | u8::try_from(tag.len()).unwrap()], &tag].concat()
        };
        let mut located = with("LOCATION", "+10.4229-075.5494/");
        assert_eq!(inspect(&located).traits, [Trait::PhotoLocation]);
        super::blank(&mut located);
        assert_eq!(inspect(&located).traits, []);
        assert_eq!(inspect(&with("LOCATION", "Cartagena")).traits, []);
        assert_eq!(inspect(&with("ENCODER", "Lavf60.16")).traits, []);
    }
}
