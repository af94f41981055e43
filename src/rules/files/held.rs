//! The files a folder holds beside the place of the manifest that lists them, and which rule speaks of each trait.

use std::borrow::Cow;

use super::{
    archive_bomb, archive_nested, archive_opaque, archive_path_escape, file_corrupt, file_embedded, file_empty,
    file_encrypted, file_executable_inside, file_external_reference, file_linked_data, file_macros, file_polyglot,
    file_script, file_too_complex, file_trailing_data, file_truncated, image_too_many_pixels, pdf_script,
    photo_location, sound_cut, table_formula, table_ragged, text_deceptive_character,
};
use crate::{
    diagnostic::{Finding, Sink},
    fixity::{Class, FileFacts, Format, Part, Script, Trait},
    messages::{Message, Term},
    model::{Declared, FileState, HeldFile, PartialFile, PointerObject, ReadFile, raw},
    rules::{Rule, SubmissionContext},
    source::Route,
};

/// A file of the folder.
#[derive(Clone, Copy)]
pub(super) struct Held<'a> {
    pub cx: &'a SubmissionContext<'a>,
    pub file: &'a HeldFile,
    /// Its first place in the manifest, if that lists it.
    pub place: Option<usize>,
    /// What the manifest says of it there, if nothing is wrong with that entry.
    pub listed: Option<(usize, &'a raw::EvidenceFile)>,
}

impl<'a> Held<'a> {
    pub(super) fn name(&self) -> &'a str {
        self.file.name()
    }

    /// Its facts, if its bytes were read.
    pub(super) fn read(&self) -> Option<&'a ReadFile> {
        self.file.read()
    }

    /// Whether whoever hands it in says something of its personal data, or might in an entry that cannot be read.
    pub(super) fn is_reviewed(&self) -> bool {
        match (self.listed, self.partial()) {
            (Some((_, listed)), _) => listed.personal_data.is_some(),
            (None, Some(partial)) => partial.names_review,
            (None, None) => self.may_be_named_unread(),
        }
    }

    /// Whether whoever hands it in says that its personal data are to be published; none where that cannot be told.
    pub(super) fn is_publishable(&self) -> Option<bool> {
        let review = match (self.listed, self.partial()) {
            (Some((_, listed)), _) => listed.personal_data.as_ref(),
            (None, Some(partial)) if partial.names_review && partial.review.is_none() => return None,
            (None, Some(partial)) => partial.review.as_ref(),
            (None, None) if self.may_be_named_unread() => return None,
            (None, None) => None,
        };
        Some(review.is_some_and(|review| review.outcome == raw::PersonalDataOutcome::Publishable))
    }

    /// What can be read of its entry in a refused manifest.
    fn partial(&self) -> Option<&'a PartialFile> {
        self.cx.submission.partial_entry(self.place?)
    }

    /// Whether an entry whose name cannot be read may be about it.
    fn may_be_named_unread(&self) -> bool {
        self.cx.submission.listing.as_ref().is_some_and(|listing| !listing.is_complete())
    }

    /// Whether its bytes are an image or a video, not something that carries one.
    pub(super) fn is_picture(&self) -> bool {
        let format = match &self.file.state {
            FileState::Pointer { object: PointerObject::Hashed { format, .. }, .. } => *format,
            _ => self.read().and_then(|read| read.facts.format()),
        };
        let class = format.map(Format::class);
        matches!(class, Some(Class::Image | Class::Video))
    }

    /// As [`Self::report`], for what a file carries: where that is an archive, it is a file inside that has the defect.
    pub(super) fn report_carried(&self, out: &mut Sink<'_>, message: Message) {
        let archive =
            self.read().and_then(|read| read.facts.format()).is_some_and(|format| format.class() == Class::Archive);
        let finding = self.report(out, "ruta", message);
        if archive {
            finding.hint(Message::InsideArchiveHint {});
        }
    }

    /// Reports at `field` of the manifest's entry for the file, or at the file where the manifest has none.
    pub(super) fn report<'s>(&self, out: &'s mut Sink<'_>, field: &str, message: Message) -> &'s mut Finding {
        match self.place {
            Some(index) => out.field(&self.cx.submission.manifest_path, entry(index, field), message),
            None => out.at(&self.file.entry.path, message),
        }
    }
}

/// The route of a field of one entry of `archivos`.
pub(super) fn entry(index: usize, field: &str) -> Route {
    Route::root().key("archivos").index(index).key(field)
}

/// Every file of the folder, manifest and withdrawal apart.
pub(super) fn files<'a>(cx: &'a SubmissionContext<'a>) -> impl Iterator<Item = Held<'a>> {
    // A folder beyond the limit was not read, and has one finding that says so.
    let held = if cx.submission.too_many.is_some() { &[][..] } else { &cx.submission.files[..] };
    held.iter().map(move |file| {
        let place = cx.places.get(file.name()).copied();
        let listed = place.and_then(|place| Some((place, cx.submission.entry(place)?)));
        Held { cx, file, place, listed }
    })
}

