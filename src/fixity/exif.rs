//! Where a picture was taken: EXIF (a TIFF structure) and XMP, wherever an image format carries them.

use super::{
    bytes::{be16, be32, le16, le32, position, slice},
    notes::Notes,
    traits::Trait,
};

/// A TIFF structure with its byte order.
#[derive(Clone, Copy)]
pub(super) struct Tiff<'a> {
    bytes: &'a [u8],
    big: bool,
}

/// One entry of an image file directory.
#[derive(Clone, Copy)]
pub(super) struct Entry {
    pub(super) tag: u16,
    kind: u16,
    pub(super) count: u32,
    at: usize,
}

impl<'a> Tiff<'a> {
    /// The structure, if its eight bytes of header are those of TIFF (not BigTIFF).
    pub(super) fn new(bytes: &'a [u8]) -> Option<Self> {
        let big = match slice(bytes, 0, 4)? {
            b"II*\0" => false,
            b"MM\0*" => true,
            _ => return None,
        };
        Some(Self { bytes, big })
    }

    pub(super) fn u16(&self, at: usize) -> Option<u16> {
        if self.big { be16(self.bytes, at) } else { le16(self.bytes, at) }
    }

    pub(super) fn u32(&self, at: usize) -> Option<u32> {
        if self.big { be32(self.bytes, at) } else { le32(self.bytes, at) }
    }

    /// Where the first directory stands.
    pub(super) fn first(&self) -> Option<usize> {
        self.u32(4).map(position)
    }

    /// The entries of the directory at `at` and where the next one stands; nothing if it is cut.
    pub(super) fn directory(&self, at: usize) -> Option<(Vec<Entry>, usize)> {
        let count = usize::from(self.u16(at)?);
        let start = at.checked_add(2)?;
        slice(self.bytes, start, count * 12)?;
        let entries = (0..count).filter_map(|index| self.entry(start + index * 12)).collect();
        Some((entries, self.u32(start + count * 12).map_or(0, position)))
    }

    fn entry(&self, at: usize) -> Option<Entry> {
        Some(Entry { tag: self.u16(at)?, kind: self.u16(at + 2)?, count: self.u32(at + 4)?, at: at + 8 })
    }

    /// Where the values of `entry` stand and how long each is; nothing for kinds of unknown length.
    fn values(&self, entry: Entry) -> Option<(usize, usize)> {
        let width: usize = match entry.kind {
            1 | 2 | 6 | 7 => 1,
            3 | 8 => 2,
            4 | 9 | 11 | 13 => 4,
            5 | 10 | 12 => 8,
            _ => return None,
        };
        let inside = u64::from(entry.count) * width as u64 <= 4;
        Some((if inside { entry.at } else { position(self.u32(entry.at)?) }, width))
    }

    /// The bytes of the values of `entry`, if they are all in the file.
    pub(super) fn data(&self, entry: Entry) -> Option<&'a [u8]> {
        let (at, width) = self.values(entry)?;
        slice(self.bytes, at, position(entry.count).checked_mul(width)?)
    }

    /// The value `index` of `entry` as a number, for SHORT and LONG.
    pub(super) fn number(&self, entry: Entry, index: usize) -> Option<u32> {
        let (at, width) = self.values(entry)?;
        let at = at.checked_add(index.checked_mul(width)?)?;
        match width {
            2 => self.u16(at).map(u32::from),
            4 => self.u32(at),
            _ => None,
        }
    }

    /// Whether the GPS directory of the first image holds latitude and longitude that are not all zero.
    fn has_location(&self) -> bool {
        let gps = || {
            let (entries, _) = self.directory(self.first()?)?;
            let pointer = entries.into_iter().find(|entry| entry.tag == 0x8825)?;
            let (entries, _) = self.directory(position(self.number(pointer, 0)?))?;
            let real = |tag| {
                let data = entries
                    .iter()
                    .find(|entry| entry.tag == tag && entry.kind == 5)
                    .and_then(|entry| self.data(*entry));
                data.is_some_and(|data| data.chunks_exact(8).any(|pair| pair[..4] != [0; 4] && pair[4..] != [0; 4]))
            };
            Some(real(2) || real(4))
        };
        gps().unwrap_or(false)
    }
}

