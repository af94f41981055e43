//! Which delivery answers which instance, and the verdict of each.
//!
//! Two fields that are never merged: what became of an instance ([`Outcome`]), and how well the time that decided it is
//! known ([`super::Proof`]).

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    ops::RangeInclusive,
};

use chrono::{DateTime, Datelike as _, FixedOffset, NaiveDate};

use super::{
    calendar::{self, Calendar},
    delivery::{Delivery, Stamp},
    due::{Corte, Instance, Schedule},
};
use crate::model::{SubmissionPath, raw};

/// What became of an instance at the moment asked.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Outcome {
    /// *Oportuna*: it came before the deadline.
    OnTime,
    /// *Extemporánea*: it came after it.
    Late,
    /// *Recibida*: it came, and the deadline is an assumed one.
    Received,
    /// *Pendiente*: it can be handed in, and the deadline has not passed.
    Pending,
    /// *Próxima*: it cannot be handed in yet.
    Upcoming,
    /// *No presentada*: the deadline passed and it has not come.
    Missed,
    /// *Sin registro*: it has not come, and the deadline that passed is an assumed one.
    NoRecord,
    /// *No aplica*: an exemption excuses it.
    NotApplicable,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: [Outcome; 8] = [
        Outcome::OnTime,
        Outcome::Late,
        Outcome::Received,
        Outcome::Pending,
        Outcome::Upcoming,
        Outcome::Missed,
        Outcome::NoRecord,
        Outcome::NotApplicable,
    ];

    /// Its key in machine output.
    pub fn key(self) -> &'static str {
        match self {
            Outcome::OnTime => "on-time",
            Outcome::Late => "late",
            Outcome::Received => "received",
            Outcome::Pending => "pending",
            Outcome::Upcoming => "upcoming",
            Outcome::Missed => "missed",
            Outcome::NoRecord => "no-record",
            Outcome::NotApplicable => "not-applicable",
        }
    }
}

/// The verdict on one instance.
#[derive(Clone, PartialEq, Debug)]
pub struct Verdict {
    /// What became of it.
    pub outcome: Outcome,
    /// The delivery that decides, by its place in the deliveries given.
    pub answer: Option<usize>,
    /// The time that decides: that of the delivery, or of the one it corrects.
    pub stamp: Option<Stamp>,
    /// Whether the time is that of an earlier version, which the delivery corrects within the term.
    pub is_kept: bool,
    /// Whether it came before the corte opened.
    pub is_early: bool,
    /// Other deliveries for the same instance: repeated, superseded, complementing or withdrawn.
    pub others: Vec<usize>,
    /// Whether the exemption that excuses it was issued after the deadline.
    pub is_exempted_late: bool,
    /// The years whose working days decided that a correction came after the term.
    pub counted: BTreeSet<i32>,
}

/// The verdicts on every instance of a schedule, and what answers none.
#[derive(Clone, PartialEq, Debug)]
pub struct Verdicts {
    /// One for each instance, in their order.
    pub verdicts: Vec<Verdict>,
    /// Deliveries of a class with obligations that answer no instance of this schedule, by their place.
    pub unmatched: Vec<usize>,
}

