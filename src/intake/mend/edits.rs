//! Texts put in the place of others in a file of YAML, everything else byte by byte as it was.

use super::{Unmendable, evidence::Actual};
use crate::{
    fixity,
    source::{
        self, Span,
        yaml::{Data, Entry, Node},
    },
};

/// Texts to be put in the place of others, by where those stand.
pub(super) struct Edits<'t> {
    text: &'t [u8],
    list: Vec<(Span, String)>,
}

/// Where the fields that an entry lacks are put.
struct Gap {
    at: usize,
    /// What stands before each, and after.
    before: String,
    after: String,
}

impl<'t> Edits<'t> {
    pub(super) fn of(text: &'t [u8]) -> Self {
        Self { text, list: Vec::new() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Puts a text in the place of a value that is there.
    pub(super) fn replace(&mut self, value: &Node, with: &str) {
        self.list.push((value.span, scalar(with)));
    }

    /// Writes a text in a field of an entry.
    pub(super) fn field(&mut self, entry: &Node, field: &str, value: &str) -> Result<(), Unmendable> {
        let gap = self.gap(entry)?;
        self.put(entry, field, &scalar(value), &gap)
    }

    /// Writes what the entry of a file says otherwise or not at all; which fields.
    pub(super) fn values(&mut self, entry: &Node, actual: &Actual) -> Result<Vec<&'static str>, Unmendable> {
        let text = |field: &str| entry.get(field).and_then(Node::as_text);
        let mut wrong = Vec::new();
        if text("sha256") != Some(actual.digest.as_str()) {
            wrong.push(("sha256", scalar(&actual.digest)));
        }
        if entry.get("bytes").is_none_or(|node| node.to_json() != actual.bytes) {
            wrong.push(("bytes", actual.bytes.to_string()));
        }
        if let Some(format) = actual.format {
            let answers = |mime: &str| fixity::format_by_mime(mime).is_some_and(|known| known.mime() == format);
            if !text("formato").is_some_and(answers) {
                wrong.push(("formato", scalar(format)));
            }
        }
        let gap = self.gap(entry)?;
        for (field, value) in &wrong {
            self.put(entry, field, value, &gap)?;
        }
        Ok(wrong.into_iter().map(|(field, _)| field).collect())
    }

    /// Writes a value, as YAML, in a field that is there, blank or not, or that is not.
    fn put(&mut self, entry: &Node, field: &str, value: &str, gap: &Gap) -> Result<(), Unmendable> {
        let (span, with) = match entry.entry(field) {
            Some(there) if is_blank(&there.value) => {
                let at = self.after_colon(there)?;
                (Span::new(at, at), format!(" {value}"))
            }
            Some(there) => (there.value.span, value.to_owned()),
            None => (Span::new(gap.at, gap.at), format!("{}{field}: {value}{}", gap.before, gap.after)),
        };
        self.list.push((span, with));
        Ok(())
    }

    /// After the name of the file, where the entry has one; else before its first field.
    fn gap(&self, entry: &Node) -> Result<Gap, Unmendable> {
        let is_flow = self.text.get(entry.span.start) == Some(&b'{');
        let margin = |key: Span| format!("\n{}", " ".repeat(self.column(key.start)));
        Ok(match entry.entry("ruta") {
            Some(route) => {
                let end = if is_blank(&route.value) { self.after_colon(route)? } else { route.value.span.end };
                match is_flow {
                    true => Gap { at: end, before: ", ".to_owned(), after: String::new() },
                    false => Gap { at: self.line_end(end), before: margin(route.key_span), after: String::new() },
                }
            }
            None => {
                let first = entry.entries().first().ok_or(Unmendable::Form)?.key_span;
                let after = if is_flow { ", ".to_owned() } else { margin(first) };
                Gap { at: first.start, before: String::new(), after }
            }
        })
    }

    /// Adds entries at the end of the list of files.
    pub(super) fn append(&mut self, top: &Node, new: &[(String, &Actual)]) -> Result<(), Unmendable> {
        if new.is_empty() {
            return Ok(());
        }
        let Some(list) = top.entry("archivos") else {
            let opening = if self.is_line_start(self.text.len()) { "archivos:" } else { "\narchivos:" };
            self.lines(self.text.len(), opening, 2, new);
            return Ok(());
        };
        match (&list.value.data, list.value.items().last()) {
            (Data::Sequence(items), _) if self.text.get(list.value.span.start) == Some(&b'[') => {
                // Between brackets: before the last one.
                let at = list.value.span.end.checked_sub(1).ok_or(Unmendable::Form)?;
                let comma = if items.is_empty() { "" } else { ", " };
                let all: Vec<String> = new.iter().map(|(name, actual)| flow(name, actual)).collect();
                self.list.push((Span::new(at, at), format!("{comma}{}", all.join(", "))));
            }
            (Data::Sequence(_), Some(last)) => self.lines(self.line_end(last.span.end), "", self.dash(last)?, new),
            (Data::Null, _) => {
                let colon = self.after_colon(list)?;
                if !is_blank(&list.value) {
                    self.list.push((Span::new(colon, list.value.span.end), String::new()));
                }
                self.lines(self.line_end(colon), "", self.column(list.key_span.start) + 2, new);
            }
            _ => return Err(Unmendable::Form),
        }
        Ok(())
    }

    /// Adds entries as lines of their own.
    fn lines(&mut self, at: usize, opening: &str, dash: usize, new: &[(String, &Actual)]) {
        let is_started = self.is_line_start(at);
        let mut more = opening.to_owned();
        for (name, actual) in new {
            let margin = " ".repeat(dash);
            let first = if is_started && more.is_empty() { "" } else { "\n" };
            more.push_str(&format!("{first}{margin}- ruta: {}", scalar(name)));
            for (field, value) in fields(actual) {
                more.push_str(&format!("\n{margin}  {field}: {value}"));
            }
        }
        if at == self.text.len() || is_started {
            more.push('\n');
        }
        self.list.push((Span::new(at, at), more));
    }

    fn is_line_start(&self, at: usize) -> bool {
        at == 0 || self.text.get(at - 1) == Some(&b'\n')
    }

    /// Where the line of an offset ends, its break apart; the offset itself where a line begins there.
    fn line_end(&self, at: usize) -> usize {
        if at > 0 && self.is_line_start(at) {
            return at;
        }
        let rest = self.text.get(at..).unwrap_or_default();
        let end = rest.iter().position(|byte| *byte == b'\n').map_or(self.text.len(), |found| at + found);
        if end > at && self.text.get(end - 1) == Some(&b'\r') { end - 1 } else { end }
    }

    /// The end of the colon of a key.
    fn after_colon(&self, entry: &Entry) -> Result<usize, Unmendable> {
        let rest = self.text.get(entry.key_span.end..).unwrap_or_default();
        let blanks = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        let is_colon = rest.get(blanks) == Some(&b':');
        is_colon.then_some(entry.key_span.end + blanks + 1).ok_or(Unmendable::Form)
    }

    fn column(&self, at: usize) -> usize {
        let before = self.text.get(..at).unwrap_or_default();
        at - before.iter().rposition(|byte| *byte == b'\n').map_or(0, |found| found + 1)
    }

    /// The column of the dash of an item.
    fn dash(&self, item: &Node) -> Result<usize, Unmendable> {
        let before = self.text.get(..item.span.start).unwrap_or_default();
        let dash = before.iter().rposition(|byte| !byte.is_ascii_whitespace()).ok_or(Unmendable::Form)?;
        if before[dash] == b'-' { Ok(self.column(dash)) } else { Err(Unmendable::Form) }
    }

    /// How the lines of the file end, as the first does.
    fn line_break(&self) -> &'static str {
        let first = self.text.iter().position(|byte| *byte == b'\n').and_then(|end| end.checked_sub(1));
        if first.and_then(|before| self.text.get(before)) == Some(&b'\r') { "\r\n" } else { "\n" }
    }

