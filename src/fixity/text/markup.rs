//! HTML, SVG and XML: which of them, and what in them runs or fetches.
//!
//! The tag reader is as forgiving as a browser: it looks for what *could* run, so it prefers seeing too much.

use quick_xml::{Reader, events::Event};

use super::super::{
    Format,
    bytes::{contains, starts_with_ignore_case},
    notes::Notes,
    traits::{Part, Script, Trait},
};

/// Root elements by which a page without `<!doctype html>` is known.
const PAGE_ROOTS: [&str; 14] = [
    "html", "head", "body", "title", "meta", "link", "style", "script", "div", "table", "iframe", "frameset", "center",
    "base",
];
/// Most levels of XML.
const MOST_DEPTH: usize = 1_000;

/// Examines text whose first character is `<`; nothing if it is not markup after all.
pub(super) fn examine(text: &str, notes: &mut Notes) -> Option<Format> {
    let mut rest = text;
    let (mut declared, mut page, mut office) = (false, false, false);
    let mut subset = "";
    loop {
        rest = rest.trim_start();
        if let Some(inside) = rest.strip_prefix("<?") {
            let end = inside.find("?>")?;
            declared |= inside.starts_with("xml");
            office |= inside.starts_with("mso-application");
            rest = &inside[end + 2..];
        } else if let Some(inside) = rest.strip_prefix("<!--") {
            rest = &inside[inside.find("-->")? + 3..];
        } else if starts_with_ignore_case(rest.as_bytes(), b"<!doctype") {
            let inside = &rest[9..];
            page |= starts_with_ignore_case(inside.trim_start().as_bytes(), b"html");
            let end = declaration_end(inside)?;
            subset = &inside[..end];
            rest = &inside[end + 1..];
        } else {
            break;
        }
    }
    entities(subset, notes);
    let name_end = rest.get(1..)?.find(|letter: char| letter.is_whitespace() || matches!(letter, '>' | '/'));
    let name = if rest.starts_with('<') { rest.get(1..)?.get(..name_end.unwrap_or(0))? } else { "" };
    let local = name.rsplit(':').next().unwrap_or_default();
    if local.eq_ignore_ascii_case("svg") {
        active(text, notes);
        well_formed(text, notes);
        return Some(Format::Svg);
    }
    let root = local.to_ascii_lowercase();
    if page || root == "html" || !declared && PAGE_ROOTS.contains(&root.as_str()) {
        active(text, notes);
        return Some(Format::Html);
    }
    if !name.starts_with(|letter: char| letter.is_alphabetic() || letter == '_') {
        if declared {
            notes.truncated(Part::Markup);
            return Some(Format::Xml);
        }
        return None;
    }
    if !declared && subset.is_empty() && !parses(text) {
        return None; // text that merely starts with `<`
    }
    well_formed(text, notes);
    if office {
        notes.add(Trait::OfficeXml);
    }
    if contains(text.as_bytes(), b"http://www.w3.org/1999/xhtml")
        || contains(text.as_bytes(), b"http://www.w3.org/2000/svg")
    {
        active(text, notes);
    }
    Some(Format::Xml)
}

/// Where the `>` that ends a document type declaration stands, quotes and internal subset apart.
fn declaration_end(inside: &str) -> Option<usize> {
    let (mut quote, mut depth) = (None, 0usize);
    for (at, byte) in inside.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if byte == open => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'[') => depth += 1,
            (None, b']') => depth = depth.saturating_sub(1),
            (None, b'>') if depth == 0 => return Some(at),
            (None, _) => {}
        }
    }
    None
}

/// Entities declared in the document: one from outside is active, one made of others may grow without end.
fn entities(subset: &str, notes: &mut Notes) {
    for declaration in subset.split("<!ENTITY").skip(1) {
        let (mut words, mut quoted) = (declaration.split_whitespace(), declaration.split(['"', '\'']));
        if words.by_ref().take(3).any(|word| matches!(word, "SYSTEM" | "PUBLIC")) {
            notes.script(Script::ExternalEntity);
        } else if quoted.nth(1).is_some_and(|value| value.contains('&') && !value.starts_with("&#")) {
            notes.too_complex(Part::Entities);
        }
    }
}

fn well_formed(text: &str, notes: &mut Notes) {
    if !parses(text) {
        notes.corrupt(Part::Markup);
    }
}

/// Whether every element is closed, in order, and none follows the root.
fn parses(text: &str) -> bool {
    let mut reader = Reader::from_str(text);
    let (mut depth, mut roots) = (0usize, 0usize);
    loop {
        match reader.read_event() {
            Ok(Event::Start(_)) => {
                roots += usize::from(depth == 0);
                depth += 1;
                if depth > MOST_DEPTH {
                    return false;
                }
            }
            Ok(Event::Empty(_)) => roots += usize::from(depth == 0),
            Ok(Event::End(_)) => depth = depth.saturating_sub(1),
            Ok(Event::Eof) => return depth == 0 && roots == 1,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
}

/// Notes elements, attributes and addresses that run or fetch.
fn active(text: &str, notes: &mut Notes) {
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'<', rest.as_bytes()) {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            continue;
        }
        let name_end =
            rest.find(|letter: char| letter.is_whitespace() || matches!(letter, '>' | '/')).unwrap_or(rest.len());
        let name = rest[..name_end].rsplit(':').next().unwrap_or_default();
        if !name.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
            continue;
        }
        let element = name.to_ascii_lowercase();
        match element.as_str() {
            "script" => notes.script(Script::Element),
            "iframe" | "frame" | "object" | "embed" | "applet" | "portal" => notes.script(Script::Frame),
            "foreignobject" => notes.script(Script::ForeignObject),
            _ => {}
        }
        rest = attributes(&rest[name_end..], &element, notes);
    }
}

