//! The corte that a submission answers: the one that is said, or the one that is still owed.

use std::sync::Arc;

use chrono::{DateTime, Datelike as _, FixedOffset, Months, NaiveDate};
use mipg::{
    digest::Digest,
    intake::{
        corte::{self, Hint, Open},
        subject::Subject,
    },
    messages::Lang,
    model::{SubmissionPath, World, raw::SubmissionClass},
    schedule::{self, Schedule, Verdicts},
    snapshot::{GitRepository, GitSnapshot},
    status::{self, TrailUse},
};

use super::{
    super::{calendar, judged::judged},
    branch, folder, words,
};
use crate::{args::text, errors::Failure};

/// What is handed in, as far as its corte depends on it.
pub(super) struct Asked<'a> {
    pub repository: &'a Arc<GitRepository>,
    pub head: &'a GitSnapshot,
    pub world: &'a World,
    pub policy: &'a str,
    pub class: SubmissionClass,
    /// The digest of the main file, where a copy of this very submission may wait in the work tree.
    pub main: Option<Digest>,
    pub as_of: DateTime<FixedOffset>,
    pub lang: Lang,
}

/// What is answered.
#[derive(Default)]
pub(super) struct Due {
    /// The day; none of what answers no corte.
    pub day: Option<NaiveDate>,
    /// What is known of it.
    pub chosen: Option<Open>,
    /// The copy of this very submission that waits in the work tree.
    pub copy: Option<SubmissionPath>,
    /// The cortes among which it is.
    pub open: Vec<Open>,
    /// What waits in the work tree, unsent, for a corte before it that nothing else answers.
    pub before: Option<(SubmissionPath, NaiveDate)>,
}

impl Due {
    /// That an earlier corte was left to what waits in the work tree.
    pub(super) fn waiting(&self, lang: Lang) -> Option<String> {
        self.before.as_ref().map(|(path, day)| words::waits(path, *day, lang))
    }
}

/// The cortes of a policy and a class around a month.
struct Cortes {
    open: Vec<Open>,
    /// The submission of the work tree that has the same main file, and the corte it answers.
    own: Option<(SubmissionPath, NaiveDate)>,
    /// What else waits there for a corte that nothing else answers.
    waiting: Vec<(SubmissionPath, NaiveDate)>,
}

impl Asked<'_> {
    /// The corte of `given`, or else of the subject, or else the one that is owed.
    pub(super) fn due(&self, given: Option<&String>, subject: Option<&Subject>) -> Result<Due, Failure> {
        match (self.class, given) {
            (SubmissionClass::Document, None) => Ok(Due::default()),
            (SubmissionClass::Document, Some(_)) => Err(Failure::Usage(
                text(self.lang, "un `documento` no lleva `--corte`", "a `documento` takes no `--due`").to_owned(),
            )),
            (_, Some(given)) => self.said(calendar::day(given, self.lang)?),
            (_, None) => self.owed(Hint {
                month: subject.map(|subject| (subject.year, subject.month)),
                day: subject.and_then(|subject| subject.day),
            }),
        }
    }

    fn said(&self, day: NaiveDate) -> Result<Due, Failure> {
        let month = (day.year(), day.month());
        let Cortes { open, own, .. } = self.cortes(Hint { month: Some(month), day: Some(day.day()) })?;
        let chosen = open.iter().find(|one| one.nominal == day).copied();
        if chosen.is_none() && open.iter().any(|one| (one.nominal.year(), one.nominal.month()) == month) {
            return Err(words::not_a_corte(day, &open, self.policy, self.lang));
        }
        Ok(Due { day: Some(day), chosen, copy: own.map(|(path, _)| path), open, before: None })
    }

    fn owed(&self, hint: Hint) -> Result<Due, Failure> {
        let Cortes { open, own, waiting } = self.cortes(hint)?;
        // What waits in the work tree is of the corte that it says.
        let waited = own.as_ref().and_then(|(_, day)| open.iter().find(|one| one.nominal == *day && one.is_unmet));
        let chosen = waited.copied().or_else(|| corte::choose(&open, hint, schedule::day_of(self.as_of)));
        let measured = || measured(self.world, self.class);
        let chosen = chosen.ok_or_else(|| words::no_corte(&open, hint, self.policy, measured(), self.lang))?;
        let before = waiting.into_iter().find(|(_, day)| *day < chosen.nominal);
        let copy = own.map(|(path, _)| path);
        Ok(Due { day: Some(chosen.nominal), chosen: Some(chosen), copy, open, before })
    }

    /// The cortes around a month, with what answers each.
    fn cortes(&self, hint: Hint) -> Result<Cortes, Failure> {
        let found = status::read(self.repository, "HEAD", self.as_of, TrailUse::Absent)?;
        calendar::whole(&found.world)?;
        let today = schedule::day_of(self.as_of);
        let named = hint.month.and_then(|(year, month)| NaiveDate::from_ymd_opt(year, month, 1)).unwrap_or(today);
        let first = named.min(today).with_day(1).unwrap_or(today);
        let last = named.max(today).checked_add_months(Months::new(6)).unwrap_or(today);
        if last.year() - first.year() > 20 {
            return Err(words::far_month(hint, self.lang));
        }
        let (policy, class) = (self.policy, self.class);
        let look = |schedule: &Schedule<'_>, verdicts: &Verdicts| corte::of_class(schedule, verdicts, policy, class);
        let mut open = judged(&found, (first, last), self.as_of, self.lang, look)?;
        // What is in the work tree and in no commit yet answers too, but for the copy of what is handed in now.
        let is_committed = |path: &SubmissionPath| branch::has(self.head, path);
        let waiting = folder::waiting(self.repository, policy, class, &open, &is_committed);
        let is_own = |one: &folder::Waiting| self.main.is_some_and(|main| one.has(&main));
        let (own, others): (Vec<_>, Vec<_>) = waiting.into_iter().partition(is_own);
        let mut waiting = Vec::new();
        for one in open.iter_mut().filter(|one| one.is_unmet) {
            if let Some(other) = others.iter().find(|other| other.due == one.nominal) {
                one.is_unmet = false;
                waiting.push((other.path.clone(), other.due));
            }
        }
        Ok(Cortes { open, own: own.into_iter().next().map(|one| (one.path, one.due)), waiting })
    }
}

/// The first month in which cortes of a class are measured; none where some always were.
fn measured(world: &World, class: SubmissionClass) -> Option<(i32, u32)> {
    let repository = world.repository.read()?;
    let of_class = repository.obligations.iter().filter(|obligation| obligation.classes.contains(&class));
    let since: Option<Vec<_>> = of_class.map(|one| one.measured_since.map(|since| since.get())).collect();
    since?.into_iter().min()
}
