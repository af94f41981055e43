//! OLE2 compound files ([MS-CFB]): Word, Excel and PowerPoint 97-2003, Outlook messages, protected Office packages.

use std::{borrow::Cow, collections::BTreeSet};

use super::{
    Format,
    bytes::{le16, le32, position, slice},
    notes::Notes,
    packages::Inside,
    pictures::{self, MOST_LOOKED_AT},
    traits::{Part, Trait},
    zip,
};

/// First bytes of every compound file.
pub(super) const SIGNATURE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// Most entries of a directory.
const MOST_ENTRIES: usize = 20_000;
/// Most bytes read of a stream to see how it is protected.
const MOST_HEAD: usize = 64 * 1024;
/// The stream of a file that a document carries as an icon.
const NATIVE: &str = "\u{1}Ole10Native";
/// The stream of a file in the format of a newer program.
const PACKAGE: &str = "Package";
/// The stream where some programs keep theirs.
const CONTENTS: &str = "CONTENTS";
/// Streams shorter than this lie together, in the store of the root.
const SMALL: u64 = 4096;
/// Most bytes of its label, and of its name.
const MOST_LABEL: usize = 1_024;
const FREE: u32 = 0xffff_ffff;
const LAST_SECTOR: u32 = 0xffff_fff9;

/// One entry of the directory.
struct Entry {
    name: String,
    left: u32,
    right: u32,
    child: u32,
    start: u32,
    size: u64,
}

/// The file and where each sector is followed by which.
struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
    table: Vec<u32>,
}

pub(super) fn examine(bytes: &[u8], notes: &mut Notes) -> Option<Format> {
    let Some((compound, directory)) = open(bytes, notes) else { return Some(Format::Ole) };
    let format = contents(&compound, &directory, notes);
    if !notes.traits.contains(&Trait::Encrypted) {
        let attached = streams(&compound, &directory, position(MOST_LOOKED_AT), notes);
        Inside::new().attached(attached, notes);
    }
    Some(format)
}

/// Looks in a compound file carried inside another for what runs and for where the pictures were taken; gives what is
/// attached to it. Says when it could not.
pub(super) fn search(bytes: &[u8], notes: &mut Notes) -> Vec<Vec<u8>> {
    let (opened, flaws) = notes.apart(|inner| open(bytes, inner));
    if !flaws.is_empty() {
        notes.too_complex(Part::OleDirectory);
    }
    let Some((compound, directory)) = opened else {
        notes.too_complex(Part::Pictures);
        return Vec::new();
    };
    contents(&compound, &directory, notes);
    if notes.traits.contains(&Trait::Encrypted) {
        return Vec::new();
    }
    // Streams that do not overlap are no longer than the file: there may be many files in one.
    streams(&compound, &directory, bytes.len(), notes)
}

/// Looks for where the pictures in any of the streams were taken, and gives the files attached, in `left` bytes at
/// most. The pictures of small streams lie together in the store of the root. Of files in other forms no more is said
/// than that they are there.
fn streams(compound: &Compound<'_>, directory: &[Entry], mut left: usize, notes: &mut Notes) -> Vec<Vec<u8>> {
    let mut attached = Vec::new();
    let mut store = None;
    for (index, entry) in directory.iter().enumerate() {
        let small = index > 0 && entry.size < SMALL;
        if small && !matches!(entry.name.as_str(), NATIVE | PACKAGE | CONTENTS) {
            continue;
        }
        let size = position(entry.size).min(compound.bytes.len());
        let stream = if small {
            let store = store.get_or_insert_with(|| compound.small_store(directory));
            Cow::Owned(store.stream(entry.start, size.min(left)))
        } else {
            compound.stream(entry.start, size.min(left))
        };
        if !notes.traits.contains(&Trait::PhotoLocation) {
            pictures::search(&stream, notes);
        }
        match entry.name.as_str() {
            NATIVE => match native(&stream) {
                Some((names, content)) => {
                    for name in names {
                        zip::judge_name(name, true, notes);
                    }
                    attached.push(content.to_vec());
                }
                // Older programs keep their data there with its length alone.
                None => attached.extend(stream.get(4..).map(<[u8]>::to_vec)),
            },
            PACKAGE => attached.push(stream.to_vec()),
            // Where other programs keep what a document shows of theirs.
            CONTENTS if stream.starts_with(b"%PDF-") => {
                notes.add(Trait::EmbeddedFiles);
                attached.push(stream.to_vec());
            }
            _ => {}
        }
        if stream.len() < size && stream.len() == left {
            notes.too_complex(Part::Pictures);
            break;
        }
        left -= stream.len();
    }
    attached
}

