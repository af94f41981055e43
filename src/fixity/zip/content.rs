//! What the entries of a container hold: names, sizes and checksums against what they unpack to.

use std::{borrow::Cow, collections::BTreeSet};

use super::{
    super::{
        Class, Format,
        bytes::position,
        inflate::{Budget, Ending, Wrapper},
        notes::Notes,
        packages::{Carried, Inside, Kind, PACKAGE},
        traits::{Part, Trait},
    },
    Directory, Entry,
};

/// Most bytes inflated to verify entries.
const VERIFIED: u64 = 256 << 20;
/// From here on a container with a ratio over [`BOMB_RATIO`] is a bomb.
const BOMB_SIZE: u64 = 20 << 20;
const BOMB_RATIO: u64 = 100;
/// Most entries whose first bytes are looked at without inflating them whole.
const MOST_PEEKS: usize = 2_000;
/// First bytes looked at.
const HEAD: usize = 64;

const PROGRAMS: &[&str] = &[
    "exe", "dll", "com", "scr", "msi", "bat", "cmd", "ps1", "vbs", "vbe", "js", "jse", "wsf", "hta", "lnk", "cpl",
    "jar", "class", "apk", "app", "sh", "reg", "pif", "elf", "so", "sys", "docm", "xlsm", "pptm", "dotm", "xlam",
    "iso",
];
const DOCUMENTS: &[&str] = &["docx", "xlsx", "pptx", "odt", "ods", "odp"];
const PAGES: &[&str] = &["html", "htm", "xhtml", "xht", "shtml", "svg", "mht", "mhtml", "eml", "mbox"];
const CONTAINERS: &[&str] = &["zip", "rar", "7z", "gz", "tgz", "bz2", "xz", "tar", "zst", "cab", "kmz", "epub"];

/// Names, sizes and content of every entry.
pub(super) fn entries(directory: &Directory<'_>, bytes: &[u8], format: Format, notes: &mut Notes) {
    let archive = format.class() == Class::Archive;
    let mut names = BTreeSet::new();
    for entry in &directory.entries {
        if !names.insert(entry.name) {
            notes.corrupt(Part::ZipNames);
        }
        if entry.encrypted {
            notes.add(Trait::Encrypted);
        } else if !matches!(entry.method, 0 | 8) {
            notes.too_complex(Part::ZipEntries);
        }
        if entry.escapes() {
            notes.add(Trait::PathEscape);
        }
        entry.judge_name(archive, notes);
    }
    if let Some(ratio) = directory.bomb() {
        notes.add(Trait::ZipBomb { ratio });
    }
    // A container that holds itself unpacks for ever.
    let twins: Vec<_> = directory.entries.iter().filter(|entry| entry.size == bytes.len() as u64).collect();
    if !twins.is_empty() {
        let own = crc32fast::hash(bytes);
        if twins.iter().any(|entry| entry.checksum == own) {
            notes.add(Trait::ZipBomb { ratio: u64::MAX });
        }
    }
    let mut order: Vec<_> = directory.entries.iter().filter(|entry| !entry.encrypted).collect();
    order.sort_by_key(|entry| entry.stored);
    let (mut left, mut peeks) = (VERIFIED, 0);
    let mut inside = Inside::new();
    let loose = archive || format == Format::Epub;
    let mut budget = Budget::of(VERIFIED);
    for entry in order {
        if entry.data.is_none() {
            continue;
        }
        let suspicious = bomb(entry.size, entry.stored).is_some() || entry.method == 8 && entry.size < entry.stored / 2;
        if entry.size <= left || suspicious {
            left = left.saturating_sub(entry.size);
            let room = position(inside.left);
            let wanted = !notes.traits.contains(&Trait::PhotoLocation);
            let kind = |head: &[u8]| Kind::of(head, entry, loose, wanted);
            let Some(found) = entry.unpack(room, kind, &mut budget, notes) else { continue };
            judge_head(&found.head, notes);
            if let Some((kind, content)) = found.kept {
                let whole = content.len() as u64 == found.size;
                inside.look(Carried::of(entry, kind, content), whole, notes);
            }
            continue;
        }
        notes.too_complex(Part::ZipEntries);
        if peeks < MOST_PEEKS {
            peeks += 1;
            let (head, _) = entry.read(HEAD as u64, &mut notes.budget);
            judge_head(&head, notes);
            if head.starts_with(PACKAGE) {
                notes.add(Trait::NestedArchive);
            }
        }
    }
}

impl Directory<'_> {
    /// How many times its size the container unpacks to, as declared, if that makes a bomb of it.
    pub(in super::super) fn bomb(&self) -> Option<u64> {
        let sum = |of: fn(&Entry<'_>) -> u64| self.entries.iter().map(of).fold(0, u64::saturating_add);
        bomb(sum(|entry| entry.size), sum(|entry| entry.stored))
    }
}

