//! Puts entries at the end of the log of a repository, for the commands that log as they do something else.

use std::{collections::BTreeSet, sync::Arc};

use mipg::{
    messages::Lang,
    registro::{self, Appended, Batch, GitWrites, Index, Occurrence, RegistroError, Terms, Tip, Trail},
    snapshot::GitRepository,
    trail::{
        entry::{Entry, Key},
        note::SignerKey,
    },
};

use super::{
    append,
    day::Day,
    remote::{MAX_REFUSED, MAX_SENT, Remote, Sent},
    unmoved::Unmoved,
};
use crate::{commands::check, errors::Failure};

/// What puts entries at the end of the log.
pub(in crate::commands) struct Logger<'a> {
    pub(in crate::commands) repository: &'a Arc<GitRepository>,
    /// What is logged of the main branch.
    pub(in crate::commands) main: Main,
    pub(in crate::commands) key: Option<&'a SignerKey>,
    /// Where the log is brought from and sent to; none where it stays in this repository.
    pub(in crate::commands) remote: Option<Remote<'a>>,
    pub(in crate::commands) lang: Lang,
}

/// Which main branch is logged.
pub(in crate::commands) enum Main {
    /// What was looked at, wherever the branch has gone since.
    At(String),
    /// The branch as it is at each append: others may publish meanwhile, and log what they published.
    Newest,
}

/// How much of what is received is logged.
#[derive(Clone, Copy)]
enum Bound {
    /// All of it.
    None,
    /// What a day takes.
    Day,
}

/// What was logged, and what waits for another day.
type Logged = (Appended, Vec<Occurrence>);

impl Logger<'_> {
    /// What the main branch has and the log lacks.
    pub(in crate::commands) fn coming(&self) -> Result<Vec<Occurrence>, Failure> {
        let (trail, index) = self.open(&mut |_| {})?;
        Ok(append::pending(self.repository, &self.rev()?, &index, Some(&trail), self.key)?.occurrences)
    }

    /// Logs what the main branch has and the log lacks, and then `more`. A log is never begun. Where there is a remote it is
    /// there when this ends well.
    pub(in crate::commands) fn append(&self, more: &[Occurrence]) -> Result<Appended, Failure> {
        self.logged(more, Bound::None).map(|(appended, _)| appended)
    }

    /// As [`Logger::append`], of what is received no more than a day takes: the rest waits, and is given back.
    pub(in crate::commands) fn receive(&self, more: &[Occurrence]) -> Result<Logged, Failure> {
        self.logged(more, Bound::Day)
    }

    /// What [`Logger::receive`] would log as this clone is, and what would wait. Nothing is written, sent or brought.
    pub(in crate::commands) fn would(
        &self,
        more: &[Occurrence],
    ) -> Result<(Vec<Occurrence>, Vec<Occurrence>), Failure> {
        let mut day = Day::at(append::now(self.lang)?);
        let (trail, index) = self.open(&mut |entry| day.count(&entry.event, entry.time))?;
        let mut coming = append::pending(self.repository, &self.rev()?, &index, Some(&trail), self.key)?.occurrences;
        let (taken, left) = day.part(more, &|key| index.place(key).is_some());
        let mut seen: BTreeSet<Key> = coming.iter().map(Occurrence::key).collect();
        coming.extend(taken.into_iter().filter(|one| index.place(&one.key()).is_none() && seen.insert(one.key())));
        Ok((coming, left))
    }

    fn logged(&self, more: &[Occurrence], bound: Bound) -> Result<Logged, Failure> {
        let Some(remote) = &self.remote else { return self.logged_here(more, bound) };
        let (mut refused, mut in_a_row) = (String::new(), 0);
        for number in 1..=MAX_SENT {
            remote.fetch()?;
            let seen = remote.seen()?;
            let logged = self.logged_here(more, bound)?;
            // What this clone logged before and nobody sent goes with it.
            let tip = Tip::find(self.repository).map_err(|error| super::failure(error, self.lang))?;
            let end = logged.0.commit.or(tip.map(|tip| tip.commit));
            let Some(end) = end.filter(|end| Some(*end) != seen) else { return Ok(logged) };
            match remote.send(end)? {
                Sent::Done => {
                    remote.fetch()?;
                    return Ok(logged);
                }
                Sent::Refused(said) => refused = said,
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

    /// Logs in this repository. Where it is sent, no branch of this clone moves: what is not in the remote is nowhere, and
    /// whatever ends the program before leaves nothing to take back.
    fn logged_here(&self, more: &[Occurrence], bound: Bound) -> Result<Logged, Failure> {
        let said = |error| super::failure(error, self.lang);
        let now = append::now(self.lang)?;
        let mut day = Day::at(now);
        let (trail, mut index) = self.open(&mut |entry| day.count(&entry.event, entry.time))?;
        let pending = append::pending(self.repository, &self.rev()?, &index, Some(&trail), self.key)?;
        let entity = pending.entity.clone();
        let entity = entity.ok_or_else(|| Failure::Settings(vec!["policies/repositorio.yaml".to_owned()]))?;
        let origin = append::origin(None, &pending, Some(&trail), self.lang)?;
        let (more, left) = match bound {
            Bound::None => (more.to_vec(), Vec::new()),
            Bound::Day => day.part(more, &|key| index.place(key).is_some()),
        };
        let mut occurrences = pending.occurrences.clone();
        occurrences.extend(more);
        let batch = Batch {
            origin: &origin,
            entity: &entity,
            tool: append::TOOL,
            now,
            key: self.key,
            occurrences: &occurrences,
            reach: Some(&pending.reach),
        };
        let mut writes = GitWrites::new(self.repository);
        let (repository, terms) = (self.repository, Terms::default());
        let appended = match self.remote {
            Some(_) => registro::append_on(repository, &mut Unmoved(writes), &mut index, &batch, &terms),
            None => registro::append_on(repository, &mut writes, &mut index, &batch, &terms),
        };
        Ok((appended.map_err(said)?, left))
    }

    fn open(&self, each: &mut dyn FnMut(&Entry)) -> Result<(Trail, Index), Failure> {
        let said = |error| super::failure(error, self.lang);
        let found = Trail::open(self.repository).map_err(said)?;
        let (_, trail) = found.ok_or_else(|| said(RegistroError::Absent))?;
        let mut index = Index::new();
        let head = trail.checkpoint().head;
        let read = index.advance_with(&mut trail.reader(), &head, &mut |_, entry| each(entry));
        read.map_err(|error| said(error.into()))?;
        Ok((trail, index))
    }

    fn rev(&self) -> Result<String, Failure> {
        match &self.main {
            Main::At(rev) => Ok(rev.clone()),
            Main::Newest => check::main_branch(self.repository),
        }
    }
}
