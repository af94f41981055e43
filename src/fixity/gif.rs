//! GIF by its blocks, to the trailer byte (GIF89a specification, appendix B).

use super::{Format, bytes::le16, notes::Notes, traits::Part};

pub(super) fn examine(bytes: &[u8], notes: &mut Notes) -> Format {
    if let (Some(width), Some(height)) = (le16(bytes, 6), le16(bytes, 8)) {
        notes.dimensions(u32::from(width), u32::from(height));
    }
    match end(bytes) {
        Ok(end) => notes.trailing(bytes.get(end..).unwrap_or_default()),
        Err(Flaw::Cut) => notes.truncated(Part::ImageData),
        Err(Flaw::Wrong) => notes.corrupt(Part::Structure),
    }
    Format::Gif
}

enum Flaw {
    Cut,
    Wrong,
}

/// The place after the trailer.
fn end(bytes: &[u8]) -> Result<usize, Flaw> {
    let flags = byte(bytes, 10)?;
    let mut at = 13 + colour_table(flags);
    let mut images = 0;
    loop {
        match byte(bytes, at)? {
            0x21 => at = sub_blocks(bytes, at + 2)?,
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
}
