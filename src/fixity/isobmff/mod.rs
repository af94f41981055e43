//! The ISO base media container (ISO/IEC 14496-12): MP4, QuickTime, M4A, 3GP, HEIC and AVIF, by its boxes.

mod place;

pub use place::Patch;
pub(super) use place::{blank_film, blank_still, film};

use super::{
    Format,
    bytes::{be16, be32, be64, contains, position, slice},
    exif,
    notes::Notes,
    pictures,
    traits::{Part, Trait},
};

/// Most boxes followed in one file, all levels together.
const MOST_BOXES: usize = 20_000;
/// Boxes of a movie, or of one of its tracks, that may say where it was taken.
const USER_DATA: [&[u8; 4]; 2] = [b"udta", b"meta"];
/// Boxes that may open a QuickTime file of before `ftyp`.
const OLD_OPENINGS: [&[u8; 4]; 6] = [b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"];

/// Whether the bytes open as this container.
pub(super) fn opens(bytes: &[u8]) -> bool {
    let Some(kind) = slice(bytes, 4, 4) else { return false };
    if kind == b"ftyp" {
        return be32(bytes, 0).is_some_and(|size| (8..=4096).contains(&size));
    }
    // Without `ftyp` the four letters are weak: the sizes must lead to a second known box, or to the end.
    if !OLD_OPENINGS.iter().any(|opening| kind == *opening) {
        return false;
    }
    let Some(next) = be32(bytes, 0).map(position).filter(|size| *size >= 8) else { return false };
    next == bytes.len()
        || slice(bytes, next.saturating_add(4), 4).is_some_and(|kind| OLD_OPENINGS.iter().any(|one| kind == *one))
}

/// Whether content that starts so may open as this container: without `ftyp` only all of it tells.
pub(super) fn may_open(head: &[u8]) -> bool {
    slice(head, 4, 4).is_some_and(|kind| kind == b"ftyp" || OLD_OPENINGS.iter().any(|opening| kind == *opening))
}

/// A box: its kind and content. `cut` when it announces more than there is.
pub(super) struct Unit<'a> {
    pub(super) kind: [u8; 4],
    /// Bytes before its content.
    header: usize,
    pub(super) content: &'a [u8],
    pub(super) cut: bool,
}

/// The boxes of `bytes` in order, then what could not be read as a box.
pub(super) struct Boxes<'a> {
    pub(super) rest: &'a [u8],
}

impl<'a> Iterator for Boxes<'a> {
    type Item = Unit<'a>;

    fn next(&mut self) -> Option<Unit<'a>> {
        let kind: [u8; 4] = slice(self.rest, 4, 4)?.try_into().ok()?;
        let (header, size) = match be32(self.rest, 0)? {
            0 => (8, self.rest.len()),
            1 => (16, be64(self.rest, 8).map_or(usize::MAX, position)),
            size => (8, position(size)),
        };
        if size < header || !kind.iter().all(|byte| matches!(byte, b' '..=b'~' | 0xa9)) {
            return None;
        }
        let cut = size > self.rest.len();
        let content = self.rest.get(header..size.min(self.rest.len())).unwrap_or_default();
        self.rest = self.rest.get(size..).unwrap_or_default();
        Some(Unit { kind, header, content, cut })
    }
}

