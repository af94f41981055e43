//! Whatever the settings, the deliveries and the moment: each instance has one state, and nothing counts twice.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike as _, Days, FixedOffset, TimeDelta};
use proptest::prelude::*;

use super::{verdict::*, *};
use crate::{
    digest::Digest,
    model::SubmissionPath,
    schedule::{Calendar, Corte, Delivery, Outcome, Schedule, Stamp, day_of, judge},
    status::{Board, Period, Question, Totals, tests::deliveries as deliveries_of},
};

const POLICIES: [&str; 3] = ["gobierno-digital", "integridad", "planeacion-institucional"];
const SCOPES: [&str; 4] =
    ["todas", "[gobierno-digital]", "[integridad, planeacion-institucional]", "{excepto: [integridad]}"];
const FIRST: &str = "2026-01-01";

/// When: days of the month, a window or a quarter.
fn when() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::collection::btree_set(1_u8..=31, 1..4)
            .prop_map(|days| format!("{{cada: mes, dias: {:?}}}", days.into_iter().collect::<Vec<_>>())),
        (1_u8..=31, 1_u8..=31, 0_u8..=15).prop_map(|(one, other, early)| format!(
            "{{cada: mes, desde_dia: {}, hasta_dia: {}, anticipacion_dias: {early}}}",
            one.min(other),
            one.max(other)
        )),
        (1_u8..=90).prop_map(|days| format!("{{cada: trimestre, dias_despues: {days}}}")),
    ]
}

/// An obligation: when, whom it binds, which of three wordings it is copied from, whether the deadline is set, one for
/// each plan or not, and the day of the year a second wording begins.
fn obligation() -> impl Strategy<Value = (String, usize, usize, bool, bool, Option<u64>)> {
    (when(), 0..SCOPES.len(), 0_usize..3, any::<bool>(), any::<bool>(), prop::option::of(0_u64..365))
}

/// Adds an obligation, in one wording or two that follow each other.
fn add(
    repository: &mut raw::Repository,
    wordings: &[raw::Obligation],
    index: usize,
    (when, scope, like, is_set, each, second): &(String, usize, usize, bool, bool, Option<u64>),
) {
    let mut one = wordings[*like].clone();
    one.id = parse(&format!("obligacion-{index}"));
    one.when = parse(when);
    one.applies = parse(SCOPES[*scope]);
    one.deadline = if *is_set { raw::DeadlineBasis::Set } else { raw::DeadlineBasis::Assumed };
    one.per = each.then_some(raw::PerEach::Plan);
    (one.measured_since, one.in_force_from, one.in_force_until) = (None, None, None);
    if let Some(days) = second {
        let mut other = one.clone();
        let from = day(FIRST) + Days::new(*days);
        one.in_force_until = from.pred_opt().map(Into::into);
        other.in_force_from = Some(from.into());
        other.deadline = raw::DeadlineBasis::Set;
        repository.obligations.push(other);
    }
    repository.obligations.push(one);
}

