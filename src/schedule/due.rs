//! What is due, by whom and when: the instances of the obligations of `repositorio.yaml`.
//!
//! An obligation says how often; a *corte* is one of its due dates; an instance is a corte for one policy, or for one
//! plan of it. Nothing here looks at what was handed in. A version of an obligation makes the cortes of its own days
//! alone, so that a change of rule never rewrites the past.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fmt,
};

use chrono::{DateTime, Datelike as _, Days, FixedOffset, Months, NaiveDate};

use super::{
    calendar::{self, Calendar, NonWorking},
    contingency::Contingencies,
};
use crate::model::{World, raw};

/// A due date of an obligation, the same for every policy it binds.
#[derive(Clone, PartialEq, Debug)]
pub struct Corte<'a> {
    /// The obligation, as worded on the nominal day.
    pub obligation: &'a raw::Obligation,
    /// The day the rule names: the *corte*.
    pub nominal: NaiveDate,
    /// The last day to hand in, after the rule of working days and the contingencies.
    pub effective: NaiveDate,
    /// The first day on which it can be handed in.
    pub opens: NaiveDate,
    /// What it is about, first and last day.
    pub covers: (NaiveDate, NaiveDate),
    /// Why the nominal day is not a working day, where that moved the deadline.
    pub moved_by: Option<NonWorking<'a>>,
    /// The contingency that moved the deadline.
    pub contingency: Option<&'a raw::Contingency>,
}

impl Corte<'_> {
    /// The instant from which it is late: the start of the day after the effective one, in Bogotá.
    pub fn deadline(&self) -> DateTime<FixedOffset> {
        calendar::start_of(self.effective.succ_opt().unwrap_or(self.effective))
    }

    /// The first instant at which it can be handed in.
    pub fn opening(&self) -> DateTime<FixedOffset> {
        calendar::start_of(self.opens)
    }

    /// Whether the source sets the deadline; an assumed one never yields late or missed.
    pub fn is_set(&self) -> bool {
        self.obligation.deadline == raw::DeadlineBasis::Set
    }
}

/// One thing due: a corte, for one policy, and for one plan where the obligation is one for each.
#[derive(Clone, PartialEq, Debug)]
pub struct Instance<'a> {
    /// Its corte, by its place in [`Schedule::cortes`].
    pub corte: usize,
    /// The policy that owes it.
    pub policy: &'a str,
    /// The institutional plan it is about.
    pub plan: Option<&'a raw::Plan>,
    /// What excuses it.
    pub exemption: Option<&'a raw::Exemption>,
}

/// The stable name of an instance: `<obligation>/<policy>[/<plan>]/<corte>`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct InstanceId<'a> {
    /// Key of the obligation.
    pub obligation: &'a str,
    /// Key of the policy.
    pub policy: &'a str,
    /// Key of the plan.
    pub plan: Option<&'a str>,
    /// The nominal day.
    pub corte: NaiveDate,
}

impl fmt::Display for InstanceId<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}/{}", self.obligation, self.policy)?;
        if let Some(plan) = self.plan {
            write!(out, "/{plan}")?;
        }
        write!(out, "/{}", self.corte)
    }
}

/// Every instance whose nominal day lies between two days.
#[derive(Clone, Debug)]
pub struct Schedule<'a> {
    /// The due dates, by nominal day and then by obligation.
    pub cortes: Vec<Corte<'a>>,
    /// The instances, in the order of their cortes, then by policy and plan.
    pub instances: Vec<Instance<'a>>,
    /// Where the wording of each corte stands in the list of the file.
    places: Vec<usize>,
}