/// The names and the file in the stream of a package: a length, a kind, its label, its name, a kind again, its path and
/// itself.
fn native(stream: &[u8]) -> Option<([&[u8]; 2], &[u8])> {
    let mut at = 6;
    let mut names = [&[][..]; 2];
    for name in &mut names {
        let rest = stream.get(at..)?;
        let length = memchr::memchr(0, &rest[..rest.len().min(MOST_LABEL)])?;
        *name = &rest[..length];
        at += length + 1;
    }
    at += 4;
    at = at.checked_add(4)?.checked_add(position(le32(stream, at)?))?;
    Some((names, slice(stream, at.checked_add(4)?, position(le32(stream, at)?))?))
}

/// The format, by the streams of the root, and what they say.
fn contents(compound: &Compound<'_>, directory: &[Entry], notes: &mut Notes) -> Format {
    let has = |name: &str| directory.iter().any(|entry| entry.name == name);
    if has("VBA") || has("_VBA_PROJECT") || has("_VBA_PROJECT_CUR") || has("Macros") {
        notes.add(Trait::Macros);
    }
    if has(NATIVE) || has(PACKAGE) {
        notes.add(Trait::EmbeddedFiles);
    }
    let root = children(directory);
    let find = |name: &str| root.iter().map(|index| &directory[*index]).find(|entry| entry.name == name);
    if find("EncryptedPackage").is_some() {
        notes.add(Trait::Encrypted);
        return Format::OfficeProtected;
    }
    if let Some(entry) = find("WordDocument") {
        // FIB flags, bit 8: fEncrypted ([MS-DOC] 2.5.2).
        let head = compound.head(entry, directory);
        if le16(&head, 10).is_some_and(|flags| flags & 0x0100 != 0) {
            notes.add(Trait::Encrypted);
        }
        if le16(&head, 0).is_none_or(|magic| !matches!(magic, 0xa5ec | 0xa5db | 0xa5dc)) {
            notes.corrupt(Part::Content);
        }
        return Format::Doc;
    }
    if let Some(entry) = find("Workbook").or_else(|| find("Book")) {
        workbook(&compound.head(entry, directory), notes);
        return Format::Xls;
    }
    if find("PowerPoint Document").is_some() {
        // The token of an encrypted «Current User» stream ([MS-PPT] 2.3.2).
        let user = find("Current User").map(|entry| compound.head(entry, directory));
        if user.is_some_and(|user| le32(&user, 12) == Some(0xf3d1_c4df)) {
            notes.add(Trait::Encrypted);
        }
        return Format::Ppt;
    }
    if find("__properties_version1.0").is_some() {
        return Format::Msg;
    }
    Format::Ole
}

