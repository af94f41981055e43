//! The audit trail: an append-only log in the C2SP formats, and what it takes to write and to verify one.

pub mod checkpoint;
pub mod cosignature;
pub mod entry;
pub mod merkle;
pub mod note;
pub mod tile;
