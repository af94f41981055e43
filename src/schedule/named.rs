//! The due dates that obligations name, for whoever states one: the rules of `repositorio.yaml` alone, without holidays,
//! exemptions or the policies of a model.
//!
//! What a manifest states is held to the days named, measured or not. The days of a policy in a year are worked out once,
//! however many manifests ask for them.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, PoisonError},
};

use chrono::{Datelike as _, Months, NaiveDate};

use super::due::{days_in_force, is_measured};
use crate::model::raw;

/// Versions of obligations that are looked at for the due dates nearest to a day; where there are more, none is said.
const MOST_VERSIONS: usize = 64;

/// A due date that an obligation names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Named<'a> {
    /// The obligation, as worded on that day.
    pub obligation: &'a raw::Obligation,
    /// What it is about, first and last day.
    pub covers: (NaiveDate, NaiveDate),
    /// Whether it is measured: before the month it says, nothing is owed.
    pub is_measured: bool,
    /// The first day of its window, where it has one: what comes before does not answer it.
    pub opens: Option<NaiveDate>,
}

/// Why a day is no due date.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NotNamed<'a> {
    /// No obligation takes that class from that policy.
    NotOwed,
    /// Some do, and name other days.
    OtherDays {
        /// Those obligations, in the order of the file; the first of them where there are very many.
        obligations: Vec<&'a raw::Obligation>,
        /// The last due date before the day.
        before: Option<NaiveDate>,
        /// The first one after it.
        after: Option<NaiveDate>,
    },
}

/// The due dates of a year, by day: the place of the obligation, what it is about, whether it is measured and when it opens.
type Year = Arc<BTreeMap<NaiveDate, (usize, (NaiveDate, NaiveDate), bool, Option<NaiveDate>)>>;

/// The due dates of every class, policy and year that is asked for.
#[derive(Debug)]
pub struct DueDates<'a> {
    obligations: &'a [raw::Obligation],
    years: Mutex<HashMap<(raw::SubmissionClass, String, i32), Year>>,
}

impl<'a> DueDates<'a> {
    /// The due dates of some obligations.
    pub fn new(obligations: &'a [raw::Obligation]) -> Self {
        Self { obligations, years: Mutex::default() }
    }

    /// What names a day as a due date of a class of submission for a policy.
    ///
    /// # Errors
    /// Where nothing does: why, and the days near it that are.
    pub fn on(&self, class: raw::SubmissionClass, policy: &str, day: NaiveDate) -> Result<Named<'a>, NotNamed<'a>> {
        let year = self.year(class, policy, day.year());
        match year.get(&day) {
            Some(&(at, covers, is_measured, opens)) => {
                let obligation = &self.obligations[at];
                let opens = opens.filter(|_| obligation.is_window());
                Ok(Named { obligation, covers, is_measured, opens })
            }
            None => Err(self.near(class, policy, day)),
        }
    }

    /// The classes that some obligation takes from a policy, in their order.
    pub fn classes(&self, policy: &str) -> Vec<raw::SubmissionClass> {
        let binding = self.obligations.iter().filter(|obligation| obligation.applies.holds(policy));
        let mut classes: Vec<_> = binding.flat_map(|obligation| obligation.classes.iter().copied()).collect();
        classes.sort_unstable();
        classes.dedup();
        classes
    }

    /// The obligations that take a class, whomever they bind.
    pub fn taking(&self, class: raw::SubmissionClass) -> impl Iterator<Item = &'a raw::Obligation> {
        self.obligations.iter().filter(move |obligation| obligation.classes.contains(&class))
    }

    fn of(&self, class: raw::SubmissionClass, policy: &str) -> impl Iterator<Item = &'a raw::Obligation> {
        self.taking(class).filter(move |obligation| obligation.applies.holds(policy))
    }

    fn year(&self, class: raw::SubmissionClass, policy: &str, year: i32) -> Year {
        let mut years = self.years.lock().unwrap_or_else(PoisonError::into_inner);
        let known = years.entry((class, policy.to_owned(), year));
        Arc::clone(known.or_insert_with(|| self.work_out(class, policy, year)))
    }

    fn work_out(&self, class: raw::SubmissionClass, policy: &str, year: i32) -> Year {
        let mut days = BTreeMap::new();
        let (Some(first), Some(last)) = (NaiveDate::from_ymd_opt(year, 1, 1), NaiveDate::from_ymd_opt(year, 12, 31))
        else {
            return Arc::default();
        };
        for (at, obligation) in self.obligations.iter().enumerate() {
            if !obligation.classes.contains(&class) || !obligation.applies.holds(policy) {
                continue;
            }
            for nominal in days_in_force(obligation, first, last) {
                let named = (at, nominal.covers, is_measured(obligation, nominal.day), nominal.opens);
                let known = days.entry(nominal.day).or_insert(named);
                if named.2 && !known.2 {
                    *known = named;
                }
            }
        }
        Arc::new(days)
    }

    fn near(&self, class: raw::SubmissionClass, policy: &str, day: NaiveDate) -> NotNamed<'a> {
        let mut obligations: Vec<&raw::Obligation> = self.of(class, policy).take(MOST_VERSIONS + 1).collect();
        if obligations.is_empty() {
            return NotNamed::NotOwed;
        }
        if obligations.len() > MOST_VERSIONS {
            // The nearest days may be of one that is not looked at.
            obligations.truncate(MOST_VERSIONS);
            return NotNamed::OtherDays { obligations, before: None, after: None };
        }
        let mut named: Vec<NaiveDate> = Vec::new();
        for obligation in &obligations {
            // Where it is not in force on the day, the ones at the end of its validity that is nearest.
            let from = obligation.in_force_from.map_or(day, |from| day.max(from.get()));
            let nearest = obligation.in_force_until.map_or(from, |until| from.min(until.get()));
            let around = Months::new(7); // no recurrence is rarer than a quarter
            let first = nearest.checked_sub_months(around).unwrap_or(nearest);
            let last = nearest.checked_add_months(around).unwrap_or(nearest);
            named.extend(days_in_force(obligation, first, last).map(|nominal| nominal.day));
        }
        let before = named.iter().copied().filter(|other| *other < day).max();
        let after = named.iter().copied().filter(|other| *other > day).min();
        NotNamed::OtherDays { obligations, before, after }
    }
}
