//! What was known at a moment stays what it was: corrections, withdrawals and dates of SIGOB that came later change nothing
//! of it.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, TimeDelta};
use proptest::prelude::*;

use super::{verdict::*, *};
use crate::{
    digest::Digest,
    model::SubmissionPath,
    schedule::{
        Calendar, Delivery, Filing, Outcome, Schedule, Stamp, TimeSource, Verdict, discordant, judge, settle_filings,
    },
};

use Outcome::*;

/// The delivery, filed in SIGOB with its cover sheet.
fn filed(mut one: Delivery, number: &str, at: &str) -> Delivery {
    let at = moment(at);
    one.sigob = Some(Stamp::of_sigob(at));
    one.filing = Some(Filing { number: number.to_owned(), at, is_own: true });
    one
}

fn superseding(mut one: Delivery, other: &Delivery) -> Delivery {
    one.supersedes = Some(other.path.clone());
    one
}

/// The first corte of March, 5 March, once filings are settled.
fn first(deliveries: &[Delivery], as_of: &str) -> Verdict {
    let mut settled = deliveries.to_vec();
    settle_filings(&mut settled);
    march(&one_policy(|_| {}), &settled, as_of).1.verdicts[0].clone()
}

#[test]
fn a_correction_that_repeats_the_filing_of_what_it_corrects_has_its_own_time() {
    let original = filed(answering("a", "2026-03-10", "2026-03-05"), "AMC-1", "2026-03-05T16:12:00");
    let copy = superseding(answering("b", "2026-03-25", "2026-03-05"), &original);
    for (number, at) in [
        ("AMC-1", "2026-03-05T16:12:00"),
        // The same number with another date, or the same date with another number.
        ("AMC-1", "2026-03-01T08:00:00"),
        ("AMC-2", "2026-03-05T16:12:00"),
    ] {
        let both = [original.clone(), filed(copy.clone(), number, at)];
        // It was not there before it came: what it corrects answered.
        let before = first(&both, "2026-03-24");
        assert_eq!((before.outcome, before.answer, before.others.len()), (OnTime, Some(0), 0), "{number} {at}");
        let after = first(&both, "2026-03-31");
        assert_eq!((after.outcome, after.answer, after.others.as_slice()), (Late, Some(1), &[0][..]));
        let stamp = after.stamp.unwrap();
        assert_eq!((stamp.at, stamp.source), (moment("2026-03-25"), TimeSource::Commit));
        assert_eq!((after.is_kept, after.lost.unwrap().at), (false, moment("2026-03-05T16:12:00")));
    }
    // Filed anew, it has that time: within the term of five working days, which end on the 12th, it keeps the first.
    let anew = |at: &str| first(&[original.clone(), filed(copy.clone(), "AMC-2", at)], "2026-03-31");
    let kept = anew("2026-03-12T23:59:59");
    assert_eq!((kept.outcome, kept.is_kept, kept.timed, kept.lost), (OnTime, true, Some(0), None));
    assert_eq!(anew("2026-03-13T00:00:00").stamp.unwrap().at, moment("2026-03-13T00:00:00"));
}

#[test]
fn the_filing_of_an_earlier_version_is_found_at_any_distance_and_in_a_circle() {
    let original = filed(answering("a", "2026-03-04", "2026-03-05"), "AMC-1", "2026-03-04T08:00:00");
    let between = superseding(answering("b", "2026-03-20", "2026-03-05"), &original);
    let copy = filed(superseding(answering("c", "2026-03-21", "2026-03-05"), &between), "AMC-1", "2026-03-04T08:00:00");
    let beside = filed(answering("d", "2026-03-22", "2026-03-05"), "AMC-1", "2026-03-04T08:00:00");
    let mut all = vec![copy, between, beside, original];
    settle_filings(&mut all);
    let own =
        |all: &[Delivery]| all.iter().map(|one| one.filing.as_ref().map(|filing| filing.is_own)).collect::<Vec<_>>();
    // What supersedes nothing repeats nothing: two deliveries may come with one letter.
    assert_eq!(own(&all), [Some(false), None, Some(true), Some(true)]);
    assert_eq!(all.iter().map(|one| one.sigob.is_some()).collect::<Vec<_>>(), [false, false, true, true]);
    // In a circle one is the first, and what hangs from it repeats it.
    let mut circle: Vec<Delivery> = ["a", "b", "c"]
        .map(|name| filed(answering(name, "2026-03-04", "2026-03-05"), "AMC-1", "2026-03-04T08:00:00"))
        .into();
    circle[0].supersedes = Some(circle[1].path.clone());
    circle[1].supersedes = Some(circle[0].path.clone());
    circle[2].supersedes = Some(circle[1].path.clone());
    settle_filings(&mut circle);
    assert_eq!(own(&circle).iter().filter(|own| **own == Some(true)).count(), 1);
    assert_eq!(own(&circle)[2], Some(false));
    // Of another policy it is no predecessor.
    let mut other = vec![filed(report("a", "2026-03-04"), "AMC-1", "2026-03-04T08:00:00")];
    let path = SubmissionPath::parse("integridad/2026/03/b").unwrap();
    other.push(Delivery { path, supersedes: Some(other[0].path.clone()), ..other[0].clone() });
    settle_filings(&mut other);
    assert_eq!(own(&other), [Some(true), Some(true)]);
}

