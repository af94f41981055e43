//! What became of each instance, case by case and over random histories.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike as _, FixedOffset, TimeDelta};
use proptest::prelude::*;

use super::*;
use crate::{
    digest::Digest,
    model::SubmissionPath,
    schedule::{Calendar, Delivery, Outcome, Proof, Schedule, Stamp, TimeSource, Verdicts, judge, start_of},
};

pub(super) fn moment(text: &str) -> DateTime<FixedOffset> {
    match text.len() {
        10 => start_of(day(text)) + TimeDelta::hours(12),
        _ => DateTime::parse_from_rfc3339(&format!("{text}-05:00")).unwrap(),
    }
}

/// A report of Gobierno Digital committed at a moment.
pub(super) fn report(name: &str, at: &str) -> Delivery {
    let at = moment(at);
    let path = format!("gobierno-digital/{:04}/{:02}/{name}", at.year(), at.month());
    Delivery {
        path: SubmissionPath::parse(&path).unwrap(),
        class: raw::SubmissionClass::Report,
        corte: None,
        plans: BTreeSet::new(),
        evidence: vec![Digest::of(name.as_bytes())],
        repository: Stamp::of_commit(at),
        sigob: None,
        published: None,
        supersedes: None,
        complements: None,
        filing: None,
        withdrawn: None,
    }
}

pub(super) fn answering(name: &str, at: &str, corte: &str) -> Delivery {
    Delivery { corte: Some(day(corte)), ..report(name, at) }
}

/// A world of two months with one obligation, for one policy.
pub(super) fn one_policy(change: impl FnOnce(&mut raw::Repository)) -> World {
    world(|repository| {
        repository.obligations.truncate(1);
        repository.obligations[0].applies = parse("[gobierno-digital]");
        repository.obligations[0].measured_since = Some("2026-03".try_into().unwrap());
        change(repository);
    })
}

/// What each corte of March 2026 became (5th, Thursday; 15th, Sunday, so Monday 16; 30th, Monday), and who answers.
pub(super) fn march(world: &World, deliveries: &[Delivery], as_of: &str) -> (Vec<(Outcome, Option<String>)>, Verdicts) {
    let calendar = Calendar::new(world.holidays.values());
    let schedule = Schedule::new(world, &calendar, day("2026-03-01"), day("2026-03-31"));
    let verdicts = judge(&schedule, &calendar, deliveries, moment(as_of));
    assert_eq!(verdicts.verdicts.len(), schedule.instances.len());
    let shown = verdicts
        .verdicts
        .iter()
        .map(|verdict| (verdict.outcome, verdict.answer.map(|at| deliveries[at].path.name.clone())))
        .collect();
    (shown, verdicts)
}

fn outcomes(deliveries: &[Delivery], as_of: &str) -> Vec<Outcome> {
    march(&one_policy(|_| {}), deliveries, as_of).0.into_iter().map(|(outcome, _)| outcome).collect()
}

use Outcome::*;

#[test]
fn what_has_not_come_is_upcoming_pending_or_missed() {
    assert_eq!(outcomes(&[], "2026-02-20"), [Upcoming, Upcoming, Upcoming]);
    assert_eq!(outcomes(&[], "2026-03-05T23:59:59"), [Pending, Upcoming, Upcoming]);
    assert_eq!(outcomes(&[], "2026-03-06T00:00:00"), [Missed, Pending, Upcoming]);
    assert_eq!(outcomes(&[], "2026-03-16T23:59:59"), [Missed, Pending, Pending]);
    assert_eq!(outcomes(&[], "2026-03-31"), [Missed, Missed, Missed]);
}

#[test]
fn one_second_decides() {
    let on = |at: &str| outcomes(&[answering("a", at, "2026-03-05")], "2026-03-31")[0];
    assert_eq!(on("2026-03-05T23:59:59"), OnTime);
    assert_eq!(on("2026-03-06T00:00:00"), Late);
    assert_eq!(on("2026-03-06T00:00:01"), Late);
    // The 15th is a Sunday: the whole Monday counts.
    let moved = |at: &str| outcomes(&[answering("a", at, "2026-03-15")], "2026-03-31")[1];
    assert_eq!((moved("2026-03-16T23:59:59"), moved("2026-03-17T00:00:00")), (OnTime, Late));
}

