//! Policies by months of a year, or by due dates of a month, with what became of the instances of each cell.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike as _, NaiveDate};

use crate::{
    schedule::Outcome,
    status::{Board, Period},
};

/// Which state is told of a cell with several: what asks for something to be done comes first, then what is unusual.
const FIRST: [Outcome; Outcome::ALL.len()] = [
    Outcome::Missed,
    Outcome::Late,
    Outcome::Pending,
    Outcome::NoRecord,
    Outcome::NotApplicable,
    Outcome::OnTime,
    Outcome::Received,
    Outcome::Upcoming,
];

/// A column.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Column<'a> {
    /// A month of the year, 1–12.
    Month(u32),
    /// A due date of the month, and the key of its obligation.
    Corte(NaiveDate, &'a str),
}

/// How many instances of a cell have each outcome.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(crate) struct Cell([usize; Outcome::ALL.len()]);

impl Cell {
    /// The state that is told and how many have it; none for a cell without instances.
    pub(crate) fn told(&self) -> Option<(Outcome, usize)> {
        FIRST.into_iter().map(|outcome| (outcome, self.0[outcome as usize])).find(|(_, count)| *count > 0)
    }

    /// Every state with how many have it, in the order of [`Outcome::ALL`].
    pub(crate) fn all(&self) -> impl Iterator<Item = (Outcome, usize)> {
        Outcome::ALL.into_iter().map(|outcome| (outcome, self.0[outcome as usize])).filter(|(_, count)| *count > 0)
    }
}

/// The table.
#[derive(Clone, Debug)]
pub(crate) struct Grid<'a> {
    pub(crate) columns: Vec<Column<'a>>,
    /// A cell for each column, of each policy in the order of [`Board::listed`].
    pub(crate) rows: Vec<(&'a str, Vec<Cell>)>,
    /// The states told by some cell, in the order of [`Outcome::ALL`].
    pub(crate) told: Vec<Outcome>,
}

impl<'a> Grid<'a> {
    pub(crate) fn of(board: &Board<'a>) -> Self {
        let column = |row: &crate::status::Row<'a>| {
            let corte = board.corte(row);
            match board.question.period {
                Period::Year(_) => Column::Month(corte.nominal.month()),
                Period::Month(..) => Column::Corte(corte.nominal, corte.obligation.id.as_str()),
            }
        };
        let columns: BTreeSet<Column<'a>> = match board.question.period {
            Period::Year(_) => (1..=12).map(Column::Month).collect(),
            Period::Month(..) => board.rows.iter().map(column).collect(),
        };
        let columns: Vec<Column<'a>> = columns.into_iter().collect();
        let mut rows: BTreeMap<&'a str, Vec<Cell>> = BTreeMap::new();
        for row in &board.rows {
            let cells = rows.entry(row.policy).or_insert_with(|| vec![Cell::default(); columns.len()]);
            if let Ok(at) = columns.binary_search(&column(row)) {
                cells[at].0[row.outcome as usize] += 1;
            }
        }
        let told: BTreeSet<Outcome> =
            rows.values().flatten().filter_map(Cell::told).map(|(outcome, _)| outcome).collect();
        let rows = board.listed().into_iter().filter_map(|policy| Some((policy, rows.remove(policy)?))).collect();
        Self { columns, rows, told: told.into_iter().collect() }
    }
}