/// Reads header, sector table and directory.
fn open<'a>(bytes: &'a [u8], notes: &mut Notes) -> Option<(Compound<'a>, Vec<Entry>)> {
    let shift = le16(bytes, 30);
    let Some(shift) = shift.filter(|shift| matches!(shift, 9 | 12)) else {
        if bytes.len() < 512 {
            notes.truncated(Part::Header)
        } else {
            notes.corrupt(Part::Header)
        }
        return None;
    };
    let sector = 1usize << shift;
    let mut compound = Compound { bytes, sector, table: Vec::new() };
    // The table's own sectors: 109 in the header, the others in a chain (DIFAT).
    let mut places: Vec<u32> =
        (0..109).filter_map(|index| le32(bytes, 76 + 4 * index)).take_while(|place| *place <= LAST_SECTOR).collect();
    let mut next = le32(bytes, 68)?;
    let mut seen = BTreeSet::new();
    while next <= LAST_SECTOR && seen.insert(next) {
        let Some(block) = compound.sector(next) else { break };
        let numbers = block.chunks_exact(4).filter_map(|number| le32(number, 0)).collect::<Vec<_>>();
        let (last, numbers) = numbers.split_last()?;
        places.extend(numbers.iter().copied().filter(|place| *place <= LAST_SECTOR));
        next = *last;
    }
    let mut cut = false;
    for place in places {
        match compound.sector(place) {
            Some(block) => compound.table.extend(block.chunks_exact(4).filter_map(|number| le32(number, 0))),
            None => cut = true,
        }
        // The table cannot describe more sectors than the file has, a table sector's worth apart.
        if compound.table.len() > bytes.len() / sector + sector {
            break;
        }
    }
    // The last sector may be short; one that starts past the end is missing.
    let used = compound.table.iter().rposition(|next| *next != FREE).unwrap_or(0);
    if cut || (used + 1).saturating_mul(sector) >= bytes.len() {
        notes.truncated(Part::Content);
    }
    let directory = compound.chain(le32(bytes, 48)?, MOST_ENTRIES * 128);
    if directory.len() < 128 {
        notes.corrupt(Part::OleDirectory);
        return None;
    }
    if directory.len() >= MOST_ENTRIES * 128 {
        notes.too_complex(Part::OleDirectory);
    }
    let entries = directory.chunks_exact(128).filter_map(entry).collect();
    Some((compound, entries))
}

fn entry(bytes: &[u8]) -> Option<Entry> {
    let length = usize::from(le16(bytes, 64)?).min(64) / 2;
    let units: Vec<u16> =
        bytes.chunks_exact(2).take(length.saturating_sub(1)).filter_map(|unit| le16(unit, 0)).collect();
    Some(Entry {
        name: String::from_utf16_lossy(&units),
        left: le32(bytes, 68)?,
        right: le32(bytes, 72)?,
        child: le32(bytes, 76)?,
        start: le32(bytes, 116)?,
        size: u64::from(le32(bytes, 120)?),
    })
}

/// Indices of the entries directly under the root, which is entry 0.
fn children(directory: &[Entry]) -> Vec<usize> {
    let mut found = BTreeSet::new();
    let mut waiting = vec![directory.first().map_or(FREE, |root| root.child)];
    while let Some(index) = waiting.pop() {
        if let Some(entry) = directory.get(position(index))
            && found.insert(position(index))
        {
            waiting.extend([entry.left, entry.right]);
        }
    }
    found.into_iter().collect()
}

impl<'a> Compound<'a> {
    /// Sector `number`; the last one of a file may be short.
    fn sector(&self, number: u32) -> Option<&'a [u8]> {
        let at = position(number).checked_add(1)?.checked_mul(self.sector)?;
        let rest = self.bytes.get(at..).filter(|rest| !rest.is_empty())?;
        Some(&rest[..rest.len().min(self.sector)])
    }

    /// The bytes of a chain of sectors, at most `most`; it ends where the chain breaks.
    fn chain(&self, start: u32, most: usize) -> Vec<u8> {
        let mut gathered = Vec::new();
        let (mut next, mut steps) = (start, 0);
        while next <= LAST_SECTOR && gathered.len() < most && steps <= self.table.len() {
            let Some(block) = self.sector(next) else { break };
            gathered.extend_from_slice(block);
            next = self.table.get(position(next)).copied().unwrap_or(FREE);
            steps += 1;
        }
        gathered.truncate(most);
        gathered
    }

    /// The bytes of a chain of sectors, at most `most`, without a copy where the sectors stand one after the other.
    fn stream(&self, start: u32, most: usize) -> Cow<'a, [u8]> {
        let Some(at) = position(start).checked_add(1).and_then(|start| start.checked_mul(self.sector)) else {
            return Cow::Borrowed(&[]);
        };
        let (mut next, mut length) = (start, 0);
        while next <= LAST_SECTOR && length < most {
            if position(next) != position(start) + length / self.sector {
                return Cow::Owned(self.chain(start, most));
            }
            length += self.sector;
            next = self.table.get(position(next)).copied().unwrap_or(FREE);
        }
        let rest = self.bytes.get(at..).unwrap_or_default();
        Cow::Borrowed(&rest[..length.min(most).min(rest.len())])
    }

    /// The first bytes of a stream, from the chain of sectors or from the small-sector store.
    fn head(&self, entry: &Entry, directory: &[Entry]) -> Vec<u8> {
        let wanted = MOST_HEAD.min(position(entry.size));
        if entry.size >= SMALL {
            return self.chain(entry.start, wanted);
        }
        self.small_store(directory).stream(entry.start, wanted)
    }

    /// The store of the small streams.
    fn small_store(&self, directory: &[Entry]) -> SmallStore {
        SmallStore {
            bytes: directory.first().map(|root| self.chain(root.start, 64 << 20)).unwrap_or_default(),
            table: le32(self.bytes, 60).map(|start| self.chain(start, 4 << 20)).unwrap_or_default(),
        }
    }
}

