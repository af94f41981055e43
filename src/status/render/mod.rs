//! Writes a [`Board`](super::Board): for a terminal, for programs, for spreadsheets, for pages and as a picture.
//!
//! Every function is pure. `grid` gathers instances into cells once for those that draw a table; `words` has what the
//! states are called, and `trail` what the audit trail shows of them.

mod csv;
mod filings;
pub(crate) mod grid;
mod human;
mod json;
mod json_trail;
mod markdown;
mod svg;
pub(super) mod trail;
pub(crate) mod words;

pub use csv::csv;
pub use human::{HumanOptions, human};
pub use json::json;
pub use markdown::markdown;
pub use svg::svg;
pub use words::{cautions, outcome};
pub(crate) use words::{minute, moment, percent, state};
