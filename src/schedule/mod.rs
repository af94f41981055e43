//! The delivery schedule: what is due and when, what came, and whether it came on time.
//!
//! Everything here is a pure function of settings, catalogues, what was handed in, and the moment asked. What is due is
//! in [`Schedule`]; [`Calendar`] says which days are working days; [`judge`] says what became of each instance.

mod calendar;
mod delivery;
mod due;
mod verdict;

#[cfg(test)]
mod tests;

pub use calendar::{Calendar, Holiday, NonWorking, bogota, day_of, start_of};
pub use delivery::{Delivery, Proof, Stamp, TimeSource};
pub use due::{Corte, Instance, InstanceId, Schedule};
pub use verdict::{Outcome, Verdict, Verdicts, judge};
