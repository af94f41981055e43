//! Whose each SIGOB filing is: a correction that repeats the number or the hour of what it corrects was not filed then.
//!
//! What is filed once is received once. A correction copied from its predecessor says when that one was filed, not when the
//! correction was; its own time is that of the repository. One number with several dates is told, and decides nothing.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{DateTime, FixedOffset};

use super::delivery::Delivery;
use crate::model::SubmissionPath;

/// What a manifest says of its filing in SIGOB, whether it counts or not.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Filing {
    /// The number SIGOB gave.
    pub number: String,
    /// The date it states.
    pub at: DateTime<FixedOffset>,
    /// Whether it is of this delivery, and not that of one it supersedes.
    pub is_own: bool,
}

/// A number of SIGOB that manifests give different dates.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Discord<'a> {
    /// The number.
    pub number: &'a str,
    /// Each date, and the deliveries that state it, both in order.
    pub dates: BTreeMap<DateTime<FixedOffset>, Vec<&'a SubmissionPath>>,
}

/// Takes the date of SIGOB from each delivery that repeats the number or the date of one it supersedes, at whatever
/// distance: its time is that of the repository. Where the earlier one showed no cover sheet and all its evidence is still
/// there, the later one brings the proof of the same filing, and keeps it.
pub fn settle_filings(deliveries: &mut [Delivery]) {
    let copied = Walk::new(deliveries).copied();
    for at in copied {
        deliveries[at].sigob = None;
        if let Some(filing) = &mut deliveries[at].filing {
            filing.is_own = false;
        }
    }
}

/// The numbers that several deliveries state with different dates, by number.
pub fn discordant<'a>(deliveries: impl Iterator<Item = &'a Delivery>) -> Vec<Discord<'a>> {
    let mut numbers: BTreeMap<&str, Discord<'a>> = BTreeMap::new();
    for one in deliveries {
        let Some(filing) = &one.filing else { continue };
        let number = filing.number.as_str();
        let discord = numbers.entry(number).or_insert_with(|| Discord { number, dates: BTreeMap::new() });
        discord.dates.entry(filing.at).or_default().push(&one.path);
    }
    numbers.retain(|_, one| one.dates.len() > 1);
    numbers.into_values().collect()
}

/// A walk from what supersedes nothing to what supersedes it: what is before a delivery lies on the way to it.
struct Walk<'d> {
    deliveries: &'d [Delivery],
    /// What each supersedes.
    before: Vec<Option<usize>>,
    /// What supersedes each.
    after: Vec<Vec<usize>>,
    numbers: HashMap<&'d str, Vec<usize>>,
    dates: HashMap<DateTime<FixedOffset>, Vec<usize>>,
    copied: BTreeSet<usize>,
}

enum Step {
    In(usize),
    Out(usize),
}

impl<'d> Walk<'d> {
    fn new(deliveries: &'d [Delivery]) -> Self {
        let places: HashMap<&SubmissionPath, usize> =
            deliveries.iter().enumerate().map(|(at, one)| (&one.path, at)).collect();
        let before = |(at, one): (usize, &Delivery)| {
            let old = *places.get(one.supersedes.as_ref()?)?;
            (old != at && deliveries[old].path.owner == one.path.owner).then_some(old)
        };
        let before: Vec<Option<usize>> = deliveries.iter().enumerate().map(before).collect();
        let mut after = vec![Vec::new(); deliveries.len()];
        for (at, old) in before.iter().enumerate() {
            old.iter().for_each(|old| after[*old].push(at));
        }
        Self { deliveries, before, after, numbers: HashMap::new(), dates: HashMap::new(), copied: BTreeSet::new() }
    }

    fn copied(mut self) -> BTreeSet<usize> {
        let mut seen = vec![false; self.deliveries.len()];
        for first in 0..self.deliveries.len() {
            if self.before[first].is_none() {
                self.from(first, &mut seen);
            }
        }
        // What is left hangs from a circle, which is entered somewhere.
        for at in 0..self.deliveries.len() {
            let mut passed = BTreeSet::new();
            let mut here = at;
            while !seen[at] && passed.insert(here) {
                here = self.before[here].unwrap_or(here);
            }
            self.from(here, &mut seen);
        }
        self.copied
    }

    fn from(&mut self, first: usize, seen: &mut [bool]) {
        let mut steps = vec![Step::In(first)];
        while let Some(step) = steps.pop() {
            match step {
                Step::In(at) if !std::mem::replace(&mut seen[at], true) => {
                    self.enter(at);
                    steps.push(Step::Out(at));
                    steps.extend(self.after[at].iter().map(|next| Step::In(*next)));
                }
                Step::In(_) => {}
                Step::Out(at) => self.leave(at),
            }
        }
    }

    fn enter(&mut self, at: usize) {
        let Some(filing) = &self.deliveries[at].filing else { return };
        let numbers = self.numbers.entry(&filing.number).or_default();
        let dates = self.dates.entry(filing.at).or_default();
        let nearest = [numbers.last().copied(), dates.last().copied()];
        numbers.push(at);
        dates.push(at);
        if nearest.into_iter().flatten().any(|old| !self.is_proven_by(old, at)) {
            self.copied.insert(at);
        }
    }

    fn leave(&mut self, at: usize) {
        let Some(filing) = &self.deliveries[at].filing else { return };
        self.numbers.get_mut(filing.number.as_str()).map(Vec::pop);
        self.dates.get_mut(&filing.at).map(Vec::pop);
    }

    /// Whether a delivery brings the cover sheet that an earlier one of the same filing lacked, with all that was filed.
    fn is_proven_by(&self, old: usize, new: usize) -> bool {
        let (first, then) = (&self.deliveries[old], &self.deliveries[new]);
        let keeps_all = first.evidence.iter().all(|digest| then.evidence.binary_search(digest).is_ok());
        first.sigob.is_none() && !self.copied.contains(&old) && keeps_all && !first.evidence.is_empty()
    }
}
