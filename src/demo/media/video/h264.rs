//! H.264 (ITU-T H.264, Constrained Baseline) without loss and without a transform.
//!
//! Three kinds of macroblock are enough for flat and graded drawings: one the same as in the frame before is skipped,
//! one that its neighbours predict to the last sample (horizontally, vertically or by their mean) carries no residual,
//! and any other is sent as it is (`I_PCM`). One slice for each picture, the loop filter off, CAVLC.
//! Section numbers are those of the recommendation.

use super::bits::Bits;

/// Side of a macroblock, in luma samples.
const SIDE: usize = 16;

/// A picture in 4:2:0, 8 bits for each sample; sides are multiples of 16.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Frame {
    /// Luma samples, row after row.
    pub luma: Plane,
    /// Blue and red difference, half the size each way.
    pub chroma: [Plane; 2],
}

/// One component of a picture.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Plane {
    /// Samples in a row.
    pub width: usize,
    /// Samples, row after row.
    pub samples: Vec<u8>,
}

impl Plane {
    /// The square block of `side` samples number (`column`, `row`).
    fn block(&self, column: usize, row: usize, side: usize) -> impl Iterator<Item = &[u8]> {
        let start = row * side * self.width + column * side;
        (0..side).map(move |line| &self.samples[start + line * self.width..][..side])
    }

    /// The samples over the block, if it is not in the first row.
    fn above(&self, column: usize, row: usize, side: usize) -> Option<&[u8]> {
        let start = (row * side).checked_sub(1)? * self.width + column * side;
        Some(&self.samples[start..][..side])
    }

    /// The samples at the left of the block, if it is not in the first column.
    fn left(&self, column: usize, row: usize, side: usize) -> Option<Vec<u8>> {
        let before = (column * side).checked_sub(1)?;
        Some((0..side).map(|line| self.samples[(row * side + line) * self.width + before]).collect())
    }
}

/// A coded video: the parameter sets and one access unit for each frame, with lengths of four bytes (ISO/IEC 14496-15).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stream {
    /// Sequence parameter set, without length.
    pub sequence: Vec<u8>,
    /// Picture parameter set, without length.
    pub picture: Vec<u8>,
    /// Access units in decoding and display order; the first is the only one that stands alone.
    pub units: Vec<Vec<u8>>,
}

/// Codes up to 255 frames of the same size; what a decoder shows is `frames` to the last sample.
///
/// `columns` and `rows` count macroblocks.
pub fn encode(columns: usize, rows: usize, frames: &[Frame]) -> Stream {
    let mut units = Vec::with_capacity(frames.len());
    let mut before = None;
    for (number, frame) in (0_u8..).zip(frames) {
        units.push(slice(columns, rows, number, before, frame));
        before = Some(frame);
    }
    Stream { sequence: sequence_parameters(columns, rows), picture: picture_parameters(), units }
}

/// Section 7.3.2.1: profile 66 with constraints 0 and 1, level 3, one reference, order of output as decoded.
fn sequence_parameters(columns: usize, rows: usize) -> Vec<u8> {
    let mut bits = Bits::default();
    bits.fixed(0x42_C0_1E, 24);
    bits.golomb(0);
    bits.golomb(4); // log2_max_frame_num − 4: eight bits
    bits.golomb(2); // pic_order_cnt_type: output order is decoding order
    bits.golomb(1); // one reference frame
    bits.fixed(0, 1);
    bits.golomb(columns - 1);
    bits.golomb(rows - 1);
    bits.fixed(0b1101, 4); // frames only, direct 8×8 inference, no cropping, VUI
    bits.fixed(0b00, 2); // no aspect ratio, no overscan
    bits.fixed(0b11_0101, 6); // video signal: unspecified format, limited range, colours described
    for _ in 0..3 {
        bits.fixed(6, 8); // SMPTE 170M: primaries, transfer, matrix
    }
    bits.fixed(0, 6); // no chroma place, timing, HRD (two), picture structure nor restrictions
    bits.nal(0x67)
}

/// Section 7.3.2.2: CAVLC, one slice group, filter control present in each slice.
fn picture_parameters() -> Vec<u8> {
    let mut bits = Bits::default();
    bits.golomb(0);
    bits.golomb(0);
    bits.fixed(0b00, 2); // CAVLC; no order of fields
    bits.golomb(0); // one slice group
    bits.golomb(0);
    bits.golomb(0);
    bits.fixed(0b000, 3); // no weighted prediction
    bits.golomb(0);
    bits.golomb(0);
    bits.golomb(0);
    bits.fixed(0b100, 3); // filter control; intra prediction from any neighbour; no redundant pictures
    bits.nal(0x68)
}

