//! How much may be due.

use chrono::{Datelike as _, NaiveDate};

use crate::model::{World, raw};

/// The most instances judged at once: 20 policies with 50 due dates each for 2,000 years.
const MAX_INSTANCES: u64 = 2_000_000;

/// The settings make more instances than are judged.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("more than {limit} instances")]
pub struct TooMany {
    /// The limit.
    pub limit: u64,
}

/// Refuses settings that would make more instances between two days than are judged, before any is made.
///
/// # Errors
/// Where there would be.
pub fn bounded(world: &World, first: NaiveDate, last: NaiveDate) -> Result<(), TooMany> {
    let Some(repository) = world.repository.read() else { return Ok(()) };
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
    if all > MAX_INSTANCES { Err(TooMany { limit: MAX_INSTANCES }) } else { Ok(()) }
}
