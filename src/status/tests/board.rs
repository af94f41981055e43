//! What a board holds, whatever is asked.

use proptest::prelude::*;

use super::*;
use crate::{
    repo_path::RepoPath,
    schedule::{Filing, Outcome, Proof, TooMany},
    status::BoardError,
};

/// March 2026 of Gobierno Digital: on time on the 5th; the 15th (a Sunday, so Monday 16) late and filed before through
/// SIGOB; the 30th missing. Of Transparencia: nothing.
fn march() -> Deliveries {
    let mut late = report("gobierno-digital", "2026-03-20", "2026-03-15");
    late.sigob = Some(Stamp::of_sigob(moment("2026-03-17T08:00:00")));
    deliveries(settings(|_| {}), vec![report("gobierno-digital", "2026-03-05", "2026-03-05"), late])
}

#[test]
fn a_month_is_counted_by_policy_and_together() {
    let found = march();
    let board = asked(&found, Period::Month(2026, 3), "2026-03-29");
    let of = |policy: &str, outcome| board.policies[policy].count(outcome);
    assert_eq!((of("gobierno-digital", Outcome::OnTime), of("gobierno-digital", Outcome::Late)), (1, 1));
    assert_eq!((of("gobierno-digital", Outcome::Missed), of("gobierno-digital", Outcome::Pending)), (1, 1));
    assert_eq!((of("transparencia", Outcome::Missed), of("transparencia", Outcome::Pending)), (2, 1));
    assert_eq!((board.totals.instances(), board.totals.due(), board.totals.on_time()), (7, 5, Some(200)));
    assert_eq!((board.totals.proof(Proof::Declared), board.totals.proof(Proof::Unprovable)), (1, 1));
    assert_eq!((board.totals.proof(Proof::ThirdParty), board.totals.decided()), (0, 2));
    assert_eq!((board.totals.handling.count, board.totals.handling.days), (1, 3));
    // The corte of Sunday 15 moved, and says why.
    let moved = board.dues.iter().find(|due| due.corte.nominal == day("2026-03-15")).unwrap();
    assert_eq!((moved.corte.effective, moved.skipped.len()), (day("2026-03-16"), 1));
    let ids: Vec<String> = board.rows.iter().map(|row| board.id(row).to_string()).collect();
    assert_eq!(ids[0], "comunicado/gobierno-digital/2026-03-05");
    assert_eq!(ids[6], "reporte/transparencia/2026-03-30");
}

#[test]
fn what_is_asked_changes_no_outcome() {
    let mut found = march();
    let mut without = report("gobierno-digital", "2026-03-28", "2026-02-05");
    without.corte = None; // of no corte: the oldest unmet of its month
    found.deliveries.push(without);
    let outcomes = |period, policy| {
        let question = Question { as_of: moment("2026-04-20"), period, policy };
        let board = Board::new(&found, question).unwrap();
        let of = |row: &crate::status::Row<'_>| (board.id(row).to_string(), row.outcome);
        board.rows.iter().map(of).collect::<Vec<_>>()
    };
    let year = outcomes(Period::Year(2026), None);
    for month in 1..=12 {
        for policy in [None, Some("gobierno-digital"), Some("transparencia")] {
            for one in outcomes(Period::Month(2026, month), policy) {
                assert!(year.contains(&one), "{one:?}");
            }
        }
    }
    assert_eq!(year.len(), 2 * 36 + 12 + 4 * 12);
    let answered = year.iter().filter(|(_, outcome)| matches!(outcome, Outcome::OnTime | Outcome::Late)).count();
    assert_eq!(answered, 3);
}

#[test]
fn nothing_due_has_no_percentage_and_nothing_measured_says_since_when() {
    let found = march();
    let board = asked(&found, Period::Month(2026, 12), "2026-03-29");
    assert_eq!((board.totals.instances(), board.totals.due(), board.totals.on_time()), (7, 0, None));
    let board = asked(&found, Period::Year(2025), "2026-03-29");
    assert_eq!((board.rows.len(), board.measured_since()), (0, Some((2026, 1))));
    assert!(board.policies.is_empty());
}