/// Reads the attributes of one tag; gives what follows it.
fn attributes<'t>(mut rest: &'t str, element: &str, notes: &mut Notes) -> &'t str {
    let mut refresh = false;
    loop {
        rest = rest.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '/');
        if rest.is_empty() || rest.starts_with('<') {
            break;
        }
        if let Some(after) = rest.strip_prefix('>') {
            rest = after;
            break;
        }
        // The first letter belongs to the name whatever it is, as in browsers.
        let first = rest.chars().next().map_or(1, char::len_utf8);
        let length = rest[first..].find(|letter: char| letter.is_whitespace() || matches!(letter, '=' | '>' | '/'));
        let end = length.map_or(rest.len(), |length| first + length);
        let name = rest[..end].to_ascii_lowercase();
        let name = name.rsplit(':').next().unwrap_or_default();
        rest = rest[end..].trim_start();
        let Some(after) = rest.strip_prefix('=') else { continue };
        let after = after.trim_start();
        let quote = after.chars().next().filter(|letter| matches!(letter, '"' | '\''));
        let (value, following) = match quote {
            Some(quote) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
            None => after
                .split_at(after.find(|letter: char| letter.is_whitespace() || letter == '>').unwrap_or(after.len())),
        };
        rest = following;
        if name.len() > 3 && name.starts_with("on") && name.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            notes.script(Script::Handler);
        }
        let address = plain_address(value);
        let page = [
            "data:text/html",
            "data:image/svg",
            "data:text/javascript",
            "data:application/javascript",
            "data:text/xml",
        ];
        if address.starts_with("javascript:")
            || address.starts_with("vbscript:")
            || page.iter().any(|start| address.starts_with(start))
        {
            notes.script(Script::Address);
        }
        if name == "href"
            && matches!(element, "use" | "image" | "feimage")
            && (address.starts_with("http") || address.starts_with("//"))
        {
            notes.add(Trait::ExternalReference);
        }
        refresh |= name == "http-equiv" && value.trim().eq_ignore_ascii_case("refresh");
    }
    if refresh && element == "meta" {
        notes.script(Script::Refresh);
    }
    rest
}

/// The start of an address as a browser reads it: references resolved, blanks and controls dropped, lower-case.
fn plain_address(value: &str) -> String {
    let start: String = value.chars().take(256).collect();
    let resolved = resolve(&start);
    resolved
        .chars()
        .filter(|letter| !letter.is_whitespace() && !letter.is_control())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Character references: numbers, and the names that matter here. The semicolon is optional, as in browsers.
fn resolve(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let end = rest.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '#').unwrap_or(rest.len());
        let name = &rest[..end];
        let number = name.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
            Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok(),
            None => number.parse().ok(),
        });
        let letter = number.and_then(char::from_u32).or(match name {
            "colon" => Some(':'),
            "Tab" => Some('\t'),
            "NewLine" => Some('\n'),
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            "nbsp" => Some(' '),
            "aacute" => Some('á'),
            "eacute" => Some('é'),
            "iacute" => Some('í'),
            "oacute" => Some('ó'),
            "uacute" => Some('ú'),
            "ntilde" => Some('ñ'),
            _ => None,
        });
        match letter {
            Some(letter) => {
                plain.push(letter);
                rest = rest[end..].strip_prefix(';').unwrap_or(&rest[end..]);
            }
            None => plain.push('&'),
        }
    }
    plain.push_str(rest);
    plain
}

/// The text a reader of the page sees: tags become line breaks, scripts, styles and comments are left out.
pub(in crate::fixity) fn visible(text: &str) -> String {
    let mut seen = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        let at = memchr::memchr(b'<', rest.as_bytes()).unwrap_or(rest.len());
        seen.push_str(&resolve(&rest[..at]));
        rest = &rest[at..];
        let hidden = ["script", "style"]
            .iter()
            .find(|name| starts_with_ignore_case(&rest.as_bytes()[rest.len().min(1)..], name.as_bytes()));
        let end = if rest.starts_with("<!--") {
            rest.find("-->").map(|end| end + 3)
        } else if let Some(name) = hidden {
            closing(rest, name)
        } else {
            memchr::memchr(b'>', rest.as_bytes()).map(|end| end + 1)
        };
        rest = end.map_or("", |end| &rest[end..]);
        if !seen.ends_with('\n') {
            seen.push('\n');
        }
    }
    seen
}

/// Where the closing tag of `name` ends.
fn closing(text: &str, name: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(found) = text[from..].find("</") {
        from += found + 2;
        if starts_with_ignore_case(&text.as_bytes()[from..], name.as_bytes()) {
            return memchr::memchr(b'>', &text.as_bytes()[from..]).map(|end| from + end + 1);
        }
    }
    None
}
