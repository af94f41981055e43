//! How far the schedule is judged, and how much of it there may be.

use chrono::{Datelike as _, Months, NaiveDate};

use super::board::{BoardError, Question};
use crate::{
    model::{World, raw},
    schedule::{Delivery, day_of},
};

/// The most instances judged at once: 20 policies with 50 due dates each for 2,000 years.
const MAX_INSTANCES: u64 = 2_000_000;
/// Years before the moment asked in which a delivery still widens what is judged.
const OLDEST: i32 = 50;
/// Years after it.
const NEWEST: i32 = 2;
/// The years that holidays are known for.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2100;

/// The days judged: those of the period, of the moment asked, and of every delivery not absurdly far from it, with half
/// a year on each side, so that the same delivery meets the same due dates whatever is asked.
pub(super) fn span(deliveries: &[Delivery], question: &Question<'_>) -> (NaiveDate, NaiveDate) {
    let year = day_of(question.as_of).year();
    let near = (year - OLDEST)..=(year + NEWEST);
    let of = |one: &Delivery| {
        let stamps = [Some(one.repository), one.sigob].into_iter().flatten().map(|stamp| day_of(stamp.at).year());
        let stated = one.corte.map(|corte| corte.year());
        stamps.chain(stated).chain([i32::from(one.path.year)]).collect::<Vec<_>>()
    };
    let years = deliveries.iter().flat_map(of).filter(|year| near.contains(year));
    let mut years: Vec<i32> = years.chain([year, question.period.year()]).collect();
    years.iter_mut().for_each(|year| *year = (*year).clamp(*YEARS.start(), *YEARS.end()));
    let (first, last) = (years.iter().copied().min().unwrap_or(year), years.iter().copied().max().unwrap_or(year));
    let first = NaiveDate::from_ymd_opt(first, 1, 1).unwrap_or_default();
    let last = NaiveDate::from_ymd_opt(last, 12, 31).unwrap_or_default();
    let half = Months::new(6);
    (first.checked_sub_months(half).unwrap_or(first), last.checked_add_months(half).unwrap_or(last))
}

/// Refuses settings that would make more instances than are judged, before any is made.
pub(super) fn bounded(
    world: &World,
    repository: &raw::Repository,
    first: NaiveDate,
    last: NaiveDate,
) -> Result<(), BoardError> {
    let count = |length: usize| u64::try_from(length).unwrap_or(u64::MAX);
    let policies = world.models.values().map(|model| count(model.policies.len())).max().unwrap_or(0);
    let plans: u64 = world.plans.values().map(|plans| count(plans.plans.len())).sum();
    let months = u64::try_from((last.year() - first.year() + 1) * 12).unwrap_or(0);
    let of = |obligation: &raw::Obligation| {
        let days = match &obligation.when {
            raw::Recurrence::MonthlyDays(monthly) => count(monthly.days.len()),
            raw::Recurrence::MonthlyWindow(_) | raw::Recurrence::Quarterly(_) => 1,
        };
        let bound = match &obligation.applies {
            raw::Scope::Only(only) => count(only.len()).min(policies),
            raw::Scope::All(_) | raw::Scope::Except(_) => policies,
        };
        let each = if obligation.per.is_some() { plans } else { 1 };
        days.saturating_mul(bound).saturating_mul(each).saturating_mul(months)
    };
    let all = repository.obligations.iter().map(of).fold(0, u64::saturating_add);
    if all > MAX_INSTANCES { Err(BoardError::TooMany { limit: MAX_INSTANCES }) } else { Ok(()) }
}
