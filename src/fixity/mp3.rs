//! MPEG audio (MP3) by its frames, with ID3, APE and Lyrics tags around them.

use memchr::memmem;

use super::{
    Format,
    bytes::{be32, le32, position, slice},
    notes::Notes,
    traits::{Part, Trait},
};

/// Frames in a row that make a start believable.
const FRAMES_TO_BELIEVE: usize = 3;
/// Most times the frames may be lost and found again before the rest is left alone.
const MOST_LOSSES: usize = 64;

/// Frame length in bytes, if a layer III header stands at `at` (ISO/IEC 11172-3, 2.4.1.3).
fn frame(bytes: &[u8], at: usize) -> Option<usize> {
    let &[0xff, second, third, _] = slice(bytes, at, 4)? else { return None };
    let (version, layer) = (second >> 3 & 3, second >> 1 & 3);
    if second & 0xe0 != 0xe0 || version == 1 || layer != 1 {
        return None;
    }
    const RATES_1: [usize; 16] = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0];
    const RATES_2: [usize; 16] = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0];
    let first = version == 3;
    let kilobits = if first { RATES_1 } else { RATES_2 }[usize::from(third >> 4)];
    let hertz = [44_100, 48_000, 32_000].get(usize::from(third >> 2 & 3))? / [4, 1, 2, 1][usize::from(version)];
    // Length = samples of a frame / 8 × bit rate / sampling rate + padding.
    let length = if first { 144_000 } else { 72_000 } * kilobits / hertz + usize::from(third >> 1 & 1);
    (kilobits > 0).then_some(length)
}

/// Frames of sound announced by the index (Xing, Info) some encoders put in the first frame.
fn index_frames(frame: &[u8]) -> Option<usize> {
    let head = &frame[..frame.len().min(64)];
    let at = memmem::find(head, b"Xing").or_else(|| memmem::find(head, b"Info"))?;
    let has_count = frame.get(at + 7)? & 1 == 1;
    has_count.then(|| be32(frame, at + 8)).flatten().map(position)
}

/// Length of an ID3v2 tag at the start, header included.
fn id3(bytes: &[u8]) -> Option<usize> {
    let header = slice(bytes, 0, 10)?;
    let size = &header[6..10];
    if !header.starts_with(b"ID3") || size.iter().any(|byte| *byte > 0x7f) {
        return None;
    }
    let size = size.iter().fold(0usize, |size, byte| size << 7 | usize::from(*byte));
    Some(10 + size + if header[5] & 0x10 == 0 { 0 } else { 10 })
}

/// Whether frames start at `at` and go on.
fn believable(bytes: &[u8], mut at: usize) -> bool {
    for index in 0..FRAMES_TO_BELIEVE {
        match frame(bytes, at) {
            Some(length) => at += length,
            None => return index > 0 && at >= bytes.len(),
        }
    }
    true
}

/// Whether the bytes open as MP3.
pub(super) fn opens(bytes: &[u8]) -> bool {
    id3(bytes).is_some() || believable(bytes, 0)
}

pub(super) fn examine(bytes: &[u8], notes: &mut Notes) -> Option<Format> {
    let mut at = 0;
    for _ in 0..4 {
        match id3(bytes.get(at..)?) {
            Some(length) => at += length,
            None => break,
        }
    }
    if at > bytes.len() {
        notes.truncated(Part::Metadata);
        return Some(Format::Mp3);
    }
    if at > 0 && bytes.get(at..).is_some_and(|rest| rest.starts_with(b"fLaC")) {
        return Some(Format::Flac);
    }
    let tagged = at > 0;
    // Some writers leave zeros between tag and frames.
    at += bytes[at..].iter().take(1 << 20).take_while(|byte| tagged && **byte == 0).count();
    let (end, tags) = before_tags(bytes);
    if at >= end {
        notes.truncated(Part::Frames);
        return tagged.then_some(Format::Mp3);
    }
    let (mut frames, mut losses) = (0usize, 0usize);
    let mut stated_frames = None;
    while at < end {
        if let Some(length) = frame(bytes, at) {
            if at + length > end {
                if tags {
                    break; // the encoder's last frame was overlaid by the tag: players do not mind
                }
                // What an interrupted copy leaves is the same as what some encoders do; the index tells them apart.
                if stated_frames.is_some_and(|stated| stated > frames + 1) {
                    notes.truncated(Part::Frames);
                } else {
                    notes.add(Trait::UnfinishedFrame);
                }
                return Some(Format::Mp3);
            }
            if frames == 0 {
                stated_frames = index_frames(&bytes[at..at + length]);
            }
            frames += 1;
            at += length;
            continue;
        }
        if frames == 0 && !tagged {
            return None;
        }
        losses += 1;
        if losses > MOST_LOSSES {
            notes.too_complex(Part::Frames);
            return Some(Format::Mp3);
        }
        match memchr::memchr_iter(0xff, &bytes[at..end])
            .map(|found| at + found)
            .find(|found| believable(&bytes[..end], *found))
        {
            Some(next) => at = next,
            None => {
                let rest = &bytes[at..end];
                if frames > 0 && end - at < 4 && !tags {
                    notes.truncated(Part::Frames);
                } else {
                    notes.trailing(rest);
                }
                break;
            }
        }
    }
    if frames == 0 {
        notes.corrupt(Part::Frames);
    }
    // Joined and edited files keep an old index: only a plain run of frames is held to it.
    if losses == 0 && stated_frames.is_some_and(|stated| stated > frames) {
        notes.truncated(Part::Frames);
    }
    if losses > 0
        && memmem::find(bytes, b"\xff\xd8\xff\xe0\0\x10JFIF").is_some_and(|found| found >= id3(bytes).unwrap_or(0))
    {
        notes.add(Trait::Polyglot { other: Format::Jpeg });
    }
    Some(Format::Mp3)
}

