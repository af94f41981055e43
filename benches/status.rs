//! What judging the deliveries of ten years costs, once they are read.
//!
//! `cargo bench --bench status`. 100,000 deliveries of the 19 policies of model v6 over 2017–2026, by the obligations and
//! holidays of this repository: some eleven for each due date, one in ten without one, one in twenty a correction of
//! the one before it. Figures are per delivery.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a benchmark may fail and read")]

use std::{collections::BTreeSet, hint::black_box};

use chrono::{DateTime, Datelike as _, NaiveDate, TimeDelta};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use mipg::{
    digest::Digest,
    model::{Reading, SubmissionPath, World, raw},
    repo_path::RepoPath,
    schedule::{Delivery, Stamp, start_of},
    snapshot::ObjectId,
    status::{Board, Deliveries, Noted, Period, Question, TrailUse},
};
use serde::de::DeserializeOwned;

/// Deliveries.
const ITEMS: usize = 100_000;
/// The first year of ten.
const FIRST: i32 = 2017;

fn load<T: DeserializeOwned>(name: &str) -> (RepoPath, T) {
    let path = format!("policies/{name}");
    let text = std::fs::read_to_string(format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    (RepoPath::new(path).unwrap(), serde_yaml::from_str(&text).unwrap())
}

fn deliveries() -> Deliveries {
    let mut settings: raw::Repository = load("repositorio.yaml").1;
    for obligation in &mut settings.obligations {
        obligation.measured_since = Some("2017-01".try_into().unwrap());
    }
    let model: (RepoPath, raw::ModelCatalogue) = load("catalogo/mipg-v6.yaml");
    let policies: Vec<String> = model.1.policies.iter().map(|policy| policy.policy.as_str().to_owned()).collect();
    let world = World {
        repository: Reading::Read(Box::new(settings)),
        models: [model].into(),
        plans: [load("catalogo/planes-612.yaml")].into(),
        holidays: [load("catalogo/festivos-co.yaml")].into(),
        ..World::default()
    };
    let mut deliveries: Vec<Delivery> = Vec::with_capacity(ITEMS);
    for item in 0..ITEMS {
        let (policy, turn) = (&policies[item % policies.len()], item / policies.len());
        let (month, day) = (turn % 120, [5, 15, 28][turn / 120 % 3]);
        let (year, month) = (FIRST + i32::try_from(month / 12).unwrap(), u32::try_from(month % 12).unwrap() + 1);
        let corte = NaiveDate::from_ymd_opt(year, month, if day == 28 { 30.min(days(year, month)) } else { day });
        let at = start_of(corte.unwrap()) + TimeDelta::hours(i64::try_from(item % 97).unwrap() - 40);
        let path = SubmissionPath::parse(&format!("{policy}/{year:04}/{month:02}/reporte-{item:06x}")).unwrap();
        let before = item.checked_sub(policies.len() * 360).map(|before| deliveries[before].path.clone());
        deliveries.push(Delivery {
            class: raw::SubmissionClass::Report,
            corte: corte.filter(|_| item % 10 != 0),
            plans: BTreeSet::new(),
            evidence: vec![Digest::of(&item.to_le_bytes())],
            repository: Stamp::of_commit(at),
            sigob: (item % 5 == 0).then(|| Stamp::of_sigob(at - TimeDelta::days(2))),
            published: None,
            supersedes: before.filter(|_| item % 20 == 1),
            complements: None,
            filing: None,
            withdrawn: None,
            path,
        });
    }
    deliveries.sort_by(|a, b| a.path.cmp(&b.path));
    Deliveries {
        revision: ObjectId::from_bytes([0; 20]),
        revision_time: start_of(NaiveDate::from_ymd_opt(2026, 12, 31).unwrap()),
        world,
        deliveries,
        unread: Vec::new(),
        trail: TrailUse::Absent,
        noted: Noted::default(),
    }
}

fn days(year: i32, month: u32) -> u32 {
    let first = NaiveDate::from_ymd_opt(year, month, 1).unwrap();
    u32::from(first.num_days_in_month())
}

fn board(criterion: &mut Criterion) {
    let found = deliveries();
    let as_of = DateTime::parse_from_rfc3339("2026-12-31T12:00:00-05:00").unwrap();
    let mut group = criterion.benchmark_group("ten years");
    group.throughput(Throughput::Elements(ITEMS as u64)).sample_size(10);
    group.bench_function("100,000 deliveries", |bench| {
        bench.iter(|| {
            let question = Question { as_of, period: Period::Year(2026), policy: None };
            let board = Board::new(black_box(&found), question).unwrap();
            assert!(board.totals.decided() > 500);
            board.rows.len()
        });
    });
    group.finish();
}

criterion_group!(benches, board);
criterion_main!(benches);
