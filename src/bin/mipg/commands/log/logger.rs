//! Puts entries at the end of the log of a repository, for the commands that log as they do something else.

use std::sync::Arc;

use mipg::{
    messages::Lang,
    registro::{self, Appended, Batch, GitWrites, Index, Occurrence, RegistroError, Terms, Trail},
    snapshot::GitRepository,
    trail::note::SignerKey,
};

use super::append;
use crate::errors::Failure;

/// What puts entries at the end of the log.
pub(in crate::commands) struct Logger<'a> {
    pub(in crate::commands) repository: &'a Arc<GitRepository>,
    /// The main branch.
    pub(in crate::commands) rev: &'a str,
    pub(in crate::commands) key: Option<&'a SignerKey>,
    pub(in crate::commands) lang: Lang,
}

impl Logger<'_> {
    /// What the main branch has and the log lacks.
    pub(in crate::commands) fn coming(&self) -> Result<Vec<Occurrence>, Failure> {
        let (trail, index) = self.open()?;
        Ok(append::pending(self.repository, self.rev, &index, Some(&trail), self.key)?.occurrences)
    }

    /// Logs what the main branch has and the log lacks, and then `more`. A log is never begun.
    pub(in crate::commands) fn append(&self, more: Vec<Occurrence>) -> Result<Appended, Failure> {
        let said = |error| super::failure(error, self.lang);
        let (trail, mut index) = self.open()?;
        let pending = append::pending(self.repository, self.rev, &index, Some(&trail), self.key)?;
        let entity = pending.entity.clone();
        let entity = entity.ok_or_else(|| Failure::Settings(vec!["policies/repositorio.yaml".to_owned()]))?;
        let origin = append::origin(None, &pending, Some(&trail), self.lang)?;
        let mut occurrences = pending.occurrences.clone();
        occurrences.extend(more);
        let batch = Batch {
            origin: &origin,
            entity: &entity,
            tool: append::TOOL,
            now: append::now(self.lang)?,
            key: self.key,
            occurrences: &occurrences,
            reach: Some(&pending.reach),
        };
        let mut writes = GitWrites::new(self.repository);
        let appended = registro::append_on(self.repository, &mut writes, &mut index, &batch, &Terms::default());
        appended.map_err(said)
    }

    fn open(&self) -> Result<(Trail, Index), Failure> {
        let said = |error| super::failure(error, self.lang);
        let found = Trail::open(self.repository).map_err(said)?;
        let (_, trail) = found.ok_or_else(|| said(RegistroError::Absent))?;
        let mut index = Index::new();
        let head = trail.checkpoint().head;
        index.advance(&mut trail.reader(), &head).map_err(|error| said(error.into()))?;
        Ok((trail, index))
    }
}
