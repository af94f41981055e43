//! Content lines of iCalendar (RFC 5545, section 3.1): escaping and folding, whatever the text.

/// Octets of a line without its break.
const WIDTH: usize = 75;

/// Writes content lines, each ended by CR LF.
#[derive(Default, Debug)]
pub(super) struct Lines(String);

impl Lines {
    /// A property whose value needs no escaping: a date, a number, a duration, a name of the format.
    pub(super) fn plain(&mut self, name: &str, value: &str) -> &mut Self {
        fold(&format!("{name}:{value}"), &mut self.0);
        self
    }

    /// A property of type TEXT.
    pub(super) fn text(&mut self, name: &str, value: &str) -> &mut Self {
        self.plain(name, &escaped(value))
    }

    /// A property with a list of TEXT.
    pub(super) fn texts(&mut self, name: &str, values: &[&str]) -> &mut Self {
        self.plain(name, &values.iter().map(|value| escaped(value)).collect::<Vec<_>>().join(","))
    }

    /// Everything written.
    pub(super) fn finish(self) -> String {
        self.0
    }
}

/// A value of type TEXT (section 3.3.11): backslash, semicolon and comma escaped, every kind of line break as `\n`.
/// Other controls, which the format forbids, are left out.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 16);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' | ';' | ',' => {
                safe.push('\\');
                safe.push(character);
            }
            '\r' if characters.peek() == Some(&'\n') => {}
            // The last three are line breaks for Unicode, and so for many readers of lines.
            '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => safe.push_str("\\n"),
            '\t' => safe.push('\t'),
            other if other.is_control() => {}
            other => safe.push(other),
        }
    }
    safe
}

/// Appends a line of at most 75 octets, its rest on lines that begin with a space; no character is split.
fn fold(line: &str, out: &mut String) {
    let mut used = 0;
    for character in line.chars() {
        if used + character.len_utf8() > WIDTH {
            out.push_str("\r\n ");
            used = 1;
        }
        out.push(character);
        used += character.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What a reader of section 3.1 makes of a text: lines unfolded.
    fn unfolded(text: &str) -> Vec<String> {
        let text = text.strip_suffix("\r\n").expect("the last line is ended");
        text.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect()
    }

    /// What a reader of section 3.3.11 makes of a value.
    fn unescaped(value: &str) -> String {
        let mut text = String::new();
        let mut characters = value.chars();
        while let Some(character) = characters.next() {
            match (character, character == '\\') {
                (_, true) => match characters.next().expect("a backslash escapes something") {
                    'n' | 'N' => text.push('\n'),
                    other => {
                        assert!(matches!(other, '\\' | ';' | ','), "{other} is escaped");
                        text.push(other);
                    }
                },
                (other, false) => {
                    assert!(!matches!(other, ';' | ','), "{other} is not escaped");
                    text.push(other);
                }
            }
        }
        text
    }

    fn written(name: &str, value: &str) -> String {
        let mut lines = Lines::default();
        lines.text(name, value);
        lines.finish()
    }

    #[test]
    fn hostile_names_stay_one_property() {
        assert_eq!(escaped("a\r\nBEGIN:VEVENT\rb\nc"), "a\\nBEGIN:VEVENT\\nb\\nc");
        assert_eq!(escaped(r"uno, dos; tres\n"), r"uno\, dos\; tres\\n");
        assert_eq!(escaped("a\u{2028}b\u{0}\u{b}c\u{85}d"), "a\\nbc\\nd");
        assert_eq!(escaped("🏛️ «ñ»\t\"x\""), "🏛️ «ñ»\t\"x\"");
    }

    #[test]
    fn lines_are_cut_at_75_octets() {
        assert_eq!(written("A", &"x".repeat(73)), format!("A:{}\r\n", "x".repeat(73)));
        assert_eq!(written("A", &"x".repeat(74)), format!("A:{}\r\n x\r\n", "x".repeat(73)));
        // An `ñ` of two octets does not fit in the last one.
        assert_eq!(written("A", &format!("{}ñ", "x".repeat(72))), format!("A:{}\r\n ñ\r\n", "x".repeat(72)));
    }

    proptest! {
        #[test]
        fn a_reader_gets_back_what_was_written(text in any::<String>()) {
            let expected: String = text
                .replace("\r\n", "\n")
                .replace(['\r', '\u{85}', '\u{2028}', '\u{2029}'], "\n")
                .chars()
                .filter(|character| matches!(character, '\n' | '\t') || !character.is_control())
                .collect();
            let out = written("SUMMARY", &text);
            let lines = unfolded(&out);
            prop_assert_eq!(lines.len(), 1);
            prop_assert_eq!(unescaped(lines[0].strip_prefix("SUMMARY:").unwrap()), expected);
        }

        #[test]
        fn no_line_is_longer_than_allowed(text in "(.|\\n|\\r|🏛️|ñ){0,300}") {
            let out = written("DESCRIPTION", &text);
            for line in out.strip_suffix("\r\n").unwrap().split("\r\n") {
                prop_assert!(line.len() <= WIDTH, "{} octets", line.len());
                prop_assert!(!line.contains(['\r', '\n']));
            }
        }
    }
}
