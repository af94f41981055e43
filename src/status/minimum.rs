//! The least that a month must have: an indicator beside the instances.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{Datelike as _, NaiveDate};

use super::{Board, Deliveries};
use crate::{
    model::{SubmissionPath, raw},
    schedule::{Delivery, Outcome, Schedule, Verdicts, day_of},
};

/// How many submissions or files of a policy a month has, against the least it must have: an indicator, no instance.
#[derive(Clone, PartialEq, Debug)]
pub struct Minimum<'a> {
    /// The obligation that states it.
    pub obligation: &'a str,
    /// The policy.
    pub policy: &'a str,
    /// Year and month.
    pub month: (i32, u32),
    /// The least.
    pub required: usize,
    /// What is counted.
    pub unit: raw::CountUnit,
    /// How many there are: neither superseded nor withdrawn, by the month of their folder.
    pub count: usize,
    /// Whether the month had ended at the moment asked, and the last of its deadlines, which a holiday may move out of it.
    pub is_over: bool,
}

impl Minimum<'_> {
    /// Whether there are as many as required.
    pub fn is_met(&self) -> bool {
        self.count >= self.required
    }
}

/// Policy, month and obligation.
type Key<'a> = (&'a str, (i32, u32), &'a str);

/// The minimums of the rows of a board, by policy, month and obligation; `claimed` as the function of that name says.
pub(super) fn count<'a>(board: &Board<'a>, claimed: &HashMap<&SubmissionPath, &str>) -> Vec<Minimum<'a>> {
    let as_of = board.question.as_of;
    let today = day_of(as_of);
    let known = || board.deliveries.deliveries.iter().filter(|one| one.known_since() <= as_of);
    let superseded: BTreeSet<&SubmissionPath> = known().filter_map(|one| one.supersedes.as_ref()).collect();
    let mut standing: HashMap<(&str, i32, u32), Vec<&Delivery>> = HashMap::new();
    for one in known().filter(|one| !one.is_withdrawn(as_of) && !superseded.contains(&one.path)) {
        let key = (one.path.owner.as_str(), i32::from(one.path.year), u32::from(one.path.month));
        standing.entry(key).or_default().push(one);
    }
    let mut asked: BTreeMap<Key<'a>, (&raw::Obligation, NaiveDate)> = BTreeMap::new();
    for row in board.rows.iter().filter(|row| row.outcome != Outcome::NotApplicable) {
        let corte = board.corte(row);
        let month = (corte.nominal.year(), corte.nominal.month());
        if corte.obligation.monthly_minimum.is_some() && month <= (today.year(), today.month()) {
            let key = (row.policy, month, corte.obligation.id.as_str());
            let (obligation, last) = asked.entry(key).or_insert((corte.obligation, corte.effective));
            (*obligation, *last) = (corte.obligation, corte.effective.max(*last));
        }
    }
    let minimum = |((policy, month, id), (obligation, last)): (Key<'a>, (&'a raw::Obligation, NaiveDate))| {
        let least = obligation.monthly_minimum?;
        let of = standing.get(&(policy, month.0, month.1)).into_iter().flatten();
        let is_own = |one: &&&Delivery| claimed.get(&one.path).is_none_or(|own| *own == id);
        let of_class = of.filter(|one| obligation.classes.contains(&one.class)).filter(is_own);
        let count = match least.unit {
            raw::CountUnit::Submission => of_class.count(),
            raw::CountUnit::File => of_class.map(|one| one.evidence.len()).sum(),
        };
        let is_over = month < (today.year(), today.month()) && last < today;
        let required = usize::from(least.count.get());
        Some(Minimum { obligation: id, policy, month, required, unit: least.unit, count, is_over })
    };
    asked.into_iter().filter_map(minimum).collect()
}

/// The only obligation that each delivery counts for, where several take its class: the one it answers or stands beside,
/// or else the first of the file.
pub(super) fn claimed<'a>(
    deliveries: &'a Deliveries,
    repository: &'a raw::Repository,
    schedule: &Schedule<'a>,
    found: &Verdicts,
) -> HashMap<&'a SubmissionPath, &'a str> {
    let mut taking: BTreeMap<raw::SubmissionClass, BTreeSet<&str>> = BTreeMap::new();
    for one in &repository.obligations {
        one.classes.iter().for_each(|class| _ = taking.entry(*class).or_default().insert(one.id.as_str()));
    }
    taking.retain(|_, ids| ids.len() > 1);
    if taking.is_empty() {
        return HashMap::new();
    }
    let first = |one: &'a Delivery| {
        let takes = |obligation: &&raw::Obligation| {
            obligation.classes.contains(&one.class) && obligation.applies.holds(&one.path.owner)
        };
        Some((&one.path, repository.obligations.iter().find(takes)?.id.as_str()))
    };
    let shared = deliveries.deliveries.iter().filter(|one| taking.contains_key(&one.class));
    let mut claimed: HashMap<&SubmissionPath, &str> = shared.filter_map(first).collect();
    for (verdict, instance) in found.verdicts.iter().zip(&schedule.instances) {
        for &at in verdict.answer.iter().chain(&verdict.others) {
            claimed.insert(&deliveries.deliveries[at].path, schedule.corte(instance).obligation.id.as_str());
        }
    }
    claimed
}
