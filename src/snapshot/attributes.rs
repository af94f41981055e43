//! The lines of a `.gitattributes` that make git store other bytes than those of the file, or give other bytes back.
//!
//! Not a matcher: which paths a pattern covers is asked of libgit2 where it matters.

/// An attribute that can change content.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct ConvertingAttribute {
    /// The line, from 1; 0 where the file could not be read.
    pub line: u32,
    /// The attribute as written, at most 200 characters of it: `text=auto`, `eol=crlf`, `filter=lfs`.
    pub attribute: String,
}

impl ConvertingAttribute {
    pub(super) fn unread() -> Self {
        Self { line: 0, attribute: String::new() }
    }
}

/// The attributes of a `.gitattributes` file that turn a conversion on (`text`, `crlf`, `eol`, `ident`, `filter`,
/// `working-tree-encoding`), in the order of the file. Those that turn one off (`-text`, `binary`) are not given.
pub fn converting_attributes(bytes: &[u8]) -> Vec<ConvertingAttribute> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut found = Vec::new();
    for (index, line) in bytes.split(|&byte| byte == b'\n').enumerate() {
        for attribute in pattern_and_attributes(line.trim_ascii()).1.split(u8::is_ascii_whitespace) {
            if converts(attribute) {
                found.push(ConvertingAttribute {
                    line: u32::try_from(index + 1).unwrap_or(u32::MAX),
                    attribute: String::from_utf8_lossy(attribute).chars().take(200).collect(),
                });
            }
        }
    }
    found
}

/// The pattern of a line and what follows it; a quoted pattern may hold spaces. Both empty for a comment.
pub(super) fn pattern_and_attributes(line: &[u8]) -> (&[u8], &[u8]) {
    if line.starts_with(b"#") {
        return (&[], &[]);
    }
    if let Some(quoted) = line.strip_prefix(b"\"") {
        let mut escaped = false;
        for (index, &byte) in quoted.iter().enumerate() {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => return line.split_at(index + 2),
                _ => {}
            }
        }
        // git takes a pattern without its closing quote as it is.
    }
    let end = line.iter().position(u8::is_ascii_whitespace).unwrap_or(line.len());
    line.split_at(end)
}

fn converts(attribute: &[u8]) -> bool {
    let (name, value) = match memchr::memchr(b'=', attribute) {
        Some(at) => (&attribute[..at], Some(&attribute[at + 1..])),
        None => (attribute, None),
    };
    match name {
        b"text" | b"crlf" | b"eol" | b"ident" | b"filter" => true,
        b"working-tree-encoding" => !value.is_some_and(is_utf8),
        _ => false,
    }
}

/// Whether an encoding is the one git stores, so that nothing is converted.
pub(super) fn is_utf8(encoding: &[u8]) -> bool {
    encoding.eq_ignore_ascii_case(b"utf-8") || encoding.eq_ignore_ascii_case(b"utf8")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(u32, String)> {
        converting_attributes(text.as_bytes()).into_iter().map(|found| (found.line, found.attribute)).collect()
    }

    #[test]
    fn what_turns_a_conversion_on_is_found_with_its_line() {
        let text = "\u{feff}* text=auto\n# *.x text\n\n*.sh\teol=lf -diff\r\n\"a b\\\" c\" ident\n[attr]nota crlf\n*.v filter=lfs text";
        let expected = [(1, "text=auto"), (4, "eol=lf"), (5, "ident"), (6, "crlf"), (7, "filter=lfs"), (7, "text")];
        assert_eq!(found(text), expected.map(|(line, attribute)| (line, attribute.to_owned())));
        assert_eq!(found("*.txt working-tree-encoding=UTF-16"), [(1, "working-tree-encoding=UTF-16".to_owned())]);
        assert_eq!(found("\"open text"), [(1, "text".to_owned())]);
    }

    #[test]
    fn what_turns_one_off_is_not() {
        assert_eq!(
            found("* -text -delta binary !eol -filter -ident\ntext binary\n*.txt working-tree-encoding=utf-8"),
            []
        );
    }
}
