//! Values inside messages: what a repository says, made safe to show.

use std::fmt;

use chrono::{DateTime, FixedOffset, NaiveDate};

use crate::{digest::Digest, repo_path::RepoPath};

/// A value inside a message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Arg {
    /// Text from a repository or from the caller; hostile until shown.
    Text(String),
    /// A count, a size in bytes or a place.
    Number(u64),
    /// Several texts, shown separated by commas.
    List(Vec<String>),
}

impl Arg {
    /// Characters of one text that are shown; the rest is cut and marked with `…`.
    pub const SHOWN: usize = 160;
    /// Items of a list that are shown.
    const ITEMS: usize = 12;
}

/// Whether a character may change how the text around it is seen: controls, line and paragraph separators,
/// bidirectional controls (Unicode UAX #9), zero-width and other invisible format characters, tag characters,
/// variation selectors and private use.
pub fn is_deceptive(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e000}'..='\u{f8ff}' | '\u{e0000}'..='\u{e0fff}' | '\u{f0000}'..='\u{10ffff}')
}

/// `text` with every deceptive character written `\u{…}`, cut at `limit` characters of the original.
pub fn shown(text: &str, limit: usize) -> String {
    let mut safe = String::with_capacity(text.len().min(limit * 2));
    for (count, character) in text.chars().enumerate() {
        if count == limit {
            safe.push('…');
            break;
        }
        if is_deceptive(character) {
            safe.extend(character.escape_unicode());
        } else {
            safe.push(character);
        }
    }
    safe
}

impl fmt::Display for Arg {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Arg::Text(text) => out.write_str(&shown(text, Self::SHOWN)),
            Arg::Number(number) => write!(out, "{number}"),
            Arg::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    if index == Self::ITEMS {
                        return write!(out, ", … (+{})", items.len() - index);
                    }
                    let separator = if index == 0 { "" } else { ", " };
                    write!(out, "{separator}{}", shown(item, 60))?;
                }
                Ok(())
            }
        }
    }
}

impl serde::Serialize for Arg {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Arg::Text(text) => to.serialize_str(text),
            Arg::Number(number) => to.serialize_u64(*number),
            Arg::List(items) => to.collect_seq(items),
        }
    }
}

macro_rules! from_display {
    ($($kind:ty),*) => { $(impl From<$kind> for Arg {
        fn from(value: $kind) -> Self { Arg::Text(value.to_string()) }
    })* };
}
from_display!(&str, &String, String, char, Digest, &Digest, RepoPath, &RepoPath, NaiveDate, DateTime<FixedOffset>);

macro_rules! from_number {
    ($($kind:ty),*) => { $(impl From<$kind> for Arg {
        fn from(value: $kind) -> Self { Arg::Number(value as u64) }
    })* };
}
from_number!(u8, u16, u32, u64, usize);

impl From<Vec<String>> for Arg {
    fn from(items: Vec<String>) -> Self {
        Arg::List(items)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deceptive_characters_are_written_out() {
        assert_eq!(shown("a\u{202e}b\n\u{1b}[31m", 99), "a\\u{202e}b\\u{a}\\u{1b}[31m");
        assert_eq!(shown("ñandú «x»", 99), "ñandú «x»");
    }

    #[test]
    fn long_texts_are_cut_and_say_so() {
        assert_eq!(shown("abcdef", 3), "abc…");
        assert_eq!(Arg::List(vec!["x".into(); 14]).to_string().matches('x').count(), 12);
    }
}