/// The streams that are too short for a sector of their own, and where each small sector is followed by which.
struct SmallStore {
    bytes: Vec<u8>,
    table: Vec<u8>,
}

impl SmallStore {
    /// The bytes of a small stream, at most `most`; it ends where its chain breaks.
    fn stream(&self, start: u32, most: usize) -> Vec<u8> {
        let mut gathered = Vec::new();
        let mut next = start;
        while gathered.len() < most {
            let Some(block) = slice(&self.bytes, position(next).saturating_mul(64), 64) else { break };
            gathered.extend_from_slice(block);
            next = le32(&self.table, position(next).saturating_mul(4)).unwrap_or(FREE);
        }
        gathered.truncate(most);
        gathered
    }
}

/// Records of an Excel 97-2003 workbook: FILEPASS means encrypted, a BOUNDSHEET of type 1 a macro sheet.
fn workbook(head: &[u8], notes: &mut Notes) {
    let mut at = 0;
    if !matches!(le16(head, 0), Some(0x0809 | 0x0409 | 0x0209 | 0x0009)) {
        notes.corrupt(Part::Content);
    }
    while let (Some(kind), Some(length)) = (le16(head, at), le16(head, at + 2)) {
        match kind {
            0x002f => notes.add(Trait::Encrypted),
            0x0085 if head.get(at + 9) == Some(&1) => notes.add(Trait::Macros),
            // DDE and links to other workbooks: a SUPBOOK that is neither this workbook nor an add-in.
            0x01ae if length > 4 && le16(head, at + 6).is_none_or(|kind| !matches!(kind, 0x0401 | 0x3a01)) => {
                notes.add(Trait::ExternalReference);
            }
            0x000a => return,
            _ => {}
        }
        at += 4 + usize::from(length);
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::fixity::inspect;

    /// A compound file whose root holds the streams `names` (at most three), each of 4,096 bytes starting as given.
    pub(in crate::fixity) fn compound(names: &[(&str, &[u8])]) -> Vec<u8> {
        let mut header = vec![0; 512];
        header[..8].copy_from_slice(SIGNATURE);
        header[30] = 9;
        header[44] = 1; // one table sector
        header[48..52].copy_from_slice(&1u32.to_le_bytes()); // directory in sector 1
        header[60..64].copy_from_slice(&FREE.to_le_bytes());
        header[68..72].copy_from_slice(&FREE.to_le_bytes());
        header[76..512].fill(0xff);
        header[76..80].copy_from_slice(&0u32.to_le_bytes()); // table in sector 0
        let mut table = vec![0xffff_fffdu32, 0xffff_fffe];
        let mut directory = vec![0; 512];
        let mut content = Vec::new();
        let mut put = |index: usize, name: &str, right: u32, child: u32, start: u32| {
            let at = index * 128;
            for (unit, letter) in name.encode_utf16().enumerate() {
                directory[at + 2 * unit..at + 2 * unit + 2].copy_from_slice(&letter.to_le_bytes());
            }
            directory[at + 64] = 2 * (name.len() as u8 + 1);
            for (place, number) in [(68, FREE), (72, right), (76, child), (116, start), (120, 4096)] {
                directory[at + place..at + place + 4].copy_from_slice(&number.to_le_bytes());
            }
        };
        put(0, "Root Entry", FREE, 1, 0);
        for (index, (name, start)) in names.iter().enumerate() {
            let sector = 2 + 8 * index as u32;
            let right = if index + 1 < names.len() { index as u32 + 2 } else { FREE };
            put(index + 1, name, right, FREE, sector);
            table.extend((sector + 1..sector + 8).chain([0xffff_fffe]));
            content.extend_from_slice(start);
            content.resize(4096 * (index + 1), 0);
        }
        table.resize(128, FREE);
        let table = table.into_iter().flat_map(u32::to_le_bytes).collect();
        [header, table, directory, content].concat()
    }

    #[test]
    fn the_root_decides_the_format() {
        let facts = |names: &[(&str, &[u8])]| (inspect(&compound(names)).format(), inspect(&compound(names)).traits);
        let word = b"\xec\xa5\xc1\0\0\0\0\0\0\0\0\0";
        assert_eq!(facts(&[("WordDocument", word)]), (Some(Format::Doc), vec![]));
        let sealed = b"\xec\xa5\xc1\0\0\0\0\0\0\0\0\x01";
        assert_eq!(facts(&[("WordDocument", sealed)]), (Some(Format::Doc), vec![Trait::Encrypted]));
        assert_eq!(facts(&[("WordDocument", word), ("Macros", b"")]), (Some(Format::Doc), vec![Trait::Macros]));
        assert_eq!(facts(&[("__properties_version1.0", b"")]), (Some(Format::Msg), vec![]));
        assert_eq!(facts(&[("PowerPoint Document", b"")]), (Some(Format::Ppt), vec![]));
        assert_eq!(facts(&[("EncryptedPackage", b"")]), (Some(Format::OfficeProtected), vec![Trait::Encrypted]));
        assert_eq!(facts(&[("Otra cosa", b"")]), (Some(Format::Ole), vec![]));
    }

    #[test]
    fn records_of_a_workbook() {
        let start = b"\x09\x08\x02\0\0\x06";
        let traits = |records: &[u8]| inspect(&compound(&[("Workbook", &[&start[..], records].concat())])).traits;
        assert_eq!(traits(b"\x0a\0\0\0"), []);
        assert_eq!(traits(b"\x2f\0\0\0\x0a\0\0\0"), [Trait::Encrypted]);
        assert_eq!(traits(b"\x85\0\x08\0\0\0\0\0\0\x01\0\0\x0a\0\0\0"), [Trait::Macros]);
        assert_eq!(traits(b"\x85\0\x08\0\0\0\0\0\0\0\0\0\x0a\0\0\0"), []);
    }

    #[test]
    fn pictures_of_any_stream_are_searched_for_location() {
        let traits = |degrees| {
            let photo = crate::fixity::pictures::tests::jpeg(degrees);
            let data = [&[0; 68][..], &photo].concat();
            inspect(&compound(&[("PowerPoint Document", b""), ("Pictures", &data)])).traits
        };
        assert_eq!((traits(10), traits(0)), (vec![Trait::PhotoLocation], vec![]));
        // The first two sectors of the stream change places: the chain is followed, not the file.
        let photo = [&[0; 500][..], &crate::fixity::pictures::tests::jpeg(10)].concat();
        let mut file = compound(&[("Pictures", &photo)]);
        let (first, second) = (512 + 2 * 512, 512 + 3 * 512);
        let moved = file[first..second].to_vec();
        file.copy_within(second..second + 512, first);
        file[second..second + 512].copy_from_slice(&moved);
        for (sector, next) in [(3usize, 2u32), (2, 4)] {
            file[512 + 4 * sector..516 + 4 * sector].copy_from_slice(&next.to_le_bytes());
        }
        file[1024 + 128 + 116..1024 + 128 + 120].copy_from_slice(&3u32.to_le_bytes());
        assert_eq!(inspect(&file).traits, [Trait::PhotoLocation]);
    }

    #[test]
    fn a_cut_file_is_seen() {
        let whole = compound(&[("__properties_version1.0", b"")]);
        assert_eq!(inspect(&whole[..whole.len() - 1_000]).traits, [Trait::Truncated { what: Part::Content }]);
        assert!(inspect(&whole[..600]).any(|one| one.is_damage()));
    }
}
