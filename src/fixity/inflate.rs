//! Decompression under a budget: never more output than asked for, whatever the input declares.

use std::cell::RefCell;

use flate2::{Decompress, FlushDecompress, Status};

/// Most bytes that may be inflated for one file, all its parts together.
pub(super) const MOST_INFLATED: u64 = 64 << 20;

/// What a stream costs at least: setting one up takes time too, and a file may hold a million of them.
const STREAM_COST: u64 = 1_024;

/// What wraps the deflate stream.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Wrapper {
    /// Nothing (ZIP).
    Raw,
    /// zlib header and checksum (PDF).
    Zlib,
}

/// How an inflation ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Ending {
    /// The stream came to its own end.
    Complete,
    /// The limit of this call or the budget of the file stopped it.
    Limit,
    /// The stream is cut or contradicts itself.
    Broken,
}

/// Bytes of output given at a time. The inflater keeps a copy of the last 32 KiB of each piece: longer ones make it
/// copy less.
const PIECE: usize = 128 * 1024;

/// What inflating needs: kept between streams and between files, because making it costs more than a small part.
struct Inflater {
    buffer: Vec<u8>,
    state: Decompress,
}

thread_local! {
    static INFLATER: RefCell<Option<Inflater>> = const { RefCell::new(None) };
}

/// Bytes that may still be inflated for the file being inspected.
pub(super) struct Budget {
    left: u64,
}

impl Budget {
    pub(super) fn new() -> Self {
        Self::of(MOST_INFLATED)
    }

    /// A budget of `left` bytes, for one stream with a limit of its own.
    pub(super) fn of(left: u64) -> Self {
        Self { left }
    }

    /// Inflates `data`, at most `most` bytes of output, giving each piece to `sink`. Returns the bytes given and
    /// how it ended.
    pub(super) fn inflate(
        &mut self,
        data: &[u8],
        wrapper: Wrapper,
        most: u64,
        mut sink: impl FnMut(&[u8]),
    ) -> (u64, Ending) {
        let limit = most.min(self.left);
        // Taken out while it works, so that a sink that inflates something else finds none and makes its own.
        let spare = INFLATER.with_borrow_mut(Option::take);
        let mut inflater = spare.unwrap_or_else(|| Inflater { buffer: vec![0; PIECE], state: Decompress::new(false) });
        let Inflater { buffer, state } = &mut inflater;
        // One byte more than the limit tells whether there is more; a head of a few bytes does not fill the buffer.
        let room = usize::try_from(limit).map_or(PIECE, |limit| limit.saturating_add(1).min(PIECE));
        state.reset(wrapper == Wrapper::Zlib);
        let mut given = 0;
        let ending = loop {
            let (read, written) = (state.total_in(), state.total_out());
            let rest = usize::try_from(read).ok().and_then(|read| data.get(read..)).unwrap_or_default();
            let result = state.decompress(rest, &mut buffer[..room], FlushDecompress::None);
            let fresh = (state.total_out() - written).min(limit - given);
            sink(&buffer[..fresh as usize]);
            given += fresh;
            match result {
                _ if state.total_out() > limit => break Ending::Limit,
                Ok(Status::StreamEnd) => break Ending::Complete,
                Err(_) => break Ending::Broken,
                Ok(_) if state.total_in() == read && state.total_out() == written => break Ending::Broken,
                Ok(_) => {}
            }
        };
        INFLATER.with_borrow_mut(|kept| *kept = Some(inflater));
        self.left -= given.max(STREAM_COST).min(self.left);
        (given, ending)
    }

    /// As [`Self::inflate`], gathered. What was gathered before a limit or a flaw is kept.
    pub(super) fn gather(&mut self, data: &[u8], wrapper: Wrapper, most: u64) -> (Vec<u8>, Ending) {
        let mut gathered = Vec::new();
        let (_, ending) = self.inflate(data, wrapper, most, |piece| gathered.extend_from_slice(piece));
        (gathered, ending)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    fn deflated(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn whole_limited_and_cut_streams_end_differently() {
        let data = deflated(&vec![7; 1_000_000]);
        let mut budget = Budget::new();
        assert_eq!(budget.inflate(&data, Wrapper::Raw, 2_000_000, |_| {}), (1_000_000, Ending::Complete));
        assert_eq!(budget.inflate(&data, Wrapper::Raw, 1_000_000, |_| {}), (1_000_000, Ending::Complete));
        assert_eq!(budget.inflate(&data, Wrapper::Raw, 999_999, |_| {}), (999_999, Ending::Limit));
        assert_eq!(budget.inflate(&data[..data.len() / 2], Wrapper::Raw, 2_000_000, |_| {}).1, Ending::Broken);
        assert_eq!(budget.inflate(b"\xff\xff\xff", Wrapper::Zlib, 10, |_| {}), (0, Ending::Broken));
    }

    #[test]
    fn the_budget_of_the_file_is_shared() {
        let data = deflated(&vec![7; 40 << 20]);
        let mut budget = Budget::new();
        assert_eq!(budget.inflate(&data, Wrapper::Raw, u64::MAX, |_| {}).1, Ending::Complete);
        assert_eq!(budget.inflate(&data, Wrapper::Raw, u64::MAX, |_| {}), (24 << 20, Ending::Limit));
        assert_eq!(budget.inflate(&data, Wrapper::Raw, u64::MAX, |_| {}), (0, Ending::Limit));
    }
}
