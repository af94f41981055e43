//! Shapes of every YAML file of the repository, as the file says it and no more.
//!
//! Input: the values of one YAML document, already read and bounded by `source`. Output: a typed record, or a
//! refusal. The same types give the published JSON Schemas ([`schema`]), so an editor, a third party and this
//! program judge a file alike: whatever a schema can say (patterns, lengths, enumerations, conditions) the
//! types refuse too, read as `source::yaml::decode` reads them (a list is no record, 5.0 no whole number). Manifests and
//! withdrawals rest on it: their schema is asked only to say what is wrong with what the types refuse. For the others it
//! is asked first: serde's choice among untagged alternatives is not proved alike.
//!
//! Nothing here crosses two files or two fields beyond what a schema says: unknown policies, absent files or
//! incomplete access exceptions are the work of the rules.
//!
//! Identifiers are English and keys Spanish. The documentation of the types and fields is in Spanish, against the
//! custom of the project, because it is the published description that officials read in their editor.
//!
//! An optional key that is absent and one that is empty (`clave:`) mean the same.

mod access;
mod catalogue;
mod holidays;
mod limits;
mod lists;
mod manifest;
mod mapping;
mod numbers;
mod obligation;
mod policy;
mod provenance;
mod questionnaire;
mod repository;
pub mod schema;
mod supports;
mod text;
mod time;
mod withdrawal;

pub use access::*;
pub use catalogue::*;
pub use holidays::*;
pub use limits::*;
pub use lists::*;
pub use manifest::*;
pub use numbers::*;
pub use obligation::*;
pub use policy::*;
pub use provenance::*;
pub use questionnaire::*;
pub use repository::*;
pub use supports::*;
pub use text::*;
pub use time::*;
pub use withdrawal::*;

#[cfg(test)]
mod tests;
