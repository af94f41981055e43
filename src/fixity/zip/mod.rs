//! ZIP by its central directory: the one index every reader uses, checked against the local headers.
//!
//! Nothing is extracted. Sizes come from the directory first; entries are then inflated for real, to compare
//! sizes and checksums, within a limit, the smallest first. Entries past it are said not to be checked. Pictures and
//! documents, and those of packages inside, are looked at on the way for where their photos were taken.

mod content;

pub(super) use content::{judge_head, judge_name};

use std::borrow::Cow;

use memchr::memmem;

use super::{
    Format,
    bytes::{le16, le32, le64, position, slice},
    inflate::{Budget, Ending, Wrapper},
    notes::Notes,
    office, opendocument,
    traits::{Part, Trait},
};

/// Most entries of one container.
const MOST_ENTRIES: usize = 50_000;

/// One entry of the central directory.
pub(super) struct Entry<'a> {
    pub(super) name: &'a [u8],
    method: u16,
    pub(super) encrypted: bool,
    checksum: u32,
    stored: u64,
    pub(super) size: u64,
    symlink: bool,
    /// Where its local header stands, and the bytes as stored; nothing where they are cut.
    start: usize,
    data: Option<&'a [u8]>,
}

/// The entries, in the order of the directory.
pub(super) struct Directory<'a> {
    pub(super) entries: Vec<Entry<'a>>,
}

impl<'a> Directory<'a> {
    /// The entry of exactly that name; failing that, in any case.
    pub(super) fn find(&self, name: &str) -> Option<&Entry<'a>> {
        let exact = self.entries.iter().find(|entry| entry.name == name.as_bytes());
        exact.or_else(|| self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name.as_bytes())))
    }
}

impl<'a> Entry<'a> {
    /// Content up to `most` bytes, and whether that is all of it.
    pub(super) fn read(&self, most: u64, budget: &mut Budget) -> (Cow<'a, [u8]>, Ending) {
        match (self.data, self.method) {
            _ if self.encrypted => (Cow::Borrowed(&[]), Ending::Broken),
            (Some(data), 0) => {
                let kept = data.len().min(position(most));
                (Cow::Borrowed(&data[..kept]), if kept < data.len() { Ending::Limit } else { Ending::Complete })
            }
            (Some(data), 8) => {
                let (content, ending) = budget.gather(data, Wrapper::Raw, most);
                (Cow::Owned(content), ending)
            }
            _ => (Cow::Borrowed(&[]), Ending::Broken),
        }
    }

    fn escapes(&self) -> bool {
        let drive = matches!(self.name, [letter, b':', ..] if letter.is_ascii_alphabetic());
        let rooted = matches!(self.name.first(), Some(b'/' | b'\\'));
        drive
            || rooted
            || self.symlink
            || self.name.split(|byte| matches!(byte, b'/' | b'\\')).any(|part| part == b"..")
    }
}

/// The end record: where it stands, where the file it closes ends, and what it says.
pub(super) struct EndRecord {
    at: usize,
    end: usize,
    disks: bool,
    count: u64,
    size: u64,
    offset: u64,
}

impl EndRecord {
    /// Whether the record, its comment included, ends at `end`.
    pub(super) fn ends_at(&self, end: usize) -> bool {
        self.end == end
    }

    /// Whether a central directory really stands where the record says, so that readers would open it.
    pub(super) fn leads_to_directory(&self, bytes: &[u8]) -> bool {
        let start = (self.at as u64).checked_sub(self.size).map(position);
        self.count > 0 && start.is_some_and(|start| slice(bytes, start, 4) == Some(b"PK\x01\x02"))
    }
}