pub(super) fn examine(bytes: &[u8], notes: &mut Notes) -> Option<Format> {
    let mut brands: &[u8] = b"qt  ";
    let (mut movie, mut meta) = (None, None);
    let (mut whole, mut count) = (true, 0);
    let mut boxes = Boxes { rest: bytes };
    for one in boxes.by_ref() {
        count += 1;
        if count > MOST_BOXES {
            notes.too_complex(Part::Boxes);
            break;
        }
        if one.cut {
            whole = false;
            notes.truncated(if one.kind == *b"mdat" { Part::MediaData } else { Part::Boxes });
        }
        match &one.kind {
            b"ftyp" => brands = one.content,
            b"moov" if movie.is_none() => movie = Some(one.content),
            b"meta" if meta.is_none() => meta = Some(one.content),
            b"uuid" if contains(one.content, b"GPSLatitude") => exif::examine_xmp(one.content, notes),
            _ => {}
        }
    }
    notes.trailing(boxes.rest);
    let major = slice(brands, 0, 4)?;
    let named = |brand: &[u8; 4]| brands.chunks_exact(4).enumerate().any(|(index, one)| index != 1 && one == brand);
    if [b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis"]
        .iter()
        .any(|one| major == *one)
    {
        match meta {
            Some(content) => still(bytes, content, notes),
            None if whole => notes.corrupt(Part::Boxes),
            None => {}
        }
        return Some(if named(b"avif") || named(b"avis") { Format::Avif } else { Format::Heic });
    }
    if matches!(major, b"jp2 " | b"jpx " | b"jpm ") {
        // Its own signature box is missing.
        notes.corrupt(Part::Header);
        pictures::examine_jpeg_2000(bytes, notes);
        return Some(Format::Jp2);
    }
    let tracks = movie.map(|content| tracks(content, notes));
    if movie.is_none() && whole {
        notes.truncated(Part::Movie);
    }
    if tracks.as_ref().is_some_and(|tracks| tracks.furthest >= bytes.len() as u64) {
        notes.truncated(Part::MediaData);
    }
    Some(match major {
        b"qt  " => Format::Quicktime,
        b"M4A " | b"M4B " | b"M4P " => Format::M4a,
        [b'3', b'g', ..] => Format::ThreeGp,
        _ => match tracks {
            Some(Tracks { video: false, sound: true, .. }) => Format::M4a,
            _ => Format::Mp4,
        },
    })
}

struct Tracks {
    video: bool,
    sound: bool,
    /// Where the last chunk of samples starts, as far as the sample tables say.
    furthest: u64,
}

/// The furthest chunk that the sample table of a `minf` box points to, unless the samples are in another file.
fn furthest_chunk(content: &[u8]) -> u64 {
    let mut furthest = 0;
    for one in (Boxes { rest: content }).take(64) {
        // A data reference with flag 1 is this very file.
        if one.kind == *b"dinf"
            && !contains(one.content, b"url \0\0\0\x01")
            && !contains(one.content, b"alis\0\0\0\x01")
        {
            return 0;
        }
        if one.kind == *b"stbl" {
            for table in (Boxes { rest: one.content }).take(64) {
                let offsets = table.content.get(8..).unwrap_or_default();
                let last = match &table.kind {
                    b"stco" => offsets.chunks_exact(4).filter_map(|offset| be32(offset, 0)).map(u64::from).max(),
                    b"co64" => offsets.chunks_exact(8).filter_map(|offset| be64(offset, 0)).max(),
                    _ => None,
                };
                furthest = furthest.max(last.unwrap_or(0));
            }
        }
    }
    furthest
}

/// Kinds of track of a movie, and whether it says where it was taken.
fn tracks(movie: &[u8], notes: &mut Notes) -> Tracks {
    let mut found = Tracks { video: false, sound: false, furthest: 0 };
    let mut count = 0;
    let mut complex = false;
    let mut each = |content, look: &mut dyn FnMut(Unit<'_>)| {
        for one in (Boxes { rest: content }) {
            count += 1;
            if count > MOST_BOXES {
                complex = true;
                return;
            }
            look(one);
        }
    };
    let (mut traks, mut user) = (Vec::new(), Vec::new());
    let top = Boxes { rest: movie }.take(MOST_BOXES).collect::<Vec<_>>();
    for one in top {
        match &one.kind {
            b"trak" => traks.push(one.content),
            kind if USER_DATA.contains(&kind) => user.push(one.content),
            _ => {}
        }
    }
    for content in traks {
        user.extend(
            Boxes { rest: content }.take(64).filter(|one| USER_DATA.contains(&&one.kind)).map(|one| one.content),
        );
        each(content, &mut |one| {
            if one.kind == *b"mdia" {
                for inner in (Boxes { rest: one.content }).take(64) {
                    if inner.kind == *b"hdlr" {
                        found.video |= slice(inner.content, 8, 4) == Some(b"vide");
                        found.sound |= slice(inner.content, 8, 4) == Some(b"soun");
                    }
                    if inner.kind == *b"minf" {
                        found.furthest = found.furthest.max(furthest_chunk(inner.content));
                    }
                }
            }
        });
    }
    if user.into_iter().any(says_where) {
        notes.add(Trait::PhotoLocation);
    }
    if complex {
        notes.too_complex(Part::Boxes);
    }
    found
}

/// Whether user data say where a film was taken: `©xyz` holds `+10.42-075.54/`; `loci` is that of 3GPP; the long name is
/// Apple's key.
fn says_where(content: &[u8]) -> bool {
    memchr::memmem::find_iter(content, b"\xa9xyz").any(|at| matches!(content.get(at + 8), Some(b'+' | b'-')))
        || contains(content, b"com.apple.quicktime.location.ISO6709")
        || contains(content, b"loci\0\0\0\0")
}

/// Size and location of a HEIF still image, from its `meta` box (a full box: four bytes of version and flags).
fn still(bytes: &[u8], meta: &[u8], notes: &mut Notes) {
    let parts = Still::of(meta);
    if let Some(properties) = parts.properties {
        largest(properties, notes);
    }
    let Some(places) = parts.places else { return };
    let Some((found, end)) = extents(places, &[parts.exif, parts.packet]) else {
        notes.corrupt(Part::Metadata);
        return;
    };
    if end > bytes.len() as u64 {
        notes.truncated(Part::ImageData);
    }
    let block = |index: usize| found[index].and_then(|(at, length)| slice(bytes, position(at), position(length)));
    // The block starts with the distance to the TIFF header.
    if let Some((block, skip)) = block(0).and_then(|block| Some((block, be32(block, 0)?))) {
        exif::examine(block.get(position(skip).saturating_add(4)..).unwrap_or_default(), notes);
    }
    if let Some(packet) = block(1) {
        exif::examine_xmp(packet, notes);
    }
}

/// What of the `meta` box of a still image says what it has, and where.
struct Still<'a> {
    properties: Option<&'a [u8]>,
    places: Option<&'a [u8]>,
    /// The number of the item with the EXIF block.
    exif: Option<u32>,
    /// The number of the item with the XMP packet.
    packet: Option<u32>,
}

