//! Spans, files and the conversion of byte offsets to lines and columns.

use serde::Serialize;

/// The UTF-8 form of the byte order mark some editors put at the start of a file.
pub(super) const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// A half-open range of byte offsets in one file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset after the last byte; never before `start`.
    pub end: usize,
}

impl Span {
    /// The span from `start` to `end`; empty at `start` if `end` is before it.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end: end.max(start) }
    }

    /// Whether the span holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The bytes of the span; clipped to the end of `bytes`.
    pub fn slice(self, bytes: &[u8]) -> &[u8] {
        let end = self.end.min(bytes.len());
        &bytes[self.start.min(end)..end]
    }
}

/// A position as people and other programs count it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
pub struct Place {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters (Unicode scalar values), from 1; a tab is one.
    pub column: u32,
}

/// Where the lines of a file start, to turn a byte offset into a [`Place`].
///
/// A line ends at LF, as in git, SARIF and every forge; the CR of a CRLF belongs to the end of its line, and a lone CR
/// is a character like any other. A byte order mark at the start has no width. Bytes that are not UTF-8 count one
/// column each, save continuation bytes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LineIndex {
    /// Offset of the first byte of each line, ascending; the first is 0.
    starts: Vec<usize>,
    /// Offsets of the bytes that begin no character, ascending.
    silent: Vec<usize>,
    /// Length of the file.
    length: usize,
}

impl LineIndex {
    /// Indexes `bytes`.
    pub fn new(bytes: &[u8]) -> Self {
        let mut starts = vec![0];
        starts.extend(memchr::memchr_iter(b'\n', bytes).map(|offset| offset + 1));
        let mut silent: Vec<usize> =
            bytes.iter().enumerate().filter(|(_, byte)| **byte & 0xC0 == 0x80).map(|(offset, _)| offset).collect();
        if bytes.starts_with(BYTE_ORDER_MARK) {
            silent.insert(0, 0);
        }
        Self { starts, silent, length: bytes.len() }
    }

    /// The place of the character at `offset`; an offset past the end is taken as the end.
    pub fn place(&self, offset: usize) -> Place {
        let offset = offset.min(self.length);
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts[line - 1];
        let silent = self.silent.partition_point(|at| *at < offset) - self.silent.partition_point(|at| *at < start);
        let column = offset - start - silent + 1;
        Place { line: u32::try_from(line).unwrap_or(u32::MAX), column: u32::try_from(column).unwrap_or(u32::MAX) }
    }

    /// The number of lines; a last line without LF counts, and an empty file has one.
    pub fn lines(&self) -> usize {
        self.starts.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(text: &str, needle: &str) -> (u32, u32) {
        let place = LineIndex::new(text.as_bytes()).place(text.find(needle).expect("in the text"));
        (place.line, place.column)
    }

    #[test]
    fn columns_count_characters_not_bytes() {
        assert_eq!(at("niño: más X", "X"), (1, 11));
        assert_eq!(at("a: 🔑X\n", "X"), (1, 5));
        assert_eq!(at("año: 1\nseñal: Y", "Y"), (2, 8));
        assert_eq!(at("e\u{301}X", "X"), (1, 3), "a combining accent is a character of its own");
    }

    #[test]
    fn line_ends_and_tabs() {
        assert_eq!(at("a\r\nbX", "X"), (2, 2));
        assert_eq!(at("a\r\nb", "\r"), (1, 2));
        assert_eq!(at("a\r\nb", "\n"), (1, 3));
        assert_eq!(at("a\rbX\n", "X"), (1, 4), "a lone CR ends no line in git");
        assert_eq!(at("\tX", "X"), (1, 2));
        assert_eq!(at("\u{FEFF}X\n", "X"), (1, 1), "a leading mark has no width");
        assert_eq!(at("\u{FEFF}a\nñX", "X"), (2, 2));
    }

    #[test]
    fn the_end_and_beyond() {
        let index = LineIndex::new("ñ\n".as_bytes());
        assert_eq!(index.place(3), Place { line: 2, column: 1 });
        assert_eq!(index.place(3000), Place { line: 2, column: 1 });
        assert_eq!(LineIndex::new(b"ab").place(2), Place { line: 1, column: 3 });
        assert_eq!(LineIndex::new(b"").place(0), Place { line: 1, column: 1 });
        assert_eq!(LineIndex::new(b"\xFF\xFE\x41").place(2), Place { line: 1, column: 3 });
    }

    #[test]
    fn spans_are_clipped() {
        assert_eq!(Span::new(1, 9).slice(b"abc"), b"bc");
        assert_eq!(Span::new(7, 9).slice(b"abc"), b"");
        assert!(Span::new(5, 2).is_empty());
    }

    proptest! {
        #[test]
        fn agrees_with_counting(text in "[añ🔑\r\n\t]{0,40}") {
            let index = LineIndex::new(text.as_bytes());
            for (offset, _) in text.char_indices() {
                let before = &text[..offset];
                let line = before.matches('\n').count() + 1;
                let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
                let place = index.place(offset);
                prop_assert_eq!((place.line as usize, place.column as usize), (line, column));
            }
        }
    }
}
