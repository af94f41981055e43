//! What git does to a file's bytes before it stores them, where it needs no other program: line endings and `$Id$`.
//!
//! A rendering of `crlf_to_git` and `ident_to_git` of git's `convert.c`; libgit2 can only do it by writing the
//! object into the repository. The tests compare with the real program.

/// What happens to line endings on the way in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Endings {
    /// Nothing: `-text`, or no attribute and no `core.autocrlf`.
    Keep,
    /// CRLF becomes LF: `text`, `eol=…`.
    Text,
    /// CRLF becomes LF in what looks like text and had none in the index: `text=auto`, `core.autocrlf`.
    Auto,
}

/// Converts line endings; `index_has_crlf` answers for the version in the index, and is asked only where it counts.
pub(super) fn endings<E>(
    bytes: Vec<u8>,
    endings: Endings,
    index_has_crlf: impl FnOnce() -> Result<bool, E>,
) -> Result<Vec<u8>, E> {
    if endings == Endings::Keep {
        return Ok(bytes);
    }
    let facts = Facts::of(&bytes);
    if facts.crlf == 0 || (endings == Endings::Auto && (facts.is_binary() || index_has_crlf()?)) {
        return Ok(bytes);
    }
    let mut kept = Vec::with_capacity(bytes.len());
    for (index, &byte) in bytes.iter().enumerate() {
        // With `Auto` no lone CR is left to tell apart: it would have made the file binary.
        if byte != b'\r' || bytes.get(index + 1) != Some(&b'\n') {
            kept.push(byte);
        }
    }
    Ok(kept)
}

/// Whether these bytes, as a version in the index, keep `text=auto` from converting the file.
pub(super) fn has_crlf(bytes: &[u8]) -> bool {
    let facts = Facts::of(bytes);
    facts.crlf > 0 && !facts.is_binary()
}

/// Makes every `$Id: …$` of one line `$Id$`.
pub(super) fn ident(bytes: Vec<u8>) -> Vec<u8> {
    let mut kept = Vec::with_capacity(bytes.len());
    let mut rest = bytes.as_slice();
    while let Some(dollar) = memchr::memchr(b'$', rest) {
        kept.extend_from_slice(&rest[..=dollar]);
        rest = &rest[dollar + 1..];
        let Some(value) = rest.strip_prefix(b"Id:") else { continue };
        let Some(end) = memchr::memchr(b'$', value) else { break };
        if memchr::memchr(b'\n', &value[..end]).is_none() {
            kept.extend_from_slice(b"Id$");
            rest = &value[end + 1..];
        }
    }
    kept.extend_from_slice(rest);
    kept
}

/// What git counts to tell text from binary.
#[derive(Default)]
struct Facts {
    crlf: usize,
    lone_cr: usize,
    nul: usize,
    printable: usize,
    other: usize,
}

impl Facts {
    fn of(bytes: &[u8]) -> Self {
        let mut facts = Self::default();
        let mut index = 0;
        while let Some(&byte) = bytes.get(index) {
            index += 1;
            match byte {
                b'\r' if bytes.get(index) == Some(&b'\n') => {
                    facts.crlf += 1;
                    index += 1;
                }
                b'\r' => facts.lone_cr += 1,
                b'\n' => {}
                0x08 | b'\t' | 0x1b | 0x0c => facts.printable += 1,
                0 => {
                    facts.nul += 1;
                    facts.other += 1;
                }
                0x7f | ..0x20 => facts.other += 1,
                _ => facts.printable += 1,
            }
        }
        if bytes.last() == Some(&0x1a) {
            facts.other -= 1; // the end-of-file mark of CP/M.
        }
        facts
    }

    fn is_binary(&self) -> bool {
        self.lone_cr > 0 || self.nul > 0 || (self.printable >> 7) < self.other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn converted(bytes: &[u8], how: Endings, index: bool) -> Vec<u8> {
        endings::<()>(bytes.to_vec(), how, || Ok(index)).unwrap()
    }

    #[test]
    fn line_endings_follow_git() {
        assert_eq!(converted(b"a\r\nb\r\n", Endings::Keep, false), b"a\r\nb\r\n");
        assert_eq!(converted(b"a\r\nb\r\n", Endings::Auto, false), b"a\nb\n");
        assert_eq!(converted(b"a\r\nb\r\n", Endings::Auto, true), b"a\r\nb\r\n");
        assert_eq!(converted(b"a\r\nb\r", Endings::Auto, false), b"a\r\nb\r");
        assert_eq!(converted(b"a\r\nb\r", Endings::Text, false), b"a\nb\r");
        assert_eq!(converted(b"a\r\n\0", Endings::Auto, false), b"a\r\n\0");
        assert_eq!(converted(b"a\r\n\0", Endings::Text, false), b"a\n\0");
        assert_eq!(converted(b"a\r\n\x1a", Endings::Auto, false), b"a\n\x1a");
        assert_eq!(converted(b"\r\r\n", Endings::Text, true), b"\r\n");
        assert_eq!(converted(b"", Endings::Text, true), b"");
    }

    #[test]
    fn ident_is_emptied_within_one_line() {
        assert_eq!(ident(b"x $Id: abc $ $Id$ y".to_vec()), b"x $Id$ $Id$ y");
        assert_eq!(ident(b"$Id: a\n$Id: b$".to_vec()), b"$Id: a\n$Id$");
        assert_eq!(ident(b"$Id: open".to_vec()), b"$Id: open");
        assert_eq!(ident(b"$$Id:x$".to_vec()), b"$$Id$");
    }
}
