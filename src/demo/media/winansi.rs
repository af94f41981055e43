//! Windows-1252 (*WinAnsi*) text and the widths of Helvetica, so that lines break where a viewer will draw them.
//!
//! The standard fonts of PDF are not embedded: a viewer has them or a font of the same widths. The widths are those of
//! Adobe's font metrics, in thousandths of the size, for the codes 32 to 255.

/// A face of the family.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Face {
    /// Helvetica.
    Regular,
    /// Helvetica-Bold.
    Bold,
}

/// Codes 128 to 159 of Windows-1252, where it differs from ISO 8859-1; `\0` where it has no character.
const HIGH: [char; 32] = [
    '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0', '‘', '’', '“', '”', '•',
    '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
];

/// `text` in Windows-1252. A character without a code becomes `?`, a control character a space.
pub fn encode(text: &str) -> Vec<u8> {
    text.chars().map(code).collect()
}

fn code(character: char) -> u8 {
    match character {
        '\u{2212}' => b'-',
        '\u{2009}' | '\u{202f}' => 0xA0,
        ' '..='~' | '\u{a0}'..='ÿ' => u8::try_from(u32::from(character)).unwrap_or(b'?'),
        _ if character.is_control() => b' ',
        _ => match (128_u8..).zip(HIGH).find(|&(_, high)| high == character) {
            Some((code, _)) => code,
            None => b'?',
        },
    }
}

/// The width of one character of `face`, in thousandths of the size.
fn advance(face: Face, character: char) -> u16 {
    let table = match face {
        Face::Regular => &REGULAR,
        Face::Bold => &BOLD,
    };
    table[usize::from(code(character).max(32)) - 32]
}

/// The width of `text` set in `face` at `size` points, in points.
pub fn width(face: Face, size: f32, text: &str) -> f32 {
    let thousandths: u32 = text.chars().map(|character| u32::from(advance(face, character))).sum();
    thousandths as f32 * size / 1000.0
}

/// `text` in lines not wider than `limit` points, broken at spaces; a word wider than the limit is cut.
///
/// There is always at least one line; the empty text gives one empty line.
pub fn wrap(face: Face, size: f32, limit: f32, text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last_mut().expect("invariant: there is a line");
        let joined = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if width(face, size, &joined) <= limit {
            *line = joined;
            continue;
        }
        let mut rest = String::new();
        for character in word.chars() {
            rest.push(character);
            if width(face, size, &rest) > limit && rest.chars().count() > 1 {
                rest.pop();
                push_line(&mut lines, std::mem::replace(&mut rest, character.to_string()));
            }
        }
        push_line(&mut lines, rest);
    }
    lines
}

/// Puts `line` after the last one, or in its place where that is empty.
fn push_line(lines: &mut Vec<String>, line: String) {
    match lines.last_mut() {
        Some(last) if last.is_empty() => *last = line,
        _ => lines.push(line),
    }
}

#[rustfmt::skip]
const REGULAR: [u16; 224] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584, 350,
    556, 350, 222, 556, 333, 1000, 556, 556, 333, 1000, 667, 333, 1000, 350, 611, 350,
    350, 222, 222, 333, 333, 350, 556, 1000, 333, 1000, 500, 333, 944, 350, 500, 667,
    278, 333, 556, 556, 556, 556, 260, 556, 333, 737, 370, 556, 584, 333, 737, 333,
    400, 584, 333, 333, 333, 556, 537, 278, 333, 333, 365, 556, 834, 834, 834, 611,
    667, 667, 667, 667, 667, 667, 1000, 722, 667, 667, 667, 667, 278, 278, 278, 278,
    722, 722, 778, 778, 778, 778, 778, 584, 778, 722, 722, 722, 722, 667, 667, 611,
    556, 556, 556, 556, 556, 556, 889, 500, 556, 556, 556, 556, 278, 278, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 584, 611, 556, 556, 556, 556, 500, 556, 500,
];

#[rustfmt::skip]
const BOLD: [u16; 224] = [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611,
    975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556,
    333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611,
    611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584, 350,
    556, 350, 278, 556, 500, 1000, 556, 556, 333, 1000, 667, 333, 1000, 350, 611, 350,
    350, 278, 278, 500, 500, 350, 556, 1000, 333, 1000, 556, 333, 944, 350, 500, 667,
    278, 333, 556, 556, 556, 556, 280, 556, 333, 737, 370, 556, 584, 333, 737, 333,
    400, 584, 333, 333, 333, 611, 556, 278, 333, 333, 365, 556, 834, 834, 834, 611,
    722, 722, 722, 722, 722, 722, 1000, 722, 667, 667, 667, 667, 278, 278, 278, 278,
    722, 722, 778, 778, 778, 778, 778, 584, 778, 722, 722, 722, 722, 667, 667, 611,
    556, 556, 556, 556, 556, 556, 889, 556, 556, 556, 556, 556, 278, 278, 278, 278,
    611, 611, 611, 611, 611, 611, 611, 584, 611, 611, 611, 611, 611, 556, 611, 556,
];

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spanish_has_its_codes() {
        assert_eq!(encode("Año “gestión” — 5 €"), b"A\xf1o \x93gesti\xf3n\x94 \x97 5 \x80");
        assert_eq!(encode("日\n"), b"? ");
    }

    #[test]
    fn widths_are_those_of_the_font() {
        assert_eq!(width(Face::Regular, 1000.0, "Año"), 667.0 + 556.0 + 556.0);
        assert_eq!(width(Face::Bold, 1000.0, "ñ"), 611.0);
        assert_eq!(width(Face::Regular, 10.0, ""), 0.0);
    }

    #[test]
    fn a_word_too_wide_is_cut() {
        assert_eq!(wrap(Face::Regular, 10.0, 12.0, "aaaa b"), ["aa", "aa", "b"]);
        assert_eq!(wrap(Face::Regular, 10.0, 12.0, ""), [""]);
    }

    proptest! {
        #[test]
        fn lines_fit_and_keep_every_word(text in "[a-zñá]{1,9}( [a-zñá]{1,9}){0,30}", limit in 60_u16..300) {
            let lines = wrap(Face::Regular, 10.0, f32::from(limit), &text);
            prop_assert_eq!(lines.join(" "), text);
            for line in lines {
                prop_assert!(width(Face::Regular, 10.0, &line) <= f32::from(limit));
            }
        }
    }
}