/// Where the frames end: before ID3v1 (128 bytes), Lyrics3 and APE tags. Says whether there was any.
fn before_tags(bytes: &[u8]) -> (usize, bool) {
    let mut end = bytes.len();
    if end >= 128 && bytes[end - 128..].starts_with(b"TAG") {
        end -= 128;
    }
    if let Some(footer) =
        end.checked_sub(32).and_then(|at| slice(bytes, at, 32)).filter(|footer| footer.starts_with(b"APETAGEX"))
    {
        let header = if le32(footer, 20).unwrap_or(0) >> 31 == 1 { 32 } else { 0 };
        end = end.saturating_sub(le32(footer, 12).map_or(0, position).saturating_add(header));
    }
    if bytes[..end].ends_with(b"LYRICS200") {
        let size =
            end.checked_sub(15).and_then(|at| std::str::from_utf8(slice(bytes, at, 6)?).ok()?.parse::<usize>().ok());
        end = end.saturating_sub(size.unwrap_or(0) + 15);
    }
    (end, end < bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixity::inspect;

    /// Frames of 128 kbit/s at 44.1 kHz: 417 bytes each.
    fn sound(frames: usize) -> Vec<u8> {
        let one = [&[0xff, 0xfb, 0x90, 0x64][..], &[0x55; 413]].concat();
        one.repeat(frames)
    }

    #[test]
    fn frame_length_is_that_of_the_norm() {
        assert_eq!(frame(&sound(1), 0), Some(417));
        assert_eq!(frame(b"\xff\xfb\xf0\x64", 0), None);
    }

    #[test]
    fn whole_tagged_cut_and_followed() {
        let whole = sound(5);
        assert_eq!((inspect(&whole).format(), inspect(&whole).traits), (Some(Format::Mp3), vec![]));
        let tagged = [&b"ID3\x03\0\0\0\0\0\x04abcd"[..], &whole].concat();
        assert_eq!((inspect(&tagged).format(), inspect(&tagged).traits), (Some(Format::Mp3), vec![]));
        assert_eq!(inspect(&whole[..whole.len() - 9]).traits, [Trait::UnfinishedFrame]);
        let followed = [&whole[..], b"otra cosa"].concat();
        assert_eq!(inspect(&followed).traits, [Trait::TrailingData { bytes: 9 }]);
    }

    #[test]
    fn an_index_that_announces_more_frames_is_a_cut() {
        let mut index = sound(1);
        index[36..48].copy_from_slice(b"Xing\0\0\0\x01\0\0\0\x04");
        let whole = [&index[..], &sound(4)].concat();
        assert_eq!(inspect(&whole).traits, []);
        assert_eq!(inspect(&whole[..whole.len() - 417]).traits, []);
        assert_eq!(inspect(&whole[..whole.len() - 2 * 417]).traits, [Trait::Truncated { what: Part::Frames }]);
        assert_eq!(inspect(&whole[..whole.len() - 3 * 417 - 5]).traits, [Trait::Truncated { what: Part::Frames }]);
    }

    #[test]
    fn a_picture_between_frames_is_a_polyglot() {
        let mixed = [&sound(4)[..], b"\xff\xd8\xff\xe0\0\x10JFIF\0aaaaaaaaaaaaaaaa", &sound(4)].concat();
        assert!(inspect(&mixed).has(Trait::Polyglot { other: Format::Jpeg }));
    }
}
