//! Pictures and videos inside an archive or document, and inside the packages it holds: where they were taken.

use std::borrow::Cow;

use super::{
    inflate::Ending,
    notes::Notes,
    pictures,
    traits::{Part, Trait},
    zip::{Directory, directory},
};

/// Most packages one inside another: documents with charts in an archive of an archive.
const MOST_LEVELS: u8 = 3;
/// First bytes of a package.
const PACKAGE: &[u8] = b"PK\x03\x04";
/// Bytes that tell what an entry is.
const HEAD: u64 = 64;

/// How many bytes of pictures and packages inside one file may still be looked at.
pub(super) struct Inside {
    pub(super) left: u64,
}

impl Inside {
    /// Whether content that starts so may hold a location.
    pub(super) fn opens(head: &[u8]) -> bool {
        head.starts_with(PACKAGE) || pictures::opens(head)
    }

    /// Looks for a location in the content of an entry. `whole` says whether it is all of it: the beginning may say
    /// where a picture was taken, but not that it does not say it.
    pub(super) fn look(&mut self, content: Cow<'_, [u8]>, whole: bool, notes: &mut Notes) {
        self.left = self.left.saturating_sub(content.len() as u64);
        let mut waiting = Vec::new();
        let mut all = whole;
        if content.starts_with(PACKAGE) {
            waiting.push((content, 1));
        } else {
            pictures::examine(&content, notes);
        }
        while let Some((package, level)) = waiting.pop() {
            // One whose directory cannot be read has nothing that a reader would show.
            let Some(Directory { entries }) = directory(&package) else { continue };
            for entry in entries.iter().filter(|entry| !entry.encrypted) {
                if notes.traits.contains(&Trait::PhotoLocation) {
                    return;
                }
                let (head, _) = entry.read(HEAD, &mut notes.budget);
                let is_package = head.starts_with(PACKAGE);
                if !is_package && !pictures::opens(&head) {
                    all &= entry.size == 0 || !head.is_empty();
                    continue;
                }
                let (content, ending) = entry.read(self.left, &mut notes.budget);
                self.left = self.left.saturating_sub(content.len() as u64);
                all &= ending != Ending::Limit && !(is_package && level == MOST_LEVELS);
                if !is_package {
                    pictures::examine(&content, notes);
                } else if level < MOST_LEVELS {
                    waiting.push((Cow::Owned(content.into_owned()), level + 1));
                }
            }
        }
        if !all && !notes.traits.contains(&Trait::PhotoLocation) {
            notes.too_complex(Part::Pictures);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixity::{inspect, pictures::tests::jpeg, samples};

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
