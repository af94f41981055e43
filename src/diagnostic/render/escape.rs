//! One encoder for each place where text of a repository ends: terminal, JSON, URI, workflow command, Markdown.
//!
//! A path or a value is input from whoever opens a change. None of these functions trusts that somebody before has
//! cleaned it; all of them may be given any text.

use std::fmt::Write as _;

use crate::messages::{is_deceptive, shown};

/// Characters of a path that people are shown; machines get all of it.
pub(super) const PATH_SHOWN: usize = 240;

/// One line for a person's eyes: deceptive characters written out, cut at `limit` characters.
pub(super) fn line(text: &str, limit: usize) -> String {
    shown(text, limit)
}

/// A path for a person's eyes.
pub(super) fn path(path: &str) -> String {
    shown(path, PATH_SHOWN)
}

/// JSON that a terminal can show: every deceptive character still raw in `json` becomes `\uXXXX`.
///
/// Outside of strings JSON is ASCII, so such a character can only be inside one, where the escape means the same.
pub(crate) fn json(json: &str) -> String {
    let mut safe = String::with_capacity(json.len());
    for character in json.chars() {
        if character != '\n' && is_deceptive(character) {
            for unit in character.encode_utf16(&mut [0; 2]) {
                push(&mut safe, format_args!("\\u{unit:04x}"));
            }
        } else {
            safe.push(character);
        }
    }
    safe
}

/// A relative URI reference (RFC 3986): every byte but the unreserved ones and `/` is percent-encoded.
pub(super) fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            other => push(&mut uri, format_args!("%{other:02X}")),
        }
    }
    uri
}

/// The text of a SARIF message, in which `[text](target)` would be a link (§3.11.6 of the standard).
pub(super) fn sarif_message(text: &str) -> String {
    text.replace("](", "\\](")
}

/// The data of a workflow command, after the second `::`.
pub(super) fn command_data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property of a workflow command.
pub(super) fn command_property(text: &str) -> String {
    command_data(text).replace(':', "%3A").replace(',', "%2C")
}

/// A sentence inside Markdown: punctuation that could mean something is a character reference, and what GitHub looks
/// for after rendering (mentions, references to issues, emoji, addresses) is broken by an element.
pub(crate) fn markdown(text: &str) -> String {
    let text = shown(text, text.len());
    let mut safe = String::with_capacity(text.len() * 2);
    let mut before = ['\0'; 2];
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let at_end = characters.peek().is_none_or(|next| next.is_whitespace());
        let gh = character == '-' && before.map(|letter| letter.to_ascii_uppercase()) == ['G', 'H'];
        match character {
            '@' | '#' => push(&mut safe, format_args!("<span>&#{};</span>", u32::from(character))),
            ':' | '.' if !at_end => push(&mut safe, format_args!("<span>&#{};</span>", u32::from(character))),
            '-' if gh => safe.push_str("<span>&#45;</span>"),
            ':' | '.' | ',' | ';' | '(' | ')' | '?' | '-' | '/' => safe.push(character),
            other if other.is_ascii_punctuation() => push(&mut safe, format_args!("&#{};", u32::from(other))),
            other => safe.push(other),
        }
        before = [before[1], character];
    }
    safe
}

/// A value inside Markdown, as code: nothing in it is read as Markdown, HTML, mention, reference, emoji or address.
pub(super) fn markdown_code(text: &str, limit: usize) -> String {
    let mut safe = String::from("<code>");
    for character in shown(text, limit).chars() {
        match character {
            '-' | '/' => safe.push(character),
            other if other.is_ascii_punctuation() => push(&mut safe, format_args!("&#{};", u32::from(other))),
            other => safe.push(other),
        }
    }
    safe.push_str("</code>");
    safe
}

/// A sentence of ours with values of others inside Markdown: what is between backticks is code. Values may bring
/// backticks of their own; then what is code may be wrong, and nothing else.
pub(super) fn markdown_help(text: &str) -> String {
    if !text.matches('`').count().is_multiple_of(2) {
        return markdown(text);
    }
    let pieces = text.split('`').enumerate();
    pieces
        .map(|(index, piece)| if index % 2 == 1 { markdown_code(piece, piece.len()) } else { markdown(piece) })
        .collect()
}

