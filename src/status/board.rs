//! The answer to «what was due in a month or a year, and what became of it», as plain data.
//!
//! A pure function of [`Deliveries`] and a [`Question`]. Every instance is judged before any is left out, so that what
//! is asked changes what is shown and never an outcome.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike as _, FixedOffset, NaiveDate};

use super::{
    Deliveries, TrailUse,
    absence::{Absence, Absences},
    extent::span,
    minimum::{self, Minimum},
    totals::Totals,
};
use crate::{
    model::{LeftOut, SubmissionPath, raw},
    repo_path::RepoPath,
    schedule::{
        Calendar, Corte, Delivery, Discord, Instance, InstanceId, NonWorking, Outcome, Schedule, Stamp, TooMany,
        Verdict, Verdicts, bounded, discordant, judge, skipped, unknown, years_without_holidays,
    },
};

/// What is asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Question<'a> {
    /// The moment: what was not handed in yet is left out.
    pub as_of: DateTime<FixedOffset>,
    /// The due dates shown.
    pub period: Period,
    /// The only policy shown; none: all.
    pub policy: Option<&'a str>,
}

/// The due dates shown: those whose nominal day is in it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Period {
    /// A year.
    Year(i32),
    /// A year and its month, 1–12.
    Month(i32, u32),
}

impl Period {
    /// Its year.
    pub fn year(self) -> i32 {
        match self {
            Period::Year(year) | Period::Month(year, _) => year,
        }
    }

    /// Its month, where it is one.
    pub fn month(self) -> Option<u32> {
        match self {
            Period::Year(_) => None,
            Period::Month(_, month) => Some(month),
        }
    }

    /// Whether a day is in it.
    pub fn contains(self, day: NaiveDate) -> bool {
        self.holds(day.year(), day.month())
    }

    fn holds(self, year: i32, month: u32) -> bool {
        year == self.year() && self.month().is_none_or(|own| own == month)
    }
}

/// Why there is no answer.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BoardError {
    /// What is due is not known without these files, which are absent or could not be read.
    #[error("{} files that say what is due are absent or could not be read", .0.len())]
    Unknown(BTreeSet<RepoPath>),
    /// The settings make more instances than are judged.
    #[error(transparent)]
    TooMany(#[from] TooMany),
}

/// A due date of the period, and the days that moved it.
#[derive(Clone, PartialEq, Debug)]
pub struct Due<'a> {
    /// The due date.
    pub corte: Corte<'a>,
    /// The days that are no working days and moved the deadline, from the nominal one on.
    pub skipped: Vec<(NaiveDate, NonWorking<'a>)>,
    /// When the contingency that moved the deadline was written down, where that was after the deadline it moved.
    pub noted_late: Option<DateTime<FixedOffset>>,
}

/// One instance and what became of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Row<'a> {
    /// Its due date, by its place in [`Board::dues`].
    pub due: usize,
    /// Who owes it.
    pub policy: &'a str,
    /// The plan it is about.
    pub plan: Option<&'a raw::Plan>,
    /// What excuses it.
    pub exemption: Option<&'a raw::Exemption>,
    /// Whether that was issued after the deadline.
    pub is_exempted_late: bool,
    /// What became of it.
    pub outcome: Outcome,
    /// The time that decides, its source and its proof.
    pub stamp: Option<Stamp>,
    /// The delivery whose time that is: the one that answers, or an earlier version of it.
    pub timed: Option<&'a Delivery>,
    /// Whether that time is the one of an earlier version, corrected within the term.
    pub is_kept: bool,
    /// The first time that it had and a correction after the term lost.
    pub lost: Option<Stamp>,
    /// Whether it came before the corte opened.
    pub is_early: bool,
    /// The delivery that answers it.
    pub answer: Option<&'a Delivery>,
    /// The deliveries beside it: repeated, superseded, complementing or withdrawn.
    pub others: Vec<&'a Delivery>,
    /// Whether something came for it and was withdrawn, and nothing stands: it is among those that did not come, and is not
    /// called so.
    pub is_withdrawn: bool,
    /// Of one that is missed, how well that is known.
    pub absence: Option<Absence>,
}

impl Row<'_> {
    /// Days between SIGOB and the repository: the handling of who loads, never the leader's lateness.
    pub fn handling_days(&self) -> Option<i64> {
        self.timed.and_then(Delivery::handling_days)
    }
}