#[test]
fn without_corte_the_oldest_unmet_of_the_month_is_answered_and_then_the_next_open() {
    let three = [report("a", "2026-03-03"), report("b", "2026-03-14"), report("c", "2026-03-29")];
    assert_eq!(outcomes(&three, "2026-03-31"), [OnTime; 3]);
    // The first one forgotten: what comes on the 14th answers it, late.
    let (shown, _) = march(&one_policy(|_| {}), &three[1..], "2026-03-31");
    assert_eq!(shown[0], (Late, Some("b".into())));
    assert_eq!(shown[1], (Late, Some("c".into())));
    assert_eq!(shown[2], (Missed, None));
    // A folder of another month: the one that was open when it came.
    let mut other = report("d", "2026-03-14");
    other.path.month = 2;
    let (shown, _) = march(&one_policy(|_| {}), &[other], "2026-03-31");
    assert_eq!(shown, [(Missed, None), (OnTime, Some("d".into())), (Missed, None)]);
}

#[test]
fn one_delivery_never_counts_twice_and_a_repeated_one_stands_beside() {
    let twice = [answering("b", "2026-03-04", "2026-03-05"), answering("a", "2026-03-05", "2026-03-05")];
    let (shown, verdicts) = march(&one_policy(|_| {}), &twice, "2026-03-31");
    assert_eq!(shown, [(OnTime, Some("b".into())), (Missed, None), (Missed, None)]);
    assert_eq!(verdicts.verdicts[0].others, [1]);
    let unknown = [answering("a", "2026-03-04", "2026-03-07")];
    let (shown, verdicts) = march(&one_policy(|_| {}), &unknown, "2026-03-31");
    assert!(shown.iter().all(|(outcome, _)| *outcome == Missed));
    assert_eq!(verdicts.unmatched, [0]);
}

#[test]
fn a_correction_keeps_the_time_within_its_term() {
    let correcting = |at: &str, same: bool| {
        let first = answering("a", "2026-03-05", "2026-03-05");
        let mut second = answering("b", at, "2026-03-05");
        second.supersedes = Some(first.path.clone());
        if same {
            second.evidence = first.evidence.clone();
        }
        march(&one_policy(|_| {}), &[first, second], "2026-03-31")
    };
    // Five working days after Thursday 5 end on Thursday 12.
    let (shown, verdicts) = correcting("2026-03-12T23:59:59", false);
    assert_eq!(shown[0], (OnTime, Some("b".into())));
    assert!(verdicts.verdicts[0].is_kept && verdicts.verdicts[0].others == [0]);
    // A placeholder replaced later does not stay on time.
    let (shown, verdicts) = correcting("2026-03-13T00:00:00", false);
    assert_eq!(shown[0], (Late, Some("b".into())));
    assert!(!verdicts.verdicts[0].is_kept);
    // The same evidence with another manifest does.
    assert_eq!(correcting("2026-03-28", true).0[0], (OnTime, Some("b".into())));
}

/// What is handed in before the corte opens answers it, and is told to be early.
#[test]
fn an_early_report_answers_the_due_date_it_states() {
    let early = [answering("a", "2026-03-03", "2026-03-15"), answering("b", "2026-03-07", "2026-03-15")];
    let (shown, found) = march(&one_policy(|_| {}), &early, "2026-03-31");
    assert_eq!(shown, [(Missed, None), (OnTime, Some("a".into())), (Missed, None)]);
    assert!(found.verdicts[1].is_early && found.verdicts[1].others == [1] && found.unmatched.is_empty());
    let (_, found) = march(&one_policy(|_| {}), &early[1..], "2026-03-31");
    assert!(!found.verdicts[1].is_early);
}

