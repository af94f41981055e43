//! The names a PDF uses outside its page content, wherever they are: in plain objects and in object streams.

use memchr::{memchr, memmem};

use super::{
    super::{
        bytes::contains,
        inflate::{Ending, Wrapper},
        notes::Notes,
        pictures,
        traits::{Part, Script, Trait},
    },
    Bounds,
    actions::{AUTOMATIC, Kind, Pending},
    syntax::{Lexer, Value, get, is_delimiter, is_space, items, plain_name},
    xref::{Objects, Stream, unpack},
};

/// Most object streams unpacked.
const MOST_PACKED: usize = 20_000;
/// Most bytes of one object looked at so.
const MOST_OBJECT: usize = 64 * 1024;
/// Most bytes of an `/AA` dictionary.
const MOST_TRIGGERS: usize = 4 * 1024;
/// Most bytes before `stream` where its dictionary is looked for.
const MOST_DICTIONARY: usize = 64 * 1024;

/// Most bytes before the start of a photo in its stream.
const MOST_BEFORE_PHOTO: usize = 1_024;
/// Most bytes of one photo that is packed once more.
const MOST_PHOTO: u64 = 16 << 20;

/// What the names of a file lead to.
pub(super) struct Led {
    /// Actions that nobody starts.
    pub(super) actions: Vec<Pending>,
    /// Files attached, as far as they can be unpacked.
    pub(super) attached: Vec<Vec<u8>>,
}

/// Notes what the names of the whole file say, and gives what they lead to. `sealed` when streams are encrypted.
pub(super) fn examine(
    bytes: &[u8],
    objects: Option<&Objects<'_>>,
    sealed: bool,
    bounds: &mut Bounds,
    notes: &mut Notes,
) -> Led {
    let mut streams: Vec<(usize, usize)> = Vec::new();
    let mut attached = Vec::new();
    let mut packed = 0;
    let mut code = Code::new(bounds);
    for Found { plain, start, end } in Streams::of(bytes) {
        names(plain, &mut code, notes);
        let dictionary = stream_dictionary(plain).filter(|_| !sealed);
        if let Some(dictionary) = dictionary {
            location(&Stream { dictionary, data: line_ended(&bytes[start..end]) }, notes);
        }
        if let Some(dictionary) = dictionary
            && contains(dictionary, b"ObjStm")
        {
            let data = bytes[start..end].trim_ascii_start();
            let data = if data.first().is_some_and(|byte| byte & 0x0f == 8) { data } else { &bytes[start..end] };
            packed += 1;
            match (packed <= MOST_PACKED).then(|| unpack(&Stream { dictionary, data }, &mut notes.budget)).flatten() {
                Some(data) => names(&data, &mut code, notes),
                None => notes.too_complex(Part::PdfObjects),
            }
        } else if let Some(dictionary) = dictionary
            && contains(dictionary, b"EmbeddedFile")
        {
            let data = line_ended(&bytes[start..end]);
            attached.extend(unpack(&Stream { dictionary, data }, &mut notes.budget));
        }
        streams.push((start, end));
    }
    let from = streams.last().map_or(0, |(_, end)| *end);
    names(&bytes[from.min(bytes.len())..], &mut code, notes);
    if let Some(objects) = objects {
        hidden(bytes, objects, &streams, &mut code, notes);
    }
    if code.elsewhere || code.in_fields && code.automatic {
        notes.script(Script::PdfJavaScript);
    } else if code.in_fields {
        notes.script(Script::PdfFormScript);
    }
    if code.lost {
        notes.too_complex(Part::PdfObjects);
    }
    Led { actions: code.actions, attached }
}

/// The streams of a file, in the order of their bytes, whatever its table says.
struct Streams<'a> {
    bytes: &'a [u8],
    /// Where the last stream ended, and where the next is looked for.
    from: usize,
    search: usize,
}

/// A stream: what stands between the one before and its keyword, and where its bytes start and end.
struct Found<'a> {
    plain: &'a [u8],
    start: usize,
    end: usize,
}

impl<'a> Streams<'a> {
    fn of(bytes: &'a [u8]) -> Self {
        Self { bytes, from: 0, search: 0 }
    }
}

impl<'a> Iterator for Streams<'a> {
    type Item = Found<'a>;

    fn next(&mut self) -> Option<Found<'a>> {
        loop {
            let at = self.search + memmem::find(self.bytes.get(self.search..)?, b"stream")?;
            let start = at + 6;
            self.search = start;
            let plain = &self.bytes[self.from..at];
            if !plain.trim_ascii_end().ends_with(b">>") || !matches!(self.bytes.get(start), Some(b'\r' | b'\n' | b' '))
            {
                continue;
            }
            let length = memmem::find(&self.bytes[start..], b"endstream");
            let end = length.map_or(self.bytes.len(), |length| start + length);
            (self.from, self.search) = (end, end);
            return Some(Found { plain, start, end });
        }
    }
}

