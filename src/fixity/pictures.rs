//! Where the pictures and videos that a document or an archive carries inside were taken. Nothing else is asked of
//! them: they are what the file shows, not files of their own.

use memchr::memmem;

use super::{
    bytes::{be32, position, slice},
    exif, isobmff, jpeg, jpeg_2000,
    notes::Notes,
    png, riff, tiff,
    traits::{Part, Trait},
};

/// Most bytes of pictures of one file that are looked at, all together: more than the largest file kept in git can
/// carry, unless they overlap or shrink as no photo does.
pub(super) const MOST_LOOKED_AT: u64 = 64 << 20;

/// Most bytes of an EXIF block in a JPEG, which is one segment.
const MOST_EXIF: usize = 64 << 10;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Whether the first bytes are those of a format that may hold a location.
pub(super) fn opens(head: &[u8]) -> bool {
    head.starts_with(b"\xff\xd8\xff")
        || head.starts_with(PNG)
        || head.starts_with(b"II*\0")
        || head.starts_with(b"MM\0*")
        || head.starts_with(b"RIFF") && slice(head, 8, 4) == Some(b"WEBP")
        || isobmff::opens(head)
        || jpeg_2000::opens(head)
}

/// Looks for a location in one picture or video carried inside a file.
pub(super) fn examine(picture: &[u8], notes: &mut Notes) {
    within(notes, |inner| {
        match picture {
            [0xff, 0xd8, 0xff, ..] => {
                jpeg::examine(picture, inner);
            }
            [b'I', b'I', ..] | [b'M', b'M', ..] => {
                tiff::examine(picture, inner);
            }
            [b'R', b'I', b'F', b'F', ..] => {
                riff::examine(picture, inner);
            }
            _ if jpeg_2000::opens(picture) => examine_jpeg_2000(picture, inner),
            _ if picture.starts_with(PNG) => png::metadata(picture, inner),
            _ if isobmff::opens(picture) => {
                isobmff::examine(picture, inner);
            }
            _ => {}
        };
    });
}

/// Looks for pictures in data whose structure is not followed, and for a location in each.
pub(super) fn search(data: &[u8], notes: &mut Notes) {
    // Pictures may lie one inside another: what is looked at again is bounded.
    let mut left = data.len().saturating_mul(4).saturating_add(MOST_EXIF);
    for signature in [&b"\xff\xd8\xff"[..], PNG, b"II*\0", b"MM\0*"] {
        for at in memmem::find_iter(data, signature) {
            if notes.traits.contains(&Trait::PhotoLocation) {
                return;
            }
            let rest = &data[at..];
            // A picture says where it was taken before its first scan, or anywhere between its chunks; a TIFF, where
            // its directories are, and only they are read.
            let (picture, cost) = match rest {
                [0xff, ..] => (&rest[..jpeg::head(rest).min(rest.len())], jpeg::head(rest)),
                [0x89, ..] => {
                    let end = memmem::find(rest, b"IEND").map_or(rest.len(), |end| end + 8).min(rest.len());
                    (&rest[..end], end)
                }
                _ => (rest, MOST_EXIF / 2),
            };
            let Some(still) = left.checked_sub(cost) else {
                notes.too_complex(Part::Pictures);
                return;
            };
            left = still;
            if matches!(picture, [b'I' | b'M', ..]) {
                exif::examine(picture, notes);
            } else {
                examine(picture, notes);
            }
        }
    }
}

/// Looks for a location in a JPEG 2000 picture: EXIF or XMP in a box of its own.
pub(super) fn examine_jpeg_2000(picture: &[u8], notes: &mut Notes) {
    within(notes, |inner| {
        let exif = memmem::find(picture, b"uuidJpgTiffExif->JP2").map(|at| &picture[at + 20..]);
        if let Some(exif) = exif {
            exif::examine(exif, inner);
        }
        let xmp = memmem::find(picture, b"uuid\xbe\x7a\xcf\xcb\x97\xa9\x42\xe8\x9c\x71\x99\x94\x91\xe3\xaf\xac");
        if let Some(at) = xmp {
            let length = at.checked_sub(4).and_then(|at| be32(picture, at)).map_or(0, position);
            let packet = &picture[at + 20..];
            let packet = if length > 24 { &packet[..packet.len().min(length - 24)] } else { packet };
            exif::examine_xmp(packet, inner);
        }
    });
}