#[test]
fn corrections_of_corrections_do_not_push_the_term() {
    let mut chain = vec![answering("a", "2026-03-05", "2026-03-05")];
    for (name, at) in [("b", "2026-03-11"), ("c", "2026-03-17")] {
        let mut next = answering(name, at, "2026-03-05");
        next.supersedes = chain.last().map(|before| before.path.clone());
        chain.push(next);
    }
    let (shown, _) = march(&one_policy(|_| {}), &chain, "2026-03-31");
    assert_eq!(shown[0], (Late, Some("c".into())));
}

#[test]
fn what_was_withdrawn_answers_nothing_and_a_complement_stands_beside() {
    let mut withdrawn = answering("a", "2026-03-05", "2026-03-05");
    withdrawn.withdrawn = Some(moment("2026-03-20"));
    let (shown, verdicts) = march(&one_policy(|_| {}), &[withdrawn], "2026-03-31");
    assert_eq!(shown[0], (Missed, None));
    assert_eq!(verdicts.verdicts[0].others, [0]);

    let first = answering("a", "2026-03-05", "2026-03-05");
    let mut complement = report("b", "2026-03-14");
    complement.complements = Some(first.path.clone());
    let (shown, verdicts) = march(&one_policy(|_| {}), &[first, complement], "2026-03-31");
    assert_eq!(shown, [(OnTime, Some("a".into())), (Missed, None), (Missed, None)]);
    assert_eq!((verdicts.verdicts[0].others.as_slice(), verdicts.unmatched.len()), (&[1][..], 0));
}

#[test]
fn cycles_of_supersession_end() {
    let mut first = answering("a", "2026-03-04", "2026-03-05");
    let mut second = answering("b", "2026-03-05", "2026-03-05");
    first.supersedes = Some(second.path.clone());
    second.supersedes = Some(first.path.clone());
    let (shown, _) = march(&one_policy(|_| {}), &[first, second], "2026-03-31");
    assert_eq!(shown[0], (Missed, None));
    let mut own = answering("a", "2026-03-04", "2026-03-05");
    own.supersedes = Some(own.path.clone());
    assert_eq!(march(&one_policy(|_| {}), &[own], "2026-03-31").0[0], (OnTime, Some("a".into())));
}

#[test]
fn the_earliest_channel_counts_with_its_proof() {
    let mut delivery = answering("a", "2026-03-10", "2026-03-05");
    delivery.sigob = Some(Stamp::of_sigob(moment("2026-03-05T16:12:00")));
    let (shown, verdicts) = march(&one_policy(|_| {}), std::slice::from_ref(&delivery), "2026-03-31");
    assert_eq!(shown[0].0, OnTime);
    let stamp = verdicts.verdicts[0].stamp.unwrap();
    assert_eq!((stamp.source, stamp.proof), (TimeSource::Sigob, Proof::Declared));
    assert_eq!(delivery.handling_days(), Some(5));
    // Where SIGOB does not count, the commit's date decides, and proves nothing.
    let without = one_policy(|repository| repository.obligations[0].channels = parse("[repositorio]"));
    let (shown, verdicts) = march(&without, &[delivery], "2026-03-31");
    assert_eq!((shown[0].0, verdicts.verdicts[0].stamp.unwrap().proof), (Late, Proof::Unprovable));
}

#[test]
fn an_assumed_deadline_never_yields_late_or_missed() {
    let assumed = one_policy(|repository| repository.obligations[0].deadline = raw::DeadlineBasis::Assumed);
    let deliveries = [answering("a", "2026-03-25", "2026-03-05")];
    let shown: Vec<Outcome> =
        march(&assumed, &deliveries, "2026-03-31").0.into_iter().map(|(outcome, _)| outcome).collect();
    assert_eq!(shown, [Received, NoRecord, NoRecord]);
}

