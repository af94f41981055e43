//! What an archive or document carries inside that is more than an entry: documents and pages, for what they would run;
//! pictures and videos, for where they were taken; packages and attachments, which are opened.
//!
//! A package inside that is an Office document, by its name and by its parts, is asked for what would run, and for how
//! far it unpacks. Any other is a container inside a container. What is damaged inside is not said: it is not the file
//! that was handed in; but then readers may find there what this program does not, and that is said.

use std::borrow::Cow;

use super::{
    Class,
    bytes::{contains, position, starts_with_ignore_case},
    inflate::Budget,
    isobmff,
    notes::Notes,
    ole, pdf, pictures, rtf, text,
    traits::{Part, Script, Trait},
    zip,
};

/// Most containers one inside another: documents with charts in an archive of an archive.
const MOST_LEVELS: u8 = 3;
/// First bytes of a package.
pub(super) const PACKAGE: &[u8] = b"PK\x03\x04";
const RICH_TEXT: &[u8] = b"{\\rtf";
/// Bytes that tell what an entry is: a PDF may start that late.
const HEAD: u64 = 1_029;
/// Most bytes inflated to verify the entries of packages inside.
const VERIFIED: u64 = 128 << 20;

/// What something inside is looked at as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// A ZIP, whatever is in it.
    Package,
    /// A picture or a video.
    Picture,
    /// A document that is not a package.
    Document,
    /// A web page, a drawing made of marks or a mail message.
    Page,
}

impl Kind {
    /// What an entry that starts so is looked at as. Pages only in a `loose` container, whose entries people open by
    /// themselves; pictures only while a location is still `wanted`.
    pub(super) fn of(head: &[u8], entry: &zip::Entry<'_>, loose: bool, wanted: bool) -> Option<Self> {
        Self::by_head(head, loose, wanted).or((loose && entry.is_named_page()).then_some(Self::Page))
    }

    fn by_head(head: &[u8], loose: bool, wanted: bool) -> Option<Self> {
        let head = &head[..head.len().min(position(HEAD))];
        if head.starts_with(PACKAGE) {
            Some(Self::Package)
        } else if head.starts_with(ole::SIGNATURE) || head.starts_with(RICH_TEXT) || is_pdf(head) {
            Some(Self::Document)
        } else if pictures::opens(head) || isobmff::may_open(head) {
            wanted.then_some(Self::Picture)
        } else {
            let marks = head.trim_ascii_start();
            let page = starts_with_ignore_case(marks, b"<!doctype html")
                || starts_with_ignore_case(marks, b"<html")
                || starts_with_ignore_case(marks, b"<svg")
                || marks.starts_with(b"<?xml") && (contains(marks, b"<svg") || contains(marks, b"<html"));
            (loose && page).then_some(Self::Page)
        }
    }
}

/// Whether readers would take it for a PDF; text may merely speak of it, inside a line.
fn is_pdf(head: &[u8]) -> bool {
    pdf::header(head)
        .is_some_and(|start| start == 0 || matches!(head[start - 1], b'\n' | b'\r') || !text::looks_like_text(head))
}

/// Something inside that is to be looked at.
pub(super) struct Carried<'a> {
    kind: Kind,
    content: Cow<'a, [u8]>,
    /// How many containers it is in.
    level: u8,
    /// Whether its name may be that of an Office document.
    named: bool,
}

impl<'a> Carried<'a> {
    /// An entry of the file itself.
    pub(super) fn of(entry: &zip::Entry<'_>, kind: Kind, content: Cow<'a, [u8]>) -> Self {
        Self { kind, content, level: 1, named: entry.is_named_document() }
    }
}

/// What may still be looked at of what is inside one file.
pub(super) struct Inside {
    /// Bytes.
    pub(super) left: u64,
    verified: Budget,
    bounds: pdf::Bounds,
}

impl Inside {
    pub(super) fn new() -> Self {
        Self::with(pdf::Bounds::new())
    }

