//! An obligation in several wordings: what each takes, and what is said of very many.

use super::{verdict::*, *};
use crate::schedule::{Delivery, DueDates, NotNamed, Outcome};

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