#[test]
fn an_exemption_excuses_and_tells_when_it_came_late() {
    let exempted = |issued: &str| {
        let text = format!(
            "- {{obligacion: reporte, politica: gobierno-digital, desde: 2026-03-05, hasta: 2026-03-05, motivo: Sin actividades en el período, autoriza: Secretaría General, acto: Oficio 1, expedida: {issued}}}"
        );
        let world = one_policy(|repository| repository.exemptions = parse(&text));
        march(&world, &[], "2026-03-31").1.verdicts[0].clone()
    };
    assert_eq!((exempted("2026-03-05").outcome, exempted("2026-03-05").is_exempted_late), (NotApplicable, false));
    assert!(exempted("2026-03-06").is_exempted_late);
}

#[test]
fn a_release_before_its_window_does_not_answer() {
    let releases = world(|repository| {
        repository.obligations.remove(0);
        repository.obligations.truncate(1);
        repository.obligations[0].applies = parse("[gobierno-digital]");
        repository.obligations[0].measured_since = None;
    });
    let release = |at: &str| {
        let mut release = answering("a", at, "2026-03-05");
        release.class = raw::SubmissionClass::PressRelease;
        release
    };
    let on = |at: &str| march(&releases, &[release(at)], "2026-03-31").0[0].0;
    assert_eq!(on("2026-02-23T23:59:59"), Missed);
    assert_eq!(on("2026-02-24T00:00:00"), OnTime);
    assert_eq!(on("2026-03-05T23:59:59"), OnTime);
    assert_eq!(on("2026-03-06T00:00:00"), Late);
}

proptest! {
    /// Whatever is handed in, whenever one asks: each instance has one outcome, no delivery answers two, and what a
    /// later moment adds never makes late what was on time, or the other way round.
    #[test]
    fn every_instance_has_one_outcome(
        hours in prop::collection::vec((0_i64..24 * 45, prop::option::of(0_usize..3), prop::option::of(0_usize..6), any::<bool>(), any::<bool>()), 0..12),
        asked in 0_i64..24 * 60,
    ) {
        let world = one_policy(|_| {});
        let calendar = Calendar::new(world.holidays.values());
        let schedule = Schedule::new(&world, &calendar, day("2026-03-01"), day("2026-03-31"));
        let cortes = ["2026-03-05", "2026-03-15", "2026-03-30"];
        let mut deliveries: Vec<Delivery> = Vec::new();
        for (index, (hour, corte, superseded, withdrawn, complements)) in hours.iter().enumerate() {
            let mut delivery = report(&format!("r{index:02}"), "2026-03-01T00:00:00");
            delivery.repository = Stamp::of_commit(moment("2026-02-25T00:00:00") + TimeDelta::hours(*hour));
            delivery.corte = corte.map(|corte| day(cortes[corte]));
            let other = superseded.and_then(|other| deliveries.get(other)).map(|other| other.path.clone());
            if *complements { delivery.complements = other } else { delivery.supersedes = other }
            delivery.withdrawn = (*withdrawn && index % 3 == 0).then_some(delivery.repository.at + TimeDelta::days(3));
            deliveries.push(delivery);
        }
        let as_of = moment("2026-02-25T00:00:00") + TimeDelta::hours(asked);
        let found = judge(&schedule, &calendar, &deliveries, as_of);
        let mut count: BTreeMap<Outcome, usize> = BTreeMap::new();
        let mut answers = BTreeSet::new();
        for (verdict, instance) in found.verdicts.iter().zip(&schedule.instances) {
            *count.entry(verdict.outcome).or_default() += 1;
            let corte = schedule.corte(instance);
            prop_assert_eq!(verdict.answer.is_some(), verdict.stamp.is_some());
            if let Some(answer) = verdict.answer {
                prop_assert!(answers.insert(answer), "one delivery answers two");
                prop_assert!(!deliveries[answer].is_withdrawn(as_of));
                let stamp = verdict.stamp.unwrap();
                prop_assert!(stamp.at <= as_of);
                prop_assert_eq!(verdict.outcome == OnTime, stamp.at < corte.deadline());
            } else {
                prop_assert!(matches!(verdict.outcome, Missed | Pending | Upcoming));
            }
        }
        prop_assert_eq!(count.values().sum::<usize>(), schedule.instances.len());
        prop_assert_eq!(judge(&schedule, &calendar, &deliveries, as_of), found);
    }
}
