//! Evidence on its way in: from what a person has at hand to a submission that [`crate::check`] takes.
//!
//! What can be known is worked out; only the rest is asked. Nothing here reads a disk or a clock.

pub mod apart;
pub mod corte;
pub mod kept;
mod mend;
pub mod names;
pub mod photo;
mod ready;
pub mod sigob;
pub mod subject;
mod submission;
pub mod withdrawal;

pub use mend::{Mend, Mended, Unmendable, mend};
pub use submission::{
    Adjusted, Assembled, Draft, Filing, Missing, Piece, Refused, Successor, assemble, assemble_apart,
};
