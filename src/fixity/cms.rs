//! Signed and enveloped files (CMS, RFC 5652) by their outermost DER or BER element.

use super::{
    Format,
    bytes::{position, slice},
    notes::Notes,
    traits::{Part, Trait},
};

/// 1.2.840.113549.1.7: data, signedData, envelopedData… follow with their last arc.
const CMS_TYPES: &[u8] = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07";

/// Reads a file whose first element is an ASN.1 SEQUENCE; nothing if it is not.
pub(super) fn examine(bytes: &[u8], notes: &mut Notes) -> Option<Format> {
    let (start, length) = match bytes {
        [0x30, 0x80, ..] => (2, None),
        [0x30, short @ 0..=0x7f, ..] => (2, Some(usize::from(*short))),
        [0x30, long @ 0x81..=0x84, ..] => {
            let width = usize::from(long & 0x7f);
            let digits = slice(bytes, 2, width)?;
            (2 + width, Some(position(digits.iter().fold(0u64, |value, byte| value << 8 | u64::from(*byte)))))
        }
        _ => return None,
    };
    let content = bytes.get(start..)?;
    let format = if content.starts_with(CMS_TYPES) {
        match content.get(CMS_TYPES.len())? {
            1 | 2 | 5 | 6 => {}
            3 => notes.add(Trait::Encrypted),
            _ => return None,
        }
        Format::Cms
    } else if content.first() == Some(&0x30) && length.is_some_and(|length| length > 64) {
        Format::Der
    } else {
        return None;
    };
    match length {
        Some(length) if length > content.len() && format == Format::Der => return None,
        Some(length) if length > content.len() => notes.truncated(Part::Content),
        Some(length) => notes.trailing(&content[length..]),
        None if !bytes.ends_with(&[0, 0]) => notes.truncated(Part::End),
        None => {}
    }
    Some(format)
}

#[cfg(test)]
mod tests {
    use crate::fixity::{Format, Part, Trait, inspect};

    fn cms(arc: u8) -> Vec<u8> {
        let content = [super::CMS_TYPES, &[arc], &[0; 200]].concat();
        [&[0x30, 0x81, content.len() as u8][..], &content].concat()
    }

    #[test]
    fn signed_enveloped_and_cut() {
        assert_eq!((inspect(&cms(2)).format(), inspect(&cms(2)).traits), (Some(Format::Cms), vec![]));
        assert_eq!(inspect(&cms(3)).traits, [Trait::Encrypted]);
        let whole = cms(2);
        assert_eq!(inspect(&whole[..100]).traits, [Trait::Truncated { what: Part::Content }]);
        assert_eq!(inspect(&[&whole[..], b"abc"].concat()).traits, [Trait::TrailingData { bytes: 3 }]);
    }
}