impl<'a> Still<'a> {
    fn of(meta: &'a [u8]) -> Self {
        let mut still = Self { properties: None, places: None, exif: None, packet: None };
        for one in (Boxes { rest: meta.get(4..).unwrap_or_default() }).take(1_000) {
            match &one.kind {
                b"iprp" => still.properties = Some(one.content),
                b"iinf" => {
                    still.exif = item_of_kind(one.content, b"Exif");
                    still.packet = item_of_kind(one.content, b"mime");
                }
                b"iloc" => still.places = Some(one.content),
                _ => {}
            }
        }
        still
    }
}

/// The largest `ispe` of `iprp` → `ipco` is the size of the picture; the others are tiles and thumbnails.
fn largest(properties: &[u8], notes: &mut Notes) {
    let container = Boxes { rest: properties }.take(64).find(|one| one.kind == *b"ipco");
    let sizes = container
        .into_iter()
        .flat_map(|one| Boxes { rest: one.content }.take(10_000))
        .filter(|one| one.kind == *b"ispe");
    let sizes = sizes.filter_map(|one| Some((be32(one.content, 4)?, be32(one.content, 8)?)));
    if let Some((width, height)) = sizes.max_by_key(|(width, height)| u64::from(*width) * u64::from(*height)) {
        notes.dimensions(width, height);
    }
}

/// The number of the item of `kind` in an `iinf` box.
fn item_of_kind(content: &[u8], kind: &[u8; 4]) -> Option<u32> {
    let entries = content.get(if content.first()? == &0 { 6 } else { 8 }..)?;
    for one in (Boxes { rest: entries }).take(10_000).filter(|one| one.kind == *b"infe") {
        let (id, kind_at) = match one.content.first()? {
            2 => (u32::from(be16(one.content, 4)?), 8),
            3 => (be32(one.content, 4)?, 10),
            _ => continue,
        };
        if slice(one.content, kind_at, 4) == Some(kind) {
            return Some(id);
        }
    }
    None
}