/// The last believable end-of-directory record within the reach readers have (64 KiB of comment).
pub(super) fn end_record(bytes: &[u8]) -> Option<EndRecord> {
    let from = bytes.len().saturating_sub(65_557);
    // Gathered forwards: a search backwards is many times slower, and nearly every file has none.
    let marks: Vec<usize> = memmem::find_iter(&bytes[from..], b"PK\x05\x06").collect();
    marks.into_iter().rev().find_map(|found| {
        let at = from + found;
        let end = at + 22 + usize::from(le16(bytes, at + 20)?);
        let disks = le16(bytes, at + 4)? != 0 || le16(bytes, at + 6)? != 0;
        let mut record = EndRecord {
            at,
            end,
            disks,
            count: u64::from(le16(bytes, at + 10)?),
            size: u64::from(le32(bytes, at + 12)?),
            offset: u64::from(le32(bytes, at + 16)?),
        };
        if let Some(locator) = at.checked_sub(20).filter(|at| slice(bytes, *at, 4) == Some(b"PK\x06\x07")) {
            let large = position(le64(bytes, locator + 8)?);
            if slice(bytes, large, 4) == Some(b"PK\x06\x06") {
                record.at = large;
                record.count = le64(bytes, large.checked_add(32)?)?;
                record.size = le64(bytes, large.checked_add(40)?)?;
                record.offset = le64(bytes, large.checked_add(48)?)?;
            }
        }
        (end <= bytes.len()).then_some(record)
    })
}

pub(super) fn examine(bytes: &[u8], notes: &mut Notes) -> Format {
    if bytes.starts_with(b"PK\x07\x08PK") {
        notes.corrupt(Part::ZipVolumes);
    }
    let Some(directory) = read(bytes, notes) else { return Format::Zip };
    let format = format(&directory, notes);
    content::entries(&directory, bytes, format, notes);
    format
}

/// The directory alone, for a caller that has the facts already.
pub(super) fn directory(bytes: &[u8]) -> Option<Directory<'_>> {
    read(bytes, &mut Notes::new())
}

/// Reads the directory, noting every contradiction on the way.
pub(super) fn read<'a>(bytes: &'a [u8], notes: &mut Notes) -> Option<Directory<'a>> {
    let Some(end) = end_record(bytes) else {
        notes.truncated(Part::ZipDirectory);
        return None;
    };
    notes.trailing(&bytes[end.end..]);
    if end.disks {
        notes.corrupt(Part::ZipVolumes);
        return None;
    }
    // What stands before the archive moves every offset: the directory ends where the end record starts.
    let shift = (end.at as u64).checked_sub(end.size).and_then(|start| start.checked_sub(end.offset));
    let Some(shift) = shift.map(position) else {
        notes.corrupt(Part::ZipDirectory);
        return None;
    };
    let (mut at, limit) = (position(end.offset).saturating_add(shift), end.at);
    let mut entries = Vec::new();
    while at < limit && slice(bytes, at, 4) == Some(b"PK\x01\x02") {
        if entries.len() == MOST_ENTRIES {
            notes.too_complex(Part::ZipEntries);
            return Some(Directory { entries });
        }
        let Some((entry, next)) = entry(bytes, at, shift, notes) else { break };
        entries.push(entry);
        at = next;
    }
    if at != limit && slice(bytes, at, 4) != Some(b"PK\x05\x05") || entries.len() as u64 != end.count {
        notes.corrupt(Part::ZipDirectory);
    }
    let mut spans: Vec<_> =
        entries.iter().map(|entry| (entry.start, entry.start.saturating_add(position(entry.stored)))).collect();
    spans.sort_unstable();
    if let Some((first, _)) = spans.first().filter(|(first, _)| *first > 0) {
        notes.add(Trait::LeadingData { bytes: *first as u64 });
    }
    if spans.windows(2).any(|pair| pair[1].0 < pair[0].1) {
        notes.corrupt(Part::ZipOverlap);
    }
    Some(Directory { entries })
}