#[test]
fn the_cover_sheet_that_was_lacking_may_come_later_with_all_that_was_filed() {
    let mut bare = filed(answering("a", "2026-03-20", "2026-03-05"), "AMC-1", "2026-03-05T10:00:00");
    bare.sigob = None;
    let with = |evidence: &[&str], bare: &Delivery| {
        let mut later = superseding(answering("b", "2026-03-24", "2026-03-05"), bare);
        later.evidence = evidence.iter().map(|text| Digest::of(text.as_bytes())).collect();
        later.evidence.sort_unstable();
        first(&[bare.clone(), filed(later, "AMC-1", "2026-03-05T10:00:00")], "2026-03-31").outcome
    };
    assert_eq!(with(&["a", "carátula"], &bare), OnTime);
    assert_eq!(with(&["otra cosa", "carátula"], &bare), Late);
    // One that showed its cover sheet was filed then, and no other was.
    bare.sigob = Some(Stamp::of_sigob(moment("2026-03-05T10:00:00")));
    bare.repository = Stamp::of_commit(moment("2026-03-06"));
    assert_eq!(with(&["a", "carátula"], &bare), Late);
}

#[test]
fn one_number_with_several_dates_is_told() {
    let one = |name: &str, number: &str, at: &str| filed(answering(name, "2026-03-10", "2026-03-05"), number, at);
    let all = [
        one("a", "AMC-1", "2026-03-05T16:12:00"),
        one("b", "AMC-1", "2026-03-04T16:12:00"),
        one("c", "AMC-2", "2026-03-04T16:12:00"),
        one("d", "AMC-2", "2026-03-04T16:12:00"),
        answering("e", "2026-03-10", "2026-03-05"),
    ];
    let found = discordant(all.iter());
    assert_eq!((found.len(), found[0].number, found[0].dates.len()), (1, "AMC-1", 2));
    assert_eq!(found[0].dates[&moment("2026-03-04T16:12:00")], [&all[1].path]);
    // One instant written in two ways is one date.
    let mut other = all[2].clone();
    let elsewhere = DateTime::parse_from_rfc3339("2026-03-04T21:12:00+00:00").unwrap();
    other.filing = Some(Filing { at: elsewhere, ..other.filing.unwrap() });
    assert!(discordant([&all[2], &other].into_iter()).is_empty());
}

/// The releases of March: from 24 February to 5 March.
fn releases() -> World {
    world(|repository| {
        repository.obligations.remove(0);
        repository.obligations.truncate(1);
        repository.obligations[0].applies = parse("[gobierno-digital]");
        repository.obligations[0].measured_since = None;
    })
}