/// One picture as one slice (section 7.3.3), with its length before it.
fn slice(columns: usize, rows: usize, number: u8, before: Option<&Frame>, frame: &Frame) -> Vec<u8> {
    let mut bits = Bits::default();
    bits.golomb(0);
    bits.golomb(if before.is_some() { 5 } else { 7 }); // every slice of the picture is P, or I
    bits.golomb(0);
    bits.fixed(u32::from(number), 8);
    if before.is_some() {
        bits.fixed(0b000, 3); // references: default number, default list, sliding window
    } else {
        bits.golomb(0); // idr_pic_id
        bits.fixed(0b00, 2); // shown, and not kept for long
    }
    bits.golomb(0); // quantiser as in the picture parameters; nothing is quantised
    bits.golomb(1); // loop filter off
    // Coefficients of each macroblock as its neighbours count them (section 9.2.1): 16 after I_PCM, else none.
    let mut counts = vec![0_u8; columns * rows];
    let mut skipped = 0_usize;
    for (row, column) in (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column))) {
        if before.is_some_and(|before| same(before, frame, column, row)) {
            skipped += 1;
            continue;
        }
        if before.is_some() {
            bits.golomb(std::mem::take(&mut skipped));
        }
        let offset = if before.is_some() { 5 } else { 0 };
        let index = row * columns + column;
        match (luma_mode(&frame.luma, column, row), chroma_mode(&frame.chroma, column, row)) {
            (Some(luma), Some(chroma)) => {
                bits.golomb(offset + 1 + luma); // Intra_16x16, no coefficients
                bits.golomb(chroma);
                bits.golomb(0); // mb_qp_delta
                let left = (column > 0).then(|| counts[index - 1]);
                let above = (row > 0).then(|| counts[index - columns]);
                match expected(left, above) {
                    0 => bits.fixed(1, 1),
                    _ => bits.fixed(0b00_0011, 6), // table for eight or more
                }
            }
            _ => {
                counts[index] = 16;
                bits.golomb(offset + 25); // I_PCM
                bits.align();
                frame.luma.block(column, row, SIDE).for_each(|line| bits.bytes(line));
                for plane in &frame.chroma {
                    plane.block(column, row, SIDE / 2).for_each(|line| bits.bytes(line));
                }
            }
        }
    }
    if skipped > 0 {
        bits.golomb(skipped);
    }
    let nal = bits.nal(if before.is_some() { 0x41 } else { 0x65 });
    let length = u32::try_from(nal.len()).unwrap_or(u32::MAX);
    [&length.to_be_bytes()[..], &nal].concat()
}

/// nC of section 9.2.1: the mean of the neighbours, rounded up, or the only one there is.
fn expected(left: Option<u8>, above: Option<u8>) -> u8 {
    match (left, above) {
        (Some(left), Some(above)) => (left + above).div_ceil(2),
        (one, other) => one.or(other).unwrap_or(0),
    }
}

fn same(before: &Frame, frame: &Frame, column: usize, row: usize) -> bool {
    let pairs = [(&before.luma, &frame.luma, SIDE)]
        .into_iter()
        .chain(before.chroma.iter().zip(&frame.chroma).map(|(old, new)| (old, new, SIDE / 2)));
    pairs.into_iter().all(|(old, new, side)| old.block(column, row, side).eq(new.block(column, row, side)))
}

/// The Intra_16x16 mode (0 vertical, 1 horizontal, 2 mean; section 8.3.3) that gives the block exactly, if any.
fn luma_mode(plane: &Plane, column: usize, row: usize) -> Option<usize> {
    let (above, left) = (plane.above(column, row, SIDE), plane.left(column, row, SIDE));
    if above.is_some_and(|above| plane.block(column, row, SIDE).all(|line| line == above)) {
        return Some(0);
    }
    let holds = |left: &Vec<u8>| plane.block(column, row, SIDE).zip(left).all(|(line, &first)| flat(line, first));
    if left.as_ref().is_some_and(holds) {
        return Some(1);
    }
    let mean = mean(above, left.as_deref());
    plane.block(column, row, SIDE).all(|line| flat(line, mean)).then_some(2)
}

