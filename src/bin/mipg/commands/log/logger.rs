//! Puts entries at the end of the log of a repository, for the commands that log as they do something else.

use std::sync::Arc;

use mipg::{
    messages::Lang,
    registro::{self, Appended, Batch, GitWrites, Index, Occurrence, RegistroError, Terms, Trail},
    snapshot::GitRepository,
    trail::note::SignerKey,
};

use super::{
    append,
    remote::{MAX_REFUSED, MAX_SENT, Remote, Sent},
};
use crate::errors::Failure;

/// What puts entries at the end of the log.
pub(in crate::commands) struct Logger<'a> {
    pub(in crate::commands) repository: &'a Arc<GitRepository>,
    /// The main branch.
    pub(in crate::commands) rev: String,
    pub(in crate::commands) key: Option<&'a SignerKey>,
    /// Where the log is brought from and sent to; none where it stays in this repository.
    pub(in crate::commands) remote: Option<Remote<'a>>,
    pub(in crate::commands) lang: Lang,
}

impl Logger<'_> {
    /// What the main branch has and the log lacks.
    pub(in crate::commands) fn coming(&self) -> Result<Vec<Occurrence>, Failure> {
        let (trail, index) = self.open()?;
        Ok(append::pending(self.repository, &self.rev, &index, Some(&trail), self.key)?.occurrences)
    }

    /// Logs what the main branch has and the log lacks, and then `more`. A log is never begun. Where there is a remote it is
    /// there when this ends well.
    pub(in crate::commands) fn append(&self, more: &[Occurrence]) -> Result<Appended, Failure> {
        let Some(remote) = &self.remote else { return self.append_here(more) };
        let (mut refused, mut in_a_row) = (String::new(), 0);
        for number in 1..=MAX_SENT {
            remote.fetch()?;
            let (seen, before) = (remote.seen()?, remote.here()?);
            let appended = self.append_here(more)?;
            let sent = sent(remote);
            match &sent {
                Ok(Sent::Before) => return Ok(appended),
                Ok(Sent::Done) => {
                    remote.fetch()?;
                    return Ok(appended);
                }
                Ok(Sent::Refused(_)) | Err(_) => {}
            }
            // Before anything else can fail: what was signed and not sent would stand against what others send.
            if let Some((ours, before)) = appended.commit.zip(before) {
                remote.take_back(ours, before, append::now(self.lang)?.unix())?;
            }
            if let Sent::Refused(said) = sent? {
                refused = said;
            }
            remote.fetch()?;
            in_a_row = if remote.seen()? == seen { in_a_row + 1 } else { 0 };
            if in_a_row == MAX_REFUSED {
                break;
            }
            Remote::wait(number);
        }
        Err(remote.unsent(&refused))
    }

    fn append_here(&self, more: &[Occurrence]) -> Result<Appended, Failure> {
        let said = |error| super::failure(error, self.lang);
        let (trail, mut index) = self.open()?;
        let pending = append::pending(self.repository, &self.rev, &index, Some(&trail), self.key)?;
        let entity = pending.entity.clone();
        let entity = entity.ok_or_else(|| Failure::Settings(vec!["policies/repositorio.yaml".to_owned()]))?;
        let origin = append::origin(None, &pending, Some(&trail), self.lang)?;
        let mut occurrences = pending.occurrences.clone();
        occurrences.extend_from_slice(more);
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

/// Sends the log where the remote lacks it.
fn sent(remote: &Remote<'_>) -> Result<Sent, Failure> {
    if remote.is_behind()? { remote.send() } else { Ok(Sent::Before) }
}
