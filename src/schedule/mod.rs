//! The delivery schedule: what is due and when, what came, and whether it came on time.
//!
//! Everything here is a pure function of settings, catalogues, what was handed in, and the moment asked. What is due is
//! in [`Schedule`]; [`Calendar`] says which days are working days.

mod calendar;
mod due;

pub use calendar::{Calendar, Holiday, NonWorking, bogota, day_of, start_of};
pub use due::{Corte, Instance, InstanceId, Schedule};

#[cfg(test)]
mod tests;
