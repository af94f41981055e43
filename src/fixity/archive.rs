//! Archives other than ZIP: recognised, measured where their header allows it, never opened.

use super::{
    Format,
    bytes::{le32, le64, position, slice},
    notes::Notes,
    traits::{Part, Trait},
};

/// 7-Zip: the start header, with its own checksum, says where the file ends.
pub(super) fn seven_zip(bytes: &[u8], notes: &mut Notes) -> Format {
    notes.add(Trait::OpaqueArchive);
    let start = slice(bytes, 12, 20);
    let Some((start, stated)) = start.zip(le32(bytes, 8)) else {
        notes.truncated(Part::Header);
        return Format::SevenZip;
    };
    if crc32fast::hash(start) != stated {
        notes.corrupt(Part::Header);
        return Format::SevenZip;
    }
    let (offset, size) = (le64(start, 0).unwrap_or(0), le64(start, 8).unwrap_or(0));
    let end = position(offset.saturating_add(size).saturating_add(32));
    match bytes.get(end..) {
        Some(rest) => notes.trailing(rest),
        None => notes.truncated(Part::Archive),
    }
    Format::SevenZip
}

/// RAR 4 and 5: version 5 says in its first block, which has a checksum, whether names are encrypted.
pub(super) fn rar(bytes: &[u8], notes: &mut Notes) -> Format {
    notes.add(Trait::OpaqueArchive);
    let Some(block) = bytes.strip_prefix(b"Rar!\x1a\x07\x01\0") else {
        if bytes.len() < 20 {
            notes.truncated(Part::Archive);
        }
        return Format::Rar;
    };
    // CRC32 of the rest of the block, then its length as a variable-length integer of at most three bytes.
    let length = block.get(4..).and_then(|rest| {
        let width = rest.iter().take(3).position(|byte| byte & 0x80 == 0)? + 1;
        let value = rest[..width].iter().rev().fold(0usize, |value, byte| value << 7 | usize::from(byte & 0x7f));
        Some((width, value))
    });
    let header = length.and_then(|(width, value)| slice(block, 4, width + value).map(|header| (width, header)));
    match header {
        None => notes.truncated(Part::Header),
        Some((_, header)) if Some(crc32fast::hash(header)) != le32(block, 0) => notes.corrupt(Part::Header),
        Some((width, header)) if header.get(width) == Some(&4) => notes.add(Trait::Encrypted),
        Some(_) => {}
    }
    Format::Rar
}

/// TAR: the first header's checksum must hold.
pub(super) fn tar(bytes: &[u8], notes: &mut Notes) -> Option<Format> {
    let header = slice(bytes, 0, 512)?;
    let stated = std::str::from_utf8(&header[148..156]).ok()?;
    let stated = u32::from_str_radix(stated.trim_matches([' ', '\0']), 8).ok()?;
    let sum: u32 =
        header.iter().enumerate().map(|(at, byte)| if (148..156).contains(&at) { 32 } else { u32::from(*byte) }).sum();
    if sum != stated {
        return None;
    }
    notes.add(Trait::OpaqueArchive);
    Some(Format::Tar)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixity::inspect;

    #[test]
    fn seven_zip_is_measured() {
        let start = [&5u64.to_le_bytes()[..], &3u64.to_le_bytes(), &[0; 4]].concat();
        let whole =
            [&b"7z\xbc\xaf\x27\x1c\0\x04"[..], &crc32fast::hash(&start).to_le_bytes(), &start, &[1; 8]].concat();
        assert_eq!(
            (inspect(&whole).format(), inspect(&whole).traits),
            (Some(Format::SevenZip), vec![Trait::OpaqueArchive])
        );
        assert!(inspect(&whole[..whole.len() - 1]).has(Trait::Truncated { what: Part::Archive }));
        let mut wrong = whole.clone();
        wrong[13] ^= 1;
        assert!(inspect(&wrong).has(Trait::Corrupt { what: Part::Header }));
    }

    #[test]
    fn rar_header_is_checked() {
        let header = [5, 1, 0, 0, 0, 0];
        let whole = [&b"Rar!\x1a\x07\x01\0"[..], &crc32fast::hash(&header).to_le_bytes(), &header].concat();
        assert_eq!((inspect(&whole).format(), inspect(&whole).traits), (Some(Format::Rar), vec![Trait::OpaqueArchive]));
        let mut wrong = whole.clone();
        wrong[15] ^= 1;
        assert!(inspect(&wrong).has(Trait::Corrupt { what: Part::Header }));
    }
}
