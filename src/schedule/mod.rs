//! The delivery schedule: what is due and when, what came, and whether it came on time.
//!
//! Everything here is a pure function of settings, catalogues, what was handed in, and the moment asked. What is due is
//! in [`Schedule`]; [`Calendar`] says which days are working days; [`judge`] says what became of each instance.
//! [`agenda`] writes the due dates of a period, also for calendars of people; [`remind`] what is owed and to whom.

pub mod agenda;
mod bounds;
mod calendar;
mod contingency;
mod delivery;
mod due;
mod filings;
pub(crate) mod json;
mod known;
mod matching;
mod named;
pub mod remind;
pub(crate) mod sheet;
mod subject;
mod unknown;
mod verdict;
pub(crate) mod words;

#[cfg(test)]
pub(crate) mod tests;

pub(crate) use agenda::skipped;
pub use bounds::{TooMany, bounded};
pub use calendar::{Calendar, Holiday, NonWorking, bogota, day_of, start_of};
pub(crate) use contingency::Contingencies;
pub use delivery::{Delivery, Proof, Receipt, Stamp, TimeSource};
pub use due::{Corte, Instance, InstanceId, Schedule};
pub(crate) use due::{cortes, day_of_month, days_in_force, exists, is_measured};
pub use filings::{Discord, Filing, discordant, settle_filings};
pub use named::{DueDates, Named, NotNamed};
pub use subject::{ANY_POLICY, subject};
pub use unknown::{unknown, years_without_holidays};
pub use verdict::{Outcome, Verdict, Verdicts, judge};
pub use words::{date as day_in_words, leaders as leader_roles, month as month_name, policy as policy_name};
