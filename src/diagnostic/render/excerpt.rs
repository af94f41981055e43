//! The piece of a line that shows a place: bounded, with nothing a terminal would obey.

use std::ops::Range;

use crate::{diagnostic::Position, messages::is_deceptive};

/// A piece of one line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Excerpt {
    /// The text, without line ends; `…` where it was cut.
    pub text: String,
    /// The bytes of `text` that the finding is about; empty where it is about a point.
    pub span: Range<usize>,
    /// 1-based line in the file.
    pub line: u32,
}

/// The line of `source` where `position` starts, at most some `room` columns around it.
///
/// A place of several lines is shown by its first. Only the shown piece is read, however long the line is.
pub(super) fn excerpt(source: &str, position: &Position, room: usize) -> Excerpt {
    let start = source.floor_char_boundary(position.span.start);
    let end = source.floor_char_boundary(position.span.end).max(start);
    let (lead, cut) = before(&source[..start], room / 2);
    let mut text = String::from(if cut { "…" } else { "" });
    text.extend(lead.iter().rev().map(String::as_str));
    let from = text.len();
    let mut left = room.saturating_sub(lead.iter().map(|piece| piece.chars().count()).sum());
    let mut to = None;
    let rest = &source[start..];
    for (offset, character) in rest.char_indices() {
        if is_line_end(&rest[offset..]) {
            break;
        }
        if start + offset >= end && to.is_none() {
            to = Some(text.len());
        }
        let piece = visible(character, start + offset);
        let width = piece.chars().count();
        if width > left {
            text.push('…');
            break;
        }
        left -= width;
        text.push_str(&piece);
    }
    let to = to.unwrap_or(text.len());
    Excerpt { text, span: from..to, line: position.line }
}

/// The visible pieces before a place, the nearest first, and whether the line begins further back.
fn before(head: &str, room: usize) -> (Vec<String>, bool) {
    let mut pieces = Vec::new();
    let mut left = room;
    for (offset, character) in head.char_indices().rev() {
        if character == '\n' {
            return (pieces, false);
        }
        let piece = visible(character, offset);
        let width = piece.chars().count();
        if width > left {
            return (pieces, true);
        }
        left -= width;
        pieces.push(piece);
    }
    (pieces, false)
}

fn is_line_end(rest: &str) -> bool {
    rest.starts_with('\n') || rest.starts_with("\r\n") || rest == "\r"
}

fn visible(character: char, offset: usize) -> String {
    match character {
        // Drawn, because it looks like spaces and is the mistake more often than not.
        '\t' => "→   ".to_owned(),
        '\u{feff}' if offset == 0 => String::new(),
        other if is_deceptive(other) => other.escape_unicode().to_string(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{LineIndex, Span};
    use proptest::prelude::*;

    fn cut(source: &str, start: usize, end: usize, room: usize) -> Excerpt {
        excerpt(source, &Position::of(Span::new(start, end), &LineIndex::new(source.as_bytes())), room)
    }

    #[test]
    fn shows_the_line_of_the_place() {
        let shown = cut("a: 1\nñ: «x»\r\nb: 2\n", 9, 14, 80);
        assert_eq!(shown, Excerpt { text: "ñ: «x»".into(), span: 4..9, line: 2 });
        assert_eq!(&shown.text[shown.span.clone()], "«x»");
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let source = format!("{}AQUÍ{}", "x".repeat(40_000), "y".repeat(24_000));
        let shown = cut(&source, 40_000, 40_005, 60);
        assert_eq!(shown.text, format!("…{}AQUÍ{}…", "x".repeat(30), "y".repeat(26)));
        assert_eq!(&shown.text[shown.span.clone()], "AQUÍ");
    }

    #[test]
    fn what_a_terminal_would_obey_is_written_out() {
        let shown = cut("a: \u{1b}[31m\u{202e}\tz\n", 3, 4, 80);
        assert_eq!(shown.text, "a: \\u{1b}[31m\\u{202e}→   z");
        assert_eq!(&shown.text[shown.span], "\\u{1b}");
    }

    #[test]
    fn points_and_several_lines() {
        assert_eq!(cut("a:\nb\n", 2, 2, 80).span, 2..2);
        assert_eq!(cut("", 0, 0, 80), Excerpt { text: String::new(), span: 0..0, line: 1 });
        assert_eq!(cut("a: [1,\n 2]\n", 3, 10, 80), Excerpt { text: "a: [1,".into(), span: 3..6, line: 1 });
    }

    proptest! {
        #[test]
        fn is_bounded_and_safe_anywhere(source in "[a\u{1b}ñ\t\r\n\u{feff}🔑\u{202e}]{0,60}", a in 0usize..300, b in 0usize..300) {
            let shown = cut(&source, a.min(b), a.max(b), 20);
            prop_assert!(shown.text.chars().count() <= 22);
            prop_assert!(!shown.text.chars().any(is_deceptive));
            prop_assert!(shown.text.get(shown.span).is_some());
        }
    }
}
