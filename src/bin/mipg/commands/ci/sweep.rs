//! What the open proposals bring that no job received: each version of each, back to the last one that was received.

use std::sync::Arc;

use chrono::{DateTime, FixedOffset};
use mipg::{
    forge::{Open, PullRequest, Pushed, Unreceived, Versions},
    messages::{Lang, Message, shown},
    registro::Occurrence,
    snapshot::GitRepository,
};

use super::{
    proposal::{self, Judged, Reception},
    trail::Received,
};
use crate::{commands::log::remote::Remote, errors::Failure};

/// The most open proposals judged at once.
const MOST: usize = 200;
/// The most earlier versions judged at once, of all of them.
const MOST_EARLIER: usize = 1_000;

/// What looks at proposals.
pub(super) struct Sweep<'a> {
    pub(super) repository: &'a Arc<GitRepository>,
    /// Where what is proposed is brought from; none where this clone has it.
    pub(super) remote: Option<&'a Remote<'a>>,
    /// What the log has already.
    pub(super) trail: Received<'a>,
    pub(super) now: DateTime<FixedOffset>,
    pub(super) lang: Lang,
}

/// What the open proposals bring.
#[derive(Default)]
pub(super) struct Swept {
    /// What is to be logged, in the order in which each proposal brought it.
    pub(super) occurrences: Vec<Occurrence>,
    seen: usize,
    of: usize,
    earlier_seen: usize,
    earlier_of: usize,
    /// Proposals of which only the present version is known.
    blind: usize,
    /// What could not be looked at, in words.
    undone: Vec<String>,
    /// What a person has to answer for, in words.
    left: Vec<String>,
}

impl Sweep<'_> {
    /// Looks at these proposals.
    pub(super) fn of(&self, open: &[Open], pushes: &[Pushed]) -> Swept {
        let mut swept = Swept { of: open.len(), ..Swept::default() };
        if open.len() > MOST {
            let message = Message::CiSweptInPart { count: open.len().into(), limit: MOST.into() };
            swept.undone.push(message.text(self.lang));
        }
        for (place, one) in open.iter().take(MOST).enumerate() {
            if self.remote.is_some_and(Remote::is_given_up) {
                let count = open.len().min(MOST) - place;
                swept.undone.push(Message::CiGivenUp { count: count.into() }.text(self.lang));
                break;
            }
            self.add(&one.versions(pushes), &mut swept);
        }
        swept
    }

    /// Looks at one proposal: that it cannot be looked at keeps none of the others.
    fn add(&self, versions: &Versions, swept: &mut Swept) {
        swept.blind += usize::from(!versions.are_known);
        let mut found = Vec::new();
        match self.judge(&versions.now) {
            Ok(Judged { reception: Reception::Refused(why @ Unreceived::Unchecked), .. }) => {
                swept.undone.push(self.unswept(&versions.now, &why.message().text(self.lang)));
            }
            Ok(judged) => {
                swept.seen += 1;
                match judged.reception {
                    Reception::Received(brought) => found.push(brought),
                    Reception::Refused(why @ Unreceived::Unvouched) => {
                        let (number, detail) = (versions.now.number.into(), why.message().text(self.lang).into());
                        swept.left.push(Message::CiLeft { number, detail }.text(self.lang));
                    }
                    Reception::Refused(_) => {}
                }
            }
            Err(failure) => swept.undone.push(self.unswept(&versions.now, &failure.words(self.lang).0)),
        }
        self.add_earlier(versions, &mut found, swept);
        swept.occurrences.extend(found.into_iter().rev().flatten());
    }

    /// Looks at what a proposal was before, the newest first, until one that was received. What came before that was looked
    /// at when it was.
    fn add_earlier(&self, versions: &Versions, found: &mut Vec<Vec<Occurrence>>, swept: &mut Swept) {
        for (place, version) in versions.earlier.iter().enumerate() {
            if found.last().is_some_and(|brought| self.trail.has(brought).unwrap_or(false)) {
                return;
            }
            if swept.earlier_seen == MOST_EARLIER || self.remote.is_some_and(Remote::is_given_up) {
                swept.earlier_of += versions.earlier.len() - place;
                break;
            }
            swept.earlier_of += 1;
            // A version that was forced away may be gone: it is counted, and nobody can bring it back.
            let Ok(judged) = self.judge(version) else { continue };
            match judged.reception {
                Reception::Refused(Unreceived::Unchecked) => continue,
                Reception::Received(brought) => found.push(brought),
                Reception::Refused(_) => {}
            }
            swept.earlier_seen += 1;
        }
        swept.earlier_of += versions.older;
    }

    fn judge(&self, pull: &PullRequest) -> Result<Judged, Failure> {
        if let Some(remote) = self.remote {
            remote.bring(pull.head)?;
        }
        proposal::judge(&self.trail, self.repository, pull, None, self.now, self.lang)
    }

    fn unswept(&self, pull: &PullRequest, why: &str) -> String {
        let detail = shown(why, 300).into();
        Message::CiUnswept { number: pull.number.into(), detail }.text(self.lang)
    }
}

impl Swept {
    /// Whether all that was asked was looked at.
    pub(super) fn is_whole(&self) -> bool {
        self.undone.is_empty()
    }

    /// What was looked at and what was not, a line each; `strangers` were not brought.
    pub(super) fn lines(&self, strangers: usize, lang: Lang) -> Vec<String> {
        let error = |text: &String| super::error(text).trim_end().to_owned();
        let mut lines: Vec<String> = self.undone.iter().map(error).collect();
        lines.extend(self.left.iter().map(|text| super::warning(text).trim_end().to_owned()));
        let (seen, of, blind) = (self.earlier_seen.into(), self.earlier_of.into(), self.blind.into());
        let strangers = strangers.into();
        lines.push(Message::CiSwept { seen: self.seen.into(), of: self.of.into(), strangers }.text(lang));
        lines.push(Message::CiSweptEarlier { seen, of, blind }.text(lang));
        lines
    }
}
