//! Paths inside the evidence repository.
//!
//! A [`RepoPath`] is relative to the root of the repository, uses `/` on every platform and has no empty,
//! `.` or `..` segment. It is a name, not a place on disk: joining it to a folder is the snapshot's work.

use std::fmt;

/// A path of the repository: relative, `/`-separated, UTF-8, without empty, `.` or `..` segments.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize)]
pub struct RepoPath(String);

/// Why a text is not a [`RepoPath`]; the caller's input is at fault.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum RepoPathError {
    /// The text is empty.
    #[error("empty path")]
    Empty,
    /// The path starts at `/`.
    #[error("absolute path")]
    Absolute,
    /// A segment is empty, `.` or `..`.
    #[error("empty, `.` or `..` segment")]
    Segment,
    /// The path holds a NUL.
    #[error("NUL in path")]
    Nul,
}

impl RepoPath {
    /// Checks `text` and makes it a path; parse and [`fmt::Display`] are inverses.
    pub fn new(text: impl Into<String>) -> Result<Self, RepoPathError> {
        let text = text.into();
        if text.starts_with('/') {
            return Err(RepoPathError::Absolute);
        }
        check(&text)?;
        Ok(Self(text))
    }

    /// A path for a name that is not valid as one, for display only: each byte that is a control, `%`, not
    /// ASCII or part of a forbidden segment is written `%XX`.
    pub fn escaped(raw: &[u8]) -> Self {
        let mut text = String::with_capacity(raw.len());
        for segment in raw.split(|&byte| byte == b'/') {
            if !text.is_empty() {
                text.push('/');
            }
            let forbidden = matches!(segment, b"" | b"." | b"..");
            if segment.is_empty() {
                text.push_str("%00");
            }
            for &byte in segment {
                if forbidden || byte == b'%' || !(0x20..0x7f).contains(&byte) {
                    text.push_str(&format!("%{byte:02X}"));
                } else {
                    text.push(char::from(byte));
                }
            }
        }
        Self(text)
    }

    /// The whole path.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last segment.
    pub fn name(&self) -> &str {
        memchr::memrchr(b'/', self.0.as_bytes()).map_or(&self.0, |at| &self.0[at + 1..])
    }

    /// The path without its last segment; none for a path of one segment.
    pub fn parent(&self) -> Option<RepoPath> {
        self.0.rsplit_once('/').map(|(parent, _)| RepoPath(parent.to_owned()))
    }

    /// The segments, from the root down.
    pub fn segments(&self) -> impl DoubleEndedIterator<Item = &str> + Clone {
        Segments(Some(&self.0))
    }

    /// This path with one more name (which may itself hold `/`) below it.
    pub fn join(&self, name: &str) -> Result<RepoPath, RepoPathError> {
        check(name)?;
        let mut text = String::with_capacity(self.0.len() + 1 + name.len());
        text.push_str(&self.0);
        text.push('/');
        text.push_str(name);
        Ok(Self(text))
    }

    /// Whether this path is `folder` or lies below it.
    pub fn is_within(&self, folder: &RepoPath) -> bool {
        self.0.strip_prefix(&folder.0).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// The extension of the last segment in lower case, without the dot; none for `.name` or `name`.
    pub fn extension(&self) -> Option<String> {
        let (stem, extension) = self.name().rsplit_once('.')?;
        (!stem.is_empty() && !extension.is_empty()).then(|| extension.to_lowercase())
    }
}

/// What is left of a path to be cut at its slashes: names are short, and plain bytes are looked at faster than a pattern.
#[derive(Clone)]
struct Segments<'a>(Option<&'a str>);

impl<'a> Iterator for Segments<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let text = self.0?;
        let slash = text.bytes().position(|byte| byte == b'/');
        self.0 = slash.map(|at| &text[at + 1..]);
        Some(slash.map_or(text, |at| &text[..at]))
    }
}

impl<'a> DoubleEndedIterator for Segments<'a> {
    fn next_back(&mut self) -> Option<&'a str> {
        let text = self.0?;
        let slash = text.bytes().rposition(|byte| byte == b'/');
        self.0 = slash.map(|at| &text[..at]);
        Some(slash.map_or(text, |at| &text[at + 1..]))
    }
}

/// Checks one or more segments, in one pass over the bytes.
fn check(text: &str) -> Result<(), RepoPathError> {
    if text.is_empty() {
        return Err(RepoPathError::Empty);
    }
    let mut start = 0;
    let mut forbidden = false;
    let bytes = text.as_bytes();
    for (at, &byte) in bytes.iter().enumerate() {
        match byte {
            0 => return Err(RepoPathError::Nul),
            b'/' => {
                forbidden |= matches!(&bytes[start..at], b"" | b"." | b"..");
                start = at + 1;
            }
            _ => {}
        }
    }
    match forbidden || matches!(&bytes[start..], b"" | b"." | b"..") {
        true => Err(RepoPathError::Segment),
        false => Ok(()),
    }
}

impl fmt::Display for RepoPath {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl AsRef<str> for RepoPath {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn forbidden_forms_are_refused() {
        assert_eq!(RepoPath::new(""), Err(RepoPathError::Empty));
        assert_eq!(RepoPath::new("/a"), Err(RepoPathError::Absolute));
        assert_eq!(RepoPath::new("a\0b"), Err(RepoPathError::Nul));
        for text in ["a//b", "a/", ".", "..", "a/../b", "a/./b", "../a", "a/.."] {
            assert_eq!(RepoPath::new(text), Err(RepoPathError::Segment), "{text}");
            assert_eq!(RepoPath::new("x").unwrap().join(text), Err(RepoPathError::Segment), "{text}");
        }
        let below = |name| RepoPath::new("x").unwrap().join(name);
        assert_eq!(below(""), Err(RepoPathError::Empty));
        assert_eq!(below("/a"), Err(RepoPathError::Segment));
        assert_eq!(below("a\0"), Err(RepoPathError::Nul));
        assert_eq!(below("a/b").unwrap().as_str(), "x/a/b");
    }

    #[test]
    fn folders_hold_their_own_and_not_their_neighbours() {
        let path = RepoPath::new("policies/ab/c").unwrap();
        assert!(path.is_within(&RepoPath::new("policies/ab").unwrap()));
        assert!(!path.is_within(&RepoPath::new("policies/a").unwrap()));
        assert_eq!(path.extension(), None);
        assert_eq!(RepoPath::new("a/Foto.JPG").unwrap().extension().as_deref(), Some("jpg"));
    }

    #[test]
    fn segments_are_cut_at_slashes() {
        let path = RepoPath::new("a/ñ/c.d").unwrap();
        assert_eq!(path.segments().collect::<Vec<_>>(), ["a", "ñ", "c.d"]);
        assert_eq!(path.segments().rev().collect::<Vec<_>>(), ["c.d", "ñ", "a"]);
        let mut both = path.segments();
        assert_eq!(
            (both.next(), both.next_back(), both.next(), both.next()),
            (Some("a"), Some("c.d"), Some("ñ"), None)
        );
    }

    proptest! {
        #[test]
        fn escaped_names_are_valid_paths(raw in proptest::collection::vec(any::<u8>(), 1..40)) {
            let escaped = RepoPath::escaped(&raw);
            prop_assert!(RepoPath::new(escaped.as_str()).is_ok(), "{escaped}");
        }

        #[test]
        fn parse_and_print_are_inverses(text in "[a-zñ]{1,8}(/[a-z0-9.-]{1,8}){0,4}") {
            if let Ok(path) = RepoPath::new(text.clone()) {
                prop_assert_eq!(path.to_string(), text);
            }
        }
    }
}
