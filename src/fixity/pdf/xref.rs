//! The cross-reference table of a PDF, as tables and as streams (ISO 32000-1, 7.5.4 and 7.5.8), and what it leads to.

use std::collections::{BTreeMap, BTreeSet, HashMap, btree_map::Entry};

use super::{
    super::{
        bytes::{position, slice},
        inflate::{Budget, Ending, Wrapper},
    },
    syntax::{Lexer, Value, get, items},
};

/// Most sections (updates) followed.
const MOST_SECTIONS: usize = 256;
/// Most objects of one file (ISO 32000-1, annex C).
const MOST_OBJECTS: i64 = 8_388_607;
/// Most bytes of one dictionary.
const MOST_DICTIONARY: usize = 256 * 1024;
/// Most bytes of the header `N G obj` of an object.
const MOST_HEADER: usize = 128;
/// Most bytes of one stream that is unpacked.
const MOST_STREAM: u64 = 16 << 20;

/// Where an object is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Place {
    Free,
    At(usize),
    Inside { stream: u32, index: usize },
}

/// Objects by number, and the newest trailer.
pub(super) struct Objects<'a> {
    bytes: &'a [u8],
    base: usize,
    pub(super) places: HashMap<u32, Place>,
    pub(super) trailer: &'a [u8],
    unpacked: BTreeMap<u32, Vec<u8>>,
    entries_left: usize,
}

/// A stream object: its dictionary and its bytes as stored.
pub(super) struct Stream<'a> {
    pub(super) dictionary: &'a [u8],
    pub(super) data: &'a [u8],
}

impl<'a> Objects<'a> {
    /// Reads every section from the one at `start`; `header` is where `%PDF-` stands. Nothing where any of it is wrong,
    /// or where there are more entries than are `left`.
    pub(super) fn read(
        bytes: &'a [u8],
        header: usize,
        start: usize,
        left: &mut usize,
        budget: &mut Budget,
    ) -> Option<Self> {
        // Offsets count from the header, but many writers and readers count from the start of the file.
        [0, header].into_iter().take(if header == 0 { 1 } else { 2 }).find_map(|base| {
            let mut objects = Self {
                bytes,
                base,
                places: HashMap::new(),
                trailer: &[],
                unpacked: BTreeMap::new(),
                entries_left: *left,
            };
            let read = objects.sections(start, budget);
            *left = objects.entries_left;
            read.then_some(objects)
        })
    }

    fn sections(&mut self, start: usize, budget: &mut Budget) -> bool {
        let mut waiting = vec![start];
        let mut seen = BTreeSet::new();
        while let Some(next) = waiting.pop() {
            if !seen.insert(next) {
                continue;
            }
            let Some(trailer) = (seen.len() <= MOST_SECTIONS).then(|| self.section(next, budget)).flatten() else {
                return false;
            };
            if self.trailer.is_empty() {
                self.trailer = trailer;
            }
            for key in [&b"Prev"[..], b"XRefStm"] {
                match get(trailer, key) {
                    Some(Value::Integer(offset)) => match usize::try_from(offset) {
                        Ok(offset) if offset > 0 || key == b"XRefStm" => waiting.push(offset),
                        Ok(_) => {}
                        Err(_) => return false,
                    },
                    Some(Value::Reference(_)) => return false,
                    _ => {}
                }
            }
        }
        true
    }

