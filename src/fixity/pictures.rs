//! Where the pictures and videos that a document or an archive carries inside were taken. Nothing else is asked of
//! them: they are what the file shows, not files of their own.

use super::{
    bytes::slice,
    exif, isobmff, jpeg,
    notes::Notes,
    png, riff, tiff,
    traits::{Part, Trait},
};

/// Most bytes of pictures of one file that are looked at, all together: more than the largest file kept in git can
/// carry, unless they overlap or shrink as no photo does.
pub(super) const MOST_LOOKED_AT: u64 = 64 << 20;

/// Extensions of formats that may hold a location.
pub(super) const EXTENSIONS: &[&str] =
    &["jpg", "jpeg", "jpe", "jfif", "png", "tif", "tiff", "webp", "heic", "heif", "avif", "mp4", "m4v", "mov", "3gp"];

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Whether the first bytes are those of a format that may hold a location.
pub(super) fn opens(head: &[u8]) -> bool {
    head.starts_with(b"\xff\xd8\xff")
        || head.starts_with(PNG)
        || head.starts_with(b"II*\0")
        || head.starts_with(b"MM\0*")
        || head.starts_with(b"RIFF") && slice(head, 8, 4) == Some(b"WEBP")
        || isobmff::opens(head)
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
            _ if picture.starts_with(PNG) => png::metadata(picture, inner),
            _ if isobmff::opens(picture) => {
                isobmff::examine(picture, inner);
            }
            _ => {}
        };
    });
}

/// Looks for a location in XMP metadata carried inside a file.
pub(super) fn examine_xmp(packet: &[u8], notes: &mut Notes) {
    within(notes, |inner| exif::examine_xmp(packet, inner));
}

/// Runs a reader on notes of its own, with the budget of the file, and keeps what it says of location only.
fn within(notes: &mut Notes, look: impl FnOnce(&mut Notes)) {
    let mut inner = Notes::new();
    std::mem::swap(&mut inner.budget, &mut notes.budget);
    look(&mut inner);
    std::mem::swap(&mut inner.budget, &mut notes.budget);
    if inner.traits.contains(&Trait::PhotoLocation) {
        notes.add(Trait::PhotoLocation);
    } else if inner.traits.iter().any(|one| matches!(one, Trait::TooComplex { .. })) {
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
