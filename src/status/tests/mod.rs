//! Boards of hand-made deliveries, and what is written of them.

mod board;
mod render;

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike as _, FixedOffset, TimeDelta};

use super::{Board, Deliveries, Period, Question};
use crate::{
    digest::Digest,
    model::{SubmissionPath, World, raw},
    schedule::{
        Delivery, Stamp, start_of,
        tests::{day, parse, world},
    },
    snapshot::ObjectId,
};

/// An instant in Bogotá; the middle of a day where only that is given.
fn moment(text: &str) -> DateTime<FixedOffset> {
    match text.len() {
        10 => start_of(day(text)) + TimeDelta::hours(12),
        _ => DateTime::parse_from_rfc3339(&format!("{text}-05:00")).unwrap(),
    }
}

/// A report of a policy committed at a moment, for a corte.
fn report(policy: &str, at: &str, corte: &str) -> Delivery {
    let (at, corte) = (moment(at), day(corte));
    let path =
        format!("{policy}/{:04}/{:02}/reporte-{:04x}", corte.year(), corte.month(), at.timestamp() / 3600 % 65_536);
    Delivery {
        path: SubmissionPath::parse(&path).unwrap(),
        class: raw::SubmissionClass::Report,
        corte: Some(corte),
        plans: BTreeSet::new(),
        evidence: vec![Digest::of(path.as_bytes())],
        repository: Stamp::of_commit(at),
        sigob: None,
        published: None,
        supersedes: None,
        complements: None,
        filing: None,
        withdrawn: None,
    }
}

/// The three obligations of this repository, measured in 2026 for two policies (the follow-up for one).
fn settings(change: impl FnOnce(&mut raw::Repository)) -> World {
    world(|repository| {
        for obligation in &mut repository.obligations {
            obligation.measured_since = Some("2026-01".try_into().unwrap());
        }
        repository.obligations[0].applies = parse("[gobierno-digital, transparencia]");
        repository.obligations[1].applies = parse("[gobierno-digital]");
        change(repository);
    })
}

pub(crate) fn deliveries(world: World, mut deliveries: Vec<Delivery>) -> Deliveries {
    deliveries.sort_by(|a, b| a.path.cmp(&b.path));
    Deliveries {
        revision: ObjectId::from_bytes([
            0x6b, 0x64, 0xf7, 0x95, 0x45, 0x65, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14,
        ]),
        revision_time: moment("2026-04-20"),
        world,
        deliveries,
        unread: Vec::new(),
        trail: super::TrailUse::Absent,
        noted: super::Noted::default(),
    }
}

fn asked<'a>(deliveries: &'a Deliveries, period: Period, as_of: &str) -> Board<'a> {
    Board::new(deliveries, Question { as_of: moment(as_of), period, policy: None }).unwrap()
}
