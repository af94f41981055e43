//! What an archive or document carries inside that is more than an entry: pictures, videos and documents, for where
//! their photos were taken, and packages, which are opened.
//!
//! A package inside that is an Office document, by its name and by its parts, is asked for what would run, and for how
//! far it unpacks. Any other is a container inside a container.

use std::borrow::Cow;

use super::{
    Class,
    inflate::Ending,
    isobmff,
    notes::Notes,
    ole, pdf, pictures, rtf,
    traits::{Part, Trait},
    zip,
};

/// Most packages one inside another: documents with charts in an archive of an archive.
const MOST_LEVELS: u8 = 3;
/// First bytes of a package.
pub(super) const PACKAGE: &[u8] = b"PK\x03\x04";
const RICH_TEXT: &[u8] = b"{\\rtf";
/// Bytes that tell what an entry is: a PDF may start that late.
const HEAD: u64 = 1_029;

/// How many bytes of what is inside one file may still be looked at.
pub(super) struct Inside {
    pub(super) left: u64,
}

/// A package to be opened.
struct Package<'a> {
    content: Cow<'a, [u8]>,
    /// How many containers it is in.
    level: u8,
    /// Whether its name is that of an Office document.
    named: bool,
}

impl Inside {
    /// Whether content that starts so is to be looked at; for a location too, if one is still `wanted`.
    pub(super) fn opens(head: &[u8], wanted: bool) -> bool {
        head.starts_with(PACKAGE) || wanted && (pictures::opens(head) || isobmff::may_open(head) || is_document(head))
    }

    /// Looks into an entry with this content. `whole` says whether it is all of it: the beginning may say where a
    /// picture was taken, but not that it does not say it.
    pub(super) fn look(&mut self, entry: &zip::Entry<'_>, content: Cow<'_, [u8]>, whole: bool, notes: &mut Notes) {
        self.left = self.left.saturating_sub(content.len() as u64);
        let mut all = whole;
        if content.starts_with(PACKAGE) {
            let mut waiting = vec![Package { content, level: 1, named: entry.is_named_document() }];
            while let Some(package) = waiting.pop() {
                all &= self.open(&package, &mut waiting, notes);
            }
        } else {
            examine(&content, notes);
        }
        if !all && !notes.traits.contains(&Trait::PhotoLocation) {
            notes.too_complex(Part::Pictures);
        }
    }

    /// Opens a package; those it holds are left `waiting`. Says whether everything in it could be searched.
    fn open(&mut self, package: &Package<'_>, waiting: &mut Vec<Package<'_>>, notes: &mut Notes) -> bool {
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
            for one in traits.into_iter().filter(|_| document) {
                match one {
                    Trait::Encrypted => all = false,
                    _ if one.is_active() || matches!(one, Trait::TooComplex { .. }) => notes.add(one),
                    _ => {}
                }
            }
        }
        if !document {
            notes.add(Trait::NestedArchive);
        } else if let Some(ratio) = directory.bomb() {
            notes.add(Trait::ZipBomb { ratio });
        }
        for entry in &directory.entries {
            if document {
                entry.judge_name(false, notes);
            }
            let (head, ending) = entry.read(HEAD, &mut notes.budget);
            if document {
                zip::judge_head(&head, notes);
            }
            if !Self::opens(&head, !notes.traits.contains(&Trait::PhotoLocation)) {
                let empty = entry.size == 0 && !entry.encrypted;
                all &= ending == Ending::Complete || empty || !head.is_empty();
                continue;
            }
            let is_package = head.starts_with(PACKAGE);
            if is_package && package.level == MOST_LEVELS {
                notes.add(Trait::NestedArchive);
                all = false;
                continue;
            }
            let (content, ending) = entry.read(self.left, &mut notes.budget);
            self.left = self.left.saturating_sub(content.len() as u64);
            all &= ending == Ending::Complete;
            if is_package {
                let content = Cow::Owned(content.into_owned());
                waiting.push(Package { content, level: package.level + 1, named: entry.is_named_document() });
            } else {
                examine(&content, notes);
            }
        }
        all
    }
}

/// Whether the first bytes are those of a document, not a package, that may carry photos.
fn is_document(head: &[u8]) -> bool {
    head.starts_with(ole::SIGNATURE) || head.starts_with(RICH_TEXT) || pdf::header(head).is_some()
}

