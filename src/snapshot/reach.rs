//! Which conversions a `.gitattributes` of the root may bring upon the files below a folder.
//!
//! Not a matcher: a pattern reaches every file of the folder, none, or it is taken to reach some. What turns a
//! conversion off counts only where it surely reaches every file; what turns one on counts where it may reach any.

use std::collections::{BTreeMap, BTreeSet};

use super::attributes::{ConvertingAttribute, is_utf8, pattern_and_attributes};

/// Longest line that git reads.
const LINE: usize = 2048;
/// The attributes that convert, each with its place in [`Active`].
const NAMES: [&[u8]; 6] = [b"text", b"crlf", b"eol", b"ident", b"filter", b"working-tree-encoding"];
const CRLF: usize = 1;
const EOL: usize = 2;

/// What may be on, per attribute of [`NAMES`].
type Active = [BTreeSet<(u32, String)>; 6];

/// What of a folder a pattern reaches.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Reach {
    Every,
    Some,
    None,
}

/// The attributes of a `.gitattributes` of the root that may convert files below `folder`, a folder of the root, in
/// the order of the file. The last line that reaches a file decides, as in git. `filter=lfs` gives the same bytes back
/// and is not given. A file with a zero byte gives one entry of line 0: git does not read it as it looks.
pub fn converting_below(bytes: &[u8], folder: &str) -> Vec<ConvertingAttribute> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if memchr::memchr(0, bytes).is_some() {
        return vec![ConvertingAttribute::unread()];
    }
    let lines: Vec<(u32, &[u8])> =
        bytes.split(|&byte| byte == b'\n').enumerate().map(|(at, line)| (at_line(at), trimmed(line))).collect();
    let macros = macros(&lines);
    let mut active = Active::default();
    let mut text_is_off = false;
    for &(number, line) in &lines {
        let (pattern, attributes) = pattern_and_attributes(line);
        let tokens: Vec<&[u8]> = words(attributes).collect();
        let mut reach = reach(pattern, folder);
        if reach == Reach::Every && (line.len() > LINE || !tokens.iter().all(|token| is_valid(token))) {
            reach = Reach::Some; // git leaves such a line out
        }
        if reach == Reach::None {
            continue;
        }
        for token in tokens {
            if reach == Reach::Every && name_of(token) == b"text" {
                text_is_off = token == b"-text";
            }
            if token == b"binary" && reach == Reach::Every && !macros.contains_key(token) {
                active[0].clear();
                text_is_off = true;
            }
            for token in expanded(token, &macros) {
                if token == b"!text" {
                    text_is_off = false;
                }
                let Some(at) = NAMES.iter().position(|name| *name == name_of(token)) else { continue };
                let turns_on = converts(token);
                if reach == Reach::Every {
                    active[at].clear();
                }
                if turns_on {
                    active[at].insert((number, shown(token)));
                }
            }
        }
    }
    if text_is_off {
        active[CRLF].clear();
        active[EOL].clear();
    }
    let found: BTreeSet<(u32, String)> = active.into_iter().flatten().collect();
    found.into_iter().map(|(line, attribute)| ConvertingAttribute { line, attribute }).collect()
}

fn at_line(index: usize) -> u32 {
    u32::try_from(index + 1).unwrap_or(u32::MAX)
}

fn shown(token: &[u8]) -> String {
    String::from_utf8_lossy(token).chars().take(200).collect()
}

/// Whether git takes the byte for a space between words.
fn is_blank(byte: &u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r')
}

fn trimmed(line: &[u8]) -> &[u8] {
    let start = line.iter().position(|byte| !is_blank(byte)).unwrap_or(line.len());
    let end = line.iter().rposition(|byte| !is_blank(byte)).map_or(start, |last| last + 1);
    &line[start..end]
}

fn words(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split(is_blank).filter(|word| !word.is_empty())
}

/// The name of an attribute, without the sign before and the value behind.
fn name_of(token: &[u8]) -> &[u8] {
    let token = token.strip_prefix(b"-").or_else(|| token.strip_prefix(b"!")).unwrap_or(token);
    &token[..memchr::memchr(b'=', token).unwrap_or(token.len())]
}

/// Whether git takes the word for an attribute; with one that is not it leaves out the whole line.
fn is_valid(token: &[u8]) -> bool {
    let name = name_of(token);
    let is_letter = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
    !name.is_empty() && !name.starts_with(b"-") && !name.starts_with(b"builtin_") && name.iter().all(is_letter)
}

/// Whether an attribute of [`NAMES`], as written, turns a conversion on.
fn converts(token: &[u8]) -> bool {
    if token.starts_with(b"-") || token.starts_with(b"!") {
        return false;
    }
    let value = memchr::memchr(b'=', token).map(|at| &token[at + 1..]);
    match name_of(token) {
        b"filter" => value != Some(b"lfs"),
        b"working-tree-encoding" => !value.is_some_and(is_utf8),
        _ => true,
    }
}

/// The macros the file defines, each with all that its definitions say.
fn macros<'a>(lines: &[(u32, &'a [u8])]) -> BTreeMap<&'a [u8], Vec<&'a [u8]>> {
    let mut macros: BTreeMap<&[u8], Vec<&[u8]>> = BTreeMap::new();
    for (_, line) in lines {
        let Some(definition) = line.strip_prefix(b"[attr]") else { continue };
        let mut words = words(definition);
        if let Some(name) = words.next() {
            macros.entry(name).or_default().extend(words);
        }
    }
    macros
}

