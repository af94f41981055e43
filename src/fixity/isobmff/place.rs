//! A film or still image without what may say where it was taken.
//!
//! Every byte stays where it is: a box of user data becomes one of free space (`free`, ISO/IEC 14496-12, 8.1.2) of the same
//! length, the block of EXIF an empty one, the XMP packet blanks. So no place that another box names moves.

use std::{
    io::{self, Read, Seek, SeekFrom},
    ops::Range,
};

use super::{Boxes, Still, USER_DATA, extents, says_where};
use crate::fixity::{
    bytes::{be32, be64, contains, position, slice},
    exif,
};

/// Most boxes that are looked at, at each level.
const MOST_BOXES: usize = 1_000;
/// The largest `moov` of a film that is not held whole: an hour of it has some 2 MB.
const MOST_MOVIE: u64 = 64 << 20;

/// Bytes that take the place of as many others of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Patch {
    /// Where they go.
    pub at: u64,
    /// What they are.
    pub bytes: Vec<u8>,
}

impl Patch {
    /// Puts it over a part of the file that begins at `from`, as far as both reach.
    pub fn over(&self, from: u64, part: &mut [u8]) {
        for (index, byte) in part.iter_mut().enumerate() {
            let within = (from + index as u64).checked_sub(self.at).and_then(|at| usize::try_from(at).ok());
            if let Some(patched) = within.and_then(|at| self.bytes.get(at)) {
                *byte = *patched;
            }
        }
    }
}

/// A box of a list: where its kind stands, and its content.
struct Spot {
    kind: [u8; 4],
    name: usize,
    content: Range<usize>,
}

/// The boxes of `bytes[within]` and where each is.
fn spots(bytes: &[u8], within: Range<usize>) -> Vec<Spot> {
    let mut at = within.start;
    let boxes = Boxes { rest: bytes.get(within).unwrap_or_default() };
    let spots = boxes.take(MOST_BOXES).map(|one| {
        let start = at + one.header;
        let content = start..start + one.content.len();
        let name = at + 4;
        at = content.end;
        Spot { kind: one.kind, name, content }
    });
    spots.collect()
}

/// Turns a box into free space.
fn free(bytes: &mut [u8], spot: &Spot) {
    bytes[spot.name..spot.name + 4].copy_from_slice(b"free");
    bytes[spot.content.clone()].fill(0);
}

/// The user data of a `moov` box, whose content lies at `within`, and of its tracks.
fn user_data(bytes: &[u8], within: Range<usize>) -> Vec<Spot> {
    let (mut found, rest): (Vec<_>, Vec<_>) =
        spots(bytes, within).into_iter().partition(|spot| USER_DATA.contains(&&spot.kind));
    for track in rest.into_iter().filter(|spot| spot.kind == *b"trak") {
        found.extend(spots(bytes, track.content).into_iter().filter(|spot| USER_DATA.contains(&&spot.kind)));
    }
    found
}

/// Takes the user data out of a `moov` box, whose content lies at `within`.
fn blank_movie(bytes: &mut [u8], within: Range<usize>) {
    for spot in user_data(bytes, within) {
        free(bytes, &spot);
    }
}

/// Takes out of a film what may say where it was taken.
pub(in crate::fixity) fn blank_film(bytes: &mut [u8]) {
    for spot in spots(bytes, 0..bytes.len()) {
        match &spot.kind {
            b"moov" => blank_movie(bytes, spot.content),
            b"uuid" if contains(&bytes[spot.content.clone()], b"GPS") => free(bytes, &spot),
            _ => {}
        }
    }
}

