//! Photos and films without the place where they were taken.
//!
//! EXIF, XMP, IPTC and the user data of a film go whole, since each may say where; how the picture is to be turned is kept.
//! Nothing of the image itself is decoded or written again.

use img_parts::{ImageEXIF as _, jpeg::Jpeg, png::Png, webp::WebP};

use crate::fixity::{self, FileFacts, Format, Trait};

/// Markers of JPEG segments that may say where: APP1 (EXIF, XMP) and APP13 (IPTC).
const JPEG_MARKERS: [u8; 2] = [0xE1, 0xED];
/// Chunks of PNG that may say where.
const PNG_CHUNKS: [[u8; 4]; 4] = [*b"eXIf", *b"iTXt", *b"tEXt", *b"zTXt"];

/// The bytes of a photo without its location. None where it has none, or where it cannot be taken out here: what comes
/// back has been inspected again and says nothing of a place.
pub fn without_location(bytes: &[u8], facts: &FileFacts) -> Option<Vec<u8>> {
    if !facts.has(Trait::PhotoLocation) {
        return None;
    }
    let cleaned = match facts.format()? {
        Format::Jpeg => jpeg(bytes),
        Format::Png => png(bytes),
        Format::Webp => webp(bytes),
        format => fixity::blank_place(bytes, format),
    }?;
    let after = fixity::inspect(&cleaned);
    (!after.has(Trait::PhotoLocation) && after.detected == facts.detected && after.dimensions == facts.dimensions)
        .then_some(cleaned)
}

fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut image = Jpeg::from_bytes(bytes.to_vec().into()).ok()?;
    let turned = image.exif().and_then(|exif| fixity::orientation(&exif));
    image.segments_mut().retain(|segment| !JPEG_MARKERS.contains(&segment.marker()));
    image.set_exif(turned.map(|orientation| only(orientation).into()));
    Some(image.encoder().bytes().to_vec())
}

fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut image = Png::from_bytes(bytes.to_vec().into()).ok()?;
    let turned = image.exif().and_then(|exif| fixity::orientation(&exif));
    image.chunks_mut().retain(|chunk| !PNG_CHUNKS.contains(&chunk.kind()));
    image.set_exif(turned.map(|orientation| only(orientation).into()));
    Some(image.encoder().bytes().to_vec())
}

fn webp(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut image = WebP::from_bytes(bytes.to_vec().into()).ok()?;
    let turned = image.exif().and_then(|exif| fixity::orientation(&exif));
    image.remove_chunks_by_id(*b"XMP ");
    image.set_exif(turned.map(|orientation| only(orientation).into()));
    Some(image.encoder().bytes().to_vec())
}

/// EXIF that says how the picture is to be turned, 1–8, and nothing else: a TIFF of one directory of one entry.
fn only(orientation: u16) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    tiff.extend(orientation.to_le_bytes());
    tiff.extend([0; 6]); // the rest of the value, and no next directory
    tiff
}

#[cfg(test)]
mod tests {
    use img_parts::ImageEXIF as _;

    use super::*;
    use crate::demo::media::{Scene, jpeg_with_location};

    fn located_photo() -> Vec<u8> {
        jpeg_with_location(Scene::Wall, 2, 10_422_900, -75_549_400).unwrap()
    }

    /// The EXIF of a photo with a place, with how it is to be turned before it.
    fn located() -> Vec<u8> {
        let photo = located_photo();
        Jpeg::from_bytes(photo.into()).unwrap().exif().unwrap().to_vec()
    }

    fn cleaned(bytes: &[u8]) -> Vec<u8> {
        let facts = fixity::inspect(bytes);
        assert!(facts.has(Trait::PhotoLocation), "{:?}", facts.traits);
        let cleaned = without_location(bytes, &facts).unwrap();
        let after = fixity::inspect(&cleaned);
        assert_eq!((after.detected, after.dimensions), (facts.detected, facts.dimensions));
        assert_eq!(after.traits, [], "nothing else was broken");
        cleaned
    }

    #[test]
    fn a_jpeg_loses_its_place_and_keeps_its_picture() {
        let photo = located_photo();
        let cleaned = cleaned(&photo);
        let scan = |bytes: &[u8]| bytes[bytes.windows(2).position(|pair| pair == [0xFF, 0xDA]).unwrap()..].to_vec();
        assert_eq!(scan(&cleaned), scan(&photo), "not one bit of the picture changes");
        assert_eq!(without_location(&cleaned, &fixity::inspect(&cleaned)), None, "nothing is left to do");
    }

    #[test]
    fn a_png_loses_its_place() {
        let mut bytes = Vec::new();
        let mut encoder = ::png::Encoder::new(&mut bytes, 1, 1);
        encoder.set_color(::png::ColorType::Grayscale);
        encoder.write_header().unwrap().write_image_data(&[0]).unwrap();
        let mut image = Png::from_bytes(bytes.into()).unwrap();
        image.set_exif(Some(located().into()));
        cleaned(&image.encoder().bytes());
    }

    #[test]
    fn how_a_picture_is_turned_stays() {
        let mut image = Jpeg::from_bytes(located_photo().into()).unwrap();
        assert_eq!(fixity::orientation(&only(6)), Some(6));
        assert_eq!(fixity::orientation(&only(9)), None, "there are eight");
        image.set_exif(Some(only(6).into()));
        let turned = image.clone().encoder().bytes();
        assert_eq!(without_location(&turned, &fixity::inspect(&turned)), None, "it says nothing of a place");
        // The same with a place after it: one directory with two entries.
        let mut tiff =
            b"II*\0\x08\0\0\0\x02\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\x25\x88\x04\0\x01\0\0\0\x26\0\0\0\0\0\0\0"
                .to_vec();
        tiff.extend(b"\x01\0\x02\0\x05\0\x03\0\0\0\x38\0\0\0\0\0\0\0");
        for part in [10_u32, 1, 25, 1, 0, 1] {
            tiff.extend(part.to_le_bytes());
        }
        image.set_exif(Some(tiff.into()));
        let cleaned = cleaned(&image.encoder().bytes());
        let exif = Jpeg::from_bytes(cleaned.into()).unwrap().exif().unwrap();
        assert_eq!(fixity::orientation(&exif), Some(6));
    }

    #[test]
    fn what_is_cut_or_is_no_photo_is_left_alone() {
        let photo = located_photo();
        let facts = fixity::inspect(&photo);
        for end in (0..photo.len()).step_by(97) {
            // Whatever comes back says nothing of a place.
            if let Some(cleaned) = without_location(&photo[..end], &facts) {
                assert!(!fixity::inspect(&cleaned).has(Trait::PhotoLocation));
            }
        }
        assert_eq!(without_location(b"texto", &fixity::inspect(b"texto")), None);
    }
}