/// What was due in a period and what became of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Board<'a> {
    /// What it was made from.
    pub deliveries: &'a Deliveries,
    /// Whose it is.
    pub entity: &'a raw::Entity,
    /// What was asked.
    pub question: Question<'a>,
    /// The due dates of the period that someone owes, by nominal day and then by obligation.
    pub dues: Vec<Due<'a>>,
    /// The instances, by due date, policy and plan.
    pub rows: Vec<Row<'a>>,
    /// The policies with an instance, by key.
    pub policies: BTreeMap<&'a str, Totals>,
    /// All of them together.
    pub totals: Totals,
    /// The monthly minimums of months that had begun, by policy, month and obligation.
    pub minimums: Vec<Minimum<'a>>,
    /// Deliveries of the period, by their folder, that answer nothing and stand beside nothing; by path.
    pub unmatched: Vec<&'a Delivery>,
    /// Submissions of the policies asked that could not be read, of whatever month: any may answer something.
    pub unread: Vec<&'a SubmissionPath>,
    /// Submissions of the policies asked, read or not.
    pub submissions: usize,
    /// Those that were handed in after the moment asked.
    pub later: usize,
    /// Numbers of SIGOB that submissions known at the moment give different dates, one of the policies asked among them.
    pub discords: Vec<Discord<'a>>,
    /// The years whose working days decided that a correction came after its term.
    counted: BTreeSet<i32>,
}

impl<'a> Board<'a> {
    /// Judges all that is measured and keeps what was asked.
    ///
    /// # Errors
    /// Where what is due cannot be known or is too much.
    pub fn new(deliveries: &'a Deliveries, question: Question<'a>) -> Result<Self, BoardError> {
        let world = &deliveries.world;
        let unknown = unknown(world);
        let Some(repository) = world.repository.read().filter(|_| unknown.is_empty()) else {
            return Err(BoardError::Unknown(unknown));
        };
        let (first, last) = span(&deliveries.deliveries, &question);
        bounded(world, first, last)?;
        let calendar = Calendar::new(world.holidays.values());
        let schedule = Schedule::new(world, &calendar, first, last);
        let found = judge(&schedule, &calendar, &deliveries.deliveries, question.as_of);
        let is_asked = |path: &SubmissionPath| question.policy.is_none_or(|policy| path.owner == policy);
        let asked = || deliveries.deliveries.iter().filter(|one| is_asked(&one.path));
        let unread: Vec<&SubmissionPath> = deliveries.unread.iter().filter(|path| is_asked(path)).collect();
        let mut board = Self {
            deliveries,
            entity: &repository.entity,
            question,
            dues: Vec::new(),
            rows: Vec::new(),
            policies: BTreeMap::new(),
            totals: Totals::default(),
            minimums: Vec::new(),
            unmatched: unmatched(deliveries, &found, &question),
            submissions: asked().count() + unread.len(),
            discords: discords(deliveries, &question),
            later: asked().filter(|one| one.known_since() > question.as_of).count(),
            unread,
            counted: BTreeSet::new(),
        };
        let claimed = minimum::claimed(deliveries, repository, &schedule, &found);
        board.fill(&schedule, &calendar, found.verdicts);
        board.minimums = minimum::count(&board, &claimed);
        Ok(board)
    }

    /// Keeps the instances of the period and counts them.
    fn fill(&mut self, schedule: &Schedule<'a>, calendar: &Calendar<'a>, verdicts: Vec<Verdict>) {
        let absences = Absences::of(self.deliveries, self.question.as_of);
        let mut places: BTreeMap<usize, usize> = BTreeMap::new();
        for (instance, verdict) in schedule.instances.iter().zip(verdicts) {
            let corte = schedule.corte(instance);
            let is_asked = self.question.period.contains(corte.nominal)
                && self.question.policy.is_none_or(|policy| policy == instance.policy);
            if !is_asked {
                continue;
            }
            let due = *places.entry(instance.corte).or_insert_with(|| {
                let noted_late = self.deliveries.noted.late(corte, calendar);
                self.dues.push(Due { corte: corte.clone(), skipped: skipped(corte, calendar), noted_late });
                self.dues.len() - 1
            });
            self.counted.extend(&verdict.counted);
            let absence = absences.judge(&verdict, corte, instance.policy);
            let row = self.row(due, instance, verdict, absence);
            self.totals.add(&row);
            self.policies.entry(row.policy).or_default().add(&row);
            self.rows.push(row);
        }
    }