/// Takes out of a still image what may say where it was taken; nothing where its items cannot be found.
pub(in crate::fixity) fn blank_still(bytes: &mut [u8]) -> Option<()> {
    let meta = spots(bytes, 0..bytes.len()).into_iter().find(|spot| spot.kind == *b"meta")?;
    let parts = Still::of(&bytes[meta.content]);
    let ([exif, packet], _) = extents(parts.places?, &[parts.exif, parts.packet])?;
    if let Some((at, length)) = exif {
        let at = position(at);
        let skip = position(be32(bytes, at)?).checked_add(4)?;
        exif::empty(bytes.get_mut(at..at.checked_add(position(length))?)?.get_mut(skip..)?);
    }
    if let Some((at, length)) = packet {
        let at = position(at);
        bytes.get_mut(at..at.checked_add(position(length))?)?.fill(b' ');
    }
    Some(())
}

/// Of a film that is not held whole: what takes the place of its `moov`, where that says where it was taken. Reads the
/// heads of its boxes, and that one.
///
/// # Errors
/// [`io::Error`] where it cannot be read, or its `moov` is larger than 64 MiB.
pub(in crate::fixity) fn film(file: &mut (impl Read + Seek)) -> io::Result<Option<Patch>> {
    let end = file.seek(SeekFrom::End(0))?;
    let mut at = 0;
    for _ in 0..MOST_BOXES {
        let mut head = Vec::new();
        file.seek(SeekFrom::Start(at))?;
        file.by_ref().take(16).read_to_end(&mut head)?;
        let (Some(size), Some(kind)) = (be32(&head, 0), slice(&head, 4, 4)) else { return Ok(None) };
        let (header, size) = match size {
            0 => (8, end.saturating_sub(at)),
            1 => (16, be64(&head, 8).unwrap_or(u64::MAX)),
            size => (8, u64::from(size)),
        };
        if size < header {
            return Ok(None);
        }
        if kind == b"moov" {
            return movie(file, at + header, size - header);
        }
        at = at.saturating_add(size);
    }
    Ok(None)
}