/// Whether the folder lacks a file that the manifest says it holds.
pub(super) fn is_absent(cx: &SubmissionContext<'_>, one: &Declared<'_>) -> bool {
    cx.submission.lacks(one)
}

/// The files with traits that `rule` speaks of, and those traits.
pub(super) fn with_traits<'a>(
    cx: &'a SubmissionContext<'a>,
    rule: &'static Rule,
) -> impl Iterator<Item = (Held<'a>, Vec<Trait>)> {
    files(cx).filter_map(|held| {
        let facts = &held.read()?.facts;
        let spoken: Vec<Trait> = facts
            .traits
            .iter()
            .copied()
            .filter(|one| speaker(*one).meta.id == rule.meta.id && !is_explained(*one, facts))
            .collect();
        (!spoken.is_empty()).then_some((held, spoken))
    })
}

/// The files that say where they were taken: those read whole, and films too large for that.
pub(super) fn located<'a>(cx: &'a SubmissionContext<'a>) -> impl Iterator<Item = Held<'a>> {
    let read = with_traits(cx, &photo_location::RULE).map(|(held, _)| held);
    read.chain(files(cx).filter(|held| {
        matches!(held.file.state, FileState::Pointer { object: PointerObject::Hashed { is_located: true, .. }, .. })
    }))
}

/// The one rule that speaks of a trait. A trait without one does not compile.
fn speaker(one: Trait) -> &'static Rule {
    match one {
        Trait::Empty => &file_empty::RULE,
        Trait::Truncated { .. } => &file_truncated::RULE,
        Trait::Corrupt { .. } => &file_corrupt::RULE,
        Trait::LeadingData { .. } | Trait::TrailingData { .. } => &file_trailing_data::RULE,
        Trait::Polyglot { .. } | Trait::OfficeXml => &file_polyglot::RULE,
        Trait::Encrypted => &file_encrypted::RULE,
        Trait::Macros => &file_macros::RULE,
        Trait::ExternalReference => &file_external_reference::RULE,
        Trait::ScriptContent { what: Script::PdfJavaScript | Script::PdfFormScript | Script::PdfRemoteAction } => {
            &pdf_script::RULE
        }
        Trait::ScriptContent { .. } => &file_script::RULE,
        Trait::LinkedFile => &file_linked_data::RULE,
        Trait::UnfinishedFrame => &sound_cut::RULE,
        Trait::EmbeddedFiles => &file_embedded::RULE,
        Trait::ExecutableInside => &file_executable_inside::RULE,
        Trait::PhotoLocation => &photo_location::RULE,
        Trait::ZipBomb { .. } => &archive_bomb::RULE,
        Trait::HugeImage { .. } => &image_too_many_pixels::RULE,
        Trait::NestedArchive => &archive_nested::RULE,
        Trait::OpaqueArchive => &archive_opaque::RULE,
        Trait::PathEscape => &archive_path_escape::RULE,
        Trait::RaggedTable => &table_ragged::RULE,
        Trait::Formula => &table_formula::RULE,
        Trait::TurnedText { .. } => &text_deceptive_character::RULE,
        Trait::TooComplex { .. } => &file_too_complex::RULE,
    }
}

/// Whether another trait of the same file tells its reader all that this one would: one defect, one finding.
fn is_explained(one: Trait, facts: &FileFacts) -> bool {
    match one {
        // What is cut contradicts itself as well.
        Trait::Corrupt { .. } => facts.any(|other| matches!(other, Trait::Truncated { .. })),
        // The bytes around are the other format.
        Trait::LeadingData { .. } | Trait::TrailingData { .. } => {
            facts.any(|other| matches!(other, Trait::Polyglot { .. }))
        }
        Trait::TooComplex { .. } => {
            facts.has(Trait::Encrypted) || facts.any(|other| matches!(other, Trait::ZipBomb { .. }))
        }
        Trait::NestedArchive => facts.any(|other| matches!(other, Trait::ZipBomb { .. })),
        Trait::OpaqueArchive => facts.has(Trait::Encrypted),
        _ => false,
    }
}

/// A part of a file, to be read inside a sentence.
pub(super) fn part(what: Part) -> Term {
    Term { code: what.code(), es: Cow::Borrowed(what.es()), en: Cow::Borrowed(what.en()) }
}

/// Whether two names are one file where capitals and the form of accents do not count.
pub(super) fn folded(name: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    if name.is_ascii() {
        return name.to_ascii_lowercase();
    }
    name.nfc().collect::<String>().to_lowercase().nfc().collect()
}