#[test]
fn what_answers_nothing_is_named_and_what_was_not_read_is_counted() {
    let mut found = march();
    found.deliveries.push(report("gobierno-digital", "2026-03-06", "2026-03-07"));
    let mut elsewhere = report("transparencia", "2026-03-02", "2026-03-05");
    elsewhere.class = raw::SubmissionClass::PressRelease; // owed by another policy alone
    found.deliveries.push(elsewhere);
    found.unread = vec![SubmissionPath::parse("transparencia/2025/01/reporte-0000").unwrap()];
    let board = asked(&found, Period::Month(2026, 3), "2026-04-20");
    let names: Vec<&str> = board.unmatched.iter().map(|one| one.path.owner.as_str()).collect();
    assert_eq!(names, ["gobierno-digital", "transparencia"]);
    assert_eq!((board.read(), board.is_whole()), ((4, 5), false));
    let question =
        Question { as_of: moment("2026-04-20"), period: Period::Year(2026), policy: Some("gobierno-digital") };
    let other = Board::new(&found, question).unwrap();
    assert_eq!((other.read(), other.is_whole()), ((3, 3), true));
}

#[test]
fn what_came_later_is_left_out_and_counted() {
    let found = march();
    let board = asked(&found, Period::Month(2026, 3), "2026-03-06");
    assert_eq!((board.later, board.totals.count(Outcome::OnTime), board.totals.decided()), (1, 1, 1));
}

#[test]
fn the_monthly_minimum_is_an_indicator_beside_the_instances() {
    let mut found = march();
    let mut superseded = report("gobierno-digital", "2026-03-04", "2026-03-05");
    superseded.path.name = "reporte-ffff".into();
    found.deliveries[0].supersedes = Some(superseded.path.clone());
    found.deliveries.push(superseded);
    let board = asked(&found, Period::Month(2026, 3), "2026-03-29");
    let minimum = board.minimums.iter().find(|one| one.policy == "gobierno-digital").unwrap();
    assert_eq!((minimum.count, minimum.required, minimum.is_over, minimum.is_met()), (2, 3, false, false));
    assert_eq!(board.minimums.len(), 2);
    assert!(asked(&found, Period::Month(2026, 4), "2026-03-29").minimums.is_empty());
    assert!(asked(&found, Period::Month(2026, 3), "2026-04-01").minimums.iter().all(|one| one.is_over));
}

#[test]
fn the_monthly_minimum_is_closed_after_the_last_deadline_of_the_month() {
    // Saturday 30 May 2026: until Monday 1 June.
    let found = deliveries(settings(|_| {}), vec![report("gobierno-digital", "2026-06-01T20:00:00", "2026-05-30")]);
    let is_over = |month, as_of: &str| {
        let board = asked(&found, Period::Month(2026, month), as_of);
        let over: BTreeSet<bool> = board.minimums.iter().map(|one| one.is_over).collect();
        assert_eq!(board.minimums.len(), 2);
        over.into_iter().collect::<Vec<_>>()
    };
    assert_eq!(is_over(5, "2026-06-01T23:59:59"), [false]);
    assert_eq!(is_over(5, "2026-06-02T00:00:00"), [true]);
    // The last deadline of March is the 30th, and the month ends on the 31st.
    assert_eq!((is_over(3, "2026-03-31T23:59:59"), is_over(3, "2026-04-01T00:00:00")), (vec![false], vec![true]));
    let board = asked(&found, Period::Year(2026), "2026-06-01T21:00:00");
    let of_may = board.minimums.iter().find(|one| one.policy == "gobierno-digital" && one.month == (2026, 5)).unwrap();
    assert_eq!((of_may.is_over, of_may.count), (false, 1));
    assert!(!board.minimums.iter().any(|one| one.is_over && one.month >= (2026, 5)));
}

#[test]
fn the_monthly_minimum_counts_what_was_withdrawn_later() {
    let mut found = march();
    found.deliveries[0].withdrawn = Some(moment("2026-03-28"));
    let count = |as_of: &str| {
        let board = asked(&found, Period::Month(2026, 3), as_of);
        board.minimums.iter().find(|one| one.policy == "gobierno-digital").unwrap().count
    };
    assert_eq!((count("2026-03-27"), count("2026-03-28")), (2, 1));
}

