//! The due dates of a period, for people and for their calendars, whatever was handed in.
//!
//! [`Agenda`] says which; [`human`], [`json`], [`csv()`] and [`ics`] write it. All are pure: settings and a period in, text
//! out. What is due and when is decided in [`Schedule`].

mod human;
mod ics;
mod json;
mod line;
mod table;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike as _, Days, FixedOffset, NaiveDate};

use super::{Calendar, Corte, Instance, InstanceId, NonWorking, Schedule, TooMany};
use crate::{
    messages::Lang,
    model::{LeftOut, World, raw},
};

pub use human::human;
pub use ics::{ics, sequence};
pub use json::json;
pub use table::csv;

/// The name of the feed of every policy.
pub const ALL: &str = "todas";

/// Days before a period in which a nominal day may stand whose deadline falls in it: only a contingency moves one far.
const LOOK_BACK: u64 = 731;

/// The days asked, and what puts a due date among them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Period {
    /// First day.
    pub first: NaiveDate,
    /// Last day, included.
    pub last: NaiveDate,
    /// What has to lie in it.
    pub by: By,
}

/// What puts a due date in a period.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum By {
    /// The nominal day: each due date is in one month alone.
    Nominal,
    /// Any day from the nominal to the effective one: what can still be handed in on time is there.
    Running,
}

/// One due date and who owes it.
#[derive(Clone, Debug)]
pub struct Due<'a> {
    /// The due date.
    pub corte: Corte<'a>,
    /// Who owes it, by policy and plan; those of the policy asked, the exempted too.
    pub instances: Vec<Instance<'a>>,
    /// The days that are no working days and moved the deadline, from the nominal one on.
    pub skipped: Vec<(NaiveDate, NonWorking<'a>)>,
    /// Wordings of its obligation that began by its nominal day, at least 1.
    pub wordings: u32,
}

/// The due dates of a period.
#[derive(Clone, Debug)]
pub struct Agenda<'a> {
    /// The settings and catalogues.
    pub world: &'a World,
    /// Whose calendar it is.
    pub entity: &'a raw::Entity,
    /// The policy asked; none: all.
    pub policy: Option<&'a str>,
    /// The days asked.
    pub period: Period,
    /// The due dates that someone owes, by nominal day and then by obligation.
    pub dues: Vec<Due<'a>>,
}

/// Where an agenda comes from, for what is written of it.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'a> {
    /// The revision; none for a work tree.
    pub revision: Option<&'a str>,
    /// The moment asked.
    pub as_of: DateTime<FixedOffset>,
    /// The language.
    pub lang: Lang,
}

impl<'a> Agenda<'a> {
    /// The due dates of a period, for every policy; none where `repositorio.yaml` could not be read.
    ///
    /// # Errors
    /// Where there are too many, before any is worked out.
    pub fn new(world: &'a World, calendar: &Calendar<'a>, period: Period) -> Result<Option<Self>, TooMany> {
        let Some(repository) = world.repository.read() else { return Ok(None) };
        let first = match period.by {
            By::Nominal => period.first,
            By::Running => period.first.checked_sub_days(Days::new(LOOK_BACK)).unwrap_or(period.first),
        };
        super::bounded(world, first, period.last)?;
        let Schedule { cortes, instances, .. } = Schedule::new(world, calendar, first, period.last);
        let mut owed: BTreeMap<usize, Vec<Instance<'a>>> = BTreeMap::new();
        for instance in instances {
            owed.entry(instance.corte).or_default().push(instance);
        }
        let mut versions: BTreeMap<&str, Vec<Option<NaiveDate>>> = BTreeMap::new();
        for obligation in &repository.obligations {
            versions.entry(obligation.id.as_str()).or_default().push(obligation.in_force_from.map(raw::Date::get));
        }
        versions.values_mut().for_each(|starts| starts.sort_unstable());
        let due = |(at, corte): (usize, Corte<'a>)| {
            let is_in = corte.nominal.max(corte.effective) >= period.first;
            let instances = owed.remove(&at).filter(|_| is_in)?;
            let began = |starts: &Vec<Option<NaiveDate>>| starts.partition_point(|from| *from <= Some(corte.nominal));
            let wordings = versions.get(corte.obligation.id.as_str()).map_or(0, began);
            let skipped = skipped(&corte, calendar);
            Some(Due { corte, instances, skipped, wordings: u32::try_from(wordings).unwrap_or(u32::MAX) })
        };
        let dues = cortes.into_iter().enumerate().filter_map(due).collect();
        Ok(Some(Self { world, entity: &repository.entity, policy: None, period, dues }))
    }

