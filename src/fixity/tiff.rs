//! TIFF by its directories: every strip and tile must be inside the file.

use std::collections::BTreeSet;

use super::{
    Format,
    exif::{self, Entry, Tiff},
    notes::Notes,
    traits::Part,
};

/// Most images (pages) of one file that are followed.
const MOST_IMAGES: usize = 4_096;
/// Most directory entries, strips and tiles that are looked at, all images together.
const MOST_STRIPS: usize = 1_000_000;

pub(super) fn examine(bytes: &[u8], notes: &mut Notes) -> Format {
    let Some(tiff) = Tiff::new(bytes) else {
        // BigTIFF (version 43) keeps 8-byte offsets; files under the size limit have no use for it.
        notes.too_complex(Part::Structure);
        return Format::Tiff;
    };
    exif::examine(bytes, notes);
    let mut seen = BTreeSet::new();
    let mut strips_left = MOST_STRIPS;
    let mut next = tiff.first().unwrap_or(0);
    if next == 0 {
        notes.truncated(Part::Header);
    }
    while next != 0 {
        if !seen.insert(next) {
            notes.corrupt(Part::Structure);
            break;
        }
        if seen.len() > MOST_IMAGES {
            notes.too_complex(Part::Structure);
            break;
        }
        let Some((entries, following)) = tiff.directory(next) else {
            notes.truncated(Part::Structure);
            break;
        };
        // Directories may overlap: what they hold counts against the same limit.
        let Some(left) = strips_left.checked_sub(entries.len()) else {
            notes.too_complex(Part::Structure);
            break;
        };
        strips_left = left;
        image(&tiff, bytes.len(), &entries, &mut strips_left, notes);
        next = following;
    }
    Format::Tiff
}

fn image(tiff: &Tiff<'_>, length: usize, entries: &[Entry], strips_left: &mut usize, notes: &mut Notes) {
    let find = |tag| entries.iter().copied().find(|entry| entry.tag == tag);
    let first = |tag| find(tag).and_then(|entry| tiff.number(entry, 0));
    match (first(256), first(257)) {
        (Some(width), Some(height)) => notes.dimensions(width, height),
        _ => notes.corrupt(Part::Dimensions),
    }
    if let Some(packet) = find(700).and_then(|entry| tiff.data(entry)) {
        exif::examine_xmp(packet, notes);
    }
    for (offsets, lengths) in [(273, 279), (324, 325)] {
        let (Some(offsets), Some(lengths)) = (find(offsets), find(lengths)) else { continue };
        let count = offsets.count.min(lengths.count) as usize;
        if count > *strips_left {
            notes.too_complex(Part::ImageData);
            return;
        }
        *strips_left -= count;
        for index in 0..count {
            let end = tiff.number(offsets, index).zip(tiff.number(lengths, index));
            if end.is_none_or(|(at, count)| u64::from(at) + u64::from(count) > length as u64) {
                notes.truncated(Part::ImageData);
                return;
            }
        }
    }
}