/// The attribute itself and, of a macro, what it turns on; what a macro turns off is not relied upon.
fn expanded<'a>(token: &'a [u8], macros: &BTreeMap<&'a [u8], Vec<&'a [u8]>>) -> Vec<&'a [u8]> {
    let mut all = vec![token];
    let mut seen = BTreeSet::from([token]);
    let mut next = 0;
    while let Some(name) = all.get(next).copied() {
        next += 1;
        for &inner in macros.get(name).into_iter().flatten() {
            let relevant =
                macros.contains_key(inner) || inner == b"!text" || (NAMES.contains(&name_of(inner)) && converts(inner));
            if relevant && seen.insert(inner) {
                all.push(inner);
            }
        }
    }
    all
}

fn reach(pattern: &[u8], folder: &str) -> Reach {
    if pattern.is_empty() || pattern.starts_with(b"#") || pattern.starts_with(b"[attr]") {
        return Reach::None;
    }
    if matches!(pattern, b"*" | b"**" | b"**/*") {
        return Reach::Every;
    }
    if pattern.starts_with(b"\"") || pattern.starts_with(b"!") || pattern.contains(&b'\\') {
        return Reach::Some;
    }
    if pattern.ends_with(b"/") {
        return Reach::None; // folders only, and folders have no attributes
    }
    let anchored = pattern.strip_prefix(b"/").unwrap_or(pattern);
    let Some(slash) = memchr::memchr(b'/', anchored) else {
        // a name without slash is met at any depth, and one behind a slash only in the root
        return if anchored.len() < pattern.len() { Reach::None } else { Reach::Some };
    };
    let (first, rest) = (&anchored[..slash], &anchored[slash + 1..]);
    if first == folder.as_bytes() && matches!(rest, b"**" | b"**/*") {
        return Reach::Every;
    }
    let is_plain = !first.is_empty() && !first.iter().any(|byte| matches!(byte, b'*' | b'?' | b'['));
    match is_plain && !first.eq_ignore_ascii_case(folder.as_bytes()) {
        true => Reach::None,
        false => Reach::Some,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn finds(text: &str, expected: &[(u32, &str)]) {
        let found = converting_below(text.as_bytes(), "policies");
        let found: Vec<(u32, &str)> = found.iter().map(|found| (found.line, found.attribute.as_str())).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn what_may_reach_the_folder_is_found() {
        finds("* text=auto", &[(1, "text=auto")]);
        finds("# x\n*.csv eol=crlf ident", &[(2, "eol=crlf"), (2, "ident")]);
        finds("policies/integridad/** filter=limpia", &[(1, "filter=limpia")]);
        finds("Policies/** text", &[(1, "text")]);
        finds("\"policies/a b\" working-tree-encoding=UTF-16", &[(1, "working-tree-encoding=UTF-16")]);
        finds("po*/** text", &[(1, "text")]);
        finds("[attr]nota text eol=lf\n[attr]otra nota\npolicies/** -text\n*.csv otra", &[(4, "text")]);
    }

    #[test]
    fn what_cannot_reach_it_is_not() {
        finds("schema/*.json text eol=lf\n/README.md text\nsrc/ text\n[attr]nota text\n/src/** ident", &[]);
        finds("*.mp4 filter=lfs diff=lfs merge=lfs -text\n* working-tree-encoding=UTF-8", &[]);
        finds("", &[]);
    }

    #[test]
    fn the_last_line_decides() {
        for off in ["policies/** -text", "/policies/**/* -text -eol", "* binary", "** !eol -text"] {
            finds(&format!("* text=auto eol=crlf\n*.csv crlf\n{off}"), &[]);
            finds(&format!("{off}\n*.csv eol=crlf"), &[]);
        }
        finds("policies/** -text\n* text=auto", &[(2, "text=auto")]);
        finds("policies/** -text\n*.csv text", &[(2, "text")]);
        finds("* ident filter=x\npolicies/** -text", &[(1, "filter=x"), (1, "ident")]);
        finds("* ident filter=x\npolicies/** -ident !filter", &[]);
    }

    #[test]
    fn what_turns_off_less_than_it_seems_does_not_count() {
        for off in [
            "Policies/** -text",
            "policies/* -text",
            "policies/**.csv -text",
            "policies/ -text",
            "policies/** -text á",
            "policies/**\u{c}-text",
            "\"policies/**\" -text",
            "!policies/** -text",
            "[attr]nada -text\npolicies/** nada",
            "[attr]binary diff\npolicies/** binary",
        ] {
            finds(&format!("* text\n{off}"), &[(1, "text")]);
        }
        finds(&format!("* text\npolicies/** -text {}", "-diff ".repeat(400)), &[(1, "text")]);
        finds("* eol=crlf\npolicies/** -text\n*.csv !text", &[(1, "eol=crlf")]);
        finds("[attr]nada !text\n* eol=crlf\npolicies/** -text\n*.csv nada", &[(2, "eol=crlf")]);
        finds("policies/** -text\0", &[(0, "")]);
    }

    #[test]
    fn macros_of_one_another_end() {
        finds("[attr]a b\n[attr]b a text\n* a", &[(3, "text")]);
    }
}
