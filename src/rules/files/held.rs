//! The files a folder holds beside the place of the manifest that lists them, and which rule speaks of each trait.

use std::borrow::Cow;

use super::{
    archive_bomb, archive_nested, archive_opaque, archive_path_escape, file_corrupt, file_embedded, file_empty,
    file_encrypted, file_executable_inside, file_external_reference, file_linked_data, file_macros, file_polyglot,
    file_script, file_too_complex, file_trailing_data, file_truncated, image_too_many_pixels, pdf_script,
    photo_location, sound_cut, table_ragged,
};
use crate::{
    diagnostic::{Finding, Sink},
    fixity::{FileFacts, Part, Script, Trait},
    messages::{Message, Term},
    model::{HeldFile, ReadFile, raw},
    rules::{Rule, SubmissionContext},
    source::Route,
};

/// A file of the folder.
#[derive(Clone, Copy)]
pub(super) struct Held<'a> {
    pub cx: &'a SubmissionContext<'a>,
    pub file: &'a HeldFile,
    /// Its first place in the manifest, if that was read and lists it.
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

    /// What whoever hands it in says of its personal data.
    pub(super) fn is_reviewed(&self) -> bool {
        self.listed.is_some_and(|(_, listed)| listed.personal_data.is_some())
    }

    /// Reports at `field` of the manifest's entry for the file, or at the file where the manifest has none.
    pub(super) fn report<'s>(&self, out: &'s mut Sink<'_>, field: &str, message: Message) -> &'s mut Finding {
        match self.listed {
            Some((index, _)) => out.field(&self.cx.submission.manifest_path(), entry(index, field), message),
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
    let listed = cx.submission.manifest.read().map_or(&[][..], |manifest| &manifest.files);
    held.iter().map(|file| {
        let listed = listed.iter().enumerate().find(|(_, listed)| listed.path.as_str() == file.name());
        Held { cx, file, listed }
    })
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
        Trait::ScriptContent { what: Script::PdfJavaScript | Script::PdfFormScript } => &pdf_script::RULE,
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
    name.nfc().collect::<String>().to_lowercase().nfc().collect()
}
