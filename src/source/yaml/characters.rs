//! The characters a file may not hold, wherever they stand.

use super::{
    MAX_PROBLEMS,
    problem::{YamlProblem, YamlProblemKind},
};
use crate::source::{Route, Span};

/// Whether a character hides or reorders what a person sees, or ends a line for one parser and not for another.
///
/// C0 controls save TAB, LF and CR; DEL and C1 controls, NEL among them; the line and paragraph separators; the
/// embeddings, overrides and isolates of UAX #9; the byte order mark (its one lawful place is cut off before); and the
/// noncharacters YAML excludes.
pub(super) fn forbidden(character: char) -> bool {
    match character {
        '\t' | '\n' | '\r' => false,
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' => true,
        '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => true,
        '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}' => true,
        _ => false,
    }
}

/// The forbidden characters of `text`, whose first byte is byte `shift` of the file: the first of each line, with how
/// many the line has.
pub(super) fn problems(text: &str, shift: usize) -> Vec<YamlProblem> {
    let mut problems = Vec::new();
    let mut start = shift;
    for line in text.split_inclusive('\n') {
        let mut found = line.char_indices().filter(|(_, character)| forbidden(*character));
        if let Some((offset, character)) = found.next() {
            let at = start + offset;
            problems.push(YamlProblem {
                kind: YamlProblemKind::ForbiddenCharacter { character, count: 1 + found.count() as u64 },
                span: Some(Span::new(at, at + character.len_utf8())),
                route: Route::root(),
            });
            if problems.len() == MAX_PROBLEMS {
                break;
            }
        }
        start += line.len();
    }
    problems
}
