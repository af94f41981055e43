//! Just enough of PDF syntax (ISO 32000-1, 7.2 and 7.3) to read dictionaries, without recursion.

/// Most containers inside one another.
const MOST_DEPTH: usize = 256;

/// A token; containers are only their brackets.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Token<'a> {
    DictionaryOpen,
    DictionaryClose,
    ArrayOpen,
    ArrayClose,
    Name(&'a [u8]),
    String,
    Word(&'a [u8]),
}

/// A value; containers keep their text, brackets apart, to be read on demand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Value<'a> {
    Name(&'a [u8]),
    Integer(i64),
    Reference(u32),
    Dictionary(&'a [u8]),
    Array(&'a [u8]),
    Other,
}

pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0c | b'\r' | b' ')
}

pub(super) fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

/// A reader of tokens and values.
pub(super) struct Lexer<'a> {
    bytes: &'a [u8],
    pub(super) at: usize,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    /// Skips blanks and comments.
    pub(super) fn skip_blanks(&mut self) {
        while let Some(&byte) = self.bytes.get(self.at) {
            if is_space(byte) {
                self.at += 1;
            } else if byte == b'%' {
                let rest = &self.bytes[self.at..];
                self.at += memchr::memchr2(b'\r', b'\n', rest).unwrap_or(rest.len());
            } else {
                return;
            }
        }
    }

    fn run(&mut self) -> &'a [u8] {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length = rest.iter().position(|byte| is_space(*byte) || is_delimiter(*byte)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    fn token(&mut self) -> Option<Token<'a>> {
        self.skip_blanks();
        let first = *self.bytes.get(self.at)?;
        let second = self.bytes.get(self.at + 1);
        let (token, length) = match (first, second) {
            (b'<', Some(b'<')) => (Token::DictionaryOpen, 2),
            (b'>', Some(b'>')) => (Token::DictionaryClose, 2),
            (b'[', _) => (Token::ArrayOpen, 1),
            (b']', _) => (Token::ArrayClose, 1),
            (b'{' | b'}' | b')' | b'>', _) => (Token::Word(&[]), 1),
            (b'/', _) => {
                self.at += 1;
                return Some(Token::Name(self.run()));
            }
            (b'<', _) => {
                let rest = &self.bytes[self.at..];
                (Token::String, memchr::memchr(b'>', rest)? + 1)
            }
            (b'(', _) => (Token::String, self.literal()?),
            _ => return Some(Token::Word(self.run())),
        };
        self.at += length;
        Some(token)
    }

    /// Length of the literal string at the place, parentheses included.
    fn literal(&self) -> Option<usize> {
        let rest = &self.bytes[self.at..];
        let (mut depth, mut at) = (0usize, 0);
        loop {
            at += memchr::memchr3(b'(', b')', b'\\', rest.get(at..)?)?;
            match rest[at] {
                b'\\' => at += 1,
                b'(' => depth += 1,
                _ => depth -= 1,
            }
            at += 1;
            if depth == 0 {
                return Some(at);
            }
        }
    }

    /// The next word (number or keyword), if that is what comes.
    pub(super) fn word(&mut self) -> Option<&'a [u8]> {
        let before = self.at;
        match self.token() {
            Some(Token::Word(word)) if !word.is_empty() => Some(word),
            _ => {
                self.at = before;
                None
            }
        }
    }

    /// The next word as a whole number.
    pub(super) fn integer(&mut self) -> Option<i64> {
        let before = self.at;
        let number = self.word().and_then(number);
        if number.is_none() {
            self.at = before;
        }
        number
    }

    /// The next value; nothing at the end, or where brackets do not match.
    pub(super) fn value(&mut self) -> Option<Value<'a>> {
        Some(match self.token()? {
            Token::Name(name) => Value::Name(name),
            Token::String => Value::Other,
            Token::DictionaryOpen => Value::Dictionary(self.container()?),
            Token::ArrayOpen => Value::Array(self.container()?),
            Token::DictionaryClose | Token::ArrayClose => return None,
            Token::Word(word) => match number(word) {
                None => Value::Other,
                Some(integer) => {
                    let after = self.at;
                    let generation = self.integer();
                    if generation.is_some_and(|generation| generation >= 0) && self.word() == Some(b"R") {
                        u32::try_from(integer).map_or(Value::Other, Value::Reference)
                    } else {
                        self.at = after;
                        Value::Integer(integer)
                    }
                }
            },
        })
    }

    /// The text up to the bracket that closes the container just opened.
    fn container(&mut self) -> Option<&'a [u8]> {
        let start = self.at;
        let mut depth = 1;
        loop {
            let end = self.at;
            match self.token()? {
                Token::DictionaryOpen | Token::ArrayOpen => depth += 1,
                Token::DictionaryClose | Token::ArrayClose => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return Some(self.bytes[start..end].trim_ascii());
            }
            if depth > MOST_DEPTH {
                return None;
            }
        }
    }
}

fn number(word: &[u8]) -> Option<i64> {
    std::str::from_utf8(word).ok()?.parse().ok()
}

/// The value of `key` in the text of a dictionary. `#xx` in names is understood.
pub(super) fn get<'a>(dictionary: &'a [u8], key: &[u8]) -> Option<Value<'a>> {
    let mut lexer = Lexer::new(dictionary, 0);
    loop {
        let Value::Name(name) = lexer.value()? else { continue };
        let value = lexer.value()?;
        if name == key || name.contains(&b'#') && plain_name(name) == key {
            return Some(value);
        }
    }
}

/// The values of the text of an array.
pub(super) fn items(array: &[u8]) -> impl Iterator<Item = Value<'_>> {
    let mut lexer = Lexer::new(array, 0);
    std::iter::from_fn(move || lexer.value())
}

/// A name with its `#xx` escapes undone.
pub(super) fn plain_name(name: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(name.len());
    let mut rest = name;
    while let Some((&first, after)) = rest.split_first() {
        let escaped = (first == b'#').then(|| after.get(..2)).flatten();
        let decoded = escaped
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        plain.push(decoded.unwrap_or(first));
        rest = if decoded.is_some() { &after[2..] } else { after };
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_a_dictionary() {
        let text = b"/Type /Catalog /Pages 2 0 R /N 12 /A [1 2 (x\\)) ] /D << /K << /Z 1 >> >> /J#53 (y)";
        assert_eq!(get(text, b"Pages"), Some(Value::Reference(2)));
        assert_eq!(get(text, b"N"), Some(Value::Integer(12)));
        assert_eq!(get(text, b"Type"), Some(Value::Name(b"Catalog")));
        assert_eq!(get(text, b"D"), Some(Value::Dictionary(b"/K << /Z 1 >>")));
        assert_eq!(get(text, b"JS"), Some(Value::Other));
        assert_eq!(get(text, b"Z"), None);
        assert_eq!(items(b"1 0 R 5 [6] 7").count(), 4);
    }

    #[test]
    fn unmatched_and_deep_containers_end() {
        assert_eq!(Lexer::new(b"<< /A [", 0).value(), None);
        assert_eq!(Lexer::new(&b"[".repeat(100_000), 0).value(), None);
        assert_eq!(Lexer::new(b"(((", 0).value(), None);
        assert_eq!(Lexer::new(b")) >", 0).value(), Some(Value::Other));
    }
}