    /// As [`Self::new`], for a PDF, with what it left of its own bounds.
    pub(super) fn with(bounds: pdf::Bounds) -> Self {
        Self { left: pictures::MOST_LOOKED_AT, verified: Budget::of(VERIFIED), bounds }
    }

    /// Looks into an entry. `whole` says whether its content is all of it: the beginning may say where a picture was
    /// taken, but not that it does not say it.
    pub(super) fn look(&mut self, carried: Carried<'_>, whole: bool, notes: &mut Notes) {
        self.left = self.left.saturating_sub(carried.content.len() as u64);
        if !whole && carried.kind != Kind::Picture {
            notes.too_complex(Part::Documents);
        }
        self.work(vec![carried], whole, notes);
    }

    /// Looks into the files attached to a document.
    pub(super) fn attached(&mut self, attached: Vec<Vec<u8>>, notes: &mut Notes) {
        let mut waiting = Vec::new();
        let all = self.attach(attached, 1, &mut waiting, notes);
        self.work(waiting, all, notes);
    }

    /// Leaves the files attached to a document of that level `waiting`, as far as there is room for them. Says whether
    /// there was for all.
    fn attach(&mut self, attached: Vec<Vec<u8>>, level: u8, waiting: &mut Vec<Carried<'_>>, notes: &mut Notes) -> bool {
        let mut all = true;
        for content in attached {
            zip::judge_head(&content[..content.len().min(64)], notes);
            let wanted = !notes.traits.contains(&Trait::PhotoLocation);
            let Some(kind) = Kind::by_head(&content, true, wanted) else { continue };
            match self.left.checked_sub(content.len() as u64).filter(|_| level <= MOST_LEVELS) {
                Some(left) => {
                    self.left = left;
                    waiting.push(Carried { kind, content: Cow::Owned(content), level, named: true });
                }
                None => {
                    all = false;
                    if kind != Kind::Picture {
                        notes.too_complex(Part::Documents);
                    }
                }
            }
        }
        all
    }

    /// Looks into all that is `waiting`, and what that carries; says when not `all` of it could be searched.
    fn work(&mut self, mut waiting: Vec<Carried<'_>>, mut all: bool, notes: &mut Notes) {
        while let Some(carried) = waiting.pop() {
            all &= match carried.kind {
                Kind::Package => self.open(&carried, &mut waiting, notes),
                Kind::Picture => {
                    pictures::examine(&carried.content, notes);
                    true
                }
                Kind::Document | Kind::Page => self.read(&carried, &mut waiting, notes),
            };
        }
        if !all && !notes.traits.contains(&Trait::PhotoLocation) {
            notes.too_complex(Part::Pictures);
        }
    }

    /// Reads a document that is not a package, or a page; the files attached to it are left `waiting`. Says whether
    /// all its pictures could be searched.
    fn read(&mut self, carried: &Carried<'_>, waiting: &mut Vec<Carried<'_>>, notes: &mut Notes) -> bool {
        let content = &carried.content[..];
        let (attached, traits) = notes.apart(|inner| {
            if carried.kind == Kind::Page {
                if text::examine(content, inner).is_none() {
                    inner.too_complex(Part::Markup);
                }
                Vec::new()
            } else if content.starts_with(ole::SIGNATURE) {
                ole::search(content, inner)
            } else if content.starts_with(RICH_TEXT) {
                rtf::search(content, inner);
                Vec::new()
            } else {
                pdf::search(content, &mut self.bounds, inner)
            }
        });
        let searched = keep(traits, notes);
        self.attach(attached, carried.level + 1, waiting, notes) && searched
    }

