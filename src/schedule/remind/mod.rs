//! What each leader owes: what runs out in the next days, and what has not come.
//!
//! A pure function of the schedule and its verdicts. It reminds; it judges nothing that [`judge`](super::judge) has not.

mod human;
mod json;
mod markdown;

#[cfg(test)]
pub(crate) mod tests;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Days, FixedOffset, NaiveDate};

use super::{Corte, Instance, InstanceId, Outcome, Schedule, Verdicts, day_of, subject, words};
use crate::model::{LeftOut, SubmissionPath, World, raw};

pub use human::human;
pub use json::json;
pub use markdown::markdown;

/// The days looked at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Window {
    /// The moment asked.
    pub as_of: DateTime<FixedOffset>,
    /// Days from that of the moment, not counting it, in which a deadline is reminded.
    pub days: u16,
    /// What has not come is told where its deadline was on this day or later.
    pub missed_since: NaiveDate,
}

impl Window {
    /// The last day of a deadline that is reminded.
    pub fn until(&self) -> NaiveDate {
        let today = day_of(self.as_of);
        today.checked_add_days(Days::new(self.days.into())).unwrap_or(today)
    }

    /// The nominal days of a schedule with everything that may be told: a deadline stands after its nominal day, and a
    /// delivery that states no corte may answer an earlier one.
    pub fn span(&self) -> (NaiveDate, NaiveDate) {
        let first = self.missed_since.min(day_of(self.as_of));
        (first.checked_sub_days(Days::new(366)).unwrap_or(first), self.until())
    }
}

/// What is reminded, by policy.
#[derive(Clone, PartialEq, Debug)]
pub struct Reminders<'a> {
    /// The name of the entity.
    pub entity: &'a str,
    /// The days looked at.
    pub window: Window,
    /// The policies with something to tell, by key.
    pub policies: Vec<OfPolicy<'a>>,
    /// How many policies had nothing, as far as is known: those of `in_doubt` are not among them.
    pub clear: usize,
    /// How many policies had nothing, save what the settings leave in doubt.
    pub in_doubt: usize,
    /// The years whose working days were counted without holidays, because no catalogue states them.
    pub years_without_holidays: BTreeSet<i32>,
    /// Submissions that could not be read, of the policies asked: whether they answer something told is not known.
    pub unread: Vec<&'a SubmissionPath>,
    /// What of the settings is in doubt, of the policy asked: what it says is due is not told.
    pub withheld: Vec<&'a LeftOut>,
}

/// What one policy owes.
#[derive(Clone, PartialEq, Debug)]
pub struct OfPolicy<'a> {
    /// Its key.
    pub policy: &'a str,
    /// Its name.
    pub name: &'a str,
    /// The roles of its leaders on the day asked; empty where none is stated.
    pub leaders: Vec<String>,
    /// What has not come, the oldest first, and then what runs out, the soonest first.
    pub items: Vec<Item<'a>>,
}

/// One thing to hand in: a due date, with all its plans.
#[derive(Clone, PartialEq, Debug)]
pub struct Item<'a> {
    /// The stable names of its instances.
    pub ids: Vec<String>,
    /// Its due date.
    pub corte: Corte<'a>,
    /// What became of it: [`Outcome::Pending`], [`Outcome::Upcoming`], [`Outcome::Missed`] or [`Outcome::NoRecord`].
    pub outcome: Outcome,
    /// Days from the day asked to the deadline: 0 where it is today, negative where it has passed.
    pub days: i64,
    /// The plans it is about.
    pub plans: Vec<&'a raw::Plan>,
    /// The office that hands it in, where that is not the leader's.
    pub office: Option<String>,
    /// The subject to write in SIGOB, where the obligation asks for one.
    pub subject: Option<String>,
    /// What was sent for it, or for some of its plans, and is not taken in yet.
    pub underway: Vec<SubmissionPath>,
    /// Whether what was sent would answer all of it.
    pub is_sent: bool,
}

/// A submission that was sent and is not taken in yet: by what it says of itself, which nobody has reviewed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Underway {
    /// What it hands in.
    pub class: raw::SubmissionClass,
    /// The due date that it answers.
    pub due: NaiveDate,
    /// The plans that it follows.
    pub plans: Vec<String>,
    /// Its number of SIGOB.
    pub number: Option<String>,
    /// Its folder.
    pub path: SubmissionPath,
}

impl Underway {
    /// Whether these, which are about one due date, would answer all of it: each of its plans, where it has any.
    pub fn answer(about: &[&Self], mut plans: impl Iterator<Item = impl AsRef<str>>) -> bool {
        let is_followed = |plan: &str| about.iter().any(|one| one.plans.iter().any(|id| id == plan));
        !about.is_empty() && plans.all(|plan| is_followed(plan.as_ref()))
    }
}