#[test]
fn a_correction_inside_the_window_does_not_keep_a_time_before_it() {
    let release = |name: &str, at: &str| Delivery {
        class: raw::SubmissionClass::PressRelease,
        ..answering(name, at, "2026-03-05")
    };
    let early = release("a", "2026-02-20");
    let judged = |all: &[Delivery]| march(&releases(), all, "2026-03-31").1.verdicts[0].clone();
    for (at, outcome) in [("2026-02-25", OnTime), ("2026-03-06", Late)] {
        let corrected = judged(&[early.clone(), superseding(release("b", at), &early)]);
        assert_eq!((corrected.outcome, corrected.answer, corrected.is_kept), (outcome, Some(1), false), "{at}");
        assert_eq!((corrected.stamp.unwrap().at, corrected.lost), (moment(at), None));
    }
    // Without stating its corte too.
    let mut loose = superseding(release("b", "2026-02-25"), &early);
    loose.corte = None;
    let mut first = early.clone();
    first.corte = None;
    assert_eq!(judged(&[first, loose]).outcome, OnTime);
    // What came in the window is kept as ever.
    let opened = release("a", "2026-02-24T00:00:00");
    let kept = judged(&[opened.clone(), superseding(release("b", "2026-03-03"), &opened)]);
    assert_eq!((kept.outcome, kept.is_kept, kept.stamp.unwrap().at), (OnTime, true, opened.repository.at));
}

#[test]
fn a_withdrawal_changes_nothing_before_it() {
    let mut withdrawn = answering("a", "2026-03-05", "2026-03-05");
    withdrawn.withdrawn = Some(moment("2026-03-20T10:00:00"));
    let on = |as_of: &str| first(std::slice::from_ref(&withdrawn), as_of);
    assert_eq!((on("2026-03-20T09:59:59").outcome, on("2026-03-20T09:59:59").answer), (OnTime, Some(0)));
    assert_eq!((on("2026-03-20T10:00:00").outcome, on("2026-03-20T10:00:00").others.as_slice()), (Missed, &[0][..]));
}

#[test]
fn what_has_not_come_by_a_channel_that_counts_does_not_answer_yet() {
    let world = one_policy(|repository| repository.obligations[0].channels = parse("[sigob]"));
    let judged = |all: &[Delivery], as_of: &str| march(&world, all, as_of).1.verdicts[0].clone();
    let loaded = filed(answering("a", "2026-03-03", "2026-03-05"), "AMC-1", "2026-03-05T18:00:00");
    let alone = judged(std::slice::from_ref(&loaded), "2026-03-04");
    assert_eq!((alone.outcome, alone.answer, alone.others.as_slice()), (Pending, None, &[0][..]));
    assert_eq!(judged(std::slice::from_ref(&loaded), "2026-03-05T18:00:00").outcome, OnTime);
    // Nor does a correction: until it comes, what it corrects answers.
    let later = filed(superseding(answering("b", "2026-03-06", "2026-03-05"), &loaded), "AMC-2", "2026-03-20T08:00:00");
    let both = [loaded, later];
    let before = judged(&both, "2026-03-19");
    assert_eq!((before.outcome, before.answer, before.others.as_slice()), (OnTime, Some(0), &[1][..]));
    let after = judged(&both, "2026-03-20T08:00:00");
    assert_eq!((after.outcome, after.answer, after.others.as_slice()), (Late, Some(1), &[0][..]));
}

#[test]
fn a_delivery_without_corte_is_not_spent_on_what_is_excused() {
    let exempted = "[{obligacion: reporte, politica: gobierno-digital, desde: 2026-03-05, hasta: 2026-03-05, motivo: Sin actividades en el período, autoriza: Secretaría General, acto: Oficio 1, expedida: 2026-03-01}]";
    let world = one_policy(|repository| repository.exemptions = parse(exempted));
    let (shown, found) = march(&world, &[report("a", "2026-03-04")], "2026-03-31");
    assert_eq!(shown, [(NotApplicable, None), (OnTime, Some("a".into())), (Missed, None)]);
    assert!(found.unmatched.is_empty());
    // One that states it stands there all the same.
    let (shown, _) = march(&world, &[answering("a", "2026-03-04", "2026-03-05")], "2026-03-31");
    assert_eq!(shown[0], (NotApplicable, Some("a".into())));
}