impl<'a> Schedule<'a> {
    /// The instances of `world` whose nominal day lies between `first` and `last`, both included.
    ///
    /// Where `repositorio.yaml` could not be read there are none, and none of what is withheld of it: the caller has to
    /// tell that apart.
    pub fn new(world: &'a World, calendar: &Calendar<'a>, first: NaiveDate, last: NaiveDate) -> Self {
        let Some(repository) = world.repository.read() else {
            return Self { cortes: Vec::new(), instances: Vec::new(), places: Vec::new() };
        };
        let mut versions: BTreeMap<&str, Vec<&raw::Obligation>> = BTreeMap::new();
        for obligation in &repository.obligations {
            versions.entry(obligation.id.as_str()).or_default().push(obligation);
        }
        let contingencies = Contingencies::new(&repository.contingencies, calendar);
        let mut cortes: Vec<Corte<'_>> =
            versions.values().flat_map(|versions| cortes(versions, &contingencies, calendar, first, last)).collect();
        cortes.sort_by(|a, b| (a.nominal, a.obligation.id.as_str()).cmp(&(b.nominal, b.obligation.id.as_str())));
        let mut exemptions: HashMap<(&str, &str), Vec<&raw::Exemption>> = HashMap::new();
        for one in &repository.exemptions {
            exemptions.entry((one.obligation.as_str(), one.policy.as_str())).or_default().push(one);
        }
        let mut instances = Vec::new();
        let mut bound: BTreeMap<i32, Vec<&str>> = BTreeMap::new();
        for (at, corte) in cortes.iter().enumerate() {
            let policies = bound.entry(corte.nominal.year()).or_insert_with(|| policies(world, corte.nominal.year()));
            let id = corte.obligation.id.as_str();
            let owes = |policy: &&str| corte.obligation.applies.holds(policy) && !world.withheld.holds(id, policy);
            for policy in policies.iter().copied().filter(owes) {
                let own = exemptions.get(&(id, policy)).into_iter().flatten().copied();
                let holds = |one: &&raw::Exemption| (one.from.get()..=one.until.get()).contains(&corte.nominal);
                let exemption = own.into_iter().find(holds);
                let instance = |plan| Instance { corte: at, policy, plan, exemption };
                match corte.obligation.per {
                    None => instances.push(instance(None)),
                    Some(raw::PerEach::Plan) => {
                        instances.extend(plans(world, corte.covers.1).into_iter().map(|plan| instance(Some(plan))));
                    }
                }
            }
        }
        let places: HashMap<*const raw::Obligation, usize> =
            repository.obligations.iter().enumerate().map(|(place, one)| (std::ptr::from_ref(one), place)).collect();
        let place =
            |corte: &Corte<'_>| places.get(&std::ptr::from_ref(corte.obligation)).copied().unwrap_or(usize::MAX);
        let places = cortes.iter().map(place).collect();
        Self { cortes, instances, places }
    }

    /// Where the wording of the obligation of an instance stands in the list of the file.
    pub(super) fn place(&self, instance: &Instance<'a>) -> usize {
        self.places[instance.corte]
    }

    /// The corte of an instance.
    pub fn corte(&self, instance: &Instance<'a>) -> &Corte<'a> {
        &self.cortes[instance.corte]
    }

    /// The stable name of an instance.
    pub fn id<'s>(&'s self, instance: &Instance<'a>) -> InstanceId<'s>
    where
        'a: 's,
    {
        let corte = self.corte(instance);
        InstanceId {
            obligation: corte.obligation.id.as_str(),
            policy: instance.policy,
            plan: instance.plan.map(|plan| plan.id.as_str()),
            corte: corte.nominal,
        }
    }
}

/// The cortes of the versions of one obligation, by nominal day.
pub(crate) fn cortes<'a>(
    versions: &[&'a raw::Obligation],
    contingencies: &Contingencies<'a>,
    calendar: &Calendar<'a>,
    first: NaiveDate,
    last: NaiveDate,
) -> Vec<Corte<'a>> {
    // The one before the first tells when that one opens; no recurrence is rarer than a quarter.
    let start = first.checked_sub_months(Months::new(7)).unwrap_or(first);
    let mut days: BTreeMap<NaiveDate, (&raw::Obligation, Nominal)> = BTreeMap::new();
    for version in versions {
        for nominal in days_in_force(version, start, last).filter(|nominal| is_measured(version, nominal.day)) {
            days.entry(nominal.day).or_insert((version, nominal)); // the first wording of two that overlap
        }
    }
    let mut previous: Option<NaiveDate> = None;
    let mut cortes = Vec::with_capacity(days.len());
    for (day, (obligation, nominal)) in days {
        let opens = match (nominal.opens, previous.and_then(|previous| previous.succ_opt())) {
            (Some(opens), _) => opens,
            (None, Some(after)) => after,
            (None, None) => nominal.covers.0,
        };
        previous = Some(day);
        if day < first {
            continue;
        }
        let (effective, moved_by, contingency) = effective(obligation, day, contingencies, calendar);
        cortes.push(Corte {
            obligation,
            nominal: day,
            effective,
            opens,
            covers: nominal.covers,
            moved_by,
            contingency,
        });
    }
    cortes
}

/// A day that a recurrence names.
pub(crate) struct Nominal {
    pub day: NaiveDate,
    /// The first day to hand in, where the recurrence itself says it.
    pub(super) opens: Option<NaiveDate>,
    pub covers: (NaiveDate, NaiveDate),
}

/// The day of a month with this number, its last day where the month has none, given the first of the month.
pub(crate) fn day_of_month(first: NaiveDate, number: u32) -> NaiveDate {
    let last = || first.checked_add_months(Months::new(1)).and_then(|next| next.pred_opt()).unwrap_or(first);
    first.with_day(number).unwrap_or_else(last)
}

