//! What is due between two days, judged by what came: the one way to it of every command that asks.

use chrono::{DateTime, FixedOffset, NaiveDate};
use mipg::{
    messages::Lang,
    schedule::{self, Calendar, Schedule, Verdicts},
    status::Deliveries,
};

use super::calendar;
use crate::errors::Failure;

/// Does something with the schedule between two days, both within, and what became of each of its cortes.
pub(super) fn judged<T>(
    found: &Deliveries,
    (first, last): (NaiveDate, NaiveDate),
    as_of: DateTime<FixedOffset>,
    lang: Lang,
    look: impl FnOnce(&Schedule<'_>, &Verdicts) -> T,
) -> Result<T, Failure> {
    let world = &found.world;
    schedule::bounded(world, first, last).map_err(|excess| calendar::excess(&excess, lang))?;
    let working_days = Calendar::new(world.holidays.values());
    let schedule = Schedule::new(world, &working_days, first, last);
    let verdicts = schedule::judge(&schedule, &working_days, &found.deliveries, as_of);
    Ok(look(&schedule, &verdicts))
}
