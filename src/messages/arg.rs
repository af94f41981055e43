//! Values inside messages: what a repository says, made safe to show.

use std::{borrow::Cow, fmt};

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::Lang;
use crate::{
    digest::Digest,
    repo_path::RepoPath,
    source::{Route, Step},
};

/// A value inside a message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Arg {
    /// Text from a repository or from the caller; hostile until shown.
    Text(String),
    /// A count or a place.
    Number(u64),
    /// A size, shown with its unit.
    Bytes(u64),
    /// Several texts, shown separated by commas.
    List(Vec<String>),
    /// The way to a field, shown as people count, from 1; machines get it as it is printed, from 0.
    Field(Route),
    /// Phrases of this program, shown in the language of the sentence and separated by commas; machines get their
    /// codes.
    Terms(Vec<Term>),
}

/// A phrase of this program: the name of a format, a part of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Term {
    /// Stable word for machines.
    pub code: &'static str,
    /// Spanish.
    pub es: Cow<'static, str>,
    /// English.
    pub en: Cow<'static, str>,
}

/// A value in one language, safe to show.
#[derive(Clone, Copy, Debug)]
pub struct InLang<'a> {
    arg: &'a Arg,
    lang: Lang,
}

impl Arg {
    /// Characters of one text that are shown; the rest is cut and marked with `…`.
    pub const SHOWN: usize = 160;
    /// Characters of one text of a list that are shown.
    const ITEM: usize = 60;
    /// Items of a list that are shown.
    const ITEMS: usize = 24;

    /// The value in the language of its sentence.
    pub fn in_lang(&self, lang: Lang) -> InLang<'_> {
        InLang { arg: self, lang }
    }
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

impl fmt::Display for InLang<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.arg {
            Arg::Text(text) => out.write_str(&shown(text, Arg::SHOWN)),
            Arg::Number(number) => write!(out, "{number}"),
            Arg::Bytes(1) => out.write_str("1 byte"),
            Arg::Bytes(number) => write!(out, "{number} bytes"),
            Arg::List(items) => list(items.iter().map(String::as_str), Arg::ITEM, out),
            Arg::Field(route) => out.write_str(&shown(&field(route, self.lang), Arg::SHOWN)),
            Arg::Terms(terms) => {
                let phrase = |term: &'_ Term| match self.lang {
                    Lang::Es => term.es.clone(),
                    Lang::En => term.en.clone(),
                };
                list(terms.iter().map(phrase), Arg::SHOWN, out)
            }
        }
    }
}

/// The way to a field as people say it: `archivos, n.º 1, sha256`. A name that could be read otherwise is quoted.
pub fn field(route: &Route, lang: Lang) -> String {
    let item = match lang {
        Lang::Es => "n.º",
        Lang::En => "no.",
    };
    let steps = route.steps().iter().map(|step| match step {
        Step::Index(position) => format!("{item} {}", position.saturating_add(1)),
        Step::Key(name) if Route::is_plain(name) => name.clone(),
        Step::Key(name) => format!("{name:?}"),
    });
    match route.is_root() {
        true => route.to_string(),
        false => steps.collect::<Vec<_>>().join(", "),
    }
}

/// Items separated by commas, each of at most `limit` characters.
fn list<T: AsRef<str>>(
    items: impl ExactSizeIterator<Item = T>,
    limit: usize,
    out: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    let count = items.len();
    for (index, item) in items.enumerate() {
        if index == Arg::ITEMS {
            return write!(out, ", … (+{})", count - index);
        }
        let separator = if index == 0 { "" } else { ", " };
        write!(out, "{separator}{}", shown(item.as_ref(), limit))?;
    }
    Ok(())
}

impl serde::Serialize for Arg {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Arg::Text(text) => to.serialize_str(text),
            Arg::Number(number) | Arg::Bytes(number) => to.serialize_u64(*number),
            Arg::List(items) => to.collect_seq(items),
            Arg::Field(route) => to.collect_str(route),
            Arg::Terms(terms) => to.collect_seq(terms.iter().map(|term| term.code)),
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

impl From<&Route> for Arg {
    fn from(route: &Route) -> Self {
        Arg::Field(route.clone())
    }
}

impl From<Vec<String>> for Arg {
    fn from(items: Vec<String>) -> Self {
        Arg::List(items)
    }
}

impl From<Vec<Term>> for Arg {
    fn from(terms: Vec<Term>) -> Self {
        Arg::Terms(terms)
    }
}

impl From<Term> for Arg {
    fn from(term: Term) -> Self {
        Arg::Terms(vec![term])
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
        assert_eq!(Arg::List(vec!["x".into(); 30]).in_lang(Lang::Es).to_string().matches('x').count(), 24);
    }

    #[test]
    fn one_byte_is_singular_and_machines_get_the_number() {
        let shown = |bytes| Arg::Bytes(bytes).in_lang(Lang::Es).to_string();
        assert_eq!((shown(0), shown(1), shown(2)), ("0 bytes".into(), "1 byte".into(), "2 bytes".into()));
        assert_eq!(serde_json::to_string(&Arg::Bytes(7)).unwrap(), "7");
    }

    #[test]
    fn people_count_from_one_and_machines_from_zero() {
        let said = |route: Route, lang| Arg::from(&route).in_lang(lang).to_string();
        let route = Route::root().key("archivos").index(0).key("sha256");
        assert_eq!(said(route.clone(), Lang::Es), "archivos, n.º 1, sha256");
        assert_eq!(said(route.clone(), Lang::En), "archivos, no. 1, sha256");
        assert_eq!(serde_json::to_string(&Arg::from(&route)).unwrap(), r#""archivos[0].sha256""#);
        assert_eq!(said(Route::root(), Lang::Es), ".");
        assert_eq!(said(Route::root().key("a, n.º 3").index(9), Lang::Es), r#""a, n.º 3", n.º 10"#);
        assert_eq!(said(Route::root().key("\u{202e}"), Lang::Es), r#""\u{202e}""#);
    }

    #[test]
    fn phrases_follow_the_language_and_machines_get_codes() {
        let term = |code, es, en| Term { code, es: Cow::Borrowed(es), en: Cow::Borrowed(en) };
        let arg = Arg::from(vec![term("header", "el encabezado", "header"), term("end", "el final", "end")]);
        assert_eq!(arg.in_lang(Lang::Es).to_string(), "el encabezado, el final");
        assert_eq!(arg.in_lang(Lang::En).to_string(), "header, end");
        assert_eq!(serde_json::to_string(&arg).unwrap(), r#"["header","end"]"#);
    }
}
