//! Finds the places of fields, by reading their file once more. Only files with findings are read twice.

use crate::{
    diagnostic::{SourceLoader, SourceText},
    model::{Place, Settings},
    repo_path::RepoPath,
    snapshot::{Content, Snapshot, Trust},
    source::{Part, Route, Span, yaml},
    trail::note::masked,
};

/// Excerpts of the files of a snapshot.
pub(super) struct Excerpts<'a> {
    snapshot: &'a dyn Snapshot,
    settings: &'a Settings,
}

impl<'a> Excerpts<'a> {
    /// Excerpts of `snapshot`, read with the limits of `settings`.
    pub(super) fn new(snapshot: &'a dyn Snapshot, settings: &'a Settings) -> Self {
        Self { snapshot, settings }
    }
}

impl SourceLoader for Excerpts<'_> {
    fn load(&self, path: &RepoPath) -> Option<SourceText> {
        let kind = Place::of(path).file_kind()?;
        let entry = self.snapshot.entry(path).ok()??;
        let limit = super::loader::limits(kind, self.settings).bytes as u64;
        match self.snapshot.read(&entry, limit, Trust::Verify).ok()? {
            // Nothing that is shown repeats a private key; the places of the rest stay as they are.
            Content::Bytes(bytes) => String::from_utf8(masked(bytes.into_vec())).ok().map(SourceText),
            _ => None,
        }
    }

    fn locate(&self, path: &RepoPath, source: &SourceText, fields: &[(&Route, Part)]) -> Option<Vec<Span>> {
        let limits = super::loader::limits(Place::of(path).file_kind()?, self.settings);
        let document = yaml::read(source.0.as_bytes(), &limits).ok()?;
        Some(fields.iter().map(|(route, part)| document.nearest_span(route, *part)).collect())
    }
}