/// Looks for a location in XMP metadata carried inside a file.
pub(super) fn examine_xmp(packet: &[u8], notes: &mut Notes) {
    within(notes, |inner| exif::examine_xmp(packet, inner));
}

/// Runs a reader on notes of its own and keeps what it says of location only. Content under a key was not searched.
pub(super) fn within(notes: &mut Notes, look: impl FnOnce(&mut Notes)) {
    let ((), traits) = notes.apart(look);
    if traits.contains(&Trait::PhotoLocation) {
        notes.add(Trait::PhotoLocation);
    } else if traits.iter().any(|one| matches!(one, Trait::TooComplex { .. } | Trait::Encrypted)) {
        notes.too_complex(Part::Pictures);
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::fixity::{exif::tests::block, inspect, png::tests::png, samples};

    /// A JPEG whose EXIF block states `degrees` of latitude.
    pub(in crate::fixity) fn jpeg(degrees: u32) -> Vec<u8> {
        let exif = [b"Exif\0\0", &block(degrees)[..]].concat();
        let length = u16::try_from(exif.len() + 2).unwrap();
        [&b"\xff\xd8\xff\xe1"[..], &length.to_be_bytes(), &exif, b"\xff\xc0\0\x0b\x08\0\x08\0\x08\x01\x01\x11\0"]
            .into_iter()
            .chain([&b"\xff\xda\0\x08\x01\x01\0\0\x3f\0\x12\x34\xff\xd9"[..]])
            .collect::<Vec<_>>()
            .concat()
    }

    /// A PNG of one pixel with an XMP packet that states a longitude, or an empty one.
    fn located_png(value: &str) -> Vec<u8> {
        let text = format!("XML:com.adobe.xmp\0\0\0\0\0<x exif:GPSLongitude=\"{value}\"/>");
        let mut checksum = crc32fast::Hasher::new();
        checksum.update(b"iTXt");
        checksum.update(text.as_bytes());
        let length = u32::try_from(text.len()).unwrap().to_be_bytes();
        let chunk = [&length[..], b"iTXt", text.as_bytes(), &checksum.finalize().to_be_bytes()].concat();
        png(1, 1, &chunk)
    }

    fn webp(degrees: u32) -> Vec<u8> {
        let exif = block(degrees);
        let lossless = b"VP8L\x05\0\0\0\x2f\0\0\0\0\0";
        let size = u32::try_from(4 + lossless.len() + 8 + exif.len()).unwrap();
        let length = u32::try_from(exif.len()).unwrap();
        [&b"RIFF"[..], &size.to_le_bytes(), b"WEBP", lossless, b"EXIF", &length.to_le_bytes(), &exif].concat()
    }

    #[test]
    fn each_format_of_picture_is_read_in_a_document() {
        for (name, located, bare) in [
            ("word/media/image1.jpg", jpeg(10), jpeg(0)),
            ("word/media/image1.bin", jpeg(10), jpeg(0)),
            ("word/media/image2.png", located_png("75,3W"), located_png("")),
            ("word/media/image3.webp", webp(10), webp(0)),
            ("word/media/image4.tiff", block(10), block(0)),
        ] {
            assert_eq!(inspect(&samples::docx("", &[(name, &located)])).traits, [Trait::PhotoLocation], "{name}");
            assert_eq!(inspect(&samples::docx("", &[(name, &bare)])).traits, [], "{name}");
        }
    }

    #[test]
    fn every_package_is_searched() {
        let photo = jpeg(10);
        let text: (&str, &[u8]) = ("mimetype", b"application/vnd.oasis.opendocument.text");
        let odt = samples::zip(&[text, ("content.xml", b"<a/>"), ("Pictures/1000.jpg", &photo)]);
        assert_eq!(inspect(&odt).traits, [Trait::PhotoLocation]);
        assert_eq!(inspect(&samples::zip(&[("fotos/uno.jpg", &photo)])).traits, [Trait::PhotoLocation]);
        assert_eq!(inspect(&samples::zip(&[("fotos/uno.jpg", &jpeg(0))])).traits, []);
    }

    #[test]
    fn pictures_are_found_in_other_data() {
        let found = |data: &[u8]| {
            let mut notes = Notes::new();
            search(data, &mut notes);
            notes.traits
        };
        for (located, bare) in [(jpeg(10), jpeg(0)), (located_png("75,3W"), located_png("")), (block(10), block(0))] {
            assert_eq!(found(&[b"\xff\xd8\xff\0 antes ", &located[..], b" despues"].concat()), [Trait::PhotoLocation]);
            assert_eq!(found(&[b"antes ", &bare[..], b" despues"].concat()), []);
        }
        assert_eq!(found(&b"\xff\xd8\xff\xe0\xff\xff".repeat(50_000)), [Trait::TooComplex { what: Part::Pictures }]);
    }

    /// A JPEG 2000 whose boxes state `degrees` in EXIF and `value` in XMP.
    pub(in crate::fixity) fn jpeg_2000(degrees: u32, value: &str) -> Vec<u8> {
        let unit = |parts: &[&[u8]]| {
            let content = parts.concat();
            [&u32::try_from(content.len() + 8).unwrap().to_be_bytes()[..], b"uuid", &content].concat()
        };
        let packet = format!("<x exif:GPSLatitude=\"{value}\"/>");
        let name = b"\xbe\x7a\xcf\xcb\x97\xa9\x42\xe8\x9c\x71\x99\x94\x91\xe3\xaf\xac";
        let exif = unit(&[b"JpgTiffExif->JP2", &block(degrees)]);
        crate::fixity::jpeg_2000::tests::boxes(&[exif, unit(&[name, packet.as_bytes()])].concat())
    }

    #[test]
    fn jpeg_2000_keeps_its_location_in_boxes() {
        assert_eq!(inspect(&jpeg_2000(0, "")).format(), Some(crate::fixity::Format::Jp2));
        for (degrees, value, located) in [(10, "", true), (0, "10,2N", true), (0, "", false)] {
            assert_eq!(inspect(&jpeg_2000(degrees, value)).has(Trait::PhotoLocation), located, "{degrees} {value}");
        }
    }

    #[test]
    fn many_parts_do_not_hide_a_photo() {
        let filler = vec![b'x'; 5 << 20];
        let mut parts: Vec<(String, &[u8])> = (0..2_100).map(|n| (format!("word/p{n}.txt"), &b"x"[..])).collect();
        parts.push(("word/relleno.txt".to_owned(), &filler));
        let photo = [&jpeg(10)[..], &[0; 4 << 20]].concat();
        parts.push(("word/media/image1.jpg".to_owned(), &photo));
        let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, content)| (name.as_str(), *content)).collect();
        assert_eq!(inspect(&samples::docx("", &parts)).traits, [Trait::PhotoLocation]);
    }

    #[test]
    fn pictures_past_the_limit_are_said_not_to_be_searched() {
        // Real content of a photo does not shrink; these do, so that the test stays small.
        let picture = [&jpeg(0)[..], &vec![0; 40 << 20]].concat();
        let file = samples::docx("", &[("word/media/a.jpg", &picture), ("word/media/b.jpg", &picture)]);
        assert!(inspect(&file).has(Trait::TooComplex { what: Part::Pictures }));
    }
}
