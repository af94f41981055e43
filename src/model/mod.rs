//! Typed records of the repository: what the files say, and what may be relied upon.
//!
//! Not the bytes of evidence, not git, not the moment asked: those come from elsewhere.

pub mod raw;
