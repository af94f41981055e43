//! Where a picture was taken: EXIF (a TIFF structure) and XMP, wherever an image format carries them.

use std::ops::Range;

use super::{
    bytes::{be16, be32, le16, le32, position, slice},
    notes::Notes,
    traits::Trait,
};

/// Most pages of a TIFF file that are followed.
const MOST_PAGES: usize = 4_096;

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

    /// Where the values of `entry` are.
    fn span(&self, entry: Entry) -> Option<Range<usize>> {
        let (at, width) = self.values(entry)?;
        Some(at..at.checked_add(position(entry.count).checked_mul(width)?)?)
    }

    /// The bytes of the values of `entry`, if they are all in the file.
    pub(super) fn data(&self, entry: Entry) -> Option<&'a [u8]> {
        self.bytes.get(self.span(entry)?)
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

/// Leaves nothing in an EXIF block (with or without its prefix): a TIFF of one directory without entries.
pub(super) fn empty(block: &mut [u8]) {
    let start = if block.starts_with(b"Exif\0\0") { 6 } else { 0 };
    let tiff = &mut block[start..];
    tiff.fill(0);
    if let Some(head) = tiff.get_mut(..8) {
        head.copy_from_slice(b"II*\0\x08\0\0\0");
    }
}

/// Takes out of a TIFF file what may say where a picture was taken, in place: the directory of its GPS, XMP (tag 700), IPTC
/// (33723) and Photoshop's (34377).
pub(super) fn blank(bytes: &mut [u8]) -> Option<()> {
    let tiff = Tiff::new(bytes)?;
    let mut spans: Vec<(Range<usize>, u8)> = Vec::new();
    let (mut next, mut pages) = (tiff.first()?, 0);
    while next != 0 && pages < MOST_PAGES {
        let (entries, following) = tiff.directory(next)?;
        for entry in entries {
            match entry.tag {
                700 => spans.extend(tiff.span(entry).map(|span| (span, b' '))),
                33723 | 34377 => spans.extend(tiff.span(entry).map(|span| (span, 0))),
                0x8825 => {
                    let at = position(tiff.number(entry, 0)?);
                    let (inner, _) = tiff.directory(at)?;
                    spans.push((at..at + 2 + inner.len() * 12 + 4, 0));
                    spans.extend(inner.into_iter().filter_map(|entry| Some((tiff.span(entry)?, 0))));
                }
                _ => {}
            }
        }
        (next, pages) = (following, pages + 1);
    }
    for (span, filler) in spans {
        let end = span.end.min(bytes.len());
        bytes.get_mut(span.start..end)?.fill(filler);
    }
    Some(())
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
    fn a_place_goes_out_of_a_tiff_and_nothing_moves() {
        let located = block(10);
        let mut without = located.clone();
        blank(&mut without).unwrap();
        assert_eq!(without.len(), located.len());
        assert_eq!(without[..26], located[..26], "its first directory stays");
        assert!(without[26..].iter().all(|byte| *byte == 0), "{without:?}");
        assert_eq!(traits(|notes| examine(&without, notes)), []);
        let mut exif = [b"Exif\0\0", &located[..]].concat();
        empty(&mut exif);
        assert_eq!(exif[..14], *b"Exif\0\0II*\0\x08\0\0\0");
        assert!(exif[14..].iter().all(|byte| *byte == 0));
        for end in 0..located.len() {
            let mut cut = located[..end].to_vec();
            let _ = blank(&mut cut);
            empty(&mut cut);
            assert_eq!(cut.len(), end);
        }
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
