//! An obligation in several wordings: what each takes, and what is said of very many.

use super::{verdict::*, *};
use crate::schedule::{Calendar, Delivery, DueDates, NotNamed, Outcome, Schedule, judge};

#[test]
fn each_wording_takes_its_own_classes() {
    let world = one_policy(|repository| {
        let mut later = repository.obligations[0].clone();
        repository.obligations[0].in_force_until = Some(day("2026-03-10").into());
        later.in_force_from = Some(day("2026-03-11").into());
        later.classes = parse("[comunicado]");
        repository.obligations.push(later);
    });
    let class = raw::SubmissionClass::PressRelease;
    let deliveries = [
        Delivery { class, ..answering("a", "2026-03-05", "2026-03-05") },
        Delivery { class, ..answering("b", "2026-03-14", "2026-03-15") },
        answering("c", "2026-03-28", "2026-03-30"),
        // Without a corte: the first of its month that takes its class.
        Delivery { class, corte: None, ..answering("d", "2026-03-20", "2026-03-30") },
    ];
    let (shown, found) = march(&world, &deliveries, "2026-03-31");
    let expected = [(Outcome::Missed, None), (Outcome::OnTime, Some("b".into())), (Outcome::OnTime, Some("d".into()))];
    assert_eq!((shown.as_slice(), found.unmatched.as_slice()), (&expected[..], &[0, 2][..]));
    // What names a due date says the same.
    let dates = DueDates::new(&world.repository.read().unwrap().obligations);
    let is_named = |one: &Delivery| dates.on(one.class, "gobierno-digital", one.corte.unwrap()).is_ok();
    assert_eq!(deliveries[..3].iter().map(is_named).collect::<Vec<_>>(), [false, true, false]);
}

/// Two obligations that take reports of one policy: days 5, 15 and 30, and days 10 and 15.
fn shared(change: impl FnOnce(&mut raw::Repository)) -> World {
    one_policy(|repository| {
        let mut other = repository.obligations[0].clone();
        other.id = parse("avance");
        other.when = parse("{cada: mes, dias: [10, 15]}");
        repository.obligations.push(other);
        change(repository);
    })
}

/// The obligation and day of March that each delivery answers, and who answers nothing.
fn answered(world: &World, deliveries: &[Delivery]) -> (Vec<Vec<String>>, Vec<usize>) {
    let calendar = Calendar::new(world.holidays.values());
    let schedule = Schedule::new(world, &calendar, day("2026-03-01"), day("2026-03-31"));
    let found = judge(&schedule, &calendar, deliveries, moment("2026-03-31T23:00:00"));
    let of = |at: usize| {
        let own = schedule.instances.iter().zip(&found.verdicts).filter(|(_, verdict)| verdict.answer == Some(at));
        own.map(|(one, _)| format!("{} {}", schedule.id(one).obligation, schedule.corte(one).nominal)).collect()
    };
    ((0..deliveries.len()).map(of).collect(), found.unmatched)
}

#[test]
fn of_two_obligations_of_one_class_the_one_that_names_the_day_is_answered() {
    let deliveries = [
        answering("a", "2026-03-04", "2026-03-05"),
        answering("b", "2026-03-09", "2026-03-10"),
        answering("c", "2026-03-14", "2026-03-15"),
    ];
    let first = |world: &World| answered(world, &deliveries).0[2].clone();
    let (answers, unmatched) = answered(&shared(|_| {}), &deliveries);
    assert_eq!(
        (&answers[0][..], &answers[1][..]),
        (&["reporte 2026-03-05".to_owned()][..], &["avance 2026-03-10".to_owned()][..])
    );
    assert_eq!((answers[2].as_slice(), unmatched.len()), (&["reporte 2026-03-15".to_owned()][..], 0));
    // Both name the 15th: the first of the file, whatever their keys.
    assert_eq!(first(&shared(|repository| repository.obligations.reverse())), ["avance 2026-03-15"]);
}

#[test]
fn without_corte_the_oldest_day_of_two_obligations_is_answered() {
    let loose = |name: &str, at: &str| Delivery { corte: None, ..answering(name, at, "2026-03-05") };
    let six: Vec<Delivery> = ["a", "b", "c", "d", "e", "f"].map(|name| loose(name, "2026-03-02")).into();
    let (answers, unmatched) = answered(&shared(|_| {}), &six);
    let expected =
        ["reporte 2026-03-05", "avance 2026-03-10", "reporte 2026-03-15", "avance 2026-03-15", "reporte 2026-03-30"];
    assert_eq!(answers[..5].concat(), expected);
    assert_eq!((answers[5].len(), unmatched.as_slice()), (0, &[5][..]));
}

#[test]
fn what_stands_beside_a_delivery_is_of_its_obligation() {
    let world = shared(|_| {});
    let first = answering("a", "2026-03-04", "2026-03-15");
    let mut second = answering("b", "2026-03-06", "2026-03-15");
    second.supersedes = Some(first.path.clone());
    let mut third = answering("c", "2026-03-12", "2026-03-15");
    third.complements = Some(second.path.clone());
    let calendar = Calendar::new(world.holidays.values());
    let schedule = Schedule::new(&world, &calendar, day("2026-03-01"), day("2026-03-31"));
    let deliveries = [first, second, Delivery { corte: None, ..third }];
    let found = judge(&schedule, &calendar, &deliveries, moment("2026-03-31T23:00:00"));
    let held: Vec<(&str, &[usize])> = (schedule.instances.iter().zip(&found.verdicts))
        .filter(|(one, _)| schedule.corte(one).nominal == day("2026-03-15"))
        .map(|(one, verdict)| (schedule.id(one).obligation, verdict.others.as_slice()))
        .collect();
    assert_eq!(held, [("avance", &[][..]), ("reporte", &[0, 2][..])]);
}

#[test]
fn no_nearest_day_is_said_where_not_every_wording_is_looked_at() {
    let hint = |count: u16| {
        let world = one_policy(|repository| {
            let one = repository.obligations[0].clone();
            let of_year = |year: u16| raw::Obligation {
                in_force_from: Some(day(&format!("{year}-01-01")).into()),
                in_force_until: Some(day(&format!("{year}-12-31")).into()),
                ..one.clone()
            };
            repository.obligations = (2000..2000 + count).map(of_year).collect();
        });
        let dates = DueDates::new(&world.repository.read().unwrap().obligations);
        let last = day(&format!("{}-11-06", 1999 + count));
        match dates.on(raw::SubmissionClass::Report, "gobierno-digital", last) {
            Err(NotNamed::OtherDays { before, after, .. }) => (before, after),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(hint(64), (Some(day("2063-11-05")), Some(day("2063-11-15"))));
    assert_eq!(hint(65), (None, None));
}
