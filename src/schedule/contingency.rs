//! The days that contingencies take out of the calendar, found without looking at each of them.

use chrono::NaiveDate;

use super::calendar::Calendar;
use crate::model::raw;

/// The contingencies of the settings, by their first day.
#[derive(Debug)]
pub(crate) struct Contingencies<'a> {
    /// For each, of those that begin no later: the one that ends last, and the first working day after all that follow
    /// it without a working day between.
    spans: Vec<Span<'a>>,
}

#[derive(Debug)]
struct Span<'a> {
    from: NaiveDate,
    longest: &'a raw::Contingency,
    moves_to: NaiveDate,
}

impl<'a> Contingencies<'a> {
    /// Those of some settings, with the working days of a calendar.
    pub(crate) fn new(all: &'a [raw::Contingency], calendar: &Calendar<'a>) -> Self {
        let mut sorted: Vec<&raw::Contingency> = all.iter().filter(|one| one.from <= one.until).collect();
        sorted.sort_by_key(|one| one.from);
        let mut spans: Vec<Span<'a>> = Vec::with_capacity(sorted.len());
        for one in sorted {
            let before = spans.last().map(|span| span.longest);
            let longest = before.filter(|before| before.until >= one.until).unwrap_or(one);
            let until = longest.until.get();
            let moves_to = calendar.working_day_from(until.succ_opt().unwrap_or(until));
            spans.push(Span { from: one.from.get(), longest, moves_to });
        }
        let mut found = Self { spans };
        // What comes after a span is known before it.
        for at in (0..found.spans.len()).rev() {
            let moved = found.spans[at].moves_to;
            if let Some(next) = found.holding(moved) {
                found.spans[at].moves_to = next.moves_to;
            }
        }
        found
    }

    /// Where a deadline moves that falls in a contingency: the first working day out of all of them, and of those it falls
    /// in the one that ends last.
    pub(crate) fn moved(&self, day: NaiveDate) -> Option<(NaiveDate, &'a raw::Contingency)> {
        self.holding(day).map(|span| (span.moves_to, span.longest))
    }

    fn holding(&self, day: NaiveDate) -> Option<&Span<'a>> {
        let begun = self.spans.partition_point(|span| span.from <= day);
        self.spans[..begun].last().filter(|span| day <= span.longest.until.get())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::schedule::tests::{day, holidays, parse};

    fn contingency(from: NaiveDate, until: NaiveDate) -> raw::Contingency {
        parse(&format!("{{desde: {from}, hasta: {until}, motivo: Sin energía, acto: Circular 1 de 2026}}"))
    }

    #[test]
    fn a_day_in_none_stays() {
        let holidays = holidays();
        let calendar = Calendar::new([&holidays]);
        let all = [contingency(day("2026-03-05"), day("2026-03-06"))];
        let found = Contingencies::new(&all, &calendar);
        assert!(found.moved(day("2026-03-04")).is_none() && found.moved(day("2026-03-07")).is_none());
        // Thursday and Friday: to Monday.
        assert_eq!(found.moved(day("2026-03-05")), Some((day("2026-03-09"), &all[0])));
        assert!(Contingencies::new(&[], &calendar).moved(day("2026-03-05")).is_none());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        /// Day by day: the first one that is a working day and in no contingency.
        #[test]
        fn the_first_working_day_out_of_all_of_them(
            spans in prop::collection::vec((0_u64..120, 0_u64..12), 0..24),
            asked in 0_u64..140,
        ) {
            let holidays = holidays();
            let calendar = Calendar::new([&holidays]);
            let at = |days: u64| day("2026-03-01") + chrono::Days::new(days);
            let all: Vec<_> = spans.iter().map(|(from, long)| contingency(at(*from), at(from + long))).collect();
            let holds = |day: NaiveDate| all.iter().any(|one| (one.from.get()..=one.until.get()).contains(&day));
            let found = Contingencies::new(&all, &calendar).moved(at(asked));
            let mut expected = at(asked);
            while holds(expected) || calendar.non_working(expected).is_some() {
                expected = expected.succ_opt().unwrap();
            }
            prop_assert_eq!(found.map(|(day, _)| day), holds(at(asked)).then_some(expected));
            if let Some((_, one)) = found {
                prop_assert!((one.from.get()..=one.until.get()).contains(&at(asked)));
            }
        }
    }
}