/// The same of the content of a `moov` at that place.
fn movie(file: &mut (impl Read + Seek), at: u64, length: u64) -> io::Result<Option<Patch>> {
    if length > MOST_MOVIE {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "the index of the film is larger than 64 MiB"));
    }
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(at))?;
    file.take(length).read_to_end(&mut bytes)?;
    let end = bytes.len();
    if !user_data(&bytes, 0..end).iter().any(|spot| says_where(&bytes[spot.content.clone()])) {
        return Ok(None);
    }
    blank_movie(&mut bytes, 0..end);
    Ok(Some(Patch { at, bytes }))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;
    use crate::fixity::{
        Trait, inspect,
        isobmff::tests::{film, track, unit},
    };

    /// User data as phones write them: Android, 3GPP, Apple.
    fn places() -> [Vec<u8>; 3] {
        [
            unit(b"udta", &unit(b"\xa9xyz", b"\0\x12\x15\xc7+10.42-075.54/")),
            unit(b"udta", &unit(b"loci", &[0; 20])),
            unit(b"meta", &unit(b"keys", b"\0\0\0\0\0\0\0\x01\0\0\0\x30mdtacom.apple.quicktime.location.ISO6709")),
        ]
    }

    /// The same place in the film or in its track.
    fn films() -> Vec<Vec<u8>> {
        let inside = |place: &[u8]| [&track(b"vide")[8..], place].concat();
        let both = places().map(|place| {
            [[track(b"vide"), place.clone()].concat(), unit(b"trak", &inside(&place))].map(|moov| film(b"isom", &moov))
        });
        both.into_iter().flatten().collect()
    }

    #[test]
    fn a_film_loses_its_place_and_nothing_moves() {
        for located in films() {
            let before = inspect(&located);
            assert_eq!(before.traits, [Trait::PhotoLocation]);
            let mut blank = located.clone();
            blank_film(&mut blank);
            let after = inspect(&blank);
            assert_eq!((after.detected, after.traits), (before.detected, vec![]));
            assert_eq!(blank.len(), located.len());
            let media = |bytes: &[u8]| bytes[bytes.len() - 208..].to_vec();
            assert_eq!(media(&blank), media(&located), "not one byte of what is seen changes");
        }
    }

    #[test]
    fn a_film_that_is_not_held_gets_the_same_patch() {
        for located in films() {
            let patch = super::film(&mut Cursor::new(&located)).unwrap().unwrap();
            let mut patched = located.clone();
            patched[position(patch.at)..][..patch.bytes.len()].copy_from_slice(&patch.bytes);
            let mut blank = located.clone();
            blank_film(&mut blank);
            assert_eq!(patched, blank);
            // Part by part it is the same.
            let mut parts = located;
            for (number, part) in parts.chunks_mut(37).enumerate() {
                patch.over(37 * number as u64, part);
            }
            assert_eq!(parts, blank);
            assert_eq!(super::film(&mut Cursor::new(&blank)).unwrap(), None, "there is nothing left to do");
        }
        assert_eq!(super::film(&mut Cursor::new(&film(b"isom", &track(b"vide")))).unwrap(), None);
    }

    /// A still image with a place in its EXIF and another in its XMP.
    fn still() -> Vec<u8> {
        let exif = [&[0, 0, 0, 6][..], b"Exif\0\0", &crate::fixity::exif::tests::block(10)].concat();
        let packet = b"<x exif:GPSLatitude=\"10,25.3N\"/>";
        let infe = |id: u8, kind: &[u8; 4]| unit(b"infe", &[&[2, 0, 0, 0, 0, id, 0, 0][..], kind, b"\0"].concat());
        let iinf = unit(b"iinf", &[&[0, 0, 0, 0, 0, 2][..], &infe(1, b"Exif"), &infe(2, b"mime")].concat());
        let made = |start: usize| {
            let item = |id: u8, at: usize, length: usize| {
                let (at, length) = ((at as u32).to_be_bytes(), (length as u32).to_be_bytes());
                [&[0, id, 0, 0, 0, 1][..], &at, &length].concat()
            };
            let iloc = [
                &[0, 0, 0, 0, 0x44, 0, 0, 2][..],
                &item(1, start, exif.len()),
                &item(2, start + exif.len(), packet.len()),
            ];
            let meta = unit(b"meta", &[&[0; 4][..], &iinf, &unit(b"iloc", &iloc.concat())].concat());
            let head = [unit(b"ftyp", b"heic\0\0\0\0mif1heic"), meta].concat();
            (head.len() + 8, [head, unit(b"mdat", &[&exif[..], packet].concat())].concat())
        };
        made(made(0).0).1
    }

    #[test]
    fn a_still_image_loses_both_places_and_nothing_moves() {
        let located = still();
        let before = inspect(&located);
        assert_eq!(before.traits, [Trait::PhotoLocation]);
        let mut blank = located.clone();
        blank_still(&mut blank).unwrap();
        assert_eq!(inspect(&blank).traits, []);
        assert_eq!(blank.len(), located.len());
        // One of both is enough to be told.
        let packet = located.windows(11).position(|bytes| bytes == b"GPSLatitude").unwrap();
        let exif = located.windows(4).position(|bytes| bytes == b"II*\0").unwrap();
        for (from, length) in [(exif, 8), (packet, 11)] {
            let mut one = located.clone();
            one[from..from + length].fill(b'x');
            assert_eq!(inspect(&one).traits, [Trait::PhotoLocation]);
        }
        for end in 0..located.len() {
            let mut cut = located[..end].to_vec();
            let _ = blank_still(&mut cut);
            assert_eq!(cut.len(), end);
        }
    }

    #[test]
    fn what_is_cut_or_lies_does_no_harm() {
        for located in films() {
            for end in 0..located.len() {
                let mut cut = located[..end].to_vec();
                blank_film(&mut cut);
                assert_eq!(cut.len(), end);
                super::film(&mut Cursor::new(&located[..end])).unwrap();
            }
        }
        let huge = [&b"\0\0\0\x01moov"[..], &u64::MAX.to_be_bytes(), &[0; 9]].concat();
        assert!(super::film(&mut Cursor::new(huge)).is_err());
        assert_eq!(
            super::film(&mut Cursor::new(b"\0\0\0\x04moov")).unwrap(),
            None,
            "a box is no shorter than its head"
        );
    }
}
