//! Slips of people that YAML does not call by their name: it reads on, and stumbles over something else later.
//!
//! Looked for only in a file that was refused, in the lines up to the refusal: none of these is wrong by itself.

use std::ops::Range;

use super::problem::SyntaxReason;

/// What in `text` explains a refusal at the byte `stop`, given how far was understood: the reason and the bytes to show.
pub(super) fn find(text: &str, read_to: usize, stop: usize) -> Option<(SyntaxReason, Range<usize>)> {
    if let Some(mark) = conflict_mark(text, stop) {
        return Some((SyntaxReason::ConflictMark, mark));
    }
    let first = line_start(text, read_to.min(stop));
    // what stumbles is the line of the refusal or one before it: the last with a slip
    let mut at = first;
    let mut slip = None;
    for line in text[first..].split_inclusive('\n') {
        if at > stop {
            break;
        }
        if let Some((reason, place)) = of_line(line) {
            slip = Some((reason, at + place.start..at + place.end));
        }
        at += line.len();
    }
    slip.or_else(|| too_far_in(text, stop))
}

/// The first line that git leaves where two changes meet.
fn conflict_mark(text: &str, stop: usize) -> Option<Range<usize>> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if at > stop {
            return None;
        }
        if line.starts_with("<<<<<<< ") {
            return Some(at..at + line.trim_end().len());
        }
        at += line.len();
    }
    None
}

fn of_line(line: &str) -> Option<(SyntaxReason, Range<usize>)> {
    let indent = line.len() - line.trim_start_matches(' ').len();
    let mut start = indent;
    let rest = &line[start..];
    for dash in ['–', '—'] {
        if rest.strip_prefix(dash).is_some_and(|after| after.starts_with([' ', '\u{a0}'])) {
            return Some((SyntaxReason::WrongDash, start..start + dash.len_utf8()));
        }
    }
    if let Some(after) = rest.strip_prefix('-')
        && name(after).is_some_and(|name| after[name.len()..].starts_with(':'))
    {
        return Some((SyntaxReason::DashWithoutSpace, start..start + 1));
    }
    if let Some(after) = rest.strip_prefix("- ") {
        start = line.len() - after.trim_start_matches(' ').len();
    }
    let name = name(&line[start..])?;
    let end = start + name.len();
    let after = &line[end..];
    if let Some(value) = after.strip_prefix(':') {
        let glued = value.chars().next().is_some_and(|next| !next.is_ascii_whitespace()) && !value.starts_with("//");
        return glued.then_some((SyntaxReason::ColonWithoutSpace, start..end + 1));
    }
    let sign = after.trim_start_matches(' ');
    (sign.starts_with('=') && !sign.starts_with("=="))
        .then(|| (SyntaxReason::EqualsSign, line.len() - sign.len()..line.len() - sign.len() + 1))
}

/// The name of a field at the beginning of `text`.
fn name(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !c.is_ascii_lowercase() && !c.is_ascii_digit() && c != '_').unwrap_or(text.len());
    (end > 0 && text.starts_with(|c: char| c.is_ascii_lowercase())).then(|| &text[..end])
}

/// A field that stands further in than the one above, which has its value already: YAML takes it for more of that value.
fn too_far_in(text: &str, stop: usize) -> Option<(SyntaxReason, Range<usize>)> {
    let start = line_start(text, stop);
    let line = &text[start..];
    let indent = line.len() - line.trim_start_matches(' ').len();
    let own = name(&line[indent..])?;
    let colon = start + indent + own.len();
    let above = text[..start].lines().rev().find(|line| !line.trim().is_empty())?;
    let bare = above.trim_start_matches([' ', '-']);
    let (above_indent, above_name) = (above.len() - bare.len(), name(bare)?);
    let has_value = bare[above_name.len()..].strip_prefix(": ").is_some_and(|value| {
        let value = value.trim();
        !value.is_empty() && !value.starts_with(['|', '>', '#'])
    });
    (stop <= colon + 1 && indent > above_indent && has_value)
        .then(|| (SyntaxReason::Indentation, start + indent..colon))
}

fn line_start(text: &str, at: usize) -> usize {
    text[..text.floor_char_boundary(at)].rfind('\n').map_or(0, |end| end + 1)
}
