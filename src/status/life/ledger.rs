//! What the lives of all submissions of a revision are told from, read once: nothing is looked for again for each.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Datelike as _, FixedOffset};

use super::{Happening, Known, moments, related_among};
use crate::{
    digest::Digest,
    model::{SubmissionPath, raw},
    schedule::{Delivery, day_of},
    status::{Board, BoardError, Deliveries, Period, Question, Row, hour},
};

/// The most years of which what was answered is told.
const YEARS: usize = 30;

/// The deliveries of a revision, by path, with what became of what they answer.
#[derive(Debug)]
pub struct Ledger<'a> {
    deliveries: &'a Deliveries,
    as_of: DateTime<FixedOffset>,
    places: HashMap<&'a SubmissionPath, &'a Delivery>,
    /// Those that correct or complement each.
    followers: HashMap<&'a SubmissionPath, Vec<&'a Delivery>>,
    boards: Vec<Board<'a>>,
    /// The instances that each answers or stands beside: board and row.
    answers: HashMap<&'a SubmissionPath, Vec<(usize, usize)>>,
}

impl<'a> Ledger<'a> {
    /// Judges each year that deliveries are of, and that of the moment asked.
    ///
    /// # Errors
    /// Where what is due cannot be known or is too much.
    pub fn new(deliveries: &'a Deliveries, as_of: DateTime<FixedOffset>) -> Result<Self, BoardError> {
        let this = day_of(as_of).year();
        let known = || deliveries.deliveries.iter().filter(|one| one.known_since() <= as_of);
        let stated = known().map(|one| one.corte.map_or(i32::from(one.path.year), |corte| corte.year()));
        let mut years: BTreeSet<i32> = stated.filter(|year| (1990..=this + 2).contains(year)).collect();
        years.insert(this);
        let late: Vec<i32> = years.into_iter().rev().take(YEARS).collect();
        let board = |year: &i32| Board::new(deliveries, Question { as_of, period: Period::Year(*year), policy: None });
        let boards: Vec<Board<'a>> = late.iter().rev().map(board).collect::<Result<_, _>>()?;
        let mut answers: HashMap<&SubmissionPath, Vec<(usize, usize)>> = HashMap::new();
        for (at, board) in boards.iter().enumerate() {
            for (place, row) in board.rows.iter().enumerate() {
                for one in row.answer.iter().chain(&row.others) {
                    answers.entry(&one.path).or_default().push((at, place));
                }
            }
        }
        let mut followers: HashMap<&SubmissionPath, Vec<&Delivery>> = HashMap::new();
        for one in known() {
            for other in one.supersedes.iter().chain(&one.complements) {
                followers.entry(other).or_default().push(one);
            }
        }
        let places = known().map(|one| (&one.path, one)).collect();
        Ok(Self { deliveries, as_of, places, followers, boards, answers })
    }

    /// The years judged, ascending.
    pub fn boards(&self) -> &[Board<'a>] {
        &self.boards
    }

    /// The delivery at a path, where it was known at the moment asked.
    pub fn delivery(&self, path: &SubmissionPath) -> Option<&'a Delivery> {
        self.places.get(path).copied()
    }

    /// What happened to a submission, in time, as [`super::life`] tells it.
    pub fn moments(
        &self,
        path: &SubmissionPath,
        manifest: Option<(&raw::Manifest, Digest)>,
        withdrawal: Option<&raw::Withdrawal>,
    ) -> Vec<Happening> {
        let delivery = self.delivery(path);
        let followers = self.followers.get(path).into_iter().flatten().copied();
        let related = delivery.map(|delivery| related_among(followers, delivery)).unwrap_or_default();
        let logged = self.deliveries.trail.times().map_or(&[][..], |times| times.of(path));
        let logged = logged.iter().filter(|one| hour(one.at) <= self.as_of);
        moments(Known { delivery, manifest, withdrawal, related }, logged, self.as_of).1
    }

    /// What a submission answers or stands beside.
    pub fn answers(&self, path: &SubmissionPath) -> impl Iterator<Item = (&Board<'a>, &Row<'a>)> {
        let places = self.answers.get(path).into_iter().flatten();
        places.map(|(board, row)| (&self.boards[*board], &self.boards[*board].rows[*row]))
    }
}