/// Looks for a location in a picture, a video, or a document that is not a package.
fn examine(content: &[u8], notes: &mut Notes) {
    if pictures::opens(content) {
        pictures::examine(content, notes);
    } else if content.starts_with(ole::SIGNATURE) {
        pictures::within(notes, |inner| ole::search(content, inner));
    } else if content.starts_with(RICH_TEXT) {
        pictures::within(notes, |inner| rtf::search(content, inner));
    } else {
        pictures::within(notes, |inner| pdf::search(content, inner));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixity::{
        inspect, ole::tests as ole_tests, pdf::tests as pdf_tests, pictures::tests::jpeg, rtf::tests as rtf_tests,
        samples,
    };

    #[test]
    fn documents_and_archives_inside_are_searched() {
        let (located, bare) = (jpeg(10), jpeg(0));
        let document = |photo: &[u8]| samples::docx("", &[("word/media/image1.jpg", photo)]);
        let archive = |name: &str, content: &[u8]| samples::deflated(&[(name, content)]);
        assert_eq!(inspect(&archive("acta.docx", &document(&located))).traits, [Trait::PhotoLocation]);
        assert_eq!(inspect(&archive("acta.docx", &document(&bare))).traits, []);
        let twice = |photo: &[u8]| archive("todo.zip", &archive("acta.docx", &document(photo)));
        assert_eq!(inspect(&twice(&located)).traits, [Trait::PhotoLocation, Trait::NestedArchive]);
        assert_eq!(inspect(&twice(&bare)).traits, [Trait::NestedArchive]);
    }

    const UNSEARCHED: Trait = Trait::TooComplex { what: Part::Pictures };

    fn within(name: &str, content: &[u8]) -> Vec<Trait> {
        let traits = inspect(&samples::deflated(&[(name, content)])).traits;
        assert_eq!(inspect(&samples::zip(&[(name, content)])).traits, traits, "{name}");
        traits
    }

    #[test]
    fn documents_that_are_not_packages_are_searched() {
        for (name, of) in [
            ("acta.pdf", (|photo| pdf_tests::with_photo("/DCTDecode", photo)) as fn(&[u8]) -> Vec<u8>),
            ("acta.rtf", rtf_tests::hexadecimal),
            ("acta.doc", |photo| ole_tests::compound(&[("WordDocument", b"\xec\xa5"), ("Data", photo)])),
        ] {
            let (located, bare) = (of(&jpeg(10)), of(&jpeg(0)));
            assert_eq!(within(name, &located), [Trait::PhotoLocation], "{name}");
            assert_eq!(within(name, &bare), [], "{name}");
            let document = |content: &[u8]| samples::docx("", &[("word/embeddings/oleObject1.bin", content)]);
            assert_eq!(within("acta.docx", &document(&located)), [Trait::PhotoLocation], "{name}");
            assert_eq!(within("acta.docx", &document(&bare)), [], "{name}");
        }
        let sealed = [&pdf_tests::with_photo("/DCTDecode", b"")[..40], b"trailer << /Encrypt 5 0 R >>"].concat();
        assert_eq!(within("acta.pdf", &sealed), [UNSEARCHED]);
        let sealed = [&pdf_tests::with_photo("/DCTDecode", b"")[..40], b"trailer << /#45ncr#79pt 5 0 R >>"].concat();
        assert_eq!(within("acta.pdf", &sealed), [UNSEARCHED]);
        let sealed = ole_tests::compound(&[("EncryptedPackage", b"")]);
        assert_eq!(within("acta.docx", &sealed), [UNSEARCHED]);
        assert_eq!(within("acta.doc", &sealed[..600]), [UNSEARCHED]);
    }

    #[test]
    fn what_readers_may_still_unpack_is_said_not_to_be_searched() {
        let whole = samples::docx("", &[("word/media/image1.jpg", &jpeg(10))]);
        let padded = [&whole[..], &[0; 70_000]].concat();
        assert_eq!(within("acta.docx", &padded), [Trait::NestedArchive, UNSEARCHED]);
        let directory = memchr::memmem::find(&whole, b"PK\x01\x02").unwrap();
        assert_eq!(within("acta.docx", &whole[..directory + 10]), [Trait::NestedArchive, UNSEARCHED]);
        // The last entry alone, which is the photo, and then every one, is flagged as encrypted.
        let mut sealed = whole.clone();
        let marks: Vec<usize> = memchr::memmem::find_iter(&whole, b"PK\x01\x02").collect();
        for (index, mark) in marks.iter().rev().enumerate() {
            sealed[mark + 8] |= 1;
            let traits = within("acta.docx", &sealed);
            assert!(traits.contains(&UNSEARCHED), "{index} {traits:?}");
            assert_eq!(traits.contains(&Trait::NestedArchive), index == 2, "{index} {traits:?}");
        }
        // A photo whose bytes are not unpacked to their end.
        let mut broken = whole.clone();
        let photo = memchr::memmem::find(&whole, b"word/media/image1.jpg").unwrap() + 21;
        broken[photo] = 0xff;
        assert_eq!(within("acta.docx", &broken), [UNSEARCHED]);
    }

    #[test]
    fn a_name_of_office_is_not_believed() {
        assert_eq!(within("acta.docx", &samples::docx("", &[])), []);
        assert_eq!(within("acta.docx", &samples::zip(&[("setup.exe", b"MZ")])), [Trait::NestedArchive]);
        let zeros = vec![0; 30 << 20];
        assert_eq!(within("acta.docx", &samples::deflated(&[("a.txt", &zeros)])), [Trait::NestedArchive]);
        assert_eq!(within("acta.docx", b"PK\x03\x04 and no more"), [Trait::NestedArchive, UNSEARCHED]);
        let typed: (&str, &[u8]) = ("[Content_Types].xml", b"<Types/>");
        assert_eq!(within("acta.docx", &samples::zip(&[typed, ("setup.exe", b"MZ")])), [Trait::NestedArchive]);
    }

    #[test]
    fn a_document_inside_is_asked_for_what_runs() {
        for (name, content, expected) in [
            ("word/setup.exe", &b"x"[..], Trait::ExecutableInside),
            ("word/media/image1.png", b"MZ\0\0", Trait::ExecutableInside),
            ("word/vbaProject.bin", b"x", Trait::Macros),
            ("word/otro.zip", b"x", Trait::NestedArchive),
            ("word/otro.bin", b"7z\xbc\xaf\x27\x1c", Trait::NestedArchive),
        ] {
            let document = samples::docx("", &[(name, content)]);
            assert_eq!(within("acta.docx", &document), [expected], "{name}");
            // As much where a photo was found before: the smallest entry is looked at first.
            let file = samples::zip(&[("a.jpg", &jpeg(10)), ("acta.docx", &document)]);
            let traits = inspect(&file).traits;
            assert!(traits.contains(&expected) && traits.contains(&Trait::PhotoLocation), "{name} {traits:?}");
        }
        let bomb = samples::docx("", &[("word/media/image1.bin", &vec![0; 30 << 20])]);
        assert!(matches!(within("acta.docx", &bomb)[..], [Trait::ZipBomb { ratio: 800..=1100 }]));
        let text: (&str, &[u8]) = ("mimetype", b"application/vnd.oasis.opendocument.text");
        let odt = |more: (&str, &[u8])| within("acta.odt", &samples::zip(&[text, ("content.xml", b"<a/>"), more]));
        assert_eq!(odt(("Pictures/1.png", b"")), []);
        assert_eq!(odt(("Basic/Standard/Module1.xml", b"<a/>")), [Trait::Macros]);
        assert_eq!(odt(("META-INF/manifest.xml", b"<m:encryption-data/>")), [UNSEARCHED]);
    }

    #[test]
    fn packages_too_deep_are_said_not_to_be_searched() {
        let mut file = samples::zip(&[("foto.jpg", &jpeg(10))]);
        for _ in 0..3 {
            file = samples::zip(&[("otro.zip", &file)]);
        }
        assert_eq!(inspect(&file).traits, [Trait::PhotoLocation, Trait::NestedArchive]);
        file = samples::zip(&[("otro.zip", &file)]);
        assert_eq!(inspect(&file).traits, [Trait::NestedArchive, Trait::TooComplex { what: Part::Pictures }]);
    }
}