/// A text of ours inside Markdown, whose backticks mean code: outside of them nothing else means anything.
pub(super) fn markdown_prose(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    let mut in_code = false;
    for character in text.chars() {
        in_code ^= character == '`';
        match character {
            '<' | '>' | '&' if !in_code => push(&mut safe, format_args!("&#{};", u32::from(character))),
            '*' | '_' | '[' | ']' | '|' | '\\' | '~' if !in_code => {
                safe.push('\\');
                safe.push(character);
            }
            other => safe.push(other),
        }
    }
    safe
}

fn push(text: &mut String, arguments: std::fmt::Arguments<'_>) {
    text.write_fmt(arguments).expect("writing to a String cannot fail");
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn uris_hold_nothing_but_unreserved_characters() {
        assert_eq!(uri("policies/año 1/a%b:c.pdf"), "policies/a%C3%B1o%201/a%25b%3Ac.pdf");
        assert_eq!(uri("a\u{202e}b"), "a%E2%80%AEb");
    }

    #[test]
    fn workflow_commands_cannot_be_continued() {
        assert_eq!(command_data("a%0A::error::x\r\ny"), "a%250A::error::x%0D%0Ay");
        assert_eq!(command_property("x,line=1:%25"), "x%2Cline=1%3A%2525");
    }

    #[test]
    fn messages_of_sarif_hold_no_links() {
        assert_eq!(sarif_message("archivos[0] [x](https://y)"), "archivos[0] [x\\](https://y)");
    }

    #[test]
    fn json_stays_json_and_shows_nothing_deceptive() {
        let text = "ñ \u{202e} \u{7f} \u{e0041} \u{1b}";
        let escaped = json(&serde_json::to_string(text).unwrap());
        assert_eq!(escaped, r#""ñ \u202e \u007f \udb40\udc41 \u001b""#);
        assert_eq!(serde_json::from_str::<String>(&escaped).unwrap(), text);
    }

    #[test]
    fn markdown_means_nothing() {
        assert_eq!(markdown("a|b `c` <b>"), "a&#124;b &#96;c&#96; &#60;b&#62;");
        assert_eq!(markdown("@ana #12 GH-3"), "<span>&#64;</span>ana <span>&#35;</span>12 GH<span>&#45;</span>3");
        assert_eq!(markdown("https://x.co"), "https<span>&#58;</span>//x<span>&#46;</span>co");
        assert_eq!(markdown("dice: sí."), "dice: sí.");
        assert_eq!(markdown_code("a`b|<c>@d", 99), "<code>a&#96;b&#124;&#60;c&#62;&#64;d</code>");
        assert_eq!(markdown_prose("`a_b|c` <d> e_f"), "`a_b|c` &#60;d&#62; e\\_f");
    }

    proptest! {
        #[test]
        fn no_sink_lets_a_deceptive_character_through(text in any::<String>()) {
            for safe in [line(&text, 80), path(&text), markdown(&text), markdown_code(&text, 80)] {
                prop_assert!(!safe.chars().any(is_deceptive), "{safe:?}");
            }
            let encoded = json(&serde_json::to_string(&text).unwrap());
            prop_assert!(!encoded.chars().any(is_deceptive));
            prop_assert_eq!(serde_json::from_str::<String>(&encoded).unwrap(), text.clone());
            prop_assert!(uri(&text).is_ascii());
            prop_assert!(!command_property(&text).contains(['\n', '\r', ':', ',']));
        }

        #[test]
        fn markdown_keeps_only_our_own_elements(text in any::<String>()) {
            let rest = markdown(&text).replace("<span>", "").replace("</span>", "");
            prop_assert!(!rest.contains(['<', '>', '`', '|', '*', '_', '[', '@', '\n']), "{}", rest);
        }
    }
}
