//! Whether a tree has the `.github/CODEOWNERS` that its settings ask for.

use std::sync::Arc;

use chrono::{DateTime, FixedOffset, NaiveDate};
use mipg::{
    diagnostic::Count,
    forge::{self, CODEOWNERS, Owners},
    messages::{Lang, Message},
    model::Moment,
    repo_path::RepoPath,
    schedule,
    snapshot::{Content, GitRepository, GitSnapshot, Limits, ObjectId, Snapshot, Trust, history},
};

use crate::{
    commands::calendar,
    errors::{Failure, UNCHECKED},
};

/// The most bytes of the file: GitHub reads 3 MB.
pub(super) const MAX: u64 = 3 * 1024 * 1024;

/// The file that the settings of a tree ask for on a day; none where no account has a name.
pub(super) fn expected(snapshot: &dyn Snapshot, day: NaiveDate) -> Result<Option<Owners>, Failure> {
    let world = mipg::check::world(snapshot, Moment { asked: day, written: None })?;
    calendar::whole(&world)?;
    Ok(forge::codeowners(&world, day, Lang::Es))
}

/// How a tree stands.
#[derive(PartialEq, Eq)]
enum Standing {
    /// The settings could not be read.
    Unread,
    /// No account has a name yet: there is nothing to hold it to.
    Nobody,
    /// It is the right one, by so many accounts with a name.
    Right(Count),
    /// It is not: what the tree has, and what it should have.
    Other(Option<Vec<u8>>, String),
}

/// What is said of the file of a change, and the exit code that it asks for.
pub(super) struct Told {
    message: Message,
    /// What would be said more.
    named: Option<Message>,
    /// Whether whoever proposes has nothing to do with it.
    is_of_before: bool,
    pub(super) code: u8,
}

impl Told {
    pub(super) fn text(&self, lang: Lang) -> String {
        let named = self.named.as_ref().map(|named| format!(" {}", named.text(lang)));
        self.message.text(lang) + named.as_deref().unwrap_or_default()
    }

    /// As the log of a job has it: a mark where something is to be done.
    pub(super) fn marked(&self, lang: Lang) -> String {
        match self.code {
            0 if self.is_of_before => super::warning(&self.text(lang)),
            0 => format!("{}\n", self.text(lang)),
            _ => super::error(&self.text(lang)),
        }
    }
}

/// How the file of `head` stands. Where it was not right where `head` parts from `base`, and both it and what it should be are as
/// they were there, whoever proposes has not put it wrong: an office changes hands on a day, and nobody commits anything; and
/// what was put right in `base` since is no business of theirs.
pub(super) fn told(
    repository: &Arc<GitRepository>,
    base: Option<ObjectId>,
    head: ObjectId,
    as_of: DateTime<FixedOffset>,
) -> Result<Told, Failure> {
    let day = schedule::day_of(as_of);
    let found = standing(repository, head, day)?;
    let said = |message, code| Told { message, named: None, is_of_before: false, code };
    Ok(match &found {
        Standing::Unread => said(Message::CodeownersUnread {}, UNCHECKED),
        Standing::Nobody => said(Message::CodeownersNobodyYet {}, 0),
        Standing::Right(named) => {
            let named = Message::CodeownersNamed { done: named.done.into(), of: named.of.into() };
            Told { named: Some(named), ..said(Message::CodeownersRight {}, 0) }
        }
        Standing::Other(..) => {
            let parting = |base| Ok::<_, Failure>(history::merge_base(repository, base, head)?.unwrap_or(base));
            let from = base.map(parting).transpose()?;
            let before = from.map(|from| standing(repository, from, day)).transpose()?;
            let is_of_before = before.is_some_and(|before| before == found);
            Told { is_of_before, ..said(Message::CodeownersOther {}, u8::from(!is_of_before)) }
        }
    })
}

fn standing(repository: &Arc<GitRepository>, revision: ObjectId, day: NaiveDate) -> Result<Standing, Failure> {
    let snapshot = GitSnapshot::at(repository.clone(), &revision.to_string(), Limits::default())?;
    let wanted = match expected(&snapshot, day) {
        Ok(wanted) => wanted,
        Err(Failure::Settings(_)) => return Ok(Standing::Unread),
        Err(failure) => return Err(failure),
    };
    let Some(wanted) = wanted else { return Ok(Standing::Nobody) };
    let entry = snapshot.entry(&RepoPath::new(CODEOWNERS).expect("plain letters"))?;
    let found = match entry.map(|entry| snapshot.read(&entry, MAX, Trust::Verify)).transpose()? {
        Some(Content::Bytes(bytes)) => Some(bytes.to_vec()),
        _ => None,
    };
    Ok(match found.as_deref() == Some(wanted.text.as_bytes()) {
        true => Standing::Right(wanted.named),
        false => Standing::Other(found, wanted.text),
    })
}