/// The days that a recurrence names from the month of `from` to that of `until`, and some beyond.
fn nominals(when: &raw::Recurrence, from: NaiveDate, until: NaiveDate) -> Vec<Nominal> {
    let mut found = Vec::new();
    let mut first = from.with_day(1).and_then(|day| day.checked_sub_months(Months::new(6))).unwrap_or(from);
    while first <= until {
        let Some(next) = first.checked_add_months(Months::new(1)) else { break };
        let end = next.pred_opt().unwrap_or(first);
        let day = |day: raw::Day| day_of_month(first, day.get().into());
        match when {
            raw::Recurrence::MonthlyDays(monthly) => {
                let days: BTreeSet<NaiveDate> = monthly.days.iter().map(|&number| day(number)).collect();
                found.extend(days.into_iter().map(|day| Nominal { day, opens: None, covers: (first, end) }));
            }
            raw::Recurrence::MonthlyWindow(window) => {
                let early = Days::new(window.early_days.get().into());
                let opens = day(window.from_day).checked_sub_days(early);
                found.push(Nominal { day: day(window.until_day), opens, covers: (first, end) });
            }
            raw::Recurrence::Quarterly(quarterly) => {
                let quarter = first.checked_sub_months(Months::new(2));
                if let (true, Some(quarter)) = (first.month().is_multiple_of(3), quarter)
                    && let Some(day) = end.checked_add_days(Days::new(quarterly.days_after.get().into()))
                {
                    found.push(Nominal { day, opens: end.succ_opt(), covers: (quarter, end) });
                }
            }
        }
        first = next;
    }
    found
}

/// The last day to hand in, and what moved it.
fn effective<'a>(
    obligation: &raw::Obligation,
    nominal: NaiveDate,
    contingencies: &Contingencies<'a>,
    calendar: &Calendar<'a>,
) -> (NaiveDate, Option<NonWorking<'a>>, Option<&'a raw::Contingency>) {
    let (mut day, moved_by) = match obligation.non_working_day {
        raw::NonWorkingDay::SameDay => (nominal, None),
        raw::NonWorkingDay::NextWorkingDay => (calendar.working_day_from(nominal), calendar.non_working(nominal)),
    };
    let moved = contingencies.moved(day);
    if let Some((later, _)) = moved {
        day = later;
    }
    (day, moved_by, moved.map(|(_, contingency)| contingency))
}

/// The days between two that an obligation names while it is in force, measured or not.
pub(crate) fn days_in_force(
    obligation: &raw::Obligation,
    first: NaiveDate,
    last: NaiveDate,
) -> impl Iterator<Item = Nominal> {
    let from = obligation.in_force_from.map_or(first, |from| from.get().max(first));
    let until = obligation.in_force_until.map_or(last, |until| until.get().min(last));
    nominals(&obligation.when, from, until).into_iter().filter(move |nominal| (from..=until).contains(&nominal.day))
}

/// Whether an obligation is measured in the month of a day.
pub(crate) fn is_measured(obligation: &raw::Obligation, day: NaiveDate) -> bool {
    obligation.measured_since.is_none_or(|since| (day.year(), day.month()) >= since.get())
}

/// The policies of the model that a year is measured with, save those the entity has ended. A year that is not stated
/// has the model of the last one before it, or else of the first.
pub(super) fn policies(world: &World, year: i32) -> Vec<&str> {
    let Some(repository) = world.repository.read() else { return Vec::new() };
    let number = |stated: &&raw::EvaluatedYear| i32::from(stated.year.get());
    let before = repository.years.iter().filter(|stated| number(stated) <= year).max_by_key(number);
    let Some(stated) = before.or_else(|| repository.years.iter().min_by_key(number)) else { return Vec::new() };
    let Some(model) = world.models.values().find(|model| model.model == stated.model) else { return Vec::new() };
    let is_active = |slug: &str| world.policies.get(slug).is_none_or(|policy| policy.active);
    let mut slugs: Vec<&str> = model.policies.iter().map(|policy| policy.policy.as_str()).collect();
    slugs.retain(|slug| is_active(slug));
    slugs.sort_unstable();
    slugs.dedup();
    slugs
}

/// The institutional plans that exist on a day, by key.
fn plans(world: &World, day: NaiveDate) -> Vec<&raw::Plan> {
    let all = world.plans.values().flat_map(|catalogue| &catalogue.plans);
    let mut plans: Vec<&raw::Plan> = all.filter(|plan| exists(plan, day)).collect();
    plans.sort_by_key(|plan| plan.id.as_str());
    plans.dedup_by_key(|plan| plan.id.as_str());
    plans
}

/// Whether an institutional plan exists on a day.
pub(crate) fn exists(plan: &raw::Plan, day: NaiveDate) -> bool {
    plan.in_force_from.is_none_or(|from| from.get() <= day)
        && plan.in_force_until.is_none_or(|until| day <= until.get())
}
