//! Very long chains of supersession: one version after another, in a circle, across policies.

use std::time::{Duration, Instant};

use chrono::TimeDelta;

use super::{verdict::*, *};
use crate::{
    model::SubmissionPath,
    schedule::{Delivery, Outcome, Stamp},
};

/// What following a chain again for each of its versions could not keep to: that would take minutes.
const SOON: Duration = Duration::from_secs(20);

/// Versions of one report, a minute apart from the morning of 5 March 2026; each supersedes the one before.
fn chain(count: usize) -> Vec<Delivery> {
    let mut chain: Vec<Delivery> = Vec::with_capacity(count);
    for index in 0..count {
        let mut next = answering(&format!("reporte-{index:05x}"), "2026-03-05T06:00:00", "2026-03-05");
        next.repository = Stamp::of_commit(moment("2026-03-05T06:00:00") + TimeDelta::minutes(index as i64));
        next.supersedes = chain.last().map(|before| before.path.clone());
        chain.push(next);
    }
    chain
}

#[test]
fn a_chain_of_thousands_is_followed_once() {
    let started = Instant::now();
    let mut versions = chain(10_000);
    // The last version states no corte of its own: it answers that of the ones it corrects.
    versions.last_mut().unwrap().corte = None;
    let (shown, found) = march(&one_policy(|_| {}), &versions, "2026-03-31");
    assert_eq!(shown[0].1.as_deref(), Some("reporte-0270f"));
    // 10,000 minutes end on the 12th, the last of the five working days of the first version.
    assert_eq!((shown[0].0, found.verdicts[0].is_kept), (Outcome::OnTime, true));
    assert_eq!(found.verdicts[0].stamp.unwrap().at, versions[0].repository.at);
    assert_eq!(found.verdicts[0].others, (0..9_999).collect::<Vec<_>>());
    assert_eq!((shown[1].0, shown[2].0, found.unmatched.len()), (Outcome::Missed, Outcome::Missed, 0));
    // Withdrawn at its end, it answers nothing and stands beside what it was for.
    versions.last_mut().unwrap().withdrawn = Some(moment("2026-03-20"));
    let (shown, found) = march(&one_policy(|_| {}), &versions, "2026-03-31");
    assert_eq!((shown[0].0, found.verdicts[0].others.len()), (Outcome::Missed, 9_999));
    assert_eq!(found.unmatched, [9_999]);
    assert!(started.elapsed() < SOON, "{:?}", started.elapsed());
}

#[test]
fn thousands_in_a_circle_answer_nothing() {
    let started = Instant::now();
    let mut circle = chain(10_000);
    circle[0].supersedes = Some(circle[9_999].path.clone());
    // One more comes in beside the circle: another had superseded that one first.
    let mut beside = answering("reporte-fffff", "2026-03-12", "2026-03-05");
    beside.supersedes = Some(circle[7].path.clone());
    circle.push(beside);
    let (shown, found) = march(&one_policy(|_| {}), &circle, "2026-03-31");
    assert_eq!(shown[0], (Outcome::Late, Some("reporte-fffff".into())));
    assert_eq!((found.verdicts[0].others.len(), found.unmatched.len()), (10_000, 0));
    assert!(started.elapsed() < SOON, "{:?}", started.elapsed());
}

#[test]
fn of_thousands_that_supersede_the_same_the_first_does() {
    let started = Instant::now();
    let mut fork = chain(10_000);
    let first = fork[0].path.clone();
    fork.iter_mut().skip(1).for_each(|one| one.supersedes = Some(first.clone()));
    let (shown, found) = march(&one_policy(|_| {}), &fork, "2026-03-31");
    assert_eq!(shown[0], (Outcome::OnTime, Some("reporte-00001".into())));
    assert_eq!((found.verdicts[0].is_kept, found.verdicts[0].others.len(), found.unmatched.len()), (true, 9_999, 0));
    assert!(started.elapsed() < SOON, "{:?}", started.elapsed());
}

#[test]
fn thousands_that_supersede_themselves_are_repeated_deliveries() {
    let started = Instant::now();
    let mut each = chain(10_000);
    each.iter_mut().for_each(|one| one.supersedes = Some(one.path.clone()));
    let (shown, found) = march(&one_policy(|_| {}), &each, "2026-03-31");
    assert_eq!(shown[0], (Outcome::OnTime, Some("reporte-00000".into())));
    assert_eq!(found.verdicts[0].others.len(), 9_999);
    assert!(started.elapsed() < SOON, "{:?}", started.elapsed());
}

#[test]
fn a_chain_across_policies_is_none() {
    let started = Instant::now();
    let world = one_policy(|repository| repository.obligations[0].applies = parse("[gobierno-digital, transparencia]"));
    let mut versions = chain(10_000);
    for (index, one) in versions.iter_mut().enumerate() {
        let owner = ["gobierno-digital", "transparencia"][index % 2];
        one.path = SubmissionPath::parse(&format!("{owner}/2026/03/{}", one.path.name)).unwrap();
    }
    for index in 1..versions.len() {
        versions[index].supersedes = Some(versions[index - 1].path.clone());
    }
    // Nobody supersedes what is of another: every one stands, and the first of each policy answers.
    let (shown, found) = march(&world, &versions, "2026-03-31");
    let answered: Vec<_> = shown.iter().filter(|(outcome, _)| *outcome == Outcome::OnTime).collect();
    let first = |name: &str| (Outcome::OnTime, Some(name.to_owned()));
    assert_eq!(answered, [&first("reporte-00000"), &first("reporte-00001")]);
    assert_eq!((found.verdicts[0].others.len(), found.verdicts[1].others.len()), (4_999, 4_999));
    assert!(started.elapsed() < SOON, "{:?}", started.elapsed());
}

#[test]
fn thousands_without_corte_look_each_once() {
    let started = Instant::now();
    let mut loose = chain(10_000);
    for one in &mut loose {
        (one.corte, one.supersedes) = (None, None);
    }
    let (shown, found) = march(&one_policy(|_| {}), &loose, "2026-03-31");
    // Three answer the three cortes of their month; nothing is left for the others.
    assert!(shown.iter().all(|(outcome, _)| *outcome == Outcome::OnTime));
    assert_eq!(found.unmatched.len(), 9_997);
    assert!(started.elapsed() < SOON, "{:?}", started.elapsed());
}