/// The dictionary of the stream whose keyword follows `plain`.
fn stream_dictionary(plain: &[u8]) -> Option<&[u8]> {
    last_dictionary(&plain[plain.len().saturating_sub(MOST_DICTIONARY)..])
}

/// The data of a stream, without the end of line after its keyword.
fn line_ended(data: &[u8]) -> &[u8] {
    let data = data.strip_prefix(b"\r").unwrap_or(data);
    data.strip_prefix(b"\n").unwrap_or(data)
}

/// Looks for where a photo was taken: the JPEG a stream is, maybe packed once more, or the metadata it holds.
fn location(stream: &Stream<'_>, notes: &mut Notes) {
    if notes.traits.contains(&Trait::PhotoLocation) {
        return;
    }
    let data = stream.data;
    let jpeg = |data: &[u8]| memmem::find(&data[..data.len().min(MOST_BEFORE_PHOTO)], b"\xff\xd8\xff");
    if let Some(start) = jpeg(data).filter(|start| *start == 0 || contains(stream.dictionary, b"DCT")) {
        pictures::examine(&data[start..], notes);
    } else if contains(stream.dictionary, b"DCT")
        && let Some(Value::Array(filters)) = get(stream.dictionary, b"Filter")
        && let mut filters = items(filters)
        && let Some(first) = filters.next().filter(|first| !matches!(first, Value::Name(b"DCTDecode" | b"DCT")))
    {
        let photo = matches!(filters.next(), Some(Value::Name(b"DCTDecode" | b"DCT")))
            && matches!(first, Value::Name(b"FlateDecode" | b"Fl"));
        let (photo, ending) = match photo {
            true => notes.budget.gather(data, Wrapper::Zlib, MOST_PHOTO),
            false => (Vec::new(), Ending::Limit),
        };
        pictures::examine(&photo[jpeg(&photo).unwrap_or(0)..], notes);
        if ending == Ending::Limit && !notes.traits.contains(&Trait::PhotoLocation) {
            notes.too_complex(Part::Pictures);
        }
    } else if contains(stream.dictionary, b"JPXDecode") {
        jpeg_2000(stream, notes);
    } else if get(stream.dictionary, b"Type") == Some(Value::Name(b"Metadata")) {
        match unpack(stream, &mut notes.budget) {
            Some(packet) => pictures::examine_xmp(&packet, notes),
            None => notes.too_complex(Part::Metadata),
        }
    }
}

/// A picture in JPEG 2000, unless it is packed once more, which nothing is gained by.
fn jpeg_2000(stream: &Stream<'_>, notes: &mut Notes) {
    let first = match get(stream.dictionary, b"Filter") {
        Some(Value::Array(filters)) => items(filters).next(),
        one => one,
    };
    if first == Some(Value::Name(b"JPXDecode")) {
        pictures::examine_jpeg_2000(stream.data, notes);
    } else {
        notes.too_complex(Part::Pictures);
    }
}

/// JavaScript found so far. Only code that stands in form fields, in a file with no automatic action that could lead
/// to it, waits for a person.
struct Code<'b> {
    bounds: &'b mut Bounds,
    in_fields: bool,
    elsewhere: bool,
    automatic: bool,
    /// Actions that nobody starts.
    actions: Vec<Pending>,
    /// Whether there was more to look up than may be.
    lost: bool,
    /// The last object looked at in the present text: its place, and what it is.
    last: Option<(std::ops::Range<usize>, Object)>,
}

/// The dictionary that ends `plain`.
fn last_dictionary(plain: &[u8]) -> Option<&[u8]> {
    let start = memmem::rfind(plain, b"obj")? + 3;
    match Lexer::new(plain, start).value()? {
        Value::Dictionary(text) => Some(text),
        _ => None,
    }
}

/// Objects that stand inside what looks like a stream: readers that follow the table would run them.
fn hidden(bytes: &[u8], objects: &Objects<'_>, streams: &[(usize, usize)], code: &mut Code<'_>, notes: &mut Notes) {
    let mut offsets: Vec<usize> = objects.places.values().filter_map(|place| objects.offset(*place)).collect();
    offsets.sort_unstable();
    offsets.dedup();
    for at in offsets {
        let index = streams.partition_point(|(start, _)| *start <= at);
        let Some((_, end)) = index.checked_sub(1).and_then(|index| streams.get(index)) else { continue };
        if at < *end && *end <= bytes.len() {
            let object = &bytes[at..(at + MOST_OBJECT).min(bytes.len())];
            let Some(left) = code.bounds.hidden.checked_sub(object.len()) else {
                notes.too_complex(Part::PdfObjects);
                return;
            };
            code.bounds.hidden = left;
            names(&object[..memmem::find(object, b"endobj").unwrap_or(object.len())], code, notes);
        }
    }
}

