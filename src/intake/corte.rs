//! Which corte a submission answers, where nobody says.

use chrono::{Datelike as _, NaiveDate};

use crate::{
    model::raw,
    schedule::{Schedule, Verdicts, day_of_month},
};

/// A due date that a submission may answer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Open {
    /// Its nominal day.
    pub nominal: NaiveDate,
    /// The last day to hand in.
    pub effective: NaiveDate,
    /// The first day on which it is taken.
    pub opens: NaiveDate,
    /// Whether nothing has answered it.
    pub is_unmet: bool,
}

/// What is known of the corte before the schedule is asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Hint {
    /// Year and month, 1–12, that the subject names.
    pub month: Option<(i32, u32)>,
    /// The day of it that the subject names; one that the month lacks is its last.
    pub day: Option<u32>,
}

/// The cortes of a policy that a class answers, by nominal day, each once.
pub fn of_class(schedule: &Schedule<'_>, verdicts: &Verdicts, policy: &str, class: raw::SubmissionClass) -> Vec<Open> {
    let mut open: Vec<Open> = Vec::new();
    for (instance, verdict) in schedule.instances.iter().zip(&verdicts.verdicts) {
        let corte = schedule.corte(instance);
        if instance.policy != policy || !corte.obligation.classes.contains(&class) {
            continue;
        }
        let is_unmet = verdict.outcome.is_unmet();
        match open.iter_mut().find(|one| one.nominal == corte.nominal) {
            // One of its plans is enough: there is still something to hand in.
            Some(one) => one.is_unmet |= is_unmet,
            None => {
                open.push(Open { nominal: corte.nominal, effective: corte.effective, opens: corte.opens, is_unmet })
            }
        }
    }
    open.sort_unstable();
    open
}

/// The corte that a submission without one answers: the oldest unmet of its month, else the next unmet one.
///
/// A month that is named is never left: where all its cortes are met, none is chosen and a person decides.
pub fn choose(open: &[Open], hint: Hint, today: NaiveDate) -> Option<Open> {
    let in_month =
        |month: (i32, u32)| open.iter().filter(move |one| (one.nominal.year(), one.nominal.month()) == month);
    if let (Some((year, month)), Some(day)) = (hint.month, hint.day) {
        let day = day_of_month(NaiveDate::from_ymd_opt(year, month, 1)?, day);
        return open.iter().find(|one| one.nominal == day).copied();
    }
    let oldest = |month| in_month(month).find(|one| one.is_unmet).copied();
    match hint.month {
        Some(month) => oldest(month),
        None => oldest((today.year(), today.month()))
            .or_else(|| open.iter().find(|one| one.is_unmet && one.nominal > today).copied()),
    }
}

/// Of the month of a corte that was over on the day of filing, the one still owed that the day was in time for.
pub fn in_time(open: &[Open], nominal: NaiveDate, filed: NaiveDate) -> Option<Open> {
    let chosen = open.iter().find(|one| one.nominal == nominal).filter(|one| one.effective < filed)?;
    let month = |one: &Open| (one.nominal.year(), one.nominal.month());
    let is_in_time = |one: &&Open| one.is_unmet && (one.opens..=one.effective).contains(&filed);
    open.iter().filter(|one| month(one) == month(chosen)).find(is_in_time).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::tests::day;

    fn open(met: &[&str], unmet: &[&str]) -> Vec<Open> {
        let one =
            |is_unmet| move |text: &&str| Open { nominal: day(text), effective: day(text), opens: day(text), is_unmet };
        let mut all: Vec<Open> = met.iter().map(one(false)).chain(unmet.iter().map(one(true))).collect();
        all.sort();
        all
    }

    fn chosen(open: &[Open], hint: Hint, today: &str) -> Option<String> {
        choose(open, hint, day(today)).map(|one| one.nominal.to_string())
    }

    #[test]
    fn the_oldest_unmet_of_the_month_or_the_next() {
        let open = open(&["2026-11-05"], &["2026-10-30", "2026-11-15", "2026-11-30", "2026-12-05"]);
        let none = Hint::default();
        assert_eq!(chosen(&open, none, "2026-11-20").as_deref(), Some("2026-11-15"), "late, and still owed");
        assert_eq!(chosen(&open, none, "2026-12-06").as_deref(), Some("2026-12-05"));
        let all = self::open(&["2026-11-05", "2026-11-15", "2026-11-30"], &["2026-10-30", "2026-12-05"]);
        assert_eq!(chosen(&all, none, "2026-11-20").as_deref(), Some("2026-12-05"), "the next one");
        assert_eq!(chosen(&[], none, "2026-11-20"), None);
    }

    #[test]
    fn what_came_after_a_deadline_may_answer_the_next() {
        let one = |nominal, opens, effective| Open {
            nominal: day(nominal),
            opens: day(opens),
            effective: day(effective),
            is_unmet: true,
        };
        let mut open = [one("2026-11-05", "2026-11-01", "2026-11-05"), one("2026-11-15", "2026-11-06", "2026-11-17")];
        let better = |open: &[Open], filed| in_time(open, day("2026-11-05"), day(filed)).map(|one| one.nominal);
        assert_eq!(better(&open, "2026-11-15"), Some(day("2026-11-15")));
        assert_eq!(better(&open, "2026-11-05"), None, "in time");
        assert_eq!(better(&open, "2026-11-18"), None, "late for both");
        open[1].is_unmet = false;
        assert_eq!(better(&open, "2026-11-15"), None, "answered");
    }

    #[test]
    fn a_month_that_is_named_is_not_left() {
        let open = open(&["2026-11-05"], &["2026-10-30", "2026-12-05"]);
        let month = |month| Hint { month: Some((2026, month)), day: None };
        assert_eq!(chosen(&open, month(10), "2026-11-20").as_deref(), Some("2026-10-30"));
        assert_eq!(chosen(&open, month(11), "2026-11-20"), None);
    }

    #[test]
    fn a_day_that_is_named_is_that_day_met_or_not() {
        let open = open(&["2026-11-05"], &["2026-02-28"]);
        let on = |month, day| Hint { month: Some((2026, month)), day: Some(day) };
        assert_eq!(chosen(&open, on(11, 5), "2026-11-20").as_deref(), Some("2026-11-05"));
        assert_eq!(chosen(&open, on(2, 30), "2026-11-20").as_deref(), Some("2026-02-28"), "February has no 30");
        assert_eq!(chosen(&open, on(11, 6), "2026-11-20"), None);
    }
}
