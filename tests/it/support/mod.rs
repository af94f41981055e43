//! What the tests are built with.

pub mod case;
pub mod forge;
pub mod http;
pub mod log;
pub mod mipg;
pub mod office;
pub mod repo;
pub mod served;
pub mod visitor;

use chrono::{DateTime, FixedOffset};

/// The moment the fixtures are judged at, unless they say otherwise.
pub const AS_OF: &str = "2026-11-22T10:00:00-05:00";

/// Reads an instant.
pub fn moment(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(text).unwrap()
}

/// The folder of the fixtures.
pub fn fixtures() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// How many rules are about who makes a change.
pub fn permissions() -> usize {
    let is_one = |rule: &&::mipg::rules::Rule| matches!(rule.check, ::mipg::rules::Check::Permission(..));
    ::mipg::rules::all().filter(is_one).count()
}
