//! The report of FURAG of a vigencia: what was delivered, what it covers and how well that is known, for whoever answers
//! the form and for whoever audits the answers.
//!
//! [`Report`] holds it; each renderer is a pure function of it with the same bytes for the same report. No figure of it is
//! the index of institutional performance, whose weights are not published.

mod common;
mod csv;
mod html;
mod human;
mod json;
mod links;
mod words;
mod xlsx;

use chrono::{Datelike as _, NaiveDate};

pub use csv::csv;
pub use html::{html, pages};
pub use human::human;
pub use json::json;
pub use links::Links;
pub use xlsx::xlsx;

use super::coverage::{self, Coverage};
use crate::{
    holdings::{Evidence, Held, Holdings},
    messages::Lang,
    model::raw,
    schedule::{Delivery, Outcome},
    status::{Board, BoardError, Period, Question},
};

/// All that is told of a vigencia.
#[derive(Clone, Debug)]
pub struct Report<'a> {
    /// What it is made from.
    pub holdings: &'a Holdings,
    /// The language of what people read.
    pub lang: Lang,
    /// Where its links lead.
    pub links: Links,
    /// The deliveries of the year.
    pub board: Board<'a>,
    /// What has evidence.
    pub coverage: Coverage<'a>,
    /// Every file of the vigencia, by submission and then as its manifest lists them.
    pub index: Vec<Indexed<'a>>,
    /// January to December.
    pub months: [Month; 12],
}

/// A file of the index of evidence.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Indexed<'a> {
    /// Its submission.
    pub held: &'a Held,
    /// The file.
    pub file: &'a Evidence,
    /// When it came; none where that could not be read.
    pub delivery: Option<&'a Delivery>,
}

/// What became of what was due in a month, by nominal day.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Month {
    /// On time.
    pub on_time: usize,
    /// Late.
    pub late: usize,
    /// Missed.
    pub missed: usize,
    /// Neither: not applicable, pending, upcoming, or of an assumed deadline.
    pub other: usize,
}

impl Month {
    /// Those whose deadline, set by its source, passed or was met.
    pub fn due(&self) -> usize {
        self.on_time + self.late + self.missed
    }
}

impl<'a> Report<'a> {
    /// Puts the report of a vigencia together.
    ///
    /// # Errors
    /// Where what was due cannot be known or is too much.
    pub fn new(holdings: &'a Holdings, year: raw::Year, lang: Lang, links: Links) -> Result<Self, BoardError> {
        let question = Question { as_of: holdings.as_of, period: Period::Year(year.get().into()), policy: None };
        let board = Board::new(&holdings.deliveries, question)?;
        let coverage = coverage::coverage(holdings, year);
        let mut months = [Month::default(); 12];
        for row in &board.rows {
            let month = &mut months[board.corte(row).nominal.month0() as usize];
            match row.outcome {
                Outcome::OnTime => month.on_time += 1,
                Outcome::Late => month.late += 1,
                Outcome::Missed => month.missed += 1,
                _ => month.other += 1,
            }
        }
        let index = index(holdings, &coverage);
        Ok(Self { holdings, lang, links, board, coverage, index, months })
    }

    /// Whether all it is made from was read and could be looked at. What is wrong with the evidence is another question.
    pub fn is_whole(&self) -> bool {
        let is_checked = self.holdings.report.verdict() != crate::diagnostic::Verdict::Unchecked;
        self.board.is_whole() && self.coverage.is_whole() && is_checked
    }

    /// The day it speaks of.
    pub fn day(&self) -> NaiveDate {
        crate::schedule::day_of(self.holdings.as_of)
    }
}

/// Every file of the submissions that are about the year, lie in it, or are named as evidence of it.
fn index<'a>(holdings: &'a Holdings, coverage: &Coverage<'a>) -> Vec<Indexed<'a>> {
    let year = i32::from(coverage.year.get());
    let named: std::collections::BTreeSet<_> =
        coverage.cited().filter_map(|one| one.held).map(|held| &held.path).collect();
    let is_of_year = |held: &&Held| {
        let (from, until) = held.period();
        i32::from(held.path.year) == year || (from.year() <= year && until.year() >= year) || named.contains(&held.path)
    };
    let all = &holdings.deliveries.deliveries;
    let is_known = |delivery: Option<&Delivery>| delivery.is_none_or(|one| one.known_since() <= holdings.as_of);
    holdings
        .submissions
        .iter()
        .filter(is_of_year)
        .map(|held| (held, all.binary_search_by(|one| one.path.cmp(&held.path)).ok().and_then(|at| all.get(at))))
        .filter(|(_, delivery)| is_known(*delivery))
        .flat_map(|(held, delivery)| held.evidence.iter().map(move |file| Indexed { held, file, delivery }))
        .collect()
}