/// Judges every instance at the moment asked. Each delivery answers at most one instance, or one for each plan it follows.
///
/// What had not been handed in at that moment, by any channel, is left out: SIGOB's date counts even where the repository
/// had it later.
pub fn judge(
    schedule: &Schedule<'_>,
    calendar: &Calendar<'_>,
    deliveries: &[Delivery],
    as_of: DateTime<FixedOffset>,
) -> Verdicts {
    let known = Known::at(deliveries, as_of);
    let mut slots: BTreeMap<(&str, &str, Option<&str>), Vec<usize>> = BTreeMap::new();
    for (at, instance) in schedule.instances.iter().enumerate() {
        let obligation = schedule.corte(instance).obligation.id.as_str();
        slots.entry((obligation, instance.policy, instance.plan.map(|plan| plan.id.as_str()))).or_default().push(at);
    }
    let mut by_policy: HashMap<&str, Vec<usize>> = HashMap::new();
    for &at in &known.order {
        by_policy.entry(deliveries[at].path.owner.as_str()).or_default().push(at);
    }
    let mut verdicts: Vec<Verdict> = schedule.instances.iter().map(|_| Verdict::unanswered()).collect();
    let mut matched: BTreeSet<usize> = BTreeSet::new();
    let mut asked: BTreeSet<usize> = BTreeSet::new();
    for ((_, policy, plan), instances) in &slots {
        let classes = |&at: &usize| schedule.corte(&schedule.instances[at]).obligation.classes.iter().copied();
        let classes: BTreeSet<raw::SubmissionClass> = instances.iter().flat_map(classes).collect();
        let of_class = by_policy.get(policy).into_iter().flatten().copied().filter(|&at| {
            classes.contains(&deliveries[at].class) && plan.is_none_or(|plan| deliveries[at].plans.contains(plan))
        });
        let candidates: Vec<usize> = of_class.collect();
        asked.extend(&candidates);
        let slot = Slot { schedule, calendar, known: &known, instances };
        matched.extend(slot.fill(&candidates, &mut verdicts));
    }
    for (verdict, instance) in verdicts.iter_mut().zip(&schedule.instances) {
        verdict.decide(instance, schedule.corte(instance), as_of);
    }
    Verdicts { verdicts, unmatched: asked.difference(&matched).copied().collect() }
}

/// What was known at a moment.
struct Known<'d> {
    deliveries: &'d [Delivery],
    /// Those known, by time and then by path.
    order: Vec<usize>,
    by_path: HashMap<&'d SubmissionPath, usize>,
    /// The one that supersedes each.
    successor: HashMap<usize, usize>,
    /// The versions before each delivery that none supersedes, the latest first; each delivery is in one list at most.
    versions: HashMap<usize, Vec<usize>>,
    /// The last version of each one superseded; of none that supersede each other in a circle.
    head: HashMap<usize, usize>,
}

impl<'d> Known<'d> {
    fn at(deliveries: &'d [Delivery], as_of: DateTime<FixedOffset>) -> Self {
        let mut order: Vec<usize> = (0..deliveries.len()).filter(|&at| deliveries[at].known_since() <= as_of).collect();
        order.sort_by_key(|&at| (deliveries[at].known_since(), &deliveries[at].path));
        let by_path: HashMap<&SubmissionPath, usize> = order.iter().map(|&at| (&deliveries[at].path, at)).collect();
        let mut successor = HashMap::new();
        for &at in &order {
            if let Some(&old) = deliveries[at].supersedes.as_ref().and_then(|path| by_path.get(path))
                && deliveries[old].path.owner == deliveries[at].path.owner
                && old != at
            {
                successor.entry(old).or_insert(at); // the first of several, which a rule refuses
            }
        }
        let known = Self { deliveries, order, by_path, successor, versions: HashMap::new(), head: HashMap::new() };
        known.with_versions()
    }

    /// Follows each chain once, from its last version back: one that ends nowhere has no last version.
    fn with_versions(mut self) -> Self {
        for &head in &self.order {
            if self.successor.contains_key(&head) {
                continue;
            }
            let mut chain = Vec::new();
            let mut here = head;
            while let Some(old) = self.before(here) {
                self.head.insert(old, head);
                chain.push(old);
                here = old;
            }
            if !chain.is_empty() {
                self.versions.insert(head, chain);
            }
        }
        self
    }

    /// The version that a delivery supersedes, where none other did so first.
    fn before(&self, at: usize) -> Option<usize> {
        let old = *self.by_path.get(self.deliveries[at].supersedes.as_ref()?)?;
        (self.successor.get(&old) == Some(&at)).then_some(old)
    }

    /// A delivery that none supersedes and the versions before it, the latest first.
    fn versions(&self, head: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        std::iter::once(head).chain(self.versions.get(&head).into_iter().flatten().copied())
    }

    /// Whether it stands: not superseded, not withdrawn.
    fn stands(&self, at: usize) -> bool {
        !self.successor.contains_key(&at) && !self.deliveries[at].withdrawn
    }
}

/// The instances of one obligation for one policy, and one plan.
struct Slot<'s, 'a> {
    schedule: &'s Schedule<'a>,
    calendar: &'s Calendar<'a>,
    known: &'s Known<'s>,
    /// By nominal day, each of another.
    instances: &'s [usize],
}

