//! What the audit trail has of what proposals bring: verified once, when it is first asked, for all of them.

use std::{cell::OnceCell, sync::Arc};

use mipg::{
    forge::Noted,
    messages::{Lang, Message},
    registro::{
        Occurrence, Times,
        times::{Happened, Trust},
    },
    snapshot::{GitRepository, ObjectId},
    trail::{
        entry::{Moment, SubmissionEvent},
        note::VerifierKey,
    },
};

use crate::{
    commands::{check, hours, log::day::Day, unheld},
    errors::{Failure, UNCHECKED},
};

/// What the log is verified with.
pub(super) enum Sight {
    /// Keys that are not taken from it: the one that signs, or what whoever signs has handed on.
    Keys(Vec<VerifierKey>),
    /// Those that lie beside it: enough to say what would be done, and for nothing that is done.
    Own,
    /// Nothing: it is not read, and nothing is said of what it has.
    Closed,
}

/// The audit trail as it is when it is first asked.
pub(super) struct Received<'a> {
    repository: &'a Arc<GitRepository>,
    sight: Sight,
    lang: Lang,
    times: OnceCell<Option<Times>>,
}

impl<'a> Received<'a> {
    /// The trail of this repository, not read yet.
    pub(super) fn new(repository: &'a Arc<GitRepository>, sight: Sight, lang: Lang) -> Self {
        Self { repository, sight, lang, times: OnceCell::new() }
    }

    /// The keys of the log, verified; none where there is no log, or it is not read.
    ///
    /// # Errors
    /// Where it is not as it was signed, with what to do.
    pub(super) fn keys(&self) -> Result<Option<&[VerifierKey]>, Failure> {
        Ok(self.times()?.map(|times| times.keys.as_slice()))
    }

    /// The number and hour of each of these that the log has, as it is signed.
    pub(super) fn noted(&self, brought: &[Occurrence]) -> Result<Vec<Noted>, Failure> {
        let Some(times) = self.times()? else { return Ok(Vec::new()) };
        Ok(brought.iter().filter_map(|one| noted(times, one)).collect())
    }

    /// Whether somebody answered for what is proposed before: the log has all that it brings, or something of this very head,
    /// whose rest waited for another day.
    pub(super) fn is_vouched(&self, head: ObjectId, brought: &[Occurrence]) -> Result<bool, Failure> {
        let Some(times) = self.times()? else { return Ok(false) };
        let is_of_head = |one: &Happened| one.event == SubmissionEvent::Received && one.commit == Some(head);
        Ok(self.has(brought)? || times.each().any(|(_, one)| is_of_head(one)))
    }

    /// Whether the log has all of these.
    pub(super) fn has(&self, brought: &[Occurrence]) -> Result<bool, Failure> {
        Ok(self.noted(brought)?.len() == brought.len())
    }

    /// The policies of what the log has not of which no more is received today.
    pub(super) fn full(&self, brought: &[Occurrence], hour: Moment) -> Result<Vec<String>, Failure> {
        let Some(times) = self.times()? else { return Ok(Vec::new()) };
        let mut day = Day::at(hour);
        for (path, one) in times.each().filter(|(_, one)| one.event == SubmissionEvent::Received) {
            day.received(&path.owner, one.at);
        }
        let waits = brought.iter().filter(|one| noted(times, one).is_none());
        Ok(owners(waits).into_iter().filter(|owner| day.is_full(owner)).collect())
    }

    /// The hour of the last entry.
    pub(super) fn last_hour(&self) -> Result<Option<Moment>, Failure> {
        Ok(self.times()?.and_then(Times::last_hour))
    }

    fn times(&self) -> Result<Option<&Times>, Failure> {
        if self.times.get().is_none() {
            let _ = self.times.set(self.read()?);
        }
        Ok(self.times.get().and_then(Option::as_ref))
    }

    fn read(&self) -> Result<Option<Times>, Failure> {
        let keys = match &self.sight {
            Sight::Keys(keys) => Some(keys.as_slice()),
            Sight::Own => None,
            Sight::Closed => return Ok(None),
        };
        let main = check::main_branch(self.repository)?;
        let trust = Trust { keys, ..Trust::default() };
        hours::verified(self.repository, &trust, Some(&main)).map_err(|error| {
            let why = hours::words(error, self.lang);
            match keys {
                Some(keys) => unheld::failure(self.repository, keys, &main, &why, self.lang),
                None => Failure::Said {
                    message: Message::CiTrailRefused { detail: why.into() }.text(self.lang),
                    hint: None,
                    code: UNCHECKED,
                },
            }
        })
    }
}

/// The policies of these, each once.
pub(super) fn owners<'a>(brought: impl IntoIterator<Item = &'a Occurrence>) -> Vec<String> {
    let owners = brought.into_iter().filter_map(|one| Some(one.event.submission()?.path.owner.clone()));
    owners.collect::<std::collections::BTreeSet<_>>().into_iter().collect()
}

fn noted(times: &Times, occurrence: &Occurrence) -> Option<Noted> {
    let submission = occurrence.event.submission()?;
    let is_it = |one: &&Happened| one.manifest == submission.manifest && one.event == SubmissionEvent::Received;
    let found = times.of(&submission.path).iter().find(is_it)?;
    Some(Noted { number: found.index, path: submission.path.clone(), manifest: found.manifest, at: found.at })
}