/// The entry at `at` of the directory and the place of the next (APPNOTE 4.3.12 and 4.3.7).
fn entry<'a>(bytes: &'a [u8], at: usize, shift: usize, notes: &mut Notes) -> Option<(Entry<'a>, usize)> {
    let (name_length, extra_length) = (usize::from(le16(bytes, at + 28)?), usize::from(le16(bytes, at + 30)?));
    let next = at + 46 + name_length + extra_length + usize::from(le16(bytes, at + 32)?);
    let name = slice(bytes, at + 46, name_length)?;
    let (flags, method) = (le16(bytes, at + 8)?, le16(bytes, at + 10)?);
    let (mut stored, mut size) = (u64::from(le32(bytes, at + 20)?), u64::from(le32(bytes, at + 24)?));
    let mut offset = u64::from(le32(bytes, at + 42)?);
    let mut extra = slice(bytes, at + 46 + name_length, extra_length)?;
    while let (Some(kind), Some(length)) = (le16(extra, 0), le16(extra, 2)) {
        let content = extra.get(4..).unwrap_or_default();
        let mut content_left = content.get(..usize::from(length)).unwrap_or(content);
        if kind == 1 {
            for field in [&mut size, &mut stored, &mut offset] {
                if *field == u64::from(u32::MAX) {
                    *field = le64(content_left, 0)?;
                    content_left = content_left.get(8..).unwrap_or_default();
                }
            }
        }
        extra = content.get(usize::from(length)..).unwrap_or_default();
    }
    let start = position(offset).saturating_add(shift);
    let local = slice(bytes, start, 30).filter(|header| header.starts_with(b"PK\x03\x04"));
    let mut data = None;
    if let Some(local) = local {
        let local_name = usize::from(le16(local, 26)?);
        let skip = 30 + local_name + usize::from(le16(local, 28)?);
        if slice(bytes, start + 30, local_name) != Some(name) || le16(local, 8) != Some(method) {
            notes.corrupt(Part::ZipEntries);
        }
        data = slice(bytes, start + skip, position(stored));
        if data.is_none() {
            notes.truncated(Part::ZipEntries);
        }
    } else {
        notes.corrupt(Part::ZipEntries);
    }
    let unix = le16(bytes, at + 4)? >> 8 == 3;
    let symlink = unix && le32(bytes, at + 38)? >> 28 == 0xa;
    let encrypted = flags & 1 != 0 || method == 99;
    Some((Entry { name, method, encrypted, checksum: le32(bytes, at + 16)?, stored, size, symlink, start, data }, next))
}

/// What the container is, by the part that says so.
pub(super) fn format(directory: &Directory<'_>, notes: &mut Notes) -> Format {
    if let Some(types) = directory.find("[Content_Types].xml")
        && let Some(format) = office::examine(directory, types, notes)
    {
        return format;
    }
    if let Some(format) = opendocument::examine(directory, notes) {
        return format;
    }
    if directory.find("META-INF/MANIFEST.MF").is_some() || directory.find("AndroidManifest.xml").is_some() {
        return Format::Jar;
    }
    if directory.find("doc.kml").is_some() { Format::Kmz } else { Format::Zip }
}

#[cfg(test)]
mod tests {
    use crate::fixity::{Format, Part, Trait, inspect, samples};

    #[test]
    fn an_ordinary_archive_has_no_traits() {
        let file = samples::deflated(&[("acta.txt", b"hola"), ("fotos/", b""), ("fotos/uno.jpg", b"\xff\xd8\xff")]);
        assert_eq!((inspect(&file).format(), inspect(&file).traits), (Some(Format::Zip), vec![]));
    }

    #[test]
    fn names_that_leave_the_folder() {
        for name in ["../a.txt", "a/../../b", "/abs.txt", "..\\win.txt", "C:\\a.txt"] {
            assert_eq!(inspect(&samples::zip(&[(name, b"x")])).traits, [Trait::PathEscape], "{name}");
        }
        assert_eq!(inspect(&samples::zip(&[("a..b/c...txt", b"x")])).traits, []);
    }

    #[test]
    fn programs_and_containers_inside() {
        assert_eq!(inspect(&samples::zip(&[("a.EXE", b"x")])).traits, [Trait::ExecutableInside]);
        assert_eq!(inspect(&samples::zip(&[("nota.txt", b"\x7fELF\x02\x01\x01")])).traits, [Trait::ExecutableInside]);
        assert_eq!(inspect(&samples::zip(&[("a.zip", b"x")])).traits, [Trait::NestedArchive]);
        let inner = samples::zip(&[("b.txt", b"x")]);
        assert_eq!(inspect(&samples::deflated(&[("a.dat", &inner)])).traits, [Trait::NestedArchive]);
    }