/// A delivery that may answer, with the time that decides.
#[derive(Clone)]
struct Answer {
    delivery: usize,
    stamp: Stamp,
    is_kept: bool,
    /// The years whose working days decided that some version came after the term.
    counted: Option<RangeInclusive<i32>>,
}

impl<'a> Slot<'_, 'a> {
    /// Gives each instance the delivery that answers it; says which deliveries belong to an instance.
    fn fill(&self, candidates: &[usize], verdicts: &mut [Verdict]) -> Vec<usize> {
        // The instance that each delivery answers or stands beside.
        let mut placed: HashMap<usize, usize> = HashMap::new();
        let mut later = Vec::new();
        let mut apart = Vec::new();
        for &at in candidates {
            let delivery = &self.known.deliveries[at];
            if !self.known.stands(at) || (delivery.complements.is_some() && delivery.corte.is_none()) {
                apart.push(at);
            } else if let Some(corte) = self.stated_corte(at) {
                if let Some(instance) = self.instance_on(corte).filter(|&instance| self.takes(instance, at)) {
                    placed.insert(at, instance);
                    self.offer(at, instance, verdicts);
                }
            } else {
                later.push(at);
            }
        }
        for at in later {
            if let Some(instance) = self.oldest_unmet(at, verdicts) {
                placed.insert(at, instance);
                self.offer(at, instance, verdicts);
            }
        }
        for at in apart {
            if let Some(instance) = self.instance_beside(at, &placed) {
                placed.insert(at, instance);
                verdicts[instance].others.push(at);
            }
        }
        placed.into_keys().collect()
    }

    /// The instance with this nominal day.
    fn instance_on(&self, nominal: NaiveDate) -> Option<usize> {
        let place = self.instances.binary_search_by_key(&nominal, |&instance| self.corte(instance).nominal).ok()?;
        Some(self.instances[place])
    }

    fn corte(&self, instance: usize) -> &Corte<'a> {
        self.schedule.corte(&self.schedule.instances[instance])
    }

    /// Whether an instance takes the class of a delivery, as its obligation is worded on its day.
    fn takes(&self, instance: usize, at: usize) -> bool {
        self.corte(instance).obligation.classes.contains(&self.known.deliveries[at].class)
    }

    /// The corte a delivery states, or that of what it corrects.
    fn stated_corte(&self, at: usize) -> Option<NaiveDate> {
        self.known.versions(at).find_map(|version| self.known.deliveries[version].corte)
    }

    /// Offers a delivery to an instance: the earliest answers, the others stand beside it.
    fn offer(&self, at: usize, instance: usize, verdicts: &mut [Verdict]) {
        let corte = self.corte(instance);
        let answer = self.decisive(at, corte.obligation);
        let verdict = &mut verdicts[instance];
        verdict.counted.extend(answer.counted.into_iter().flatten());
        let is_early = answer.stamp.at < corte.opening();
        // Where the rule says how early it may come, what comes before does not answer.
        let is_too_early = is_early && matches!(corte.obligation.when, raw::Recurrence::MonthlyWindow(_));
        let is_first = verdict.stamp.is_none_or(|stamp| answer.stamp.at < stamp.at);
        if is_too_early || !is_first {
            verdict.others.push(at);
            return;
        }
        verdict.others.extend(verdict.answer.replace(at));
        verdict.stamp = Some(answer.stamp);
        verdict.is_kept = answer.is_kept;
        verdict.is_early = is_early;
    }

    /// The time that decides for a delivery: a correction within the term, or with identical evidence, keeps that of
    /// what it corrects.
    fn decisive(&self, at: usize, obligation: &raw::Obligation) -> Answer {
        let own = |at: usize| self.known.deliveries[at].stamp(&obligation.channels);
        let term = obligation.corrections.map_or(0, |corrections| u32::from(corrections.working_days.get()));
        let mut versions = self.known.versions(at).rev();
        let first = versions.next().unwrap_or(at);
        let mut answer = Answer { delivery: first, stamp: own(first), is_kept: false, counted: None };
        for version in versions {
            let stamp = own(version);
            let from = calendar::day_of(answer.stamp.at);
            let until = self.calendar.working_days_after(from, term);
            let is_within = term > 0 && calendar::day_of(stamp.at) <= until;
            let (old, new) = (&self.known.deliveries[answer.delivery], &self.known.deliveries[version]);
            let is_same = !new.evidence.is_empty() && old.evidence == new.evidence;
            let keeps = is_within || is_same || stamp.at <= answer.stamp.at;
            // A holiday that is not known makes the term longer and never shorter.
            let years = if keeps || term == 0 { None } else { Some(from.year()..=until.year()) };
            let counted = match (answer.counted, years) {
                (Some(before), Some(years)) => Some(*before.start().min(years.start())..=*years.end()),
                (before, years) => years.or(before),
            };
            answer = Answer {
                delivery: version,
                stamp: if keeps { answer.stamp.min_by_time(stamp) } else { stamp },
                is_kept: keeps,
                counted,
            };
        }
        answer
    }

    /// For a delivery that states no corte: the oldest instance of its month that nothing answers, or else the next
    /// one that was open when it came.
    fn oldest_unmet(&self, at: usize, verdicts: &[Verdict]) -> Option<usize> {
        let path = &self.known.deliveries[at].path;
        let month = (i32::from(path.year), u32::from(path.month));
        let of = |instance: usize| (self.corte(instance).nominal.year(), self.corte(instance).nominal.month());
        let first = self.instances.partition_point(|&instance| of(instance) < month);
        let is_unmet = |instance: &usize| verdicts[*instance].answer.is_none() && self.takes(*instance, at);
        let mut in_month = self.instances[first..].iter().copied().take_while(|&instance| of(instance) == month);
        if let Some(instance) = in_month.find(is_unmet) {
            return Some(instance);
        }
        // The time that decides is the same for every instance of one wording.
        let mut decided: Option<(&raw::Obligation, Stamp)> = None;
        let mut is_open = |instance: &usize| {
            let corte = self.corte(*instance);
            let stamp = match decided {
                Some((obligation, stamp)) if std::ptr::eq(obligation, corte.obligation) => stamp,
                _ => self.decisive(at, corte.obligation).stamp,
            };
            decided = Some((corte.obligation, stamp));
            corte.opening() <= stamp.at && stamp.at < corte.deadline()
        };
        self.instances.iter().copied().filter(is_unmet).find(|instance| is_open(instance))
    }

    /// The instance that a superseded, withdrawn or complementing delivery stands beside, given where others are.
    fn instance_beside(&self, at: usize, placed: &HashMap<usize, usize>) -> Option<usize> {
        let delivery = &self.known.deliveries[at];
        let head = self.known.head.get(&at);
        let target = delivery.complements.as_ref().and_then(|path| self.known.by_path.get(path));
        let holds = |which: &usize| placed.get(which).copied();
        head.and_then(holds)
            .or_else(|| target.and_then(holds))
            .or_else(|| self.instance_on(delivery.corte?).filter(|&instance| self.takes(instance, at)))
    }
}

