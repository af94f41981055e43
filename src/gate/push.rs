//! The lines that git gives a hook: `old new reference`, one for each reference of a push.

use super::BRANCHES;
use crate::{messages::is_deceptive, snapshot::ObjectId};

/// The most references of one push.
pub const MAX_PUSHES: usize = 50;
/// The most bytes read of all lines: more than the most references can take.
pub const MAX_INPUT: usize = 64 * 1024;
/// The longest name of a reference, in bytes.
const MAX_NAME: usize = 250;
/// The id that git writes for what does not exist.
const NOTHING: [u8; 20] = [0; 20];

/// A reference that a push asks to be moved.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Push {
    /// Where it is; none where it does not exist.
    pub old: Option<ObjectId>,
    /// Where it goes; none where it is to be deleted.
    pub new: Option<ObjectId>,
    /// Its full name; what is no text in it is replaced by U+FFFD. Hostile.
    pub reference: String,
}

impl Push {
    /// Whether it is a branch.
    pub fn is_branch(&self) -> bool {
        self.reference.starts_with(BRANCHES)
    }

    /// Whether the name can be told and told apart: no control, bidirectional or invisible character, nothing that is no
    /// text, and not too long.
    pub(super) fn has_plain_name(&self) -> bool {
        let is_odd = |character: char| is_deceptive(character) || character == char::REPLACEMENT_CHARACTER;
        self.reference.len() <= MAX_NAME && !self.reference.chars().any(is_odd)
    }
}

/// Why the lines are not judged. The turn is of who pushes for the second, of who keeps the server otherwise.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum PushError {
    /// A line is not of the form.
    #[error("line {line} is not of the form `old new reference`")]
    Malformed {
        /// The line, from 1.
        line: usize,
    },
    /// More references, or more bytes, than are judged at once.
    #[error("more than {MAX_PUSHES} references")]
    TooMany,
}

/// Reads the lines; none of them is a push of nothing.
///
/// # Errors
/// [`PushError`]: then none of the references is judged, and none may move.
pub fn pushes(input: &[u8]) -> Result<Vec<Push>, PushError> {
    if input.len() > MAX_INPUT || memchr::memchr_iter(b'\n', input).count() > MAX_PUSHES {
        return Err(PushError::TooMany);
    }
    let lines = input.strip_suffix(b"\n").unwrap_or(input);
    if lines.is_empty() {
        return Ok(Vec::new());
    }
    let each = lines.split(|byte| *byte == b'\n').enumerate();
    each.map(|(at, line)| read(line).ok_or(PushError::Malformed { line: at + 1 })).collect()
}

fn read(line: &[u8]) -> Option<Push> {
    let mut words = line.splitn(3, |byte| *byte == b' ');
    let mut id = || {
        let id: ObjectId = std::str::from_utf8(words.next()?).ok()?.parse().ok()?;
        Some((*id.as_bytes() != NOTHING).then_some(id))
    };
    let (old, new) = (id()?, id()?);
    let reference = words.next().filter(|name| !name.is_empty())?;
    Some(Push { old, new, reference: String::from_utf8_lossy(reference).into_owned() })
}