/// Notes what each name of `text` means, by what follows it.
fn names(text: &[u8], code: &mut Code<'_>, notes: &mut Notes) {
    code.last = None;
    let mut at = 0;
    while let Some(found) = memchr(b'/', text.get(at..).unwrap_or_default()) {
        let start = at + found + 1;
        let length = text[start..].iter().take(128).position(|byte| is_space(*byte) || is_delimiter(*byte));
        let end = start + length.unwrap_or_else(|| text.len().saturating_sub(start).min(128));
        let name = &text[start..end];
        at = end;
        if name.len() < 2 || name.len() > 60 {
            continue;
        }
        let next = text[end..].iter().take(64).find(|byte| !is_space(**byte)).copied();
        let decoded;
        let name = if name.contains(&b'#') {
            decoded = plain_name(name);
            &decoded[..]
        } else {
            name
        };
        match name {
            // As a key it is the tree of scripts that run on opening; as a value, the kind of one action.
            b"JavaScript" if matches!(next, Some(b'<' | b'0'..=b'9')) => code.elsewhere = true,
            b"JavaScript" => code.found(text, start),
            b"JS" if matches!(next, Some(b'(' | b'<' | b'0'..=b'9')) => code.found(text, start),
            b"OpenAction" if next != Some(b'[') => {
                code.automatic = true;
                code.action(text, end, Kind::Action, notes);
            }
            b"AA" => {
                code.automatic = code.automatic || !code.waits(text, start, end);
                let object = code.object(text, start);
                code.action(text, end, Kind::Triggers { page: object.page && !object.field }, notes);
            }
            b"Launch" => notes.script(Script::PdfLaunch),
            b"RichMedia" | b"RichMediaContent" | b"Rendition" | b"3D" | b"Flash" => notes.script(Script::RichMedia),
            b"XFA" if matches!(next, Some(b'[' | b'0'..=b'9')) => notes.script(Script::DynamicForm),
            b"EmbeddedFile" | b"EmbeddedFiles" => notes.add(Trait::EmbeddedFiles),
            _ => {}
        }
    }
}

impl<'b> Code<'b> {
    fn new(bounds: &'b mut Bounds) -> Self {
        Self {
            bounds,
            in_fields: false,
            elsewhere: false,
            automatic: false,
            actions: Vec::new(),
            lost: false,
            last: None,
        }
    }

    /// Keeps the action, or the triggers, whose name ends at `end`.
    fn action(&mut self, text: &[u8], end: usize, kind: Kind, notes: &mut Notes) {
        let mut lexer = Lexer::new(&text[..(end + MOST_TRIGGERS).min(text.len())], end);
        let value = lexer.value();
        match self.bounds.action_text.checked_sub(lexer.at.saturating_sub(end)) {
            Some(left) => {
                self.bounds.action_text = left;
                self.actions.extend(value.and_then(|value| Pending::new(kind, value)));
            }
            None => notes.too_complex(Part::PdfObjects),
        }
    }

    fn found(&mut self, text: &[u8], at: usize) {
        if self.elsewhere || self.in_fields && self.automatic {
            return;
        }
        if self.object(text, at).field { self.in_fields = true } else { self.elsewhere = true }
    }

    /// Whether the `/AA` that ends at `end` only holds triggers of a form field. `C` is «calculate» in a field, but
    /// «close» in a page.
    fn waits(&mut self, text: &[u8], at: usize, end: usize) -> bool {
        let window = &text[..(end + MOST_TRIGGERS).min(text.len())];
        let Some(Value::Dictionary(triggers)) = Lexer::new(window, end).value() else { return false };
        let object = self.object(text, at);
        !AUTOMATIC.iter().any(|key| get(triggers, key).is_some())
            && (get(triggers, b"C").is_none() || object.field && !object.page)
    }

    /// What is known of the object around `at`. Inside object streams, where objects have no marks, nothing is.
    fn object(&mut self, text: &[u8], at: usize) -> Object {
        if let Some((range, object)) = &self.last
            && range.contains(&at)
        {
            return *object;
        }
        let Some(left) = self.bounds.lookups.checked_sub(1) else {
            self.lost = true;
            return Object::default();
        };
        self.bounds.lookups = left;
        let from = at.saturating_sub(MOST_OBJECT);
        let to = (at + MOST_OBJECT).min(text.len());
        let start = memmem::rfind(&text[from..at], b" obj").map(|found| from + found);
        let end = memmem::find(&text[at..to], b"endobj").map(|found| at + found);
        let Some((start, end)) = start.zip(end) else { return Object::default() };
        let body = &text[start..end];
        let object =
            Object { field: contains(body, b"/Widget") || contains(body, b"/FT"), page: contains(body, b"/Page") };
        self.last = Some((start..end, object));
        object
    }
}

/// What an object is to its scripts.
#[derive(Clone, Copy, Default)]
struct Object {
    field: bool,
    page: bool,
}