impl Stamp {
    fn min_by_time(self, other: Stamp) -> Stamp {
        if other.at < self.at { other } else { self }
    }
}

impl Verdict {
    fn unanswered() -> Self {
        Self {
            outcome: Outcome::Upcoming,
            answer: None,
            stamp: None,
            is_kept: false,
            is_early: false,
            others: Vec::new(),
            is_exempted_late: false,
            counted: BTreeSet::new(),
        }
    }

    fn decide(&mut self, instance: &Instance<'_>, corte: &Corte<'_>, as_of: DateTime<FixedOffset>) {
        self.others.sort_unstable();
        self.others.dedup();
        self.outcome = match (instance.exemption, self.stamp) {
            (Some(exemption), _) => {
                self.is_exempted_late = exemption.issued.get() > corte.effective;
                Outcome::NotApplicable
            }
            (None, Some(_)) if !corte.is_set() => Outcome::Received,
            (None, Some(stamp)) if stamp.at < corte.deadline() => Outcome::OnTime,
            (None, Some(_)) => Outcome::Late,
            (None, None) if as_of < corte.opening() => Outcome::Upcoming,
            (None, None) if as_of < corte.deadline() => Outcome::Pending,
            (None, None) if corte.is_set() => Outcome::Missed,
            (None, None) => Outcome::NoRecord,
        };
        self.stamp = self.stamp.map(|stamp| stamp.decided(self.outcome, corte.deadline()));
    }
}
