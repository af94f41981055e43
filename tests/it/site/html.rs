//! A small reader of the pages that are made: elements with their attributes, and the text.

use std::{collections::BTreeSet, path::Path};

use quick_xml::{Reader, events::Event};

/// An element that was opened.
#[derive(Debug)]
pub struct Element {
    pub name: String,
    pub attributes: Vec<(String, String)>,
}

impl Element {
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// What a page holds.
#[derive(Debug, Default)]
pub struct Page {
    pub elements: Vec<Element>,
    /// Texts with the element that holds each.
    pub texts: Vec<(String, String)>,
}

impl Page {
    pub fn ids(&self) -> BTreeSet<&str> {
        self.elements.iter().filter_map(|one| one.get("id")).collect()
    }

    /// Every address that leads somewhere or loads something: element, attribute and value.
    pub fn addresses(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        self.elements.iter().flat_map(|one| {
            one.attributes
                .iter()
                .filter(|(name, _)| matches!(name.as_str(), "href" | "src" | "action" | "srcset" | "poster"))
                .map(|(name, value)| (one.name.as_str(), name.as_str(), value.as_str()))
        })
    }

    /// The whole text of the elements of a name.
    pub fn text_of(&self, name: &str) -> String {
        self.texts.iter().filter(|(holder, _)| holder == name).map(|(_, text)| text.as_str()).collect()
    }
}

const VOID: [&str; 6] = ["meta", "link", "img", "input", "br", "hr"];

/// Reads a page; every element must be closed in its order.
pub fn read(text: &str) -> Page {
    let text = text.strip_prefix("<!DOCTYPE html>\n").expect("the page says what it is");
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    let mut page = Page::default();
    let mut open: Vec<String> = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            // In a picture, as in XML.
            Event::Empty(start) if open.iter().any(|name| name == "svg") => {
                let name = start.name().as_ref().to_owned();
                let attributes = start.html_attributes().map(|one| {
                    let one = one.unwrap();
                    (one.key.as_ref().to_owned(), unescaped(&one.value))
                });
                page.elements.push(Element { name, attributes: attributes.collect() });
            }
            Event::Start(start) => {
                let name = start.name().as_ref().to_owned();
                let attributes = start.html_attributes().map(|one| {
                    let one = one.unwrap();
                    let key = one.key.as_ref().to_owned();
                    (key, unescaped(&one.value))
                });
                page.elements.push(Element { name: name.clone(), attributes: attributes.collect() });
                if !VOID.contains(&name.as_str()) {
                    open.push(name);
                }
            }
            Event::End(end) => {
                let name = end.name().as_ref().to_owned();
                assert_eq!(open.pop().as_deref(), Some(name.as_str()), "closed in order");
            }
            Event::Text(text) => {
                let text = text.as_ref().to_owned();
                page.texts.push((open.last().cloned().unwrap_or_default(), text));
            }
            Event::GeneralRef(name) => {
                let name = name.as_ref().to_owned();
                page.texts.push((open.last().cloned().unwrap_or_default(), unescaped(&format!("&{name};"))));
            }
            Event::Eof => break,
            other => panic!("a page has no {other:?}"),
        }
    }
    assert_eq!(open, Vec::<String>::new(), "everything is closed");
    page
}

/// What a browser makes of the references that templates write.
fn unescaped(text: &str) -> String {
    let known = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", "\u{a0}")];
    known.iter().fold(text.to_owned(), |text, (name, value)| text.replace(name, value)).replace("&amp;", "&")
}

/// The path of a file that an address of a page leads to, and its anchor; none for one that leaves the site.
pub fn target(page: &str, address: &str) -> Option<(String, Option<String>)> {
    if address.starts_with("https://") {
        return None;
    }
    let (path, anchor) = match address.split_once('#') {
        Some((path, anchor)) => (path, Some(anchor.to_owned())),
        None => (address, None),
    };
    if path.is_empty() {
        return Some((page.to_owned(), anchor));
    }
    assert!(!path.starts_with('/') && !path.contains(':'), "{address} is relative");
    let mut segments: Vec<String> = page.split('/').map(str::to_owned).collect();
    segments.pop();
    for segment in decoded(path).split('/') {
        match segment {
            ".." => drop(segments.pop().unwrap_or_else(|| panic!("{address} leads out of the site"))),
            other => segments.push(other.to_owned()),
        }
    }
    Some((segments.join("/"), anchor))
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next().unwrap(), rest.next().unwrap()];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}

/// The pages of a site, but for the verifier and the receipts to print, which are judged by their own tests.
pub fn pages(site: &Path) -> impl Iterator<Item = String> {
    let is_page = |path: &String| path != "integridad/verificador.html" && !path.starts_with("constancias/");
    files(site).into_iter().filter(move |path| path.ends_with(".html") && is_page(path))
}

/// Every file below a folder, by its path in it.
pub fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut left = vec![folder.to_owned()];
    while let Some(here) = left.pop() {
        for entry in std::fs::read_dir(&here).unwrap() {
            let entry = entry.unwrap();
            if entry.file_type().unwrap().is_dir() {
                left.push(entry.path());
            } else {
                found.push(entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned());
            }
        }
    }
    found.sort();
    found
}