/// Looks for a location in an EXIF block (with or without its `Exif\0\0` prefix).
pub(super) fn examine(block: &[u8], notes: &mut Notes) {
    let block = block.strip_prefix(b"Exif\0\0").unwrap_or(block);
    if Tiff::new(block).is_some_and(|tiff| tiff.has_location()) {
        notes.add(Trait::PhotoLocation);
    }
}

/// Looks for a location in an XMP packet: `exif:GPSLatitude` with a value, as attribute or element.
pub(super) fn examine_xmp(packet: &[u8], notes: &mut Notes) {
    for name in [&b"GPSLatitude"[..], b"GPSLongitude"] {
        let found = memchr::memmem::find_iter(packet, name).any(|at| {
            let after = packet.get(at + name.len()..).unwrap_or_default();
            matches!(after, [b'>', b'0'..=b'9' | b'-', ..] | [b'=', b'"' | b'\'', b'0'..=b'9' | b'-', ..])
        });
        if found {
            notes.add(Trait::PhotoLocation);
            return;
        }
    }
}

/// How a picture is to be turned, 1–8, as the TIFF structure of its EXIF says (tag 274 of EXIF 2.3).
pub(crate) fn orientation(tiff: &[u8]) -> Option<u16> {
    let tiff = Tiff::new(tiff)?;
    let (entries, _) = tiff.directory(tiff.first()?)?;
    let entry = entries.into_iter().find(|entry| entry.tag == 0x0112)?;
    let stated = u16::try_from(tiff.number(entry, 0)?).ok()?;
    (1..=8).contains(&stated).then_some(stated)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A little-endian EXIF block whose GPS directory holds one latitude of `degrees`.
    pub(in crate::fixity) fn block(degrees: u32) -> Vec<u8> {
        let mut block = b"II*\0\x08\0\0\0".to_vec();
        block.extend(1u16.to_le_bytes()); // IFD0: one entry
        block.extend(0x8825u16.to_le_bytes());
        block.extend(4u16.to_le_bytes());
        block.extend(1u32.to_le_bytes());
        block.extend(26u32.to_le_bytes());
        block.extend(0u32.to_le_bytes());
        block.extend(1u16.to_le_bytes()); // GPS: one entry
        block.extend(2u16.to_le_bytes());
        block.extend(5u16.to_le_bytes());
        block.extend(3u32.to_le_bytes());
        block.extend(44u32.to_le_bytes());
        block.extend(0u32.to_le_bytes());
        for (numerator, denominator) in [(degrees, 1u32), (0, 1), (0, 1)] {
            block.extend(numerator.to_le_bytes());
            block.extend(denominator.to_le_bytes());
        }
        block
    }

    fn traits(look: impl FnOnce(&mut Notes)) -> Vec<Trait> {
        let mut notes = Notes::new();
        look(&mut notes);
        notes.traits
    }

    #[test]
    fn only_real_coordinates_count() {
        assert_eq!(traits(|notes| examine(&block(10), notes)), [Trait::PhotoLocation]);
        assert_eq!(traits(|notes| examine(&[b"Exif\0\0", &block(10)[..]].concat(), notes)), [Trait::PhotoLocation]);
        assert_eq!(traits(|notes| examine(&block(0), notes)), []);
        assert_eq!(traits(|notes| examine(&block(10)[..60], notes)), []);
    }

    #[test]
    fn xmp_needs_a_value() {
        assert_eq!(traits(|notes| examine_xmp(b"<x exif:GPSLatitude=\"10,25.3N\"/>", notes)), [Trait::PhotoLocation]);
        assert_eq!(
            traits(|notes| examine_xmp(b"<exif:GPSLongitude>75,3W</exif:GPSLongitude>", notes)),
            [Trait::PhotoLocation]
        );
        assert_eq!(traits(|notes| examine_xmp(b"<x exif:GPSLatitude=\"\"/>", notes)), []);
    }
}
