//! The days of the example: the deadlines of 2025 and moments in Colombia.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate};

use crate::{
    messages::Lang,
    schedule::{bogota, day_of_month, words},
};

/// The year the example tells.
pub const YEAR: i32 = 2025;

/// The name of the month of a day.
pub fn month_name(day: NaiveDate) -> &'static str {
    words::month(day.month(), Lang::Es)
}

/// A day written as people do: 5 de marzo de 2025.
pub fn written(day: NaiveDate) -> String {
    format!("{} de {} de {}", day.day(), month_name(day), day.year())
}

/// A civil day.
///
/// # Panics
///
/// When there is no such day: days are constants of this crate.
pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day of the calendar")
}

/// The last day of a month.
pub fn last_day(year: i32, month: u32) -> NaiveDate {
    due(year, month, 31)
}

/// The due day `day_of_month` of a month: its last day where the month is shorter.
pub fn due(year: i32, month: u32, number: u32) -> NaiveDate {
    day_of_month(day(year, month, 1), number)
}

/// A moment of a day in Colombia (UTC−5), `minute` counted from midnight.
pub fn at(day: NaiveDate, minute: u32) -> DateTime<FixedOffset> {
    let clock = day.and_hms_opt(minute / 60 % 24, minute % 60, 0).expect("a minute of a day");
    clock.and_local_timezone(bogota()).single().expect("an offset has no gaps")
}

/// The moment the example is judged at: after everything it tells.
pub fn as_of() -> DateTime<FixedOffset> {
    at(day(2026, 1, 31), 12 * 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_months_end_on_their_last_day() {
        assert_eq!(due(2025, 2, 30), day(2025, 2, 28));
        assert_eq!(due(2025, 4, 30), day(2025, 4, 30));
        assert_eq!(last_day(2025, 12), day(2025, 12, 31));
        assert_eq!(written(day(2025, 3, 5)), "5 de marzo de 2025");
        assert_eq!(at(day(2025, 3, 5), 605).to_rfc3339(), "2025-03-05T10:05:00-05:00");
    }
}
