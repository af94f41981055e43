//! The MP4 file around a coded video (ISO/IEC 14496-12 and 14496-15): one track, one chunk, index before the data.

use super::h264::Stream;

/// Pixels and time of a video.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Shape {
    /// Width in pixels.
    pub width: u16,
    /// Height in pixels.
    pub height: u16,
    /// Frames in a second.
    pub rate: u16,
}

/// Units of time in a frame: the time scale is a hundred for each frame of a second.
const FRAME: u32 = 100;
/// The unit transformation of section 6.2.2.
const MATRIX: [u32; 9] = [0x1_0000, 0, 0, 0, 0x1_0000, 0, 0, 0, 0x4000_0000];

/// The file: `ftyp`, `moov`, `mdat`. Moments of creation are zero; the language of the track is Spanish.
pub fn mp4(shape: Shape, stream: &Stream) -> Vec<u8> {
    let kind = plain(b"ftyp", &[b"isom", &0x200_u32.to_be_bytes(), b"isomiso2avc1mp41"]);
    // The place of the data depends on the length of the index, which does not depend on the place.
    let length = movie(shape, stream, 0).len();
    let index = movie(shape, stream, u32::try_from(kind.len() + length + 8).unwrap_or(u32::MAX));
    [kind, index, plain(b"mdat", &[&stream.units.concat()])].concat()
}

fn movie(shape: Shape, stream: &Stream, data: u32) -> Vec<u8> {
    let scale = u32::from(shape.rate) * FRAME;
    let duration = count(stream.units.len()) * FRAME;
    let header = numbers(&[0, 0, scale, duration, 0x1_0000, 0x0100_0000, 0, 0]);
    let header = full(b"mvhd", 0, &[&header, &numbers(&MATRIX), &[0; 24], &numbers(&[2])]);
    plain(b"moov", &[&header, &track(shape, stream, data, scale, duration)])
}

fn track(shape: Shape, stream: &Stream, data: u32, scale: u32, duration: u32) -> Vec<u8> {
    let size = numbers(&[u32::from(shape.width) << 16, u32::from(shape.height) << 16]);
    let place = numbers(&[0, 0, 1, 0, duration, 0, 0, 0, 0]);
    let header = full(b"tkhd", 3, &[&place, &numbers(&MATRIX), &size]);
    // «spa»: three letters of five bits (section 8.4.2.3).
    let language = "spa".bytes().fold(0_u16, |code, letter| code << 5 | u16::from(letter - 0x60));
    let media = full(b"mdhd", 0, &[&numbers(&[0, 0, scale, duration]), &language.to_be_bytes(), &[0; 2]]);
    let handler = full(b"hdlr", 0, &[&[0; 4], b"vide", &[0; 12], b"Video\0"]);
    let source = full(b"dref", 0, &[&numbers(&[1]), &full(b"url ", 1, &[])]);
    let information =
        plain(b"minf", &[&full(b"vmhd", 1, &[&[0; 8]]), &plain(b"dinf", &[&source]), &table(shape, stream, data)]);
    plain(b"trak", &[&header, &plain(b"mdia", &[&media, &handler, &information])])
}

/// `stbl`: what the samples are, how long each lasts, how large each is and where they start.
fn table(shape: Shape, stream: &Stream, data: u32) -> Vec<u8> {
    let frames = count(stream.units.len());
    let sizes: Vec<u32> = stream.units.iter().map(|unit| count(unit.len())).collect();
    let set = |bytes: &[u8]| [&u16::try_from(bytes.len()).unwrap_or(u16::MAX).to_be_bytes()[..], bytes].concat();
    let configuration = plain(
        b"avcC",
        &[&[1], &stream.sequence[1..4], &[0xFF, 0xE1], &set(&stream.sequence), &[1], &set(&stream.picture)],
    );
    let colour = plain(b"colr", &[b"nclx", &[0, 6, 0, 6, 0, 6, 0]]);
    let entry = plain(
        b"avc1",
        &[
            &[0, 0, 0, 0, 0, 0, 0, 1],
            &[0; 16],
            &shape.width.to_be_bytes(),
            &shape.height.to_be_bytes(),
            &numbers(&[0x48_0000, 0x48_0000, 0]),
            &[0, 1],
            &[0; 32],
            &[0, 0x18, 0xFF, 0xFF],
            &configuration,
            &colour,
        ],
    );
    plain(
        b"stbl",
        &[
            &full(b"stsd", 0, &[&numbers(&[1]), &entry]),
            &full(b"stts", 0, &[&numbers(&[1, frames, FRAME])]),
            &full(b"stss", 0, &[&numbers(&[1, 1])]),
            &full(b"stsc", 0, &[&numbers(&[1, 1, frames, 1])]),
            &full(b"stsz", 0, &[&numbers(&[0, frames]), &numbers(&sizes)]),
            &full(b"stco", 0, &[&numbers(&[1, data])]),
        ],
    )
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

fn numbers(values: &[u32]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_be_bytes()).collect()
}

/// A box: length, kind, content.
fn plain(kind: &[u8; 4], content: &[&[u8]]) -> Vec<u8> {
    let content = content.concat();
    [&count(content.len() + 8).to_be_bytes()[..], kind, &content].concat()
}

/// A box with version 0 and flags.
fn full(kind: &[u8; 4], flags: u32, content: &[&[u8]]) -> Vec<u8> {
    plain(kind, &[&flags.to_be_bytes(), &content.concat()])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The boxes of `bytes`: kind, and content. Panics unless their lengths add up.
    fn boxes(mut bytes: &[u8]) -> Vec<(String, &[u8])> {
        let mut found = Vec::new();
        while !bytes.is_empty() {
            let length = u32::from_be_bytes(bytes[..4].try_into().unwrap()) as usize;
            let (one, rest) = bytes.split_at(length);
            found.push((String::from_utf8(one[4..8].to_vec()).unwrap(), &one[8..]));
            bytes = rest;
        }
        found
    }

    fn find<'a>(boxes: &[(String, &'a [u8])], kind: &str) -> &'a [u8] {
        boxes.iter().find(|(found, _)| found == kind).unwrap_or_else(|| panic!("no {kind}")).1
    }

    #[test]
    fn lengths_add_up_and_the_index_points_at_the_data() {
        let units = vec![vec![7; 30], vec![8; 12]];
        let stream = Stream { sequence: vec![0x67, 1, 2, 3, 4], picture: vec![0x68, 5], units };
        let bytes = mp4(Shape { width: 480, height: 272, rate: 10 }, &stream);
        let outer = boxes(&bytes);
        assert_eq!(outer.iter().map(|(kind, _)| kind.as_str()).collect::<Vec<_>>(), ["ftyp", "moov", "mdat"]);
        let mut inner = boxes(find(&outer, "moov"));
        for kind in ["trak", "mdia", "minf", "stbl"] {
            inner = boxes(find(&inner, kind));
        }
        assert_eq!(find(&inner, "stsz")[12..], [0, 0, 0, 30, 0, 0, 0, 12]);
        let place = u32::from_be_bytes(find(&inner, "stco")[8..12].try_into().unwrap()) as usize;
        assert_eq!(&bytes[place..], stream.units.concat());
    }
}
