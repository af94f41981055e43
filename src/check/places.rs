//! Finds the place of a field, by reading its file once more. Only files with findings are read twice.

use std::cell::RefCell;

use crate::{
    diagnostic::{SourceLoader, SourceText},
    model::{Place, Settings},
    repo_path::RepoPath,
    snapshot::{Content, Snapshot, Trust},
    source::{Part, Route, Span, yaml},
};

/// Excerpts of the files of a snapshot.
pub(super) struct Excerpts<'a> {
    snapshot: &'a dyn Snapshot,
    settings: &'a Settings,
    /// The file read last, with its fields: findings come sorted by file, or nearly.
    last: RefCell<Option<(RepoPath, yaml::Document)>>,
}

impl<'a> Excerpts<'a> {
    /// Excerpts of `snapshot`, read with the limits of `settings`.
    pub(super) fn new(snapshot: &'a dyn Snapshot, settings: &'a Settings) -> Self {
        Self { snapshot, settings, last: RefCell::new(None) }
    }
}

impl SourceLoader for Excerpts<'_> {
    fn load(&self, path: &RepoPath) -> Option<SourceText> {
        let kind = Place::of(path).file_kind()?;
        let entry = self.snapshot.entry(path).ok()??;
        let limit = super::loader::limits(kind, self.settings).bytes as u64;
        match self.snapshot.read(&entry, limit, Trust::Verify).ok()? {
            Content::Bytes(bytes) => String::from_utf8(bytes.into_vec()).ok().map(SourceText),
            _ => None,
        }
    }

    fn locate(&self, path: &RepoPath, source: &SourceText, route: &Route, part: Part) -> Option<Span> {
        let mut last = self.last.borrow_mut();
        if last.as_ref().is_none_or(|(of, _)| of != path) {
            let limits = super::loader::limits(Place::of(path).file_kind()?, self.settings);
            *last = Some((path.clone(), yaml::read(source.0.as_bytes(), &limits).ok()?));
        }
        let (_, document) = last.as_ref()?;
        Some(document.nearest_span(route, part))
    }
}