/// The mode of both chroma blocks (0 mean, 1 horizontal, 2 vertical; section 8.3.4) that gives them exactly, if any.
fn chroma_mode(planes: &[Plane; 2], column: usize, row: usize) -> Option<usize> {
    const SMALL: usize = SIDE / 2;
    let vertical = |plane: &Plane| {
        let above = plane.above(column, row, SMALL);
        above.is_some_and(|above| plane.block(column, row, SMALL).all(|line| line == above))
    };
    let horizontal = |plane: &Plane| {
        let left = plane.left(column, row, SMALL);
        left.is_some_and(|left| plane.block(column, row, SMALL).zip(left).all(|(line, first)| flat(line, first)))
    };
    let by_mean = |plane: &Plane| {
        let (above, left) = (plane.above(column, row, SMALL), plane.left(column, row, SMALL));
        plane.block(column, row, SMALL).enumerate().all(|(line, samples)| {
            let rows = line / 4 * 4..line / 4 * 4 + 4;
            (0..2).all(|half| {
                let columns = half * 4..half * 4 + 4;
                let above = above.map(|above| &above[columns.clone()]);
                let left = left.as_ref().map(|left| &left[rows.clone()]);
                // Off the diagonal one edge alone counts: the upper for the right block, the left for the lower one.
                let value = match (half, line / 4) {
                    (1, 0) if above.is_some() => mean(above, None),
                    (0, 1) if left.is_some() => mean(None, left),
                    _ => mean(above, left),
                };
                flat(&samples[columns], value)
            })
        })
    };
    if planes.iter().all(by_mean) {
        Some(0)
    } else if planes.iter().all(horizontal) {
        Some(1)
    } else if planes.iter().all(vertical) {
        Some(2)
    } else {
        None
    }
}

fn flat(line: &[u8], value: u8) -> bool {
    line.iter().all(|&sample| sample == value)
}

/// The rounded mean of the samples on the edges there are; 128 where there is none.
fn mean(above: Option<&[u8]>, left: Option<&[u8]>) -> u8 {
    let samples = || above.into_iter().chain(left).flatten().map(|&sample| u32::from(sample));
    let count = u32::try_from(samples().count()).unwrap_or(0);
    if count == 0 {
        return 128;
    }
    u8::try_from((samples().sum::<u32>() + count / 2) / count).unwrap_or(128)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(columns: usize, rows: usize, value: u8) -> Frame {
        let plane =
            |side: usize, value| Plane { width: columns * side, samples: vec![value; columns * rows * side * side] };
        Frame { luma: plane(16, value), chroma: [plane(8, 128), plane(8, 128)] }
    }

    #[test]
    fn a_grey_picture_is_predicted_and_a_still_one_skipped() {
        let stream = encode(4, 2, &[plain(4, 2, 128), plain(4, 2, 128)]);
        // Each macroblock: mb_type 3, chroma 0, quantiser 0, no coefficients: 5 + 1 + 1 + 1 bits at most.
        assert!(stream.units[0].len() < 20, "{:?}", stream.units[0]);
        // Length, header, slice header of 18 bits, a run of eight skipped (7 bits) and the last bit.
        assert_eq!(stream.units[1].len(), 4 + 1 + 4);
        assert_eq!((stream.units[0][4], stream.units[1][4]), (0x65, 0x41));
    }

    #[test]
    fn only_what_changed_is_sent() {
        let (still, mut moved) = (plain(4, 2, 90), plain(4, 2, 90));
        moved.luma.samples[20] = 91;
        let stream = encode(4, 2, &[still.clone(), still, moved]);
        assert!((384..410).contains(&stream.units[2].len()), "{}", stream.units[2].len());
        assert!(stream.units[1].len() < 12);
    }

    #[test]
    fn gradients_are_predicted() {
        let mut frame = plain(2, 2, 128);
        let width = frame.luma.width;
        for (row, line) in frame.luma.samples.chunks_mut(width).enumerate() {
            line.fill(16 + row as u8);
        }
        assert_eq!(luma_mode(&frame.luma, 0, 0), None);
        assert_eq!(luma_mode(&frame.luma, 1, 0), Some(1));
        assert_eq!(chroma_mode(&frame.chroma, 0, 0), Some(0));
        frame.chroma[1].samples[0] = 60;
        assert_eq!(chroma_mode(&frame.chroma, 0, 0), None);
    }

    #[test]
    fn means_round_as_the_recommendation_says() {
        assert_eq!(mean(None, None), 128);
        assert_eq!(mean(Some(&[1, 2]), None), 2);
        assert_eq!(mean(Some(&[1, 1]), Some(&[1, 2])), 1);
        assert_eq!((expected(Some(16), Some(0)), expected(None, Some(16)), expected(None, None)), (8, 16, 0));
    }
}