/// A number of SIGOB with two dates, one of them of another policy.
#[test]
fn a_number_with_two_dates_is_told_where_it_is_asked() {
    let mut found = march();
    let filing = |at: &str| Some(Filing { number: "AMC-OFI-0000001-2026".to_owned(), at: moment(at), is_own: true });
    found.deliveries[0].filing = filing("2026-03-04T10:00:00");
    let mut other = report("transparencia", "2026-03-20", "2026-03-15");
    other.filing = filing("2026-03-03T10:00:00");
    found.deliveries.push(other);
    let told = |policy, as_of: &str| {
        let question = Question { as_of: moment(as_of), period: Period::Month(2026, 3), policy };
        Board::new(&found, question).unwrap().discords.len()
    };
    for policy in [None, Some("gobierno-digital"), Some("transparencia")] {
        assert_eq!(told(policy, "2026-03-29"), 1, "{policy:?}");
    }
    // The other one had not come.
    assert_eq!(told(None, "2026-03-19"), 0);
    assert_eq!(told(Some("integridad"), "2026-03-29"), 0);
}

#[test]
fn the_days_of_handling_are_those_of_the_version_whose_time_decides() {
    let mut first = report("gobierno-digital", "2026-03-10", "2026-03-05");
    first.sigob = Some(Stamp::of_sigob(moment("2026-03-05T10:00:00")));
    let mut next = report("gobierno-digital", "2026-03-11", "2026-03-05");
    next.supersedes = Some(first.path.clone());
    let found = deliveries(settings(|_| {}), vec![first, next]);
    let board = asked(&found, Period::Month(2026, 3), "2026-03-29");
    assert_eq!((board.totals.kept, board.totals.handling.count, board.totals.handling.days), (1, 1, 5));
}

#[test]
fn a_submission_counts_for_the_minimum_of_one_obligation() {
    let found = march();
    let both = settings(|repository| {
        let mut other = repository.obligations[0].clone();
        other.id = parse("avance");
        other.when = parse("{cada: mes, dias: [20]}");
        repository.obligations.push(other);
    });
    let alone = asked(&found, Period::Month(2026, 3), "2026-03-29");
    let count = |board: &Board<'_>, id: &str| {
        let own = board.minimums.iter().filter(|one| one.policy == "gobierno-digital" && one.obligation == id);
        own.map(|one| one.count).collect::<Vec<_>>()
    };
    let shared = deliveries(both, found.deliveries.clone());
    let shared = asked(&shared, Period::Month(2026, 3), "2026-03-29");
    assert_eq!(count(&alone, "reporte"), [2]);
    assert_eq!((count(&shared, "reporte"), count(&shared, "avance")), (vec![2], vec![0]));
}

#[test]
fn what_cannot_be_known_is_an_error() {
    let ask = |found: &Deliveries, year| {
        let question = Question { as_of: moment("2026-03-29"), period: Period::Year(year), policy: None };
        Board::new(found, question).map(|board| board.rows.len())
    };
    let unknown = |path: &str| Err(BoardError::Unknown([RepoPath::new(path).unwrap()].into()));
    let nothing = deliveries(World::default(), Vec::new());
    assert_eq!(ask(&nothing, 2026), unknown("policies/repositorio.yaml"));
    let mut world = settings(|_| {});
    world.models.clear();
    assert_eq!(ask(&deliveries(world, Vec::new()), 2026), unknown("policies/catalogo/mipg-v6.yaml"));
    let many = settings(|repository| {
        let one = repository.obligations[0].clone();
        repository.obligations = vec![raw::Obligation { applies: raw::Scope::default(), ..one }; 2_000];
    });
    assert_eq!(ask(&deliveries(many, Vec::new()), 2026), Err(BoardError::TooMany(TooMany { limit: 2_000_000 })));
    // Absurd dates of deliveries widen nothing, and every other instance is judged.
    let mut absurd = march();
    absurd.deliveries[0].corte = Some(day("2099-01-05"));
    absurd.deliveries[1].repository.at = DateTime::from_timestamp(253_402_300_799, 0).unwrap().fixed_offset();
    assert_eq!(ask(&absurd, 2026), ask(&march(), 2026));
}