#[test]
fn a_time_is_kept_only_where_it_is_that_of_another() {
    // The correction was filed before what it corrects was loaded: its own time decides.
    let original = answering("a", "2026-03-05", "2026-03-05");
    let correction = superseding(answering("b", "2026-03-09", "2026-03-05"), &original);
    let correction = filed(correction, "AMC-1", "2026-03-04T10:00:00");
    let own = first(&[original.clone(), correction], "2026-03-31");
    assert_eq!((own.outcome, own.answer, own.timed, own.is_kept), (OnTime, Some(1), Some(1), false));
    assert_eq!((own.stamp.unwrap().source, own.lost), (TimeSource::Sigob, None));
    let kept =
        first(&[original.clone(), superseding(answering("b", "2026-03-09", "2026-03-05"), &original)], "2026-03-31");
    assert_eq!((kept.answer, kept.timed, kept.is_kept), (Some(1), Some(0), true));
}

#[test]
fn a_correction_after_its_term_tells_the_time_it_lost() {
    let original = answering("a", "2026-03-05", "2026-03-05");
    let late = superseding(answering("b", "2026-03-20", "2026-03-05"), &original);
    // One more corrects that one within its own term: the first time is the one that was lost.
    let next = superseding(answering("c", "2026-03-23", "2026-03-05"), &late);
    let found = first(&[original.clone(), late.clone(), next], "2026-03-31");
    assert_eq!((found.outcome, found.is_kept, found.timed), (Late, true, Some(1)));
    assert_eq!(found.lost.unwrap().at, original.repository.at);
    assert_eq!(first(&[original, late], "2026-03-19").lost, None);
}

/// What happens, in the order in which the repository gets it.
#[derive(Clone, Debug)]
enum Event {
    /// Hours since the one before; the corte stated, and what of the earlier ones it supersedes, of how many back; hours of
    /// SIGOB before (or after) the repository, or the filing of what it supersedes copied; whether the evidence is the same.
    Delivered { after: i64, corte: Option<usize>, supersedes: Option<usize>, sigob: Sigob, is_same: bool },
    /// Hours since the one before, and which is withdrawn.
    Withdrawn { after: i64, which: usize },
}

#[derive(Clone, Copy, Debug)]
enum Sigob {
    No,
    /// Hours before the repository had it.
    Own(i64),
    /// That of what it supersedes: the same number, and the same date or another.
    Copied(i64),
    /// The date of what it supersedes, with another number.
    Redated,
}

fn event() -> impl Strategy<Value = Event> {
    let sigob = prop_oneof![
        2 => Just(Sigob::No),
        2 => (-24 * 5..24 * 12_i64).prop_map(Sigob::Own),
        2 => prop_oneof![Just(0), -24 * 9..24 * 9_i64].prop_map(Sigob::Copied),
        1 => Just(Sigob::Redated),
    ];
    let delivered = (0..24 * 9_i64, prop::option::of(0..3_usize), prop::option::of(0..4_usize), sigob, any::<bool>());
    prop_oneof![
        5 => delivered.prop_map(|(after, corte, supersedes, sigob, is_same)| Event::Delivered {
            after, corte, supersedes, sigob, is_same,
        }),
        1 => (0..24 * 9_i64, 0..8_usize).prop_map(|(after, which)| Event::Withdrawn { after, which }),
    ]
}

/// A history, and when each delivery of it was truly known: told by hand, from what happened.
fn history(events: &[Event]) -> Vec<(Delivery, DateTime<FixedOffset>)> {
    let cortes = ["2026-03-05", "2026-03-15", "2026-03-30"];
    let mut now = moment("2026-02-20T00:00:00");
    let mut all: Vec<(Delivery, DateTime<FixedOffset>)> = Vec::new();
    for (index, event) in events.iter().enumerate() {
        match *event {
            Event::Delivered { after, corte, supersedes, sigob, is_same } => {
                now += TimeDelta::hours(after);
                let mut one = report(&format!("r{index:02}"), "2026-03-01T00:00:00");
                one.repository = Stamp::of_commit(now);
                one.corte = corte.map(|corte| day(cortes[corte]));
                let old = supersedes.and_then(|back| all.iter().rev().nth(back)).map(|(old, _)| old.clone());
                one.supersedes = old.as_ref().map(|old| old.path.clone());
                if let Some(old) = old.as_ref().filter(|_| is_same) {
                    one.evidence.clone_from(&old.evidence);
                }
                let earlier = old.and_then(|old| old.filing);
                let own = |before: i64| Filing {
                    number: format!("AMC-{index}"),
                    // No two letters of these histories have one hour.
                    at: now - TimeDelta::hours(before) + TimeDelta::seconds(index as i64),
                    is_own: true,
                };
                let (filing, is_copied) = match (sigob, earlier) {
                    (Sigob::No, _) => (None, false),
                    (Sigob::Copied(shift), Some(old)) => {
                        (Some(Filing { at: old.at + TimeDelta::hours(shift), ..old }), true)
                    }
                    (Sigob::Redated, Some(old)) => (Some(Filing { number: own(0).number, ..old }), true),
                    (Sigob::Own(before), _) => (Some(own(before)), false),
                    (Sigob::Copied(_) | Sigob::Redated, None) => (Some(own(30)), false),
                };
                one.sigob = filing.as_ref().map(|filing| Stamp::of_sigob(filing.at));
                let known = if is_copied { now } else { one.sigob.map_or(now, |sigob| sigob.at.min(now)) };
                one.filing = filing;
                all.push((one, known));
            }
            Event::Withdrawn { after, which } => {
                now += TimeDelta::hours(after);
                if let Some((one, _)) = all.get_mut(which) {
                    one.withdrawn.get_or_insert(now);
                }
            }
        }
    }
    all
}