/// The ratio of `size` to `stored`, if it is that of a bomb.
fn bomb(size: u64, stored: u64) -> Option<u64> {
    let ratio = size / stored.max(1);
    (size > BOMB_SIZE && ratio > BOMB_RATIO).then_some(ratio)
}

/// What an entry unpacks to.
pub(in super::super) struct Unpacked<'a> {
    /// The real size, as far as it was measured.
    pub(in super::super) size: u64,
    /// The first bytes.
    pub(in super::super) head: Vec<u8>,
    /// The content, as far as there was room for it, where it is to be looked at.
    pub(in super::super) kept: Option<(Kind, Cow<'a, [u8]>)>,
    /// Whether it was unpacked to its end.
    pub(in super::super) whole: bool,
}

impl<'a> Entry<'a> {
    /// Unpacks the entry, and notes where its size or checksum is not what the directory says. Keeps at most `room`
    /// bytes of what `kind` says is to be looked at, by its first bytes. Nothing where it cannot be unpacked.
    pub(in super::super) fn unpack(
        &self,
        room: usize,
        kind: impl Fn(&[u8]) -> Option<Kind>,
        budget: &mut Budget,
        notes: &mut Notes,
    ) -> Option<Unpacked<'a>> {
        let data = self.data.filter(|_| !self.encrypted)?;
        let mut checksum = crc32fast::Hasher::new();
        let mut head = Vec::with_capacity(HEAD);
        let mut kept = None;
        let (size, ending) = match self.method {
            0 => {
                checksum.update(data);
                head.extend_from_slice(&data[..data.len().min(HEAD)]);
                kept = kind(data).map(|kind| (kind, Cow::Borrowed(&data[..data.len().min(room)])));
                (data.len() as u64, Ending::Complete)
            }
            8 => budget.inflate(data, Wrapper::Raw, u64::MAX, |piece| {
                checksum.update(piece);
                if head.is_empty() {
                    kept = kind(piece).map(|kind| (kind, Cow::Owned(Vec::new())));
                }
                head.extend_from_slice(&piece[..piece.len().min(HEAD - head.len())]);
                if let Some((_, Cow::Owned(kept))) = &mut kept {
                    kept.extend_from_slice(&piece[..piece.len().min(room - kept.len())]);
                }
            }),
            _ => return None,
        };
        match ending {
            Ending::Broken => notes.corrupt(Part::ZipEntries),
            Ending::Complete if size != self.size => notes.corrupt(Part::ZipEntries),
            Ending::Complete if checksum.finalize() != self.checksum => notes.corrupt(Part::Checksum),
            Ending::Limit if size > self.size => notes.corrupt(Part::ZipEntries),
            Ending::Limit => notes.too_complex(Part::ZipEntries),
            Ending::Complete => {}
        }
        if let Some(ratio) = bomb(size, self.stored) {
            notes.add(Trait::ZipBomb { ratio });
        }
        Some(Unpacked { size, head, kept, whole: ending == Ending::Complete })
    }

    /// Notes what the name says of the content; see [`judge_name`].
    pub(in super::super) fn judge_name(&self, archive: bool, notes: &mut Notes) {
        judge_name(self.name, archive, notes);
    }

    /// Whether the name is that of an Office document that is a package.
    pub(in super::super) fn is_named_document(&self) -> bool {
        has_extension(self.name, DOCUMENTS)
    }

    /// Whether the name is that of a web page, a drawing made of marks or a mail message.
    pub(in super::super) fn is_named_page(&self) -> bool {
        has_extension(self.name, PAGES)
    }
}

/// Notes what the name of something inside says of its content. Endings that parts of documents use too count in an
/// `archive` only.
pub(in super::super) fn judge_name(name: &[u8], archive: bool, notes: &mut Notes) {
    if has_extension(name, PROGRAMS) && (archive || !has_extension(name, &["js", "so", "app"])) {
        notes.add(Trait::ExecutableInside);
    }
    if has_extension(name, CONTAINERS) {
        notes.add(Trait::NestedArchive);
    }
}

fn has_extension(name: &[u8], extensions: &[&str]) -> bool {
    let name = name.rsplit(|byte| matches!(byte, b'/' | b'\\')).next().unwrap_or_default();
    let extension = name.iter().rposition(|byte| *byte == b'.').map(|dot| &name[dot + 1..]);
    extension.is_some_and(|found| extensions.iter().any(|one| found.eq_ignore_ascii_case(one.as_bytes())))
}

/// Notes what the first bytes of an entry say, whatever its name does. Packages are opened to know.
pub(in super::super) fn judge_head(head: &[u8], notes: &mut Notes) {
    let program = head.starts_with(b"\x7fELF")
        || head.starts_with(b"MZ") && head.contains(&0)
        || head.starts_with(b"\xca\xfe\xba\xbe");
    if program {
        notes.add(Trait::ExecutableInside);
    }
    if head.starts_with(b"Rar!\x1a\x07") || head.starts_with(b"7z\xbc\xaf\x27\x1c") {
        notes.add(Trait::NestedArchive);
    }
}