/// The state of an instance, told apart by hand.
fn state(
    is_exempted: bool,
    came: Option<DateTime<FixedOffset>>,
    corte: &Corte<'_>,
    as_of: DateTime<FixedOffset>,
) -> Outcome {
    let is_over = |at: DateTime<FixedOffset>| day_of(at) > corte.effective;
    match (is_exempted, came, corte.obligation.deadline) {
        (true, ..) => Outcome::NotApplicable,
        (false, Some(_), raw::DeadlineBasis::Assumed) => Outcome::Received,
        (false, Some(at), raw::DeadlineBasis::Set) => {
            if is_over(at) {
                Outcome::Late
            } else {
                Outcome::OnTime
            }
        }
        (false, None, _) if day_of(as_of) < corte.opens => Outcome::Upcoming,
        (false, None, _) if !is_over(as_of) => Outcome::Pending,
        (false, None, raw::DeadlineBasis::Set) => Outcome::Missed,
        (false, None, raw::DeadlineBasis::Assumed) => Outcome::NoRecord,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_states_of_any_settings_add_up(
        obligations in prop::collection::vec(obligation(), 1..4),
        exemptions in prop::collection::vec((0_usize..4, 0..POLICIES.len(), 0_u64..365, 0_u64..120, 0_u64..500), 0..6),
        contingencies in prop::collection::vec((0_u64..365, 0_u64..20), 0..4),
        handed_in in prop::collection::vec(
            (0_i64..24 * 400, 0..POLICIES.len(), prop::option::of(0_u64..365), prop::option::of(0_usize..20), 0_u8..8),
            0..24,
        ),
        asked in -24_i64 * 30..24 * 450,
        month in 1_u32..=12,
    ) {
        let start = day(FIRST);
        let world = world(|repository| {
            let wordings = std::mem::take(&mut repository.obligations);
            for (index, one) in obligations.iter().enumerate() {
                add(repository, &wordings, index, one);
            }
            for (obligation, policy, from, length, issued) in &exemptions {
                let (from, issued) = (start + Days::new(*from), start + Days::new(*issued));
                let until = from + Days::new(*length);
                let text = format!(
                    "{{obligacion: obligacion-{obligation}, politica: {}, desde: {from}, hasta: {until}, motivo: Sin actividades en el período, autoriza: Secretaría General, acto: Oficio 1 de 2026, expedida: {issued}}}",
                    POLICIES[*policy]
                );
                repository.exemptions.push(parse(&text));
            }
            for (from, length) in &contingencies {
                let from = start + Days::new(*from);
                let until = from + Days::new(*length);
                let text = format!(
                    "{{desde: {from}, hasta: {until}, motivo: Sin energía en el centro de datos, acto: Circular 1 de 2026}}"
                );
                repository.contingencies.push(parse(&text));
            }
        });
        let plans: BTreeSet<String> = world.plan_slugs().map(str::to_owned).collect();
        let classes = [raw::SubmissionClass::Report, raw::SubmissionClass::PressRelease, raw::SubmissionClass::PlanFollowUp];
        let mut deliveries: Vec<Delivery> = Vec::new();
        for (index, (hour, policy, corte, other, kind)) in handed_in.iter().enumerate() {
            let at = moment("2026-01-01T00:00:00") + TimeDelta::hours(*hour);
            let path = format!("{}/{:04}/{:02}/entrega-{index:04}", POLICIES[*policy], at.year(), at.month());
            let mut one = Delivery {
                path: SubmissionPath::parse(&path).unwrap(),
                class: classes[index % 3],
                corte: corte.map(|days| start + Days::new(days)),
                plans: plans.iter().skip(usize::from(*kind)).cloned().collect(),
                evidence: vec![Digest::of(&[kind % 4])],
                repository: Stamp::of_commit(at),
                ..answering("entrega", FIRST, FIRST)
            };
            let other = other.and_then(|other| deliveries.get(other)).map(|other| other.path.clone());
            if kind % 2 == 0 { one.supersedes = other } else { one.complements = other }
            one.withdrawn = (*kind == 7).then_some(at + TimeDelta::days(9));
            one.sigob = (kind % 3 == 0).then(|| Stamp::of_sigob(at - TimeDelta::days(i64::from(*kind))));
            deliveries.push(one);
        }
        let calendar = Calendar::new(world.holidays.values());
        // Half a year on each side, as much as a delivery without corte may answer.
        let schedule = Schedule::new(&world, &calendar, day("2025-07-01"), day("2027-12-31"));
        let as_of = moment("2026-01-01T00:00:00") + TimeDelta::hours(asked);
        let found = judge(&schedule, &calendar, &deliveries, as_of);

        prop_assert_eq!(found.verdicts.len(), schedule.instances.len());
        let names: BTreeSet<String> = schedule.instances.iter().map(|one| schedule.id(one).to_string()).collect();
        prop_assert_eq!(names.len(), schedule.instances.len());

        let superseded: BTreeSet<&SubmissionPath> = deliveries
            .iter()
            .filter(|one| one.known_since() <= as_of)
            .filter_map(|one| one.supersedes.as_ref().filter(|old| old.owner == one.path.owner && **old != one.path))
            .collect();
        let mut places: BTreeMap<usize, Vec<(&str, Option<&str>)>> = BTreeMap::new();
        for (verdict, instance) in found.verdicts.iter().zip(&schedule.instances) {
            let corte = schedule.corte(instance);
            let is_exempted = verdict.outcome == Outcome::NotApplicable;
            prop_assert_eq!(is_exempted, instance.exemption.is_some());
            prop_assert_eq!(verdict.answer.is_some(), verdict.stamp.is_some());
            let plan = instance.plan.map(|plan| plan.id.as_str());
            for one in verdict.answer.iter().chain(&verdict.others) {
                places.entry(*one).or_default().push((corte.obligation.id.as_str(), plan));
            }
            let Some(answer) = verdict.answer else {
                prop_assert!(!matches!(verdict.outcome, Outcome::OnTime | Outcome::Late | Outcome::Received));
                continue;
            };
            let one = &deliveries[answer];
            prop_assert!(one.known_since() <= as_of && !one.is_withdrawn(as_of) && !superseded.contains(&one.path));
            prop_assert_eq!(one.path.owner.as_str(), instance.policy);
            prop_assert!(corte.obligation.classes.contains(&one.class));
            prop_assert!(!verdict.others.contains(&answer));
            if !is_exempted {
                let is_in_time = verdict.stamp.unwrap().at < corte.deadline();
                let expected = match (corte.is_set(), is_in_time) {
                    (false, _) => Outcome::Received,
                    (true, true) => Outcome::OnTime,
                    (true, false) => Outcome::Late,
                };
                prop_assert_eq!(verdict.outcome, expected);
            }
        }
        // Nothing counts twice: each is of one obligation, and there of one instance, or of one for each plan it follows.
        for (one, places) in &places {
            let (first, own): (_, BTreeSet<_>) = (places[0].0, places.iter().map(|(_, plan)| *plan).collect());
            prop_assert!(places.iter().all(|(obligation, _)| *obligation == first), "{one}: {places:?}");
            prop_assert_eq!(own.len(), places.len());
            let follows = |plan: &Option<&str>| plan.is_none_or(|plan| deliveries[*one].plans.contains(plan));
            prop_assert!(own.iter().all(follows) && (!own.contains(&None) || own.len() == 1));
            prop_assert!(!found.unmatched.contains(one));
        }

        // What each policy has in the year and in a month, counted here by day, time and exemption.
        let found_all = deliveries_of(world.clone(), deliveries.clone());
        for period in [Period::Year(2026), Period::Month(2026, month)] {
            let mut expected: BTreeMap<&str, [usize; Outcome::ALL.len()]> = BTreeMap::new();
            for (verdict, instance) in found.verdicts.iter().zip(&schedule.instances) {
                let corte = schedule.corte(instance);
                let is_in = corte.nominal.year() == 2026 && period.month().is_none_or(|month| month == corte.nominal.month());
                if is_in {
                    let stamp = verdict.stamp.map(|stamp| stamp.at);
                    let outcome = state(instance.exemption.is_some(), stamp, corte, as_of);
                    expected.entry(instance.policy).or_default()[outcome as usize] += 1;
                }
            }
            let board = Board::new(&found_all, Question { as_of, period, policy: None }).unwrap();
            let counts = |totals: &Totals| Outcome::ALL.map(|outcome| totals.count(outcome));
            let said: BTreeMap<&str, _> = board.policies.iter().map(|(policy, totals)| (*policy, counts(totals))).collect();
            prop_assert_eq!(&said, &expected);
            let all = expected.values().fold([0; Outcome::ALL.len()], |sum, one| std::array::from_fn(|at| sum[at] + one[at]));
            prop_assert_eq!(counts(&board.totals), all);
            let one = Board::new(&found_all, Question { as_of, period, policy: Some(POLICIES[0]) }).unwrap();
            prop_assert_eq!(counts(&one.totals), expected.get(POLICIES[0]).copied().unwrap_or_default());
        }

        // What comes later changes nothing of what is asked at a moment.
        let known: Vec<Delivery> = deliveries.iter().filter(|one| one.known_since() <= as_of).cloned().collect();
        let outcomes = |all: &[Delivery]| -> Vec<Outcome> {
            judge(&schedule, &calendar, all, as_of).verdicts.iter().map(|one| one.outcome).collect()
        };
        prop_assert_eq!(outcomes(&known), outcomes(&deliveries));
    }
}