/// What each policy owes, of `schedule` as judged in `verdicts`; of one policy where it is given. `unread` are the
/// submissions that were not judged.
///
/// None where `repositorio.yaml` could not be read. An assumed deadline that passed is told as *sin registro*, never as
/// missed.
pub fn remind<'a>(
    world: &'a World,
    schedule: &Schedule<'a>,
    verdicts: &Verdicts,
    unread: &'a [SubmissionPath],
    window: Window,
    policy: Option<&str>,
) -> Option<Reminders<'a>> {
    let repository = world.repository.read()?;
    let today = day_of(window.as_of);
    let mut counted: BTreeSet<i32> = BTreeSet::new();
    let mut owed: BTreeMap<&'a str, BTreeMap<(NaiveDate, usize, Outcome), Item<'a>>> = BTreeMap::new();
    for (instance, verdict) in schedule.instances.iter().zip(&verdicts.verdicts) {
        if policy.is_some_and(|policy| policy != instance.policy) {
            continue;
        }
        counted.extend(&verdict.counted);
        let items = owed.entry(instance.policy).or_default();
        let corte = schedule.corte(instance);
        let is_told = match verdict.outcome {
            Outcome::Pending | Outcome::Upcoming => (today..=window.until()).contains(&corte.effective),
            Outcome::Missed | Outcome::NoRecord => corte.effective >= window.missed_since,
            Outcome::OnTime | Outcome::Late | Outcome::Received | Outcome::NotApplicable => false,
        };
        if is_told {
            let key = (corte.effective, instance.corte, verdict.outcome);
            let item = items.entry(key).or_insert_with(|| item(world, corte, instance, verdict.outcome, today));
            item.ids.push(InstanceId::to_string(&schedule.id(instance)));
            item.plans.extend(instance.plan);
        }
    }
    // A policy of which something is withheld may have no instance left.
    let is_in_doubt = |slug: &&str| world.withheld.about(Some(slug)).next().is_some();
    for slug in world.policy_slugs().into_iter().filter(|slug| policy.is_none_or(|policy| policy == *slug)) {
        if is_in_doubt(&slug) {
            owed.entry(slug).or_default();
        }
    }
    let without = || owed.iter().filter(|(_, items)| items.is_empty()).map(|(slug, _)| *slug);
    let in_doubt = without().filter(is_in_doubt).count();
    let clear = without().count() - in_doubt;
    let policies: Vec<OfPolicy<'a>> = owed
        .into_iter()
        .filter(|(_, items)| !items.is_empty())
        .map(|(policy, items)| OfPolicy {
            policy,
            name: words::policy(world, policy),
            leaders: words::leaders(world, policy, today),
            items: items.into_values().collect(),
        })
        .collect();
    let is_asked = |path: &&SubmissionPath| policy.is_none_or(|policy| path.owner == policy);
    let unread = unread.iter().filter(is_asked).collect();
    let years_without_holidays = super::years_without_holidays(world, schedule.cortes.iter(), counted);
    let withheld = world.withheld.about(policy).collect();
    let entity = repository.entity.name.as_str();
    Some(Reminders { entity, window, policies, clear, in_doubt, years_without_holidays, unread, withheld })
}

fn item<'a>(
    world: &'a World,
    corte: &Corte<'a>,
    instance: &Instance<'a>,
    outcome: Outcome,
    today: NaiveDate,
) -> Item<'a> {
    let obligation = corte.obligation;
    let name = words::policy(world, instance.policy);
    Item {
        ids: Vec::new(),
        corte: corte.clone(),
        outcome,
        days: (corte.effective - today).num_days(),
        plans: Vec::new(),
        office: obligation.sender.as_ref().map(|office| words::office(world, office)),
        subject: obligation.subject.as_ref().map(|template| subject(template.as_str(), name, corte.nominal)),
        underway: Vec::new(),
        is_sent: false,
    }
}

impl Reminders<'_> {
    /// Notes what was sent and is not taken in yet, so that nobody is asked for what they have handed in.
    pub fn note(&mut self, underway: &[Underway]) {
        for policy in &mut self.policies {
            let own: Vec<&Underway> = underway.iter().filter(|one| one.path.owner == policy.policy).collect();
            policy.items.iter_mut().for_each(|item| item.note(&own));
        }
    }
}

impl Item<'_> {
    /// Whether its deadline has passed.
    pub fn has_passed(&self) -> bool {
        matches!(self.outcome, Outcome::Missed | Outcome::NoRecord)
    }

    /// Whether nothing is left for who hands it in: all was sent, and there is time to take it in. What nobody has reviewed
    /// does not do away with a deadline that has passed.
    pub fn is_on_its_way(&self) -> bool {
        self.is_sent && !self.has_passed()
    }

    fn note(&mut self, underway: &[&Underway]) {
        let is_about = |one: &&&Underway| {
            let follows = |plan: &raw::Plan| one.plans.iter().any(|id| id == plan.id.as_str());
            one.due == self.corte.nominal
                && self.corte.obligation.classes.contains(&one.class)
                && (self.plans.is_empty() || self.plans.iter().any(|plan| follows(plan)))
        };
        let about: Vec<&Underway> = underway.iter().filter(is_about).copied().collect();
        self.is_sent = Underway::answer(&about, self.plans.iter().map(|plan| plan.id.as_str()));
        self.underway = about.into_iter().map(|one| one.path.clone()).collect();
    }
}