    /// Opens a package; those it holds are left `waiting`. Says whether everything in it could be searched for
    /// pictures.
    fn open(&mut self, package: &Carried<'_>, waiting: &mut Vec<Carried<'_>>, notes: &mut Notes) -> bool {
        let (directory, flaws) = notes.apart(|inner| zip::read(&package.content, inner));
        let Some(directory) = directory else {
            notes.add(Trait::NestedArchive);
            return false;
        };
        // What a flawed index leaves out, other readers find; where its entries overlap, reading them has no bound.
        let mut all = flaws.is_empty();
        let mut document = false;
        if package.named && all {
            let (format, traits) = notes.apart(|inner| zip::format(&directory, inner));
            document = matches!(format.class(), Class::Document | Class::Spreadsheet | Class::Presentation);
            if document {
                all &= keep(traits, notes);
            }
        }
        if !document {
            notes.add(Trait::NestedArchive);
        }
        if let Some(ratio) = directory.bomb() {
            notes.add(Trait::ZipBomb { ratio });
        }
        for entry in &directory.entries {
            let found = self.verify(entry, !document, notes);
            let Some((kind, content)) = found.kept else {
                all &= found.whole;
                continue;
            };
            all &= found.whole;
            if !found.whole && kind != Kind::Picture {
                notes.too_complex(Part::Documents);
            }
            if kind != Kind::Picture && package.level == MOST_LEVELS {
                if kind == Kind::Package {
                    notes.add(Trait::NestedArchive);
                } else {
                    notes.too_complex(Part::Documents);
                }
                all = false;
                continue;
            }
            let content = Cow::Owned(content.into_owned());
            waiting.push(Carried { kind, content, level: package.level + 1, named: entry.is_named_document() });
        }
        all
    }

    /// Unpacks an entry of a document or of a `loose` archive, whose directory may lie: then what this program finds
    /// there is not what others do.
    fn verify<'a>(&mut self, entry: &zip::Entry<'a>, loose: bool, notes: &mut Notes) -> Taken<'a> {
        entry.judge_name(loose, notes);
        let wanted = !notes.traits.contains(&Trait::PhotoLocation);
        let kind = |head: &[u8]| Kind::of(head, entry, loose, wanted);
        let room = position(self.left);
        let (found, flaws) = notes.apart(|inner| entry.unpack(room, kind, &mut self.verified, inner));
        let Some(found) = found else {
            let empty = entry.size == 0 && !entry.encrypted;
            if !empty {
                notes.too_complex(Part::Documents);
            }
            return Taken { kept: None, whole: empty };
        };
        zip::judge_head(&found.head, notes);
        if let Some(kept) = &found.kept {
            self.left = self.left.saturating_sub(kept.1.len() as u64);
        }
        let kind = found.kept.as_ref().map(|(kind, _)| *kind);
        for flaw in flaws {
            match flaw {
                Trait::ZipBomb { .. } if notes.traits.iter().any(|one| one.is_bomb()) => {}
                Trait::ZipBomb { .. } => notes.add(flaw),
                _ if kind == Some(Kind::Picture) => {}
                _ => notes.too_complex(Part::Documents),
            }
        }
        let whole = found.whole && found.kept.as_ref().is_none_or(|(_, content)| content.len() as u64 == found.size);
        Taken { kept: found.kept, whole: whole || kind.is_none() && !found.head.is_empty() }
    }
}

/// What there is to look at of an entry, and whether that is all.
struct Taken<'a> {
    kept: Option<(Kind, Cow<'a, [u8]>)>,
    whole: bool,
}

/// Keeps, of what a document inside says, what the file that carries it must say too: what runs or is attached, where
/// photos were taken, and what could not be looked at. Says whether its pictures could be.
fn keep(traits: Vec<Trait>, notes: &mut Notes) -> bool {
    let mut searched = true;
    for one in traits {
        match one {
            Trait::Encrypted => {
                notes.too_complex(Part::Documents);
                searched = false;
            }
            Trait::TooComplex { what: Part::Pictures | Part::Metadata } => searched = false,
            Trait::TooComplex { .. } => notes.too_complex(Part::Documents),
            Trait::PhotoLocation
            | Trait::EmbeddedFiles
            | Trait::NestedArchive
            | Trait::ZipBomb { .. }
            | Trait::ScriptContent { what: Script::PdfFormScript } => notes.add(one),
            _ if one.is_active() => notes.add(one),
            _ => {}
        }
    }
    searched
}

#[cfg(test)]
mod tests;