    fn row(&self, due: usize, instance: &Instance<'a>, verdict: Verdict, absence: Option<Absence>) -> Row<'a> {
        let all: &'a [Delivery] = &self.deliveries.deliveries;
        Row {
            due,
            policy: instance.policy,
            plan: instance.plan,
            exemption: instance.exemption,
            is_exempted_late: verdict.is_exempted_late,
            outcome: verdict.outcome,
            stamp: verdict.stamp,
            timed: verdict.timed.map(|at| &all[at]),
            is_kept: verdict.is_kept,
            lost: verdict.lost,
            is_early: verdict.is_early,
            answer: verdict.answer.map(|at| &all[at]),
            is_withdrawn: matches!(verdict.outcome, Outcome::Missed | Outcome::NoRecord)
                && verdict.others.iter().any(|at| all[*at].is_withdrawn(self.question.as_of)),
            others: verdict.others.into_iter().map(|at| &all[at]).collect(),
            absence,
        }
    }

    /// The due date of a row.
    pub fn corte(&self, row: &Row<'a>) -> &Corte<'a> {
        &self.dues[row.due].corte
    }

    /// The stable name of a row.
    pub fn id(&self, row: &Row<'a>) -> InstanceId<'a> {
        let corte = self.corte(row);
        InstanceId {
            obligation: corte.obligation.id.as_str(),
            policy: row.policy,
            plan: row.plan.map(|plan| plan.id.as_str()),
            corte: corte.nominal,
        }
    }

    /// The code of a policy, where the entity or a catalogue gives one.
    pub fn code(&self, policy: &str) -> Option<&'a str> {
        let world = &self.deliveries.world;
        let own = world.policies.get(policy).and_then(|policy| policy.code.as_ref());
        let mut listed = world.models.values().flat_map(|model| &model.policies);
        let listed = || listed.find(|one| one.policy.as_str() == policy).and_then(|one| one.code.as_ref());
        own.or_else(listed).map(raw::PolicyCode::as_str)
    }

    /// The policies with an instance as people list them: by code, then by key; those without a code last.
    pub fn listed(&self) -> Vec<&'a str> {
        let mut policies: Vec<&'a str> = self.policies.keys().copied().collect();
        policies.sort_by_key(|policy| (self.code(policy).is_none(), self.code(policy), *policy));
        policies
    }

    /// Submissions that were read, of those there are.
    pub fn read(&self) -> (usize, usize) {
        (self.submissions - self.unread.len(), self.submissions)
    }

    /// What of the settings is in doubt, of the policy asked: what it says is due is not here.
    pub fn withheld(&self) -> Vec<&'a LeftOut> {
        self.deliveries.world.withheld.about(self.question.policy).collect()
    }

    /// Whether every submission was read, and all that says what is due, and the trail where there is one: otherwise
    /// something may be missing here, and an outcome may be another.
    pub fn is_whole(&self) -> bool {
        let is_refused = matches!(self.deliveries.trail, TrailUse::Refused(_));
        self.unread.is_empty() && self.withheld().is_empty() && !is_refused
    }

    /// How many of the submissions asked, known at the moment, have an entry in the trail, of how many.
    pub fn receipts(&self) -> (usize, usize) {
        let (as_of, policy) = (self.question.as_of, self.question.policy);
        let known = self.deliveries.deliveries.iter().filter(|one| one.known_since() <= as_of);
        let asked = || known.clone().filter(|one| policy.is_none_or(|policy| one.path.owner == policy));
        (asked().filter(|one| one.repository.receipt.is_some()).count(), asked().count())
    }

    /// The years whose working days decide something here and whose holidays no catalogue states.
    pub fn years_without_holidays(&self) -> BTreeSet<i32> {
        let cortes = self.dues.iter().map(|due| &due.corte);
        years_without_holidays(&self.deliveries.world, cortes, self.counted.iter().copied())
    }

    /// The first month that is measured, where all of them are after the period.
    pub fn measured_since(&self) -> Option<(i32, u32)> {
        let obligations = &self.deliveries.world.repository.read()?.obligations;
        let months: Option<Vec<_>> =
            obligations.iter().map(|one| one.measured_since.map(raw::YearMonth::get)).collect();
        months?.into_iter().min().filter(|(year, _)| *year >= self.question.period.year())
    }
}

/// The numbers of SIGOB with several dates, of whatever policy and period, where the policy asked states one.
fn discords<'a>(deliveries: &'a Deliveries, question: &Question<'_>) -> Vec<Discord<'a>> {
    let known = deliveries.deliveries.iter().filter(|one| one.known_since() <= question.as_of);
    let mut found = discordant(known);
    found.retain(|one| {
        let is_asked = |path: &&SubmissionPath| question.policy.is_none_or(|policy| path.owner == policy);
        one.dates.values().flatten().any(is_asked)
    });
    found
}

/// The deliveries of the period that answer nothing. A document of the model owes nothing, nor does one of a class
/// without due dates; where settings are withheld, one of a class without due dates may have them there.
fn unmatched<'a>(deliveries: &'a Deliveries, found: &Verdicts, question: &Question<'_>) -> Vec<&'a Delivery> {
    let mut matched: BTreeSet<usize> = BTreeSet::new();
    for verdict in &found.verdicts {
        matched.extend(verdict.answer.iter().chain(&verdict.others));
    }
    let asked: BTreeSet<usize> = found.unmatched.iter().copied().collect();
    let is_known = deliveries.world.withheld.is_empty();
    let is_shown = |(at, one): &(usize, &Delivery)| {
        !matched.contains(at)
            && !one.path.is_model()
            && (asked.contains(at) || (is_known && one.class != raw::SubmissionClass::Document))
            && one.known_since() <= question.as_of
            && question.policy.is_none_or(|policy| one.path.owner == policy)
            && question.period.holds(i32::from(one.path.year), u32::from(one.path.month))
    };
    deliveries.deliveries.iter().enumerate().filter(is_shown).map(|(_, one)| one).collect()
}
