//! Matroska and WebM: the EBML header names the document type (RFC 8794, RFC 9559).

use super::{
    Format,
    bytes::{contains, position, slice},
    notes::Notes,
    traits::Part,
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
    Some(format)
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
}
