//! How far the schedule is judged.

use chrono::{Datelike as _, Months, NaiveDate};

use super::board::Question;
use crate::schedule::{Delivery, day_of};

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
