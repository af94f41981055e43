//! Text with places: bytes and spans, fields and routes, YAML read twice, structure against a JSON Schema.
//!
//! Spans inside the program are byte offsets; [`LineIndex`] is the one place where they become lines and columns.
//! This module knows the syntax of YAML and the shape a schema asks for. It does not know what any field means, and it
//! never touches the disk: the bytes come from a snapshot.

mod place;
mod route;
pub mod structure;
pub mod yaml;

pub use place::{LineIndex, Place, Span};
pub use route::{Part, Route, Step};