proptest! {
    /// Whenever one asks and for whatever month: the states add up to the instances, and so do those of the policies.
    #[test]
    fn the_states_add_up(
        days in prop::collection::vec((0_i64..500, 0_u32..15, any::<bool>(), any::<bool>()), 0..20),
        month in 1_u32..=12,
        asked_day in 0_i64..500,
    ) {
        let mut all = Vec::new();
        for (at, corte, is_filed, is_withdrawn) in days {
            let corte = ["05", "15", "30"][corte as usize % 3].to_owned();
            let mut one = report("gobierno-digital", "2026-01-01", &format!("2026-{:02}-{corte}", at % 12 + 1).replace("02-30", "02-28"));
            one.path.name = format!("reporte-{at:04x}{}", all.len());
            one.repository = Stamp::of_commit(moment("2026-01-01") + TimeDelta::days(at));
            one.sigob = is_filed.then(|| Stamp::of_sigob(one.repository.at - TimeDelta::days(at % 7)));
            one.withdrawn = is_withdrawn.then(|| one.repository.at + TimeDelta::days(5));
            all.push(one);
        }
        let found = deliveries(settings(|_| {}), all);
        let as_of = moment("2026-01-01") + TimeDelta::days(asked_day);
        for period in [Period::Month(2026, month), Period::Year(2026)] {
            let board = Board::new(&found, Question { as_of, period, policy: None }).unwrap();
            let totals = board.totals;
            prop_assert_eq!(totals.instances(), board.rows.len());
            prop_assert_eq!(Outcome::ALL.iter().map(|one| totals.count(*one)).sum::<usize>(), board.rows.len());
            prop_assert_eq!(board.policies.values().map(|one| one.instances()).sum::<usize>(), board.rows.len());
            let aside = [Outcome::NotApplicable, Outcome::Pending, Outcome::Upcoming, Outcome::Received, Outcome::NoRecord];
            prop_assert_eq!(totals.due(), board.rows.len() - aside.iter().map(|one| totals.count(*one)).sum::<usize>());
            let decided = [Outcome::OnTime, Outcome::Late, Outcome::Received];
            prop_assert_eq!(totals.decided(), decided.iter().map(|one| totals.count(*one)).sum::<usize>());
            prop_assert_eq!(totals.on_time().is_none(), totals.due() == 0);
        }
    }
}

/// The rules of holidays end with 2026.
fn holidays_until_2026(world: &mut World) {
    let until = parse::<raw::Year>("2026");
    for catalogue in world.holidays.values_mut() {
        catalogue.fixed.iter_mut().chain(&mut catalogue.movable).for_each(|rule| rule.until_year = Some(until));
        catalogue.easter.iter_mut().for_each(|rule| rule.until_year = Some(until));
    }
}

#[test]
fn a_term_that_ends_in_a_year_without_holidays_is_no_verdict() {
    let corrected = |at: &str, is_known: bool| {
        let mut world = settings(|_| {});
        if !is_known {
            holidays_until_2026(&mut world);
        }
        let first = report("gobierno-digital", "2026-12-30", "2026-12-30");
        let mut next = report("gobierno-digital", at, "2026-12-30");
        next.supersedes = Some(first.path.clone());
        deliveries(world, vec![first, next])
    };
    let months = [(2026, 12), (2026, 11)];
    let unknown = |found: &Deliveries| {
        months.map(|(year, month)| {
            let board = asked(found, Period::Month(year, month), "2027-02-01");
            board.years_without_holidays().into_iter().collect::<Vec<_>>()
        })
    };
    // Five working days from Wednesday 30 December end on 7 January: New Year's Day is none.
    let kept = |found: &Deliveries| asked(found, Period::Month(2026, 12), "2027-02-01").totals.kept;
    let known = ["2027-01-07", "2027-01-08"].map(|at| corrected(at, true));
    assert_eq!(known.each_ref().map(kept), [1, 0]);
    let none: [Vec<i32>; 2] = [vec![], vec![]];
    assert_eq!(known.each_ref().map(unknown), [none.clone(), none.clone()]);
    // Without holidays they seem to end on the 6th: what came by then is in time all the same.
    let in_doubt = ["2027-01-06", "2027-01-07"].map(|at| corrected(at, false));
    assert_eq!(in_doubt.each_ref().map(unknown), [none, [vec![2027], vec![]]]);
}
