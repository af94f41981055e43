//! What a policy owes, and what has come: its cortes of these weeks, each with all its plans.

use chrono::{Datelike as _, Days, Months, NaiveDate};
use mipg::{
    intake::corte::{self, Open},
    messages::shown,
    model::{World, raw::SubmissionClass},
    schedule::{Outcome, Schedule, Verdicts, policy_name, remind::Underway},
};
use unicode_normalization::UnicodeNormalization as _;

use super::{
    super::{judged::judged, underway::underway},
    desk::{Desk, View},
    leader::is_published,
};
use crate::errors::Failure;

/// Months before this one whose unmet cortes are shown.
const BACK: u32 = 2;
/// Days ahead whose cortes are shown.
const AHEAD: u64 = 45;

/// A corte of a policy.
#[derive(Clone, Debug)]
pub(super) struct Owed {
    pub class: SubmissionClass,
    /// All that its obligation takes.
    classes: Vec<SubmissionClass>,
    pub obligation: String,
    pub nominal: NaiveDate,
    pub effective: NaiveDate,
    /// The first day on which it is taken.
    pub opens: NaiveDate,
    /// Whether the deadline is stated, and not supposed.
    pub is_set: bool,
    /// What became of it: of its plans, the one that is furthest behind.
    pub outcome: Outcome,
    /// The plans that are still owed.
    pub plans: Vec<(String, String)>,
    /// What was sent for it and is not published yet.
    pub sent: Option<Sent>,
}

/// Who sent what is on its way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Sent {
    /// A draft of this computer.
    Draft,
    /// A branch of this computer that is no draft any more.
    Branch,
    /// Somebody else.
    Other,
}

impl Owed {
    pub(super) fn is_unmet(&self) -> bool {
        self.outcome.is_unmet()
    }
}

/// The cortes of a policy of these weeks, the oldest first: what is owed, and what came this month.
pub(super) fn owed(desk: &Desk, view: &View, policy: &str) -> Result<Vec<Owed>, Failure> {
    let today = view.today();
    let month = today.with_day(1).unwrap_or(today);
    let first = month.checked_sub_months(Months::new(BACK)).unwrap_or(month);
    let last = today.checked_add_days(Days::new(AHEAD)).unwrap_or(today);
    let mut owed = judged(&view.found, (first, last), view.as_of, desk.lang, |schedule, verdicts| {
        gathered(schedule, verdicts, policy)
    })?;
    owed.retain(|one| one.is_unmet() || one.nominal >= month);
    for (_, kept) in desk.drafts.all().map_err(|error| Failure::Io(desk.drafts.beside(""), error))? {
        let is_on_its_way = kept.sent.as_ref().is_some_and(|sent| sent.is_pushed) && !is_published(view, &kept);
        if is_on_its_way && kept.policy == policy {
            let of_it = |one: &&mut Owed| one.is_unmet() && Some(one.nominal) == kept.due && one.class == kept.class;
            owed.iter_mut().filter(of_it).for_each(|one| one.sent = Some(Sent::Draft));
        }
    }
    let mut found = underway(&view.repository, &view.head, Some(&desk.remote))?;
    found.retain(|(_, one)| one.path.owner == policy);
    for one in owed.iter_mut().filter(|one| one.is_unmet() && one.sent.is_none()) {
        one.sent = on_its_way(view, one, &found)?;
    }
    Ok(owed)
}

/// Who sent what branches of the server bring for all of a corte.
fn on_its_way(view: &View, owed: &Owed, found: &[(String, Underway)]) -> Result<Option<Sent>, Failure> {
    let is_about = |one: &Underway| one.due == owed.nominal && owed.classes.contains(&one.class);
    let (branches, about): (Vec<&String>, Vec<&Underway>) =
        found.iter().filter(|(_, one)| is_about(one)).map(|(branch, one)| (branch, one)).unzip();
    if !Underway::answer(&about, owed.plans.iter().map(|(id, _)| id)) {
        return Ok(None);
    }
    for branch in branches {
        if view.repository.reference(&format!("refs/heads/{branch}"))?.is_none() {
            return Ok(Some(Sent::Other));
        }
    }
    Ok(Some(Sent::Branch))
}

fn gathered(schedule: &Schedule<'_>, verdicts: &Verdicts, policy: &str) -> Vec<Owed> {
    let mut owed: Vec<(usize, Owed)> = Vec::new();
    for (instance, verdict) in schedule.instances.iter().zip(&verdicts.verdicts) {
        if instance.policy != policy {
            continue;
        }
        let corte = schedule.corte(instance);
        let at = match owed.iter().position(|(at, _)| *at == instance.corte) {
            Some(at) => at,
            None => {
                let class = corte.obligation.classes.iter().next().copied().unwrap_or(SubmissionClass::Report);
                owed.push((
                    instance.corte,
                    Owed {
                        class,
                        classes: corte.obligation.classes.iter().copied().collect(),
                        obligation: shown(corte.obligation.name.as_str(), 200),
                        nominal: corte.nominal,
                        effective: corte.effective,
                        opens: corte.opens,
                        is_set: corte.is_set(),
                        outcome: verdict.outcome,
                        plans: Vec::new(),
                        sent: None,
                    },
                ));
                owed.len() - 1
            }
        };
        let one = &mut owed[at].1;
        if verdict.outcome.is_unmet() {
            one.outcome = verdict.outcome;
            one.plans.extend(instance.plan.map(|plan| (plan.id.as_str().to_owned(), plan_name(plan))));
        }
    }
    owed.into_iter().map(|(_, one)| one).collect()
}

/// The policies that take submissions, which are those with a folder: slugs and names, in the order of the names.
pub(super) fn policies(world: &World) -> Vec<(&str, String)> {
    let with_folder = world.policy_slugs().into_iter().filter(|slug| world.has_policy(slug));
    let mut named: Vec<_> = with_folder.map(|slug| (slug, shown(policy_name(world, slug), 200))).collect();
    named.sort_by_cached_key(|(_, name)| plain(name));
    named
}

/// Letters as a dictionary orders them: small, and without accents.
fn plain(name: &str) -> String {
    let base = name.nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c));
    base.flat_map(char::to_lowercase).collect()
}

/// A plan as people know it.
pub(super) fn plan_name(plan: &mipg::model::raw::Plan) -> String {
    let name = shown(plan.name.as_str(), 160);
    plan.acronym.as_ref().map_or_else(|| name.clone(), |acronym| format!("{} ({})", name, shown(acronym.as_str(), 40)))
}

/// The cortes that a class of a policy answers, from the month of a day, or this one, to half a year after another, or today.
pub(super) fn open(
    desk: &Desk,
    view: &View,
    policy: &str,
    class: SubmissionClass,
    (from, to): (NaiveDate, NaiveDate),
) -> Result<Vec<Open>, Failure> {
    let today = view.today();
    let first = from.min(today).with_day(1).unwrap_or(today);
    let last = to.max(today).checked_add_months(Months::new(6)).unwrap_or(today);
    judged(&view.found, (first, last), view.as_of, desk.lang, |schedule, verdicts| {
        corte::of_class(schedule, verdicts, policy, class)
    })
}