/// What was known at a moment: no more than had come, and no withdrawal that had not.
fn cut(history: &[(Delivery, DateTime<FixedOffset>)], as_of: DateTime<FixedOffset>) -> Vec<Delivery> {
    let known = history.iter().filter(|(_, known)| *known <= as_of);
    known.map(|(one, _)| Delivery { withdrawn: one.withdrawn.filter(|since| *since <= as_of), ..one.clone() }).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// For any history and any moment, and whatever was to come: the whole history says of that moment what the part of it
    /// that had happened says.
    #[test]
    fn what_came_later_rewrites_nothing(
        events in prop::collection::vec(event(), 0..10),
        asked in 0_i64..24 * 60,
        later in 0_i64..24 * 60,
        channels in prop::sample::select(vec!["[repositorio, sigob]", "[sigob]", "[repositorio]"]),
        is_window in any::<bool>(),
    ) {
        let world = one_policy(|repository| {
            let obligation = &mut repository.obligations[0];
            obligation.channels = parse(channels);
            if is_window {
                obligation.when = parse("{cada: mes, desde_dia: 3, hasta_dia: 15, anticipacion_dias: 2}");
            }
        });
        let calendar = Calendar::new(world.holidays.values());
        let schedule = Schedule::new(&world, &calendar, day("2026-03-01"), day("2026-04-30"));
        let whole = history(&events);
        let first = moment("2026-02-20T00:00:00") + TimeDelta::hours(asked);
        let judged = |deliveries: &[Delivery]| {
            let mut settled = deliveries.to_vec();
            settle_filings(&mut settled);
            let found = judge(&schedule, &calendar, &settled, first);
            let name = |at: &usize| settled[*at].path.name.clone();
            let told = |one: &Verdict| {
                let others: Vec<String> = one.others.iter().map(name).collect();
                (one.outcome, one.answer.as_ref().map(name), one.stamp, one.timed.as_ref().map(name), one.lost, others)
            };
            for one in &found.verdicts {
                assert!(one.stamp.is_none_or(|stamp| stamp.at <= first), "{one:?}");
                assert!(one.timed.is_none_or(|at| Some(at) == one.answer || one.is_kept), "{one:?}");
            }
            let unmatched: Vec<String> = found.unmatched.iter().map(name).collect();
            (found.verdicts.iter().map(told).collect::<Vec<_>>(), unmatched)
        };
        let expected = judged(&cut(&whole, first));
        let all: Vec<Delivery> = whole.iter().map(|(one, _)| one.clone()).collect();
        prop_assert_eq!(&judged(&all), &expected);
        // Cut at any moment in between, too.
        prop_assert_eq!(&judged(&cut(&whole, first + TimeDelta::hours(later))), &expected);
        // And what was known is what is said to be.
        let mut settled = all;
        settle_filings(&mut settled);
        let said: BTreeMap<&str, DateTime<FixedOffset>> =
            settled.iter().map(|one| (one.path.name.as_str(), one.known_since())).collect();
        for (one, known) in &whole {
            prop_assert_eq!(said[one.path.name.as_str()], *known);
        }
    }
}