    #[test]
    fn bombs_by_what_they_declare_and_by_what_they_hold() {
        let honest = samples::deflated(&[("a.txt", &vec![0; 30 << 20])]);
        assert!(inspect(&honest).any(|one| matches!(one, Trait::ZipBomb { ratio: 900..=1100 })));
        // The same content with a directory that declares 1,000 bytes.
        let mut lying = honest.clone();
        let directory = memchr::memmem::rfind(&lying, b"PK\x01\x02").unwrap();
        lying[directory + 24..directory + 28].copy_from_slice(&1_000u32.to_le_bytes());
        let facts = inspect(&lying);
        assert!(
            facts.any(|one| matches!(one, Trait::ZipBomb { .. }))
                && facts.has(Trait::Corrupt { what: Part::ZipEntries })
        );
        let plain = samples::deflated(&[("a.txt", &vec![0; 1 << 20])]);
        assert_eq!(inspect(&plain).traits, []);
    }

    #[test]
    fn large_entries_are_verified_and_larger_ones_said_not_to_be() {
        let content: Vec<u8> =
            (0..6u32 << 18).flat_map(|number| (number.wrapping_mul(0x9e37_79b9)).to_le_bytes()).collect();
        let whole = samples::deflated(&[("datos.bin", &content)]);
        assert_eq!(inspect(&whole).traits, []);
        let directory = memchr::memmem::rfind(&whole, b"PK\x01\x02").unwrap();
        let mut wrong = whole.clone();
        wrong[directory + 16] ^= 1;
        assert_eq!(inspect(&wrong).traits, [Trait::Corrupt { what: Part::Checksum }]);
        let mut larger = whole;
        larger[directory + 24..directory + 28].copy_from_slice(&(257u32 << 20).to_le_bytes());
        assert_eq!(inspect(&larger).traits, [Trait::TooComplex { what: Part::ZipEntries }]);
    }

    #[test]
    fn contradictions_are_named() {
        let whole = samples::zip(&[("uno.txt", b"contenido"), ("dos.txt", b"otro")]);
        assert_eq!(inspect(&whole[..whole.len() - 30]).traits, [Trait::Truncated { what: Part::ZipDirectory }]);
        let content = memchr::memmem::find(&whole, b"contenido").unwrap();
        let mut flipped = whole.clone();
        flipped[content] ^= 1;
        assert_eq!(inspect(&flipped).traits, [Trait::Corrupt { what: Part::Checksum }]);
        let mut renamed = whole.clone();
        renamed[30] = b'X';
        assert_eq!(inspect(&renamed).traits, [Trait::Corrupt { what: Part::ZipEntries }]);
        let end = whole.len() - 22;
        let mut split = whole.clone();
        split[end + 4] = 1;
        assert_eq!(inspect(&split).traits, [Trait::Corrupt { what: Part::ZipVolumes }]);
        let mut sealed = whole.clone();
        let entry = memchr::memmem::find(&whole, b"PK\x01\x02").unwrap();
        sealed[entry + 8] |= 1;
        assert_eq!(inspect(&sealed).traits, [Trait::Encrypted]);
        let prefixed = [b"\x81\0prefijo", &whole[..]].concat();
        assert_eq!(inspect(&prefixed).format(), None);
        let twice = samples::zip(&[("uno.txt", b"a"), ("unO.txt", b"b")]);
        let at = memchr::memmem::rfind(&twice, b"unO").unwrap();
        let mut doubled = twice.clone();
        doubled[at + 2] = b'o';
        let local = memchr::memmem::find(&twice, b"unO").unwrap();
        doubled[local + 2] = b'o';
        assert_eq!(inspect(&doubled).traits, [Trait::Corrupt { what: Part::ZipNames }]);
    }
}