    /// One section, table or stream; gives its trailer.
    fn section(&mut self, offset: usize, budget: &mut Budget) -> Option<&'a [u8]> {
        let mut lexer = Lexer::new(self.bytes, offset.checked_add(self.base)?);
        lexer.skip_blanks();
        let at = lexer.at;
        if lexer.word()? == b"xref" {
            return self.table(lexer);
        }
        let stream = stream_at(self.bytes, at, None)?;
        self.packed_table(&stream, budget)?;
        Some(stream.dictionary)
    }

    fn table(&mut self, mut lexer: Lexer<'a>) -> Option<&'a [u8]> {
        loop {
            let before = lexer.at;
            let Some(first) = lexer.integer() else {
                lexer.at = before;
                break;
            };
            let count = lexer.integer()?;
            if first < 0 || count < 0 || first.checked_add(count)? > MOST_OBJECTS + 1 {
                return None;
            }
            for number in first..first + count {
                self.entries_left = self.entries_left.checked_sub(1)?;
                let (offset, _, kind) = (lexer.integer()?, lexer.integer()?, lexer.word()?);
                let place = match kind {
                    b"n" if offset > 0 => Place::At(position(offset)),
                    b"n" | b"f" => Place::Free,
                    _ => return None,
                };
                self.places.entry(u32::try_from(number).ok()?).or_insert(place);
            }
        }
        if lexer.word()? != b"trailer" {
            return None;
        }
        let end = lexer.at.saturating_add(MOST_DICTIONARY).min(self.bytes.len());
        match Lexer::new(&self.bytes[..end], lexer.at).value()? {
            Value::Dictionary(trailer) => Some(trailer),
            _ => None,
        }
    }

    fn packed_table(&mut self, stream: &Stream<'_>, budget: &mut Budget) -> Option<()> {
        let Value::Array(widths) = get(stream.dictionary, b"W")? else { return None };
        let widths: Vec<usize> = items(widths)
            .filter_map(
                |width| if let Value::Integer(width @ 0..=8) = width { usize::try_from(width).ok() } else { None },
            )
            .collect();
        let &[kind_width, second_width, third_width] = &widths[..] else { return None };
        let row = kind_width + second_width + third_width;
        let Some(Value::Integer(size)) = get(stream.dictionary, b"Size") else { return None };
        let ranges: Vec<i64> = match get(stream.dictionary, b"Index") {
            Some(Value::Array(index)) => {
                items(index).filter_map(|one| if let Value::Integer(one) = one { Some(one) } else { None }).collect()
            }
            _ => vec![0, size],
        };
        let data = unpack(stream, budget)?;
        let mut rows = data.chunks_exact(row.max(1));
        for range in ranges.chunks_exact(2) {
            let (first, count) = (range[0], range[1]);
            if first < 0 || count < 0 || first.checked_add(count)? > MOST_OBJECTS + 1 {
                return None;
            }
            for number in first..first + count {
                let Some(row) = rows.next() else { return Some(()) };
                self.entries_left = self.entries_left.checked_sub(1)?;
                let field = |from: usize, width: usize| {
                    row[from..from + width].iter().fold(0u64, |value, byte| value << 8 | u64::from(*byte))
                };
                let kind = if kind_width == 0 { 1 } else { field(0, kind_width) };
                let (second, third) = (field(kind_width, second_width), field(kind_width + second_width, third_width));
                let place = match kind {
                    0 => Place::Free,
                    1 => Place::At(position(second)),
                    2 => Place::Inside { stream: u32::try_from(second).ok()?, index: position(third) },
                    _ => continue,
                };
                self.places.entry(u32::try_from(number).ok()?).or_insert(place);
            }
        }
        Some(())
    }

    /// Where an object of the file itself stands, header offset included.
    pub(super) fn offset(&self, place: Place) -> Option<usize> {
        match place {
            Place::At(offset) => offset.checked_add(self.base),
            _ => None,
        }
    }

    /// Whether object `number` is really where the table says.
    pub(super) fn holds(&self, number: u32, place: Place) -> bool {
        self.offset(place).is_some_and(|at| body(self.bytes, at, Some(number)).is_some())
    }

    /// The text that follows `N G obj`, or that of an object inside a stream.
    fn text(&mut self, number: u32, budget: &mut Budget) -> Option<Vec<u8>> {
        let place = *self.places.get(&number)?;
        if let Some(at) = self.offset(place) {
            let start = body(self.bytes, at, Some(number))?;
            let rest = self.bytes.get(start..)?;
            let rest = &rest[..rest.len().min(1 << 20)];
            let end = memchr::memmem::find(rest, b"endobj").unwrap_or(rest.len());
            return Some(rest[..end].to_vec());
        }
        let Place::Inside { stream, index } = place else { return None };
        let holder = self.offset(*self.places.get(&stream)?)?;
        let packed = stream_at(self.bytes, holder, Some(stream))?;
        let (Value::Integer(first), Value::Integer(count)) =
            (get(packed.dictionary, b"First")?, get(packed.dictionary, b"N")?)
        else {
            return None;
        };
        let data = match self.unpacked.entry(stream) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(unpack(&packed, budget)?),
        };
        let mut lexer = Lexer::new(data, 0);
        for at in 0..=index {
            let (own, offset) = (lexer.integer()?, lexer.integer()?);
            if at == index && own == i64::from(number) && i64::try_from(index).ok()? < count {
                let start = position(first.checked_add(offset)?);
                let rest = data.get(start..)?;
                return Some(rest[..rest.len().min(1 << 20)].to_vec());
            }
        }
        None
    }

    /// The text of the dictionary that `value` is or refers to.
    pub(super) fn dictionary(&mut self, value: Value<'_>, budget: &mut Budget) -> Option<Vec<u8>> {
        match value {
            Value::Dictionary(text) => Some(text.to_vec()),
            Value::Reference(number) => match Lexer::new(&self.text(number, budget)?, 0).value()? {
                Value::Dictionary(text) => Some(text.to_vec()),
                _ => None,
            },
            _ => None,
        }
    }

    /// What `look` finds in the value that `value` is or refers to.
    pub(super) fn with<T>(
        &mut self,
        value: Value<'_>,
        budget: &mut Budget,
        look: impl FnOnce(Value<'_>) -> Option<T>,
    ) -> Option<T> {
        match value {
            Value::Reference(number) => look(Lexer::new(&self.text(number, budget)?, 0).value()?),
            direct => look(direct),
        }
    }
}

