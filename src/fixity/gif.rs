//! GIF by its blocks, to the trailer byte (GIF89a specification, appendix B).

use std::ops::Range;

use super::{
    Format,
    bytes::{le16, slice},
    exif,
    notes::Notes,
    traits::Part,
};

pub(super) fn examine(bytes: &[u8], notes: &mut Notes) -> Format {
    if let (Some(width), Some(height)) = (le16(bytes, 6), le16(bytes, 8)) {
        notes.dimensions(u32::from(width), u32::from(height));
    }
    let mut packets = Vec::new();
    match end(bytes, &mut packets) {
        Ok(end) => notes.trailing(bytes.get(end..).unwrap_or_default()),
        Err(Flaw::Cut) => notes.truncated(Part::ImageData),
        Err(Flaw::Wrong) => notes.corrupt(Part::Structure),
    }
    for packet in packets {
        exif::examine_xmp(&bytes[packet], notes);
    }
    Format::Gif
}

/// The picture without its XMP, where it is whole and has one.
pub(super) fn without_xmp(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut packets = Vec::new();
    end(bytes, &mut packets).ok()?;
    let mut kept = Vec::with_capacity(bytes.len());
    let mut from = 0;
    for packet in &packets {
        kept.extend_from_slice(&bytes[from..packet.start]);
        from = packet.end;
    }
    kept.extend_from_slice(&bytes[from..]);
    (!packets.is_empty()).then_some(kept)
}

enum Flaw {
    Cut,
    Wrong,
}

/// The place after the trailer; the extensions that hold XMP are told.
fn end(bytes: &[u8], packets: &mut Vec<Range<usize>>) -> Result<usize, Flaw> {
    let flags = byte(bytes, 10)?;
    let mut at = 13 + colour_table(flags);
    let mut images = 0;
    loop {
        match byte(bytes, at)? {
            0x21 => {
                let next = sub_blocks(bytes, at + 2)?;
                if slice(bytes, at + 1, 13) == Some(b"\xff\x0bXMP DataXMP") {
                    packets.push(at..next);
                }
                at = next;
            }
            0x2c => {
                let flags = byte(bytes, at + 9)?;
                at = sub_blocks(bytes, at + 10 + colour_table(flags) + 1)?;
                images += 1;
            }
            0x3b if images > 0 => return Ok(at + 1),
            _ => return Err(Flaw::Wrong),
        }
    }
}

fn byte(bytes: &[u8], at: usize) -> Result<u8, Flaw> {
    bytes.get(at).copied().ok_or(Flaw::Cut)
}

fn colour_table(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// The place after the empty block that ends a chain of blocks of at most 255 bytes.
fn sub_blocks(bytes: &[u8], mut at: usize) -> Result<usize, Flaw> {
    loop {
        match byte(bytes, at)? {
            0 => return Ok(at + 1),
            length => at += 1 + usize::from(length),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::fixity::{Format, Trait, inspect};

    const GIF: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";

    #[test]
    fn whole_cut_and_followed() {
        let facts = inspect(GIF);
        assert_eq!((facts.format(), facts.dimensions), (Some(Format::Gif), Some((1, 1))));
        assert_eq!(facts.traits, []);
        for length in 10..GIF.len() {
            assert!(inspect(&GIF[..length]).any(|one| one.is_damage()), "cut at {length}");
        }
        assert_eq!(inspect(&[GIF, b"abc"].concat()).traits, [Trait::TrailingData { bytes: 3 }]);
    }

    #[test]
    fn where_it_was_taken_goes_with_its_xmp() {
        // The packet as it is, and then bytes by which whoever reads blocks finds their end from any of its letters.
        let trailer: Vec<u8> = [1].into_iter().chain((0..=255).rev()).chain([0]).collect();
        let with = |value: &str| {
            let packet = format!("<x exif:GPSLatitude=\"{value}\"/>");
            let extension = [b"!\xff\x0bXMP DataXMP", packet.as_bytes(), &trailer].concat();
            [&GIF[..19], &extension, &GIF[19..]].concat()
        };
        let located = with("10,25.3N");
        assert_eq!(inspect(&located).traits, [Trait::PhotoLocation]);
        assert_eq!(super::without_xmp(&located).as_deref(), Some(GIF));
        assert_eq!(inspect(&with("")).traits, []);
        assert_eq!(super::without_xmp(GIF), None);
    }
}
