//! The audit trail: an append-only log in the C2SP formats, and what it takes to write and to verify one.

pub mod merkle;
pub mod tile;