    pub(super) fn apply(mut self) -> Vec<u8> {
        self.list.sort_by_key(|(span, _)| (span.start, span.end));
        self.list.dedup();
        let line_break = self.line_break();
        let mut text = Vec::with_capacity(self.text.len() + 256);
        let mut done = 0;
        for (span, with) in &self.list {
            text.extend_from_slice(self.text.get(done..span.start).unwrap_or_default());
            text.extend_from_slice(with.replace('\n', line_break).as_bytes());
            done = span.end.max(done);
        }
        text.extend_from_slice(self.text.get(done..).unwrap_or_default());
        text
    }
}

/// Whether a key has no value at all.
fn is_blank(value: &Node) -> bool {
    value.data == Data::Null && value.span.is_empty()
}

fn fields(actual: &Actual) -> Vec<(&'static str, String)> {
    let mut fields = vec![("sha256", scalar(&actual.digest)), ("bytes", actual.bytes.to_string())];
    fields.extend(actual.format.map(|format| ("formato", scalar(format))));
    fields
}

fn flow(name: &str, actual: &Actual) -> String {
    let fields: String = fields(actual).into_iter().map(|(field, value)| format!(", {field}: {value}")).collect();
    format!("{{ruta: {}{fields}}}", scalar(name))
}

/// A text as YAML, quoted where it would be taken for something else.
fn scalar(text: &str) -> String {
    let written = source::yaml::write(&text).unwrap_or_else(|_| format!("{text:?}"));
    written.trim_end_matches('\n').to_owned()
}