    /// The due dates of one policy.
    pub fn of_policy(&self, policy: &'a str) -> Self {
        let own = |due: &Due<'a>| {
            let of = |instance: &&Instance<'a>| instance.policy == policy;
            let instances: Vec<Instance<'a>> = due.instances.iter().filter(of).cloned().collect();
            (!instances.is_empty()).then(|| Due { instances, ..due.clone() })
        };
        Self { policy: Some(policy), dues: self.dues.iter().filter_map(own).collect(), ..*self }
    }

    /// Due dates, what is owed, and how much of that is exempted.
    pub fn counts(&self) -> Counts {
        let exempted = self.dues.iter().flat_map(|due| &due.instances).filter(|one| one.exemption.is_some()).count();
        let instances = self.dues.iter().map(|due| due.instances.len()).sum::<usize>();
        Counts { cortes: self.dues.len(), owed: instances - exempted, exempted }
    }

    /// The years whose working days were counted without holidays, because no catalogue states them.
    pub fn years_without_holidays(&self) -> BTreeSet<i32> {
        super::years_without_holidays(self.world, self.dues.iter().map(|due| &due.corte), [])
    }

    /// That something is missing because the settings are in doubt, in words; none where nothing is.
    pub fn caution(&self, lang: Lang) -> Option<String> {
        super::words::withheld(&self.withheld(), lang)
    }

    /// What of the settings is in doubt, of the policy asked: what it says is due is not here.
    pub fn withheld(&self) -> Vec<&'a LeftOut> {
        self.world.withheld.about(self.policy).collect()
    }

    /// The feeds by file name: [`ALL`], and one for each policy that the years of the period measure.
    ///
    /// A policy whose key is [`ALL`] has none of its own.
    pub fn feeds(&'a self, origin: &Origin<'_>) -> BTreeMap<String, String> {
        let years = self.period.first.year()..=self.period.last.year();
        let mut policies: BTreeSet<&str> = years.flat_map(|year| super::due::policies(self.world, year)).collect();
        policies.extend(self.dues.iter().flat_map(|due| &due.instances).map(|instance| instance.policy));
        let mut feeds: BTreeMap<String, String> = policies
            .into_iter()
            .map(|policy| (format!("{policy}.ics"), ics(&self.of_policy(policy), origin)))
            .collect();
        feeds.insert(format!("{ALL}.ics"), ics(self, origin));
        feeds
    }
}

/// How much an agenda holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Counts {
    /// Due dates.
    pub cortes: usize,
    /// Instances that nothing excuses.
    pub owed: usize,
    /// Instances that an exemption excuses.
    pub exempted: usize,
}

impl<'a> Due<'a> {
    /// The stable name of one of its instances.
    pub fn id(&self, instance: &Instance<'a>) -> InstanceId<'a> {
        InstanceId {
            obligation: self.corte.obligation.id.as_str(),
            policy: instance.policy,
            plan: instance.plan.map(|plan| plan.id.as_str()),
            corte: self.corte.nominal,
        }
    }

    /// The instances that nothing excuses.
    pub fn owed(&self) -> impl Iterator<Item = &Instance<'a>> {
        self.instances.iter().filter(|instance| instance.exemption.is_none())
    }

    /// Policies among some instances, and the plans of them.
    fn parties<'i>(instances: impl Iterator<Item = &'i Instance<'a>>) -> (BTreeSet<&'a str>, Vec<&'a raw::Plan>)
    where
        'a: 'i,
    {
        let (mut policies, mut plans) = (BTreeSet::new(), Vec::new());
        for instance in instances {
            policies.insert(instance.policy);
            plans.extend(instance.plan.filter(|plan| !plans.contains(plan)));
        }
        (policies, plans)
    }
}

/// The days from the nominal one on that are no working days, where that moved the deadline.
pub(crate) fn skipped<'a>(corte: &Corte<'a>, calendar: &Calendar<'a>) -> Vec<(NaiveDate, NonWorking<'a>)> {
    let days = corte.nominal.iter_days().take_while(|day| *day < corte.effective);
    let why = |day: NaiveDate| Some((day, calendar.non_working(day)?));
    if corte.moved_by.is_some() { days.map_while(why).collect() } else { Vec::new() }
}