/// Where an item of a still image lies in its file, and how long it is.
type Extent = Option<(u64, u64)>;

/// From an `iloc` box: the first extent of each item `wanted` (if it is in the file itself), and the furthest end of any.
fn extents<const N: usize>(content: &[u8], wanted: &[Option<u32>; N]) -> Option<([Extent; N], u64)> {
    let version = *content.first()?;
    let sizes = be16(content, 4)?;
    let width = |shift: u16| usize::from(sizes >> shift & 15);
    let (offset_width, length_width, base_width) = (width(12), width(8), width(4));
    let index_width = if version == 0 { 0 } else { width(0) };
    let mut at = 6;
    let mut number = |width: usize| -> Option<u64> {
        let value = slice(content, at, width)?.iter().fold(0u64, |value, byte| value << 8 | u64::from(*byte));
        at += width;
        (width <= 8).then_some(value)
    };
    let id_width = if version < 2 { 2 } else { 4 };
    let (mut found, mut furthest) = ([None; N], 0);
    for _ in 0..number(id_width)? {
        let id = number(id_width)?;
        let method = if version == 0 { 0 } else { number(2)? & 15 };
        number(2)?;
        let base = number(base_width)?;
        for index in 0..number(2)? {
            number(index_width)?;
            let (start, length) = (base.saturating_add(number(offset_width)?), number(length_width)?);
            if method == 0 {
                furthest = furthest.max(start.saturating_add(length));
                let is_it = |wanted: &Option<u32>| wanted.is_some_and(|wanted| u64::from(wanted) == id);
                if let Some(place) = wanted.iter().position(is_it).filter(|_| index == 0) {
                    found[place] = Some((start, length));
                }
            }
            if index_width + offset_width + length_width == 0 {
                break; // an extent of no bytes says nothing, however many are announced
            }
        }
    }
    Some((found, furthest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixity::inspect;

    pub(super) fn unit(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
        [&(content.len() as u32 + 8).to_be_bytes()[..], kind, content].concat()
    }

    /// A track whose one chunk of samples starts at byte 200.
    pub(super) fn track(handler: &[u8; 4]) -> Vec<u8> {
        let hdlr = unit(b"hdlr", &[&[0; 8][..], handler, &[0; 12]].concat());
        let stco = unit(b"stco", &[0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 200]);
        let minf = unit(b"minf", &unit(b"stbl", &stco));
        unit(b"trak", &unit(b"mdia", &[hdlr, minf].concat()))
    }

    pub(super) fn film(brand: &[u8; 4], moov: &[u8]) -> Vec<u8> {
        [unit(b"ftyp", &[&brand[..], &[0; 4]].concat()), unit(b"moov", moov), unit(b"mdat", &[7; 200])].concat()
    }

    #[test]
    fn tracks_decide_between_video_and_audio() {
        assert_eq!(inspect(&film(b"isom", &track(b"vide"))).format(), Some(Format::Mp4));
        assert_eq!(inspect(&film(b"isom", &track(b"soun"))).format(), Some(Format::M4a));
        assert_eq!(inspect(&film(b"qt  ", &track(b"vide"))).format(), Some(Format::Quicktime));
        assert_eq!(inspect(&film(b"3gp4", &track(b"vide"))).format(), Some(Format::ThreeGp));
    }

    #[test]
    fn whole_cut_and_followed() {
        let whole = film(b"isom", &track(b"vide"));
        assert_eq!(inspect(&whole).traits, []);
        for length in 30..whole.len() {
            assert!(inspect(&whole[..length]).any(|one| one.is_damage() || one.is_disguise()), "cut at {length}");
        }
        assert!(inspect(&[&whole[..], b"\xff\xff\xff"].concat()).has(Trait::TrailingData { bytes: 3 }));
    }

    #[test]
    fn location_of_a_film() {
        let place = unit(b"udta", &unit(b"\xa9xyz", b"\0\x12\x15\xc7+10.42-075.54/"));
        assert_eq!(inspect(&film(b"isom", &[track(b"vide"), place].concat())).traits, [Trait::PhotoLocation]);
    }
}