/// Where the content of object `number` (any, if not given) starts, if its header stands at `at`.
fn body(bytes: &[u8], at: usize, number: Option<u32>) -> Option<usize> {
    let bytes = &bytes[..at.saturating_add(MOST_HEADER).min(bytes.len())];
    let mut lexer = Lexer::new(bytes, at);
    let (own, _) = (lexer.integer()?, lexer.integer()?);
    lexer.skip_blanks();
    let keyword = slice(bytes, lexer.at, 3)? == b"obj";
    (keyword && number.is_none_or(|number| i64::from(number) == own)).then_some(lexer.at + 3)
}

/// The stream object whose header stands at `at`.
pub(super) fn stream_at(bytes: &[u8], at: usize, number: Option<u32>) -> Option<Stream<'_>> {
    let start = body(bytes, at, number)?;
    let mut lexer = Lexer::new(&bytes[..start.saturating_add(MOST_DICTIONARY).min(bytes.len())], start);
    let Value::Dictionary(dictionary) = lexer.value()? else { return None };
    lexer.skip_blanks();
    let rest = bytes.get(lexer.at..)?.strip_prefix(b"stream")?;
    let rest = rest
        .strip_prefix(b"\r\n")
        .or_else(|| rest.strip_prefix(b"\n"))
        .or_else(|| rest.strip_prefix(b"\r"))
        .unwrap_or(rest);
    let stated = match get(dictionary, b"Length") {
        Some(Value::Integer(length)) => usize::try_from(length).ok().filter(|length| *length <= rest.len()),
        _ => None,
    };
    let length = stated.or_else(|| memchr::memmem::find(rest, b"endstream"))?;
    Some(Stream { dictionary, data: &rest[..length] })
}

/// The content of a stream that is stored plainly or with Flate and PNG prediction; nothing for other filters.
pub(super) fn unpack(stream: &Stream<'_>, budget: &mut Budget) -> Option<Vec<u8>> {
    let only = |key: &[u8], short: &[u8]| match get(stream.dictionary, key).or_else(|| get(stream.dictionary, short)) {
        Some(Value::Array(array)) => {
            let mut all = items(array);
            let first = all.next();
            (all.next().is_none()).then_some(first)
        }
        other => Some(other),
    };
    match only(b"Filter", b"F")? {
        None => return Some(stream.data.to_vec()),
        Some(Value::Name(b"FlateDecode" | b"Fl")) => {}
        Some(_) => return None,
    }
    let (data, ending) = budget.gather(stream.data, Wrapper::Zlib, MOST_STREAM);
    // A wrong checksum at the end does not keep readers from using what was unpacked.
    if ending == Ending::Limit || data.is_empty() && !stream.data.is_empty() {
        return None;
    }
    let parameters = match only(b"DecodeParms", b"DP")? {
        Some(Value::Dictionary(parameters)) => parameters,
        _ => return Some(data),
    };
    let number = |key: &[u8], default| match get(parameters, key) {
        Some(Value::Integer(value)) => usize::try_from(value).ok(),
        None => Some(default),
        _ => None,
    };
    match number(b"Predictor", 1)? {
        1 => Some(data),
        10..=15 => {
            let bits = number(b"Colors", 1)?.checked_mul(number(b"BitsPerComponent", 8)?)?;
            let row = bits.checked_mul(number(b"Columns", 1)?)?.div_ceil(8);
            unpredict(&data, row, bits.div_ceil(8))
        }
        _ => None,
    }
}

/// Undoes PNG prediction (RFC 2083, section 6) of rows of `row` bytes with pixels of `pixel` bytes.
fn unpredict(data: &[u8], row: usize, pixel: usize) -> Option<Vec<u8>> {
    if row == 0 || pixel == 0 || row > data.len() {
        return data.is_empty().then(Vec::new);
    }
    let mut plain: Vec<u8> = Vec::with_capacity(data.len());
    let mut above = vec![0; row];
    for line in data.chunks_exact(row + 1) {
        let mut current = line[1..].to_vec();
        for at in 0..row {
            let left = if at >= pixel { current[at - pixel] } else { 0 };
            let corner = if at >= pixel { above[at - pixel] } else { 0 };
            let guess = match line[0] {
                0 => 0,
                1 => left,
                2 => above[at],
                3 => ((u16::from(left) + u16::from(above[at])) / 2) as u8,
                4 => paeth(left, above[at], corner),
                _ => return None,
            };
            current[at] = current[at].wrapping_add(guess);
        }
        plain.extend_from_slice(&current);
        above = current;
    }
    Some(plain)
}

fn paeth(left: u8, above: u8, corner: u8) -> u8 {
    let guess = i16::from(left) + i16::from(above) - i16::from(corner);
    let distance = |value: u8| (guess - i16::from(value)).abs();
    if distance(left) <= distance(above) && distance(left) <= distance(corner) {
        left
    } else if distance(above) <= distance(corner) {
        above
    } else {
        corner
    }
}
